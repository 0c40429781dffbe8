"""The printed lines of a page as possible headings: what stands in one element, and what may be a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from scrapers.parsing.page import limits
from scrapers.parsing.page.dates import parse_moment
from scrapers.parsing.page.dom import REPEATED, Element, fold, names_of
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.words.frame import CRUMBS, FOOTER
from scrapers.parsing.words.item import NOT_A_TITLE, SECOND_TITLES, TITLE_BOXES

HEADINGS = ("h1", "h2", "h3", "h4")
_SUBTITLE = re.compile(r"[—―–－]{2}.*|--.*|[（(][^（）()]*[）)]")
"""What stands below a title: `——记…`, `（…年…月…日…通过）`."""
_ADDED = re.compile(r"[—―–－]{2}.*|--.*|[（(][^（）()]*\d[^（）()]*[）)]")
"""The same in one element with the title, where （试行） is part of it."""
_LEADS_ON = re.compile(r"[>›»＞]\s*$|^[>›»＞]|[：:]$")
_NUMBERS = re.compile(r"[\d\s年/月.日:：-]+")
_DIGIT = re.compile(r"\d")
_ANNOUNCES = re.compile("[:：]")


@dataclass(slots=True)
class Group:
    """Consecutive lines of one block element: a heading that breaks over lines is one."""

    text: str
    key: str
    first: Line
    last: int
    linked: bool
    leads: bool = False
    """Whether it is a heading in whose own element labels and values follow, which are no part of it."""


def printed_groups(page_lines: PageLines, labelled: set[int]) -> list[Group]:
    """Runs of lines of one element; lines with labels and dates are no part of a heading they stand with."""

    groups = []
    for lines in _runs(page_lines.lines, labelled):
        if len(lines) > limits.HEADING_LINES:
            continue
        if len(lines) > 1:
            lines = _without_subtitle(lines)
        first, last = lines[0], lines[-1]
        leading = _before_labels(first) if first.number in labelled else ""
        if first is last and not leading:
            text, key = (
                _words_before(first.raw) if len(first.raw) <= limits.REPEATED_LINE else _words(first.raw)
            )
            groups.append(Group(text, key, first, first.number, first.linked * 2 > len(text)))
            continue
        text = leading or " ".join(_words(line.raw)[0] for line in lines)
        linked = sum(line.linked for line in lines)
        groups.append(Group(text, key_of(text), first, last.number, linked * 2 > len(text), bool(leading)))
    return groups


def _runs(lines: list[Line], labelled: set[int]) -> list[list[Line]]:
    """Lines one below the other in one element, as far as all or none of them hold labels, or are dates."""
    runs: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        if before and line.block is before.block and _kind(line, labelled) == _kind(before, labelled):
            runs[-1].append(line)
        else:
            runs.append([line])
        before = line
    return runs


def _kind(line: Line, labelled: set[int]) -> tuple[bool, bool]:
    return line.number in labelled, is_date(line.text)


def _without_subtitle(lines: list[Line]) -> list[Line]:
    """The lines above one that only adds to them: `——记…`, `（2017年9月1日…通过）`."""
    ends = (place for place, line in enumerate(lines) if place and _ADDED.fullmatch(line.text))
    return lines[: next(ends, len(lines))]


def _before_labels(line: Line) -> str:
    """The words of a heading before the element of its first label; '' elsewhere."""
    if line.node.tag not in HEADINGS or MARK not in line.raw.strip():
        return ""
    before = takewhile(lambda piece: not _ANNOUNCES.search(piece), line.raw.split(MARK))
    return fold("".join(before))


def _words(raw: str) -> tuple[str, str]:
    """A line without a date that stands in an element of its own behind other words, and the key of that."""
    text = fold(raw.replace(MARK, ""))
    if MARK in raw and _DIGIT.search(text):
        pieces = raw.split(MARK)
        if any(_DIGIT.search(piece) and is_date(fold(piece)) for piece in pieces[1:]):
            text = fold("".join(piece for piece in pieces if not is_date(fold(piece)))) or text
    return text, key_of(text)


_words_before = lru_cache(maxsize=REPEATED)(_words)


@lru_cache(maxsize=REPEATED)
def key_of(text: str) -> str:
    """Text without any blanks: line breaks and padding make no other title."""
    return "".join(text.split()).replace("\u200b", "").lower()


@lru_cache(maxsize=REPEATED)
def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return any(c.isdigit() for c in text[:3]) and parse_moment(text) is not None


def may_be_title(group: Group) -> bool:
    """Whether the words can be a title at all: no link, breadcrumb, control, number or paragraph."""
    text = group.text
    return not (
        group.linked
        or len(group.key) > limits.LONGEST_TITLE
        or (len(group.key) > limits.SENTENCE and "。" in text)
        or CRUMBS.search(text)
        or NOT_A_TITLE.match(text)
        or _LEADS_ON.search(text)
        or FOOTER.search(text)
        or _NUMBERS.fullmatch(text)
        or _SUBTITLE.fullmatch(text)
    )


def looks_like_title(node: Element) -> bool:
    """A heading element or one whose class or id says title; the parent of the line counts too. One that says
    subtitle is none."""
    for element in (node, node.getparent()):
        if element is None:
            return False
        names = names_of(element)
        if SECOND_TITLES.search(names):
            return False
        if element.tag in HEADINGS or TITLE_BOXES.search(names):
            return True
    return False
