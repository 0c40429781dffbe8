"""Where an item's fields may stand: its head, its property box, the lines around its text; what was found."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from scrapers.parsing.items import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.page.dates import find_moment
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import PageLines
from scrapers.parsing.page.metas import Metas, metas_of
from scrapers.parsing.page.pairs import Pair
from scrapers.parsing.words.labels import (
    BOX_ONLY_LABELS,
    HEAD_LABELS,
    PROPERTY_LABELS,
    VAGUE_DATE_LABELS,
)

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """What a field was read as, and where."""

    value: T
    place: str
    """As in `ItemPage.read_from`."""
    line: int | None = None
    """Number of the line that prints its label, or itself; None where no line does."""

    @property
    def source(self) -> str:
        """What it was read from: `label`, `heading`, `meta`, `script`, `body`, `title` …"""
        return self.place.partition(":")[0]


class Outline(NamedTuple):
    """What every field is read from, before it is known which part of the page is the item's."""

    facts: PageFacts
    metas: Metas
    pairs: list[Pair]
    """All of the page, in the order printed."""

    @property
    def page_lines(self) -> PageLines:
        """The lines that a reader sees."""
        return self.facts.page_lines


def outline_of(facts: PageFacts) -> Outline:
    """The page's tags and labels."""
    return Outline(facts, metas_of(facts.tree), pairs_of(facts.page_lines))


class Printed(NamedTuple):
    """What the fields are read from: the page's lines, its pairs outside the running text, tags, headline."""

    url: str
    root: Element
    page_lines: PageLines
    metas: Metas
    pairs: list[Pair]
    """All of the page, in the order printed."""
    head: list[Pair]
    """Pairs of the item's head and of its property box, the nearest to the headline first."""
    title: str | None
    headline: int | None
    body_start: int
    """Number of the body element's first line; the head may stand inside it."""


def relevant_pairs(
    pairs: list[Pair], body: tuple[int, int], headline: int | None, head_end: int
) -> list[Pair]:
    """Pairs that speak of the item, the surest place first: the head below the headline, the property box,
    the lines right above the headline, the lines right below the text, a source at the text's end. Others of
    the text are the text's own, those of side lists and footers are nobody's. `body` are the first and the
    past-last line of the text.
    """
    start = -1 if headline is None else headline
    boxes = _box_lines(pairs, body)
    ending = range(max(body[0] + 1, body[1] - limits.ENDING), body[1])
    signed = {p.line for p in pairs if p.label in HEAD_LABELS}
    """Lines such as 发布日期：… 责任编辑：…, which no document ends with but a page."""

    def place(pair: Pair) -> int | None:
        if start < pair.line <= head_end:
            return 0
        if pair.line in boxes:
            return 1
        if body[0] <= pair.line < body[1]:
            return 4 if pair.line in ending and (pair.kind == "unit" or pair.line in signed) else None
        if pair.line < body[0]:
            return 2 if headline is None or start - limits.ABOVE <= pair.line else None
        return 3 if pair.line < body[1] + limits.BELOW and pair.label not in VAGUE_DATE_LABELS else None

    placed = [(where, pair) for pair in pairs if (where := place(pair)) is not None]
    return [pair for _, pair in sorted(placed, key=lambda one: one[0])]


def stray_date(printed: Printed) -> Pair | None:
    """The page's only plainly labelled publish date, where it stands below the headline but not in the head,
    before any paragraph: pages of films and pictures print their properties there. Several would be rows of
    data.
    """
    dated = [p for p in printed.pairs if p.kind == "published" and p.label not in VAGUE_DATE_LABELS]
    dated = [p for p in dated if len(p.value) <= limits.DATE_VALUE and find_moment(p.value)]
    if len(dated) != 1 or dated[0] in printed.head or printed.headline is None:
        return None
    between = printed.page_lines.lines[printed.headline + 1 : dated[0].line]
    return dated[0] if between and all(one.plain < limits.PARAGRAPH for one in between) else None


def _box_lines(pairs: list[Pair], body: tuple[int, int]) -> set[int]:
    """Lines of the property box: catalogue labels close together. Inside the text a table of documents looks
    the same, so there only a box with an index number, at the very beginning, is believed.
    """
    lines: set[int] = set()
    properties = [p for p in pairs if p.label in PROPERTY_LABELS]
    inside = [p for p in properties if body[0] <= p.line < body[1]]
    outside = [p for p in properties if not body[0] <= p.line < body[1]]
    for cluster in _clusters(outside, limits.BOX_GAP) + _clusters(inside, limits.BOX_GAP):
        first, last, labels = cluster[0].line, cluster[-1].line, {p.label for p in cluster}
        indexed = any(p.kind == "index_number" for p in cluster)
        if body[0] <= first < body[1]:
            believed = indexed and len(labels) >= limits.BOX_IN_TEXT
        else:
            believed = indexed or len(labels & BOX_ONLY_LABELS) > 0
        if believed:
            lines |= set(range(first, last + 1))
    return lines


def _clusters(pairs: list[Pair], gap: int) -> list[list[Pair]]:
    """The pairs in groups whose neighbours are at most `gap` lines apart."""
    clusters: list[list[Pair]] = []
    for pair in pairs:
        if clusters and pair.line - clusters[-1][-1].line <= gap:
            clusters[-1].append(pair)
        else:
            clusters.append([pair])
    return clusters


def unprinted(found: tuple[T, str] | None) -> Found[T] | None:
    """What a tag or a script says, which stands on no line."""
    return Found(*found) if found else None
