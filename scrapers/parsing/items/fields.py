"""Each field of an item from what the page prints, tags and scripts say; the strongest statement wins.

Order: labelled values printed in the item's head or property box → an unlabelled date below the headline →
official tags → script variables. A label with nothing behind it says that there is no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from scrapers.parsing.items import limits
from scrapers.parsing.items.numbers import (
    normalise_index_number,
    own_document_number,
    stated_document_number,
    titled_document_number,
)
from scrapers.parsing.page.dates import find_moment, impossible_day, parse_moment
from scrapers.parsing.page.dom import Element, fold
from scrapers.parsing.page.headings import is_date
from scrapers.parsing.page.labels import Pair
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.page.metas import Metas, names_somebody, scripted_date, scripted_unit
from scrapers.parsing.words.frame import CRUMBS_BEFORE
from scrapers.parsing.words.item import BEHIND_UNIT, NO_DATE_LINE, VOLATILE
from scrapers.parsing.words.labels import (
    BOX_ONLY_LABELS,
    DAYS,
    GENERATED_LABELS,
    HEAD_LABELS,
    NO_COLUMN,
    ORGANS,
    PROPERTY_LABELS,
    UNIT_RANK,
    VAGUE_DATE_LABELS,
    Kind,
)
from scrapers.records import Moment

_PERSON = re.compile(r"(.*?)[\s|｜]*[\s|｜（(]([\u4e00-\u9fff]{2,4})[）)]?")
"""A name with a short one apart behind it."""
_SET_TEXT = re.compile(r"""\w\s*=\s*["']([^"'<>=]{2,40})["']""")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_UNIT_EDGES = " |｜,，;；、-"
_HEAD_REST = re.compile(r"[\s|｜·/—\-\[\]【】()（）]+")
_CRUMB_SEPARATOR = re.compile(r"\s*(?:-{0,2}[>›»＞]|→|[/|｜\\]|--+|(?:^|\s)-\s)+\s*")


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


@dataclass(frozen=True, slots=True)
class Printed:
    """What the fields are read from: the page's lines, its pairs outside the running text, tags, headline."""

    root: Element
    page_lines: PageLines
    metas: Metas
    head: list[Pair]
    """Pairs of the item's head and of its property box, the nearest to the headline first."""
    title: str | None
    headline: int | None
    body_start: int
    """Number of the body element's first line; the head may stand inside it."""
    stray: Pair | None = None
    """The page's only 发布时间 with a date, where it stands below the headline but not in the head."""


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


def stray_date(
    page_lines: PageLines, pairs: list[Pair], head: list[Pair], headline: int | None
) -> Pair | None:
    """The page's only plainly labelled publish date, where it stands below the headline before any paragraph:
    pages of films and pictures print their properties there. Several would be rows of data.
    """
    dated = [p for p in pairs if p.kind == "published" and p.label not in VAGUE_DATE_LABELS]
    dated = [p for p in dated if len(p.value) <= limits.DATE_VALUE and find_moment(p.value)]
    if len(dated) != 1 or dated[0] in head or headline is None:
        return None
    between = page_lines.lines[headline + 1 : dated[0].line]
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


def published(printed: Printed) -> Found[Moment] | None:
    """The publish date and where it was read."""
    stray = [printed.stray] if printed.stray else []
    ways: tuple[Callable[[], Found[Moment] | None], ...] = (
        lambda: _labelled_date(printed, "published", lambda label: label not in VAGUE_DATE_LABELS),
        lambda: _vaguely_labelled_date(printed),
        lambda: _bare_date(printed),
        lambda: (
            _labelled_date(printed, "issued", GENERATED_LABELS.__contains__)
            if printed.metas.regenerates()
            else None
        ),
        lambda: _unprinted(printed.metas.published()),
        lambda: _unprinted(scripted_date(printed.root)),
        lambda: _labelled_date(replace(printed, head=stray), "published", lambda label: True),
    )
    return next((found for way in ways if (found := way())), None)


def impossible_date(printed: Printed) -> str | None:
    """Where no publish date can be read: what the page prints at the label or in the tag of one and the
    calendar does not have, e.g. `2017-02-30`.
    """
    labelled = [p.value for p in printed.head if p.kind == "published" and len(p.value) <= limits.DATE_VALUE]
    written = [*labelled, printed.metas.last("PubDate") or ""]
    return next((day for text in written if (day := impossible_day(text))), None)


