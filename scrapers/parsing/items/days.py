"""The days of an item: published, and issued; what is announced as something else is neither.

A labelled date of the head → an unlabelled one below the headline → official tags → script variables.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scrapers.parsing.items import limits
from scrapers.parsing.items.printed import Found, Printed, stray_date, unprinted
from scrapers.parsing.items.scripted import written_behind
from scrapers.parsing.items.years import moment_in
from scrapers.parsing.page.dates import has_short_year, impossible_day, is_short_date, parse_moment
from scrapers.parsing.page.dom import fold
from scrapers.parsing.page.headings import is_date
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.page.metas import scripted_date
from scrapers.parsing.page.pairs import Pair
from scrapers.parsing.words.item import EVENT_LINES, NO_DATE_LINE, VOLATILE
from scrapers.parsing.words.labels import (
    DAYS,
    GENERATED_LABELS,
    VAGUE_DATE_LABELS,
    Kind,
)
from scrapers.records import Moment

_HEAD_REST = re.compile(r"[\s|｜·/—\-\[\]【】()（）]+")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile("[。，；！？《》]")
_NUMERIC_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_DURATION = re.compile(r"\d\s*(?:至|到|—|~|－|-\s)\s*\d{4}|\d{4}\D{1,8}\d\s*日?\s*(?:前|止|后|内)")


def published(printed: Printed) -> Found[Moment] | None:
    """The publish date and where it was read."""
    ways: tuple[Callable[[], Found[Moment] | None], ...] = (
        lambda: _labelled_date(printed, "published", lambda label: label not in VAGUE_DATE_LABELS),
        lambda: _vaguely_labelled_date(printed),
        lambda: _written_date(printed),
        lambda: _bare_date(printed),
        lambda: _date_above(printed),
        lambda: (
            _labelled_date(printed, "issued", GENERATED_LABELS.__contains__)
            if printed.metas.regenerates()
            else None
        ),
        lambda: unprinted(printed.metas.published()),
        lambda: unprinted(scripted_date(printed.root)),
        lambda: _stray_date(printed),
    )
    return next((found for way in ways if (found := way())), None)


def impossible_date(printed: Printed) -> str | None:
    """Where no publish date can be read: what the page prints at the label or in the tag of one and the
    calendar does not have, e.g. `2017-02-30`.
    """
    labelled = [p.value for p in printed.head if p.kind == "published" and len(p.value) <= limits.DATE_VALUE]
    written = [*labelled, printed.metas.last("PubDate") or ""]
    return next((day for text in written if (day := impossible_day(text))), None)


def issued(printed: Printed) -> Found[Moment] | None:
    """The day on which the document was signed or made, where the page prints it."""
    return _labelled_date(printed, "issued", lambda label: True)


def _labelled_date(printed: Printed, kind: Kind, accept: Callable[[str], bool]) -> Found[Moment] | None:
    for pair in printed.head:
        if pair.kind == kind and accept(pair.label) and len(pair.value) <= limits.DATE_VALUE:
            moment = moment_in(printed, pair.value) or parse_moment(pair.value)
            if moment and not is_duration(pair.value):
                return Found(moment, f"label:{pair.label}", pair.line)
    return None


def _stray_date(printed: Printed) -> Found[Moment] | None:
    stray = stray_date(printed)
    return _labelled_date(printed._replace(head=[stray]), "published", lambda label: True) if stray else None


def is_duration(value: str) -> bool:
    """Whether a label's value is a stretch of days, or one by which something is to be done."""
    return _DURATION.search(value) is not None


def _written_date(printed: Printed) -> Found[Moment] | None:
    """The day that a script writes behind an empty label of publication."""
    empty = [pair for pair in printed.head if pair.kind == "published" and not pair.value]
    written = ((pair, written_behind(printed, pair, parse_moment)) for pair in empty)
    return next((Found(day, f"script:{pair.label}", pair.line) for pair, day in written if day), None)


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
        and not _announces_event(printed.page_lines, p)
    ]
    return _labelled_date(printed._replace(head=near), "published", lambda label: True)


def _announces_event(page_lines: PageLines, pair: Pair) -> bool:
    """Whether the line above or below says where something takes place, or who takes part."""
    around = page_lines.lines[max(0, pair.line - 1) : pair.line + 2]
    return any(EVENT_LINES.match(line.text) for line in around if line.number != pair.line)


def _bare_date(printed: Printed) -> Found[Moment] | None:
    """A date without a label in the few lines below the headline, on a line that holds hardly more. None
    where the title's place stands below all lines: a field of a form may."""
    if printed.headline is None or printed.headline >= len(printed.page_lines.lines):
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
        moment = moment_in(printed, text) or _date_over_two_lines(printed.page_lines, line)
        if any(moment_in(printed, pair.value) == moment for pair in _other_days(printed, line)):
            continue
        numeric = _NUMERIC_DATE.search(line.text) or has_short_year(line.text)
        beside_source = numeric and line.number in sources
        if moment and (beside_source or (_is_date_line(line.text) and (apart or numeric))):
            return Found(moment, "heading:date", line.number)
    return None


def _date_above(printed: Printed) -> Found[Moment] | None:
    """A date right above the headline, in one box with it and with nothing else on its line; day and year may
    stand on two."""
    lines, at = printed.page_lines.lines, printed.headline
    if not at or at >= len(lines):
        return None
    box = lines[at].node.getparent()
    if box is None or box.tag == "body":
        return None
    for first in (at - 1, at - 2):
        above = lines[max(first, 0) : at]
        moment = parse_moment(" ".join(map(_apart, above)))
        if moment and all(box in line.node.iterancestors() for line in above):
            return Found(moment, "heading:date", first)
    return None


def _other_days(printed: Printed, line: Line) -> list[Pair]:
    """The line's labels of days that are none of publication, listed or not (会议时间, 征集时间), the time of
    an event, or the one in a box of its own whose value is the line. Behind any other label (电话) what looks
    like a day with a short year is none."""
    return [
        pair
        for pair in printed.head
        if (pair.line == line.number or (pair.boxed and pair.value == line.text))
        and (
            pair.kind in ("issued", "effective")
            or (pair.label in VAGUE_DATE_LABELS and _announces_event(printed.page_lines, pair))
            or (pair.kind == "other" and (DAYS.search(pair.label) or is_short_date(pair.value)))
        )
    ]


def _date_over_two_lines(page_lines: PageLines, line: Line) -> Moment | None:
    """Day and year in two boxes below one another or beside each other (`08` over `2021-04`): the two are a
    date together."""
    pair = page_lines.lines[line.number : line.number + 2]
    return parse_moment(_apart(line)) or parse_moment(" ".join(one.text for one in pair))


def _apart(line: Line) -> str:
    """The line with a blank between its elements."""
    return fold(line.raw.replace(MARK, " "))


def _is_date_line(text: str) -> bool:
    """Whether a line is a date with at most a name or counters around it, and no sentence."""
    bare = _HEAD_REST.sub("", _DIGIT.sub("", text))
    return len(bare) <= limits.DATE_REST and not _SENTENCE.search(text) and not NO_DATE_LINE.match(text)
