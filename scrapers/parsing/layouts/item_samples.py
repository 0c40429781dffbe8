"""One item page beside its row: where the reader found what, and where the page prints what the row says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from scrapers.layout import LAYOUT_VERSION, ItemLayout
from scrapers.parsing.items import limits as item_text
from scrapers.parsing.items.item import Reading
from scrapers.parsing.items.printed import Found, Outline
from scrapers.parsing.items.title import Headline
from scrapers.parsing.layouts import item_limits as limits
from scrapers.parsing.layouts.item_applying import announces_day, day_at, labels_of, pairs_at, title_at
from scrapers.parsing.layouts.item_places import PagePlaces
from scrapers.parsing.page.dates import find_moment
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.headings import key_of
from scrapers.parsing.page.lines import Line
from scrapers.parsing.words.labels import VAGUE_DATE_LABELS
from scrapers.records import Listed

FIELDS = ("title", "published", "issued", "unit", "document_number", "index_number")
_CELLS = ("td", "th", "dt", "dd")


class Spot(NamedTuple):
    """Where a value stands: selectors of one element, the best first, and the label before it, if any."""

    selectors: tuple[str, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class ItemSample:
    """A page beside its row."""

    listed: Listed
    agrees_on_title: bool
    """Whether the reader's title is the row's."""
    agrees_on_day: bool | None
    """Whether its day of publication is the row's; None where one of them has none."""
    found: Mapping[str, Spot] = field(default_factory=dict)
    """By field where the reader found it."""
    printed: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    """Of title and day of publication where the page prints what the row says. No day where the reader's
    stands behind a label that says publication: that is stated, whatever the row says."""
    exact: tuple[str, ...] = ()
    """Of title and day of publication those that read alike at the place where the reader found them."""

    def reads_alike(self, layout: ItemLayout) -> bool:
        """Whether the page says by a learned layout what it says by the rules, so that it need not be read
        again: the layout names the very places where the reader found title and day, and they are exact."""
        places = {name: place for name in _LEARNED if (place := getattr(layout, name))}
        if layout.learned_from == "person" or layout.version != LAYOUT_VERSION or not places:
            return False
        spots = {name: self.found[name] for name in places if name in self.exact}
        if any(name not in spots or place not in spots[name].selectors for name, place in places.items()):
            return False
        day = spots.get("published")
        return day is None or labels_of(layout, "published") == ([day.label] if day.label else [])


_LEARNED = ("title", "published")
"""The fields that a learned layout places."""


def sample_of(outline: Outline, reading: Reading, listed: Listed) -> ItemSample:
    """The page as a sample of its section."""
    item, places = reading.item, PagePlaces(outline.facts.tree)
    told = {name: one for name in FIELDS if (one := _found_at(outline, reading, name, places))}
    lines = list(_head(outline, reading))
    source, _, label = item.read_from.get("published", "").partition(":")
    stated = source == "label" and label not in VAGUE_DATE_LABELS
    same_day = None if item.published is None or listed.on is None else item.published.day == listed.on
    printed = {
        "title": tuple(_titles(outline, lines, listed.title, places)),
        "published": () if stated or listed.on is None else tuple(_days(outline, lines, listed.on, places)),
    }
    found = {name: one.spot for name, one in told.items()}
    exact = tuple(name for name in _LEARNED if name in told and told[name].is_exact)
    return ItemSample(listed, _agree(listed.title, item.title or ""), same_day, found, printed, exact)


def same_title(row: str, page: str) -> bool:
    """Whether a row and a page say one title; lists cut long ones off."""
    short, whole = key_of(row).rstrip(".…"), key_of(page)
    return bool(short) and (short == whole or (len(short) >= limits.CUT_TITLE and whole.startswith(short)))


def _agree(row: str, page: str) -> bool:
    """Whether the reader's title may stand beside the row's: lists also leave out the body that issued a
    document, or put it first."""
    one, other = sorted((key_of(row).rstrip(".…"), key_of(page)), key=len)
    return same_title(row, page) or (len(one) >= limits.CUT_TITLE and one in other)


class _Told(NamedTuple):
    """Where the reader found a field."""

    spot: Spot
    is_exact: bool = False
    """Whether a layout reads just the same there."""


def _found_at(outline: Outline, reading: Reading, name: str, places: PagePlaces) -> _Told | None:
    """Where the reader found a field, if the place alone tells it again."""
    if name == "title":
        line = reading.headline.line
        return None if line is None else _title_told(outline, reading.headline, line, places)
    found = reading.found.get(name)
    if found is None or found.line is None or found.source not in ("label", "heading"):
        return None
    return _value_told(outline, found, name, places)


def _title_told(outline: Outline, headline: Headline, line: int, places: PagePlaces) -> _Told | None:
    printed = _printing(outline, outline.page_lines.lines[line], headline.title or "")
    if printed is None:
        return None
    element, title = printed
    return _Told(Spot(places.of(element)), title == headline)


def _value_told(outline: Outline, found: Found[Any], name: str, places: PagePlaces) -> _Told | None:
    assert found.line is not None
    element = outline.page_lines.lines[found.line].node
    row = element.getparent()
    if element.tag in _CELLS and row is not None:
        element = row
    label = found.place.partition(":")[2] if found.source == "label" else None
    if name == "published":
        day = day_at(outline, element, [label] if label else [])
        told = day is not None and day.value == found.value
    else:
        day, told = None, sum(pair.label == label for pair in pairs_at(outline, element)) == 1
    return _Told(Spot(places.of(element), label), day == found) if told else None


def _printing(outline: Outline, line: Line, title: str) -> tuple[Element, Headline] | None:
    """The element of a line that prints the title and nothing else, and how it reads there."""
    key = key_of(title)
    for element in _elements(line.node):
        printed = title_at(outline, element)
        if printed and key_of(printed.title or "") == key:
            return element, printed
    return None


def _elements(block: Element) -> Iterator[Element]:
    """A block, and what stands in it in the one line."""
    yield block
    yield from (element for element in block.iter() if element is not block)


def _head(outline: Outline, reading: Reading) -> Iterator[Line]:
    """The lines above the item's text that are shown and no links: in it a document prints its own days."""
    for line in outline.page_lines.lines:
        below = reading.headline.line is not None and line.number > reading.headline.line
        if below and line.plain > item_text.PARAGRAPH:
            return
        if not line.hidden and line.linked * 2 <= len(line.text):
            yield line


def _titles(outline: Outline, lines: Iterable[Line], title: str, places: PagePlaces) -> Iterator[Spot]:
    for line in lines:
        if same_title(title, line.text) and (printed := _printing(outline, line, line.text)):
            yield Spot(places.of(printed[0]))


def _days(outline: Outline, lines: Iterable[Line], day: date, places: PagePlaces) -> Iterator[Spot]:
    """Where that day is printed behind a label of publication, or without any."""
    for line in lines:
        pairs = [pair for pair in outline.pairs if pair.line == line.number]
        labels = [pair.label for pair in pairs if pair.kind == "published" and _is(day, pair.value)]
        alone = not any(map(announces_day, pairs))
        if alone and len(line.text) <= item_text.BARE_LINE and _is(day, line.text):
            labels = [""]
        for label in labels:
            told = day_at(outline, line.node, [label] if label else [])
            if told and told.value.day == day:
                yield Spot(places.of(line.node), label or None)


def _is(day: date, text: str) -> bool:
    moment = find_moment(text)
    return moment is not None and moment.day == day
