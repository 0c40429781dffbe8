"""The label that stands in front of a colon."""

from __future__ import annotations

import re
from functools import lru_cache

from scrapers.parsing.page import limits
from scrapers.parsing.page.dom import REPEATED, SHORT
from scrapers.parsing.page.lines import MARK
from scrapers.parsing.page.pairs import BLANKS
from scrapers.parsing.words.labels import DAYS, LABELS, LONGEST, ORGANS, VAGUE_DATE_LABELS, Kind

Announced = tuple[Kind, str, int]
"""Kind, label, and where it begins in what stands in front of the colon."""

QUOTED: Announced = ("other", "", -1)
"""Of a line whose first label stands in the middle of a sentence: `荣获二等奖（文号：…）` quotes."""

_CLAUSE = re.compile("[，。；]")
_LAST_WORD = re.compile("(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,8}$")
"""The word that stands right before a colon, with a border in front of it."""
_LAST_LETTERS = 9  # of a text, in which that word begins: its own, and a line break behind it
_SEPARATORS = "\u200b\ufeff|｜"
"""What parts a label's letters beside white space, as in `BLANKS`."""
_PARTED = re.compile(rf"[\s{MARK}\u200b\ufeff|｜]|[】\]]$")
"""What makes the letters in front of a colon other than its label's own."""
_LENGTHS = {
    last: sorted({len(word) for word in LABELS if word[-1] == last and len(word) > 1}, reverse=True)
    for last in {word[-1] for word in LABELS}
}
"""By their last letter how long labels are, the longest first: most words before a colon end like none."""


def announced(before: str, *, labelled: bool) -> Announced | None:
    """The label that a colon marks, listed or not; None where it marks none, `QUOTED` where it quotes.

    `before` is what stands between the label before, if the line has one (`labelled`), and the colon.
    """
    return _announced_before(before, labelled) if len(before) <= SHORT else _announced(before, labelled)


def _announced(before: str, labelled: bool) -> Announced | None:
    ending = _label_ending(before)
    if ending and not labelled and _is_prose(before[: ending[1]]):
        return QUOTED
    told = _unlisted(before, ending, labelled=labelled)
    if told is None and ending:
        return LABELS[ending[0]], *ending
    return told


_announced_before = lru_cache(maxsize=REPEATED)(_announced)  # templates print the same labels on every page


def _unlisted(before: str, ending: tuple[str, int] | None, *, labelled: bool) -> Announced | None:
    """The word in front of a colon where it is a label that is not listed, or more than the listed one that
    it ends with (公开编号): any word does that stands apart, behind a value or at the beginning. None where
    the word is a body's name with a label glued to it, or the listed label as it stands."""
    place = max(0, len(before) - _LAST_LETTERS)
    word = _LAST_WORD.search(before, place)
    if word is None:
        return None
    listed = ending[0] if ending else ""
    glued = word[0].removesuffix(listed)
    named = len(glued) >= limits.GLUED_NAME and ORGANS.search(glued)
    if ending and (word.start() >= ending[1] or named):
        return None
    if not ending and not labelled and not DAYS.search(word[0]):
        return None  # nothing was announced that it could end
    if labelled and not BLANKS.sub("", before[: word.start()]):
        return None  # the first word behind a label is its value
    if ending and listed not in VAGUE_DATE_LABELS:
        return LABELS[listed], word[0], word.start()
    return "other", word[0], word.start()


def _is_prose(before: str) -> bool:
    return len(before) > limits.BEFORE_LABEL and bool(_CLAUSE.search(before))


def _label_ending(before: str) -> tuple[str, int] | None:
    """The longest known label that a text ends with and where it begins, blanks inside it aside."""
    window = before[-LONGEST:]
    if not _PARTED.search(window):
        for length in _LENGTHS.get(window[-1:], ()):
            if length <= len(window) and window[-length:] in LABELS:
                return window[-length:], len(before) - length
        return None
    written = "".join(before.split())
    for separator in _SEPARATORS:
        written = written.replace(separator, "")
    written = written[-LONGEST:]
    word = written.rstrip("】]")
    for length in _LENGTHS.get(word[-1:], ()):
        if length <= len(word) and word[-length:] in LABELS:
            return word[-length:], _place_of(before, len(written) - len(word) + length)
    return None


def _place_of(before: str, count: int) -> int:
    """Where the last `count` letters of a text begin, what parts letters aside."""
    place = len(before)
    while count:
        place -= 1
        count -= not (before[place].isspace() or before[place] in _SEPARATORS)
    return place
