"""One item page beside its row: where the reader found what, and where the page prints what the row says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from scrapers.parsing.items import limits as item_text
from scrapers.parsing.items.item import Reading
from scrapers.parsing.items.printed import Found, Outline
from scrapers.parsing.layouts import item_limits as limits
from scrapers.parsing.layouts.item_applying import announces_day, day_at, pairs_at, title_at
from scrapers.parsing.layouts.item_places import places_of
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


def sample_of(outline: Outline, reading: Reading, listed: Listed) -> ItemSample:
    """The page as a sample of its section."""
    item = reading.item
    found = {name: spot for name in FIELDS if (spot := _found_at(outline, reading, name))}
    lines = list(_head(outline, reading))
    source, _, label = item.read_from.get("published", "").partition(":")
    stated = source == "label" and label not in VAGUE_DATE_LABELS
    same_day = None if item.published is None or listed.on is None else item.published.day == listed.on
    printed = {
        "title": tuple(_titles(outline, lines, listed.title)),
        "published": () if stated or listed.on is None else tuple(_days(outline, lines, listed.on)),
    }
    return ItemSample(listed, _agree(listed.title, item.title or ""), same_day, found, printed)


def same_title(row: str, page: str) -> bool:
    """Whether a row and a page say one title; lists cut long ones off."""
    short, whole = key_of(row).rstrip(".…"), key_of(page)
    return bool(short) and (short == whole or (len(short) >= limits.CUT_TITLE and whole.startswith(short)))


def _agree(row: str, page: str) -> bool:
    """Whether the reader's title may stand beside the row's: lists also leave out the body that issued a
    document, or put it first."""
    one, other = sorted((key_of(row).rstrip(".…"), key_of(page)), key=len)
    return same_title(row, page) or (len(one) >= limits.CUT_TITLE and one in other)


def _found_at(outline: Outline, reading: Reading, name: str) -> Spot | None:
    """Where the reader found a field, if the place alone tells it again."""
    if name == "title":
        line, title = reading.headline.line, reading.headline.title or ""
        return None if line is None else _title_spot(outline, outline.page_lines.lines[line], title)
    found = reading.found.get(name)
    if found is None or found.line is None or found.source not in ("label", "heading"):
        return None
    return _value_spot(outline, found, name)


def _value_spot(outline: Outline, found: Found[Any], name: str) -> Spot | None:
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
        told = sum(pair.label == label for pair in pairs_at(outline, element)) == 1
    return Spot(places_of(element, outline.facts.tree), label) if told else None


def _title_spot(outline: Outline, line: Line, title: str) -> Spot | None:
    """The element of a line that prints the title and nothing else."""
    key = key_of(title)
    for element in _elements(line.node):
        printed = title_at(outline, element)
        if printed and key_of(printed.title or "") == key:
            return Spot(places_of(element, outline.facts.tree))
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


def _titles(outline: Outline, lines: Iterable[Line], title: str) -> Iterator[Spot]:
    for line in lines:
        if same_title(title, line.text) and (spot := _title_spot(outline, line, line.text)):
            yield spot


def _days(outline: Outline, lines: Iterable[Line], day: date) -> Iterator[Spot]:
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
                yield Spot(places_of(line.node, outline.facts.tree), label or None)


def _is(day: date, text: str) -> bool:
    moment = find_moment(text)
    return moment is not None and moment.day == day
