"""What several items of a section have in common: where their pages print what their rows say.

A row and its page are two statements of one title and one day. The place where both agree on page after page
is the item's own; menus, side lists and days of something else agree by chance at most. What is learned is
the place, never a row's value. Of other fields, of which rows prove nothing, a layout shows where they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from scrapers.layout import ItemLayout
from scrapers.parsing.layouts import item_limits as limits
from scrapers.parsing.layouts.item_samples import FIELDS, ItemSample, Spot

_OR = ", "
"""Between the selectors of templates that a section mixes: CSS for any of them."""


class _Place(NamedTuple):
    selector: str
    label: str | None


def learn_item_layout(samples: Sequence[ItemSample], before: ItemLayout | None = None) -> ItemLayout | None:
    """The layout that the pages have in common; None where they are too few or prove no place. With a layout
    of `before`, which these pages do not fit, its places stand beside theirs.

    A place that the reader does not take is learned only where the reader contradicts most rows and that
    place agrees with every one of them.
    """
    if len(samples) < limits.SAMPLES:
        return None
    dated = [sample for sample in samples if sample.listed.on is not None]
    places = {
        "title": _proven(samples, "title", [sample.agrees_on_title for sample in samples]),
        "published": _proven(dated, "published", [sample.agrees_on_day for sample in dated]),
    }
    if not any(places.values()):
        return None
    places |= {name: _common(s.found[name] for s in samples if name in s.found) for name in FIELDS[2:]}
    return _beside(before, places)


def _proven(samples: Sequence[ItemSample], name: str, agrees: Sequence[bool | None]) -> list[_Place]:
    """The places of a field that a row states as well: the reader's where rows and reader agree, else the one
    that agrees with all rows; none where neither does."""
    if agrees.count(False) * 2 <= len(samples):
        right = (s for s, agree in zip(samples, agrees, strict=True) if agree)
        return _common(s.found[name] for s in right if name in s.found)
    printed = [{place: None for spot in s.printed.get(name, ()) for place in _of(spot)} for s in samples]
    everywhere = [place for place in printed[0] if all(place in others for others in printed)]
    return everywhere[:1] if len(samples) >= limits.SAMPLES else []


def _common(spots: Iterable[Spot]) -> list[_Place]:
    """The places that most of these elements share, each of enough pages; of equals the one that a person
    would write."""
    remaining, found = [list(_of(spot)) for spot in spots], list[_Place]()
    while len(remaining) >= limits.SAMPLES and len(found) < limits.VARIANTS:
        counts = Counter(place for places in remaining for place in places)
        best = max(counts, key=lambda place: counts[place])
        if counts[best] < limits.SAMPLES:
            break
        found.append(best)
        remaining = [places for places in remaining if best not in places]
    return found


def _of(spot: Spot) -> Iterable[_Place]:
    return (_Place(selector, spot.label) for selector in spot.selectors)


def _beside(before: ItemLayout | None, places: Mapping[str, list[_Place]]) -> ItemLayout:
    """The layout of these places, beside those of the layout before, or without where they get too many."""
    selectors = {}
    for name in FIELDS:
        held = (getattr(before, name) or "").split(_OR) if before else []
        found = [*held, *(place.selector for place in places.get(name, ()))]
        selectors[name] = [one for one in dict.fromkeys(found) if one]
    if before is not None and any(len(found) > limits.VARIANTS for found in selectors.values()):
        return _beside(None, places)
    told = ((name, place.label) for name in FIELDS for place in places.get(name, ()) if place.label)
    labels = dict.fromkeys((*(before.labels if before else ()), *told))
    named: dict[str, Any] = {name: _OR.join(found) for name, found in selectors.items() if found}
    return replace(ItemLayout(labels=tuple(labels), learned_from="items"), **named)
