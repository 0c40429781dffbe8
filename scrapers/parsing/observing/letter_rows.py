"""Rows of letters on a list: whether each is answered, and the days that the row prints.

The row of a letter that still waits is often no link at all, so that only the list tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.observing.letters import ANSWERS, VOCABULARY, state_of
from scrapers.parsing.observing.media import holds_media
from scrapers.parsing.observing.scripted import has_place
from scrapers.parsing.page.dates import find_moment
from scrapers.parsing.page.dom import Element, absolute, base_url, fold, text_of
from scrapers.parsing.page.lines import MARK
from scrapers.parsing.words.letters import LABELS, STATES, State
from scrapers.records import ListedLetter, Page

_ROWS = frozenset({"tr", "li", "dl"})
_BARE = re.compile(r"[\s\-—/]+")
_BORDERS = re.compile(r"[\s\[\]【】［］()（）〔〕|｜:：]+")
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
ALONE = frozenset(word for word, state in STATES.items() if len(word) > 2 and state not in ("yes", "no"))
"""Words of a state that need no label beside them."""
TITLE = 4
"""Letters of a row's title at least: less is a menu's or a filter's."""
UNSHOWN = "?"
"""Text of a cell that shows something other than text, or what a script puts there."""
LEVELS = 4
"""Elements around a line in which its row is looked for, where no tag says which."""


class _Cell(NamedTuple):
    """A piece of a row, with the label that stands over or before it ('' where none does)."""

    label: str
    text: str


def letters_listed(page: Page) -> tuple[ListedLetter, ...]:
    """The rows of a list page that say whether a letter is answered, in page order. Never raises."""
    facts = PageFacts(page)
    if facts.bare is not None:
        return ()
    base = base_url(facts.tree, page.url)
    found = (_letter(row, base) for row in _rows(facts))
    return tuple(letter for letter in found if letter is not None)


def _rows(facts: PageFacts) -> Iterator[Element]:
    """The elements that hold one word of a state each, as rows do, and the rows of tables with a column for
    the day of the answer; every one once."""
    seen: set[Hashable] = set()
    for of_table in facts.tree.iter("tr"):
        if any(LABELS.get(head) in ("answered", "state") for head in _heads(of_table)):
            seen.add(of_table.node)
            yield of_table
    for line in facts.lines:
        if not any(_is_state(piece) or _is_labelled(piece) for piece in line.raw.split(MARK)):
            continue
        row = _row_around(line.node)
        if row is not None and row.node not in seen:
            seen.add(row.node)
            yield row


def _is_state(piece: str) -> bool:
    bare = _BORDERS.sub("", fold(piece))
    return bare in STATES or any(bare.endswith(word) for word in ALONE if len(bare) <= len(word) + 6)


def _is_labelled(piece: str) -> bool:
    """Whether a piece holds the label of a state before its value."""
    if "状态" not in piece and "进度" not in piece and "是否" not in piece:
        return False
    return any(LABELS[mark.label] == "state" for mark in VOCABULARY.marks(fold(piece)))


def _row_around(node: Element) -> Element | None:
    """The row that a line stands in: by its tag, else the innermost element with a title."""
    around = (node, *list(node.iterancestors())[:LEVELS])
    for one in around:
        if one.tag in _ROWS:
            return one
    return next((one for one in around if one.tag not in ("body", "html") and _title(one)), None)


def _letter(row: Element, base: str) -> ListedLetter | None:
    """What a row says of a letter; None where it is no letter's."""
    cells = _cells(row)
    states = [state for cell in cells if (state := _state(cell))] or _by_day(cells)
    title = _title(row)
    if len(states) != 1 or not title:
        return None
    state = states[0]
    days = {part: _day(cells, part) for part in ("written", "answered")}
    printed = {moment.day for cell in cells if (moment := find_moment(cell.text)) is not None}
    if days["written"] is None and len(printed) == 1 and state in ("waiting", "taken"):
        days["written"] = next(iter(printed))  # what waits has no other day yet
    url = _link(row, base)
    if url is None and not printed:
        return None  # a row of numbers: so many answered
    value, written, answered = ANSWERS[state], days["written"], days["answered"]
    if answered is not None and (value == "unanswered" or (written is not None and answered < written)):
        value = None  # a day of an answer to what waits, or before it was asked
    return ListedLetter(url, title, value, written, answered if value == "answered" else None)


