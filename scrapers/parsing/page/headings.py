"""The printed lines of a page as possible headings: what stands in one element, and what may be a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile

from scrapers.parsing.page import limits
from scrapers.parsing.page.dates import parse_moment
from scrapers.parsing.page.dom import REPEATED, Element, fold, names_of
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.words.frame import CRUMBS, FOOTER
from scrapers.parsing.words.item import NOT_A_TITLE, SECOND_TITLES, TITLE_BOXES

HEADINGS = ("h1", "h2", "h3", "h4")
_SUBTITLE = re.compile(r"[—―–－]{2}.*|--.*|[（(][^（）()]*[）)]")
"""What stands below a title: `——记…`, `（…年…月…日…通过）`."""
_ANNOUNCES = re.compile("[:：]")
_MARKS = re.compile(r"[\s\u200b]+")


@dataclass(frozen=True, slots=True)
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

    def kind(line: Line) -> tuple[int, bool, bool]:
        return id(line.node), line.number in labelled, is_date(line.text)

    groups = []
    for _, run in groupby(page_lines.lines, key=kind):
        lines = list(run)
        if len(lines) > limits.HEADING_LINES:
            continue
        leading = _before_labels(lines[0]) if lines[0].number in labelled else ""
        text = leading or fold(" ".join(map(_undated, lines)))
        linked = sum(line.linked for line in lines) * 2 > len(text)
        groups.append(Group(text, key_of(text), lines[0], lines[-1].number, linked, bool(leading)))
    return groups


def _before_labels(line: Line) -> str:
    """The words of a heading before the element of its first label; '' elsewhere."""
    if line.node.tag not in HEADINGS or MARK not in line.raw.strip():
        return ""
    before = takewhile(lambda piece: not _ANNOUNCES.search(piece), line.raw.split(MARK))
    return fold("".join(before))


def _undated(line: Line) -> str:
    """The line without a date that stands in an element of its own behind other words."""
    pieces = line.raw.split(MARK)
    if len(pieces) < 2 or not any(is_date(fold(piece)) for piece in pieces[1:]):
        return line.text
    words = fold("".join(piece for piece in pieces if not is_date(fold(piece))))
    return words or line.text


@lru_cache(maxsize=REPEATED)
def key_of(text: str) -> str:
    """Text without any blanks: line breaks and padding make no other title."""
    return _MARKS.sub("", text).replace("\u3000", "").lower()


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
        or re.search(r"[>›»＞]\s*$|^[>›»＞]|[：:]$", text)
        or FOOTER.search(text)
        or re.fullmatch(r"[\d\s年/月.日:：-]+", text)
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