def _unprinted(found: tuple[T, str] | None) -> Found[T] | None:
    """What a tag or a script says, which stands on no line."""
    return Found(*found) if found else None


def issued(printed: Printed) -> Found[Moment] | None:
    """The day on which the document was signed or made, where the page prints it."""
    return _labelled_date(printed, "issued", lambda label: True)


def unit(printed: Printed) -> Found[str] | None:
    """The publishing body as printed, else ContentSource, else a script variable.

    A printed source that is empty says that there is none: the tag then holds an internal section at best.
    """
    pairs = sorted(
        (p for p in printed.head if p.kind == "unit"), key=lambda p: UNIT_RANK.get(p.label, len(UNIT_RANK))
    )
    for pair in pairs:
        name = _unit_name(pair)
        if names_somebody(name) and _bare(name) != _bare(printed.title or ""):
            return Found(name, f"label:{pair.label}", pair.line)
    near = [p for p in pairs if not p.value]
    if near:
        return next((found for pair in near if (found := _written_unit(printed, pair))), None)
    tagged = printed.metas.unit()
    if tagged and tagged != printed.title:
        return Found(tagged, "meta:ContentSource")
    return _unprinted(scripted_unit(printed.root))


def _written_unit(printed: Printed, pair: Pair) -> Found[str] | None:
    """The body that a script beside an empty label writes there: the only text that it sets."""
    box = printed.page_lines.lines[pair.line].node
    beside = box.getnext()
    scripts = [*box.iter("script"), *([beside] if beside is not None and beside.tag == "script" else [])]
    told = [text for script in scripts for text in _SET_TEXT.findall(script.text or "")]
    named = {text for text in told if names_somebody(text) and _CHINESE.search(text)}
    return Found(named.pop(), f"script:{pair.label}", pair.line) if len(named) == 1 else None


def document_number(printed: Printed, letterhead: Iterable[Line]) -> tuple[str, Found[str]] | None:
    """The number, and as printed with its place: the property box, else a line of the letterhead, else the
    end of the title.
    """
    for pair in printed.head:
        if pair.kind == "document_number" and pair.value:
            for written in (pair.value, pair.first):
                number = stated_document_number(written)
                if number:
                    return number, Found(written, f"label:{pair.label}", pair.line)
    for line in letterhead:
        number = own_document_number(line.text)
        if number and not _in_data_row(line):
            return number, Found(line.text, "body", line.number)
    titled = titled_document_number(printed.title or "")
    return (titled, Found(printed.title or "", "title")) if titled else None


def index_number(printed: Printed) -> Found[str] | None:
    """The index number of the disclosure catalogue."""
    for pair in printed.head:
        if pair.kind == "index_number":
            for written in (pair.value, pair.first):
                number = normalise_index_number(written)
                if number:
                    return Found(number, f"label:{pair.label}", pair.line)
    return None


def column(printed: Printed) -> Found[str] | None:
    """The section that the page names as its own: a label, ColumnName, or the end of the breadcrumbs."""
    for pair in printed.head:
        if pair.kind == "column" and pair.value:
            return Found(pair.value, f"label:{pair.label}", pair.line)
    named = printed.metas.last("ColumnName") or printed.metas.last("lanmu")
    if named:
        return Found(named, "meta:ColumnName")
    for line in printed.page_lines.lines[: None if printed.headline is None else printed.headline + 1]:
        if CRUMBS_BEFORE.search(line.text):
            steps = [s.strip(" >") for s in _CRUMB_SEPARATOR.split(CRUMBS_BEFORE.sub("", line.text).strip())]
            steps = [s for s in steps if s and s not in NO_COLUMN and s != printed.title]
            if steps and len(steps[-1]) <= limits.COLUMN:
                return Found(steps[-1], "breadcrumb", line.number)
    return None


def _labelled_date(printed: Printed, kind: Kind, accept: Callable[[str], bool]) -> Found[Moment] | None:
    for pair in printed.head:
        if pair.kind == kind and accept(pair.label) and len(pair.value) <= limits.DATE_VALUE:
            moment = find_moment(pair.value)
            if moment and not _DURATION.search(pair.value):
                return Found(moment, f"label:{pair.label}", pair.line)
    return None