def _by_day(cells: Sequence[_Cell]) -> list[State]:
    """The state as the column for the day of the answer has it: filled or empty."""
    days = [cell.text for cell in cells if LABELS.get(cell.label) == "answered"]
    if any(find_moment(text) for text in days):
        return ["answered"]
    # Words in the column are no day: how long it takes, or what a script is to put there.
    return ["waiting"] if days and not any(_BARE.sub("", text) for text in days) else []


def _state(cell: _Cell) -> State | None:
    """The state that a piece of a row says; a word that means other things too only under its label."""
    text = _BORDERS.sub("", cell.text)
    labelled = LABELS.get(cell.label) == "state"
    if not labelled and text not in ALONE:
        return None
    return state_of(text, cell.label)


def _cells(row: Element) -> list[_Cell]:
    """The pieces of a row with their labels: the heads of a table's columns, or what stands before them."""
    if row.tag == "tr":
        heads = _heads(row)
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(heads) == len(cells):
            return [
                _Cell(head, text_of(cell) or (UNSHOWN if has_place(cell) or holds_media(cell) else ""))
                for head, cell in zip(heads, cells, strict=True)
            ]
    found: list[_Cell] = []
    label = ""
    for piece in _pieces(row):
        if whole := VOCABULARY.of(piece):
            label = whole
            continue
        marks = VOCABULARY.marks(piece)
        if not marks:
            found.append(_Cell(label, piece))
            label = ""
            continue
        if before := piece[: marks[0].begins].strip():
            found.append(_Cell(label, before))
        label = ""
        ends = [mark.begins for mark in marks[1:]] + [len(piece)]
        for mark, end in zip(marks, ends, strict=True):
            value = piece[mark.ends : end].strip()
            if value:
                found.append(_Cell(mark.label, value))
            else:
                label = mark.label
    return found


def _pieces(element: Element) -> Iterator[str]:
    """The texts of an element's nodes, folded."""
    for one in element.iter():
        if one.tag in ("script", "style"):
            continue
        if text := fold(one.text or ""):
            yield text
        if one.node != element.node and (tail := fold(one.tail or "")):
            yield tail


def _heads(row: Element) -> Sequence[str]:
    """The labels at the head of the columns of a row's table; () where it has no such row."""
    table = next((one for one in row.iterancestors() if one.tag == "table"), None)
    for first in table.iter("tr") if table is not None else ():
        cells = [cell for cell in first if cell.tag in ("td", "th")]
        labels = [VOCABULARY.of(text_of(cell)) for cell in cells]
        if first.node == row.node:
            return ()
        if sum(map(bool, labels)) >= 2:
            return labels
    return ()


def _day(cells: Sequence[_Cell], part: str) -> date | None:
    for cell in cells:
        if LABELS.get(cell.label) == part and (moment := find_moment(cell.text)) is not None:
            return moment.day
    return None


def _title(row: Element) -> str:
    """The longest piece of a row that is neither state nor label nor day; '' where it has none."""
    pieces = (piece for piece in _pieces(row) if not VOCABULARY.of(piece) and not VOCABULARY.marks(piece))
    words = [piece for piece in pieces if not _is_state(piece) and not _DAY.match(piece)]
    longest = max(words, key=len, default="")
    return longest if len(longest) >= TITLE else ""


def _link(row: Element, base: str) -> str | None:
    """The address that a row links to; None where it links to nothing on the web."""
    for link in row.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith("#") or re.match(r"javascript\s*:", href, re.IGNORECASE):
            continue
        if STATES.get(_BORDERS.sub("", text_of(link))) and len(list(row.iter("a"))) > 1:
            continue
        url = absolute(base, href)
        if url and url.startswith(("http://", "https://")):
            return url
    return None