def _vaguely_labelled_date(printed: Printed) -> Found[Moment] | None:
    """时间 or 日期: the item's where it stands close below the headline or beside another label of the head.
    Lower down a notice prints the time of its meeting so.
    """
    top = -1 if printed.headline is None else printed.headline
    others = [p.line for p in printed.head if p.label not in VAGUE_DATE_LABELS]
    near = [
        p
        for p in printed.head
        if p.label in VAGUE_DATE_LABELS
        and (p.line - top <= limits.VAGUE or any(abs(p.line - one) <= 1 for one in others))
    ]
    return _labelled_date(replace(printed, head=near), "published", lambda label: True)


_NUMERIC_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_DURATION = re.compile(r"\d\s*(?:至|到|—|~|－|-\s)\s*\d{4}|\d{4}\D{1,8}\d\s*日?\s*(?:前|止|后|内)")


def _bare_date(printed: Printed) -> Found[Moment] | None:
    """A date without a label in the few lines below the headline, on a line that holds hardly more."""
    if printed.headline is None:
        return None
    for piece in printed.page_lines.lines[printed.headline].raw.split(MARK):
        if is_date(fold(piece)) and (moment := parse_moment(fold(piece))):
            return Found(moment, "heading:date", printed.headline)
    sources = {pair.line for pair in printed.head if pair.kind == "unit"}
    apart = printed.body_start > printed.headline
    last = printed.body_start if apart else printed.headline + limits.BARE_IN_TEXT
    for line in printed.page_lines.lines[printed.headline + 1 : last]:
        if len(line.text) > limits.BARE_LINE or line.linked * 2 > len(line.text):
            if line.plain > limits.BARE_LINE:
                return None
            continue
        text = VOLATILE.sub(" ", line.text)
        moment = find_moment(text) or _date_over_two_lines(printed.page_lines, line)
        if any(find_moment(pair.value) == moment for pair in _other_days(printed, line)):
            continue
        numeric = _NUMERIC_DATE.search(line.text)
        beside_source = numeric and line.number in sources
        if moment and (beside_source or (_is_date_line(line.text) and (apart or numeric))):
            return Found(moment, "heading:date", line.number)
    return None


def _other_days(printed: Printed, line: Line) -> list[Pair]:
    """The line's labels of days that are none of publication, listed or not (会议时间, 征集时间), or the one
    in a box of its own whose value is the line."""
    return [
        pair
        for pair in printed.head
        if (pair.line == line.number or (pair.boxed and pair.value == line.text))
        and (pair.kind in ("issued", "effective") or (pair.kind == "other" and DAYS.search(pair.label)))
    ]


def _date_over_two_lines(page_lines: PageLines, line: Line) -> Moment | None:
    """Day and year in two boxes below one another (`08` over `2021-04`): the two together are a date."""
    pair = " ".join(one.text for one in page_lines.lines[line.number : line.number + 2])
    return parse_moment(pair)


def _is_date_line(text: str) -> bool:
    """Whether a line is a date with at most a name or counters around it, and no sentence."""
    bare = _HEAD_REST.sub("", re.sub(r"\d", "", text))
    return (
        len(bare) <= limits.DATE_REST
        and not re.search("[。，；！？《》]", text)
        and not NO_DATE_LINE.match(text)
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _unit_name(pair: Pair) -> str:
    """The name alone: no date, counter or person behind it, and from its own element where the template
    splits nodes."""
    name = pair.first if pair.first and len(pair.value) > len(pair.first) else pair.value
    name = re.split(r"\s*\[?(?:19|20)\d{2}[-年/.]\d{1,2}[-月/.]\d{1,2}", name)[0]
    name = BEHIND_UNIT.split(name)[0].strip(_UNIT_EDGES)
    person = _PERSON.fullmatch(name)
    return person[1] if person and ORGANS.search(person[1]) and not ORGANS.search(person[2]) else name


def _in_data_row(line: Line) -> bool:
    """Whether the line is one cell among others: a table of documents, not a letterhead."""
    for node in (line.node, *line.node.iterancestors("td")):
        if node.tag == "td":
            row = node.getparent()
            return row is not None and sum(1 for cell in row if fold("".join(cell.itertext()))) > 1
    return False
