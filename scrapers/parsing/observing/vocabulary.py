"""Labels that are looked for, and where a text prints one as a label."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from scrapers.parsing.words.observing import NUMERALS

AROUND = "【】[]［］〔〕「」『』《》<>（）()：:﹕∶;；,，、。|｜-—_ \t\u3000\u00a0"
"""Signs around a label or a value that are neither's."""
_COLON = re.compile(r"[:：﹕∶]")
_BRACKETED = re.compile(r"[【\[［〔「『]\s*([\u4e00-\u9fff\s（）()]{2,20})\s*[】\]］〕」』]\s*[:：﹕∶]?")
_NUMBERING = re.compile(
    rf"^(?:[（(]?\s*(?:{NUMERALS}|\d{{1,2}})\s*(?:[、.．)）:：]|(?=[\u4e00-\u9fff]))\s*"
    r"|[◆◇■□●○★☆▶►▪·*※→>》☞\s]+)+"
)
_REMARK = re.compile(r"[（(][^（()）]{1,8}[)）][:：]?$")
"""What is added in brackets behind a label: 联系电话(办公室)."""
_LONGEST_REMARK = 10
SENTENCE = 24
"""Letters in front of a label that make it a word of a sentence."""


def without_numbering(text: str) -> str:
    """A text without the signs around it, '' where it only numbers what comes."""
    return _NUMBERING.sub("", f"{text.strip(AROUND)}、").strip(AROUND)


class Mark(NamedTuple):
    """A label inside a text: what it is, where it begins, where what it announces begins."""

    label: str
    begins: int
    ends: int


class Vocabulary:
    """Labels that are looked for, made ready once."""

    def __init__(self, labels: Collection[str]) -> None:
        """`labels`: without blanks inside."""
        self._labels = frozenset(labels)
        self._longest = max(map(len, self._labels))

    def of(self, text: str) -> str:
        """The label that the whole of `text` is, numbering and brackets aside; '' where it is none."""
        if len(text) > self._longest * 2 + 8:
            return ""
        shown = "".join(text.split())
        bare = shown.strip(AROUND)
        if bare not in self._labels:
            bare = _NUMBERING.sub("", bare).strip(AROUND)
        if bare not in self._labels:
            bare = _NUMBERING.sub("", _REMARK.sub("", shown)).strip(AROUND)
        return bare if bare in self._labels else ""

    def marks(self, text: str) -> list[Mark]:
        """The labels that stand in `text` before a colon or in brackets, none in the middle of a sentence."""
        found = [
            Mark(label, match.start(), match.end())
            for match in _BRACKETED.finditer(text)
            if (label := self.of(match[1]))
        ]
        for colon in _COLON.finditer(text):
            label, begins = self._ending(text, colon.start())
            if label and not any(mark.begins <= colon.start() < mark.ends for mark in found):
                found.append(Mark(label, begins, colon.end()))
        found.sort(key=lambda mark: mark.begins)
        quoted = found and len(_NUMBERING.sub("", text[: found[0].begins]).strip(AROUND)) > SENTENCE
        return [] if quoted else found

    def _ending(self, text: str, end: int) -> tuple[str, int]:
        """The label that ends at `end` behind a border, and where it begins; ('', 0) where none does."""
        letters: list[tuple[str, int]] = []
        remark = _REMARK.search(text, max(0, end - _LONGEST_REMARK), end)
        place = remark.start() if remark else end
        while place > 0 and len(letters) <= self._longest:
            place -= 1
            if not text[place].isspace() and not (not letters and text[place] in AROUND):
                letters.append((text[place], place))
        word = "".join(letter for letter, _ in reversed(letters))
        for length in range(min(len(word), self._longest), 1, -1):
            if word[-length:] in self._labels:
                begins = letters[length - 1][1]
                before = _NUMBERING.sub("", text[:begins]).rstrip(" \t\u3000\u00a0")
                # Behind a blank, a full stop or a bracket a new word begins; inside a word it is no label.
                inside = before and "\u4e00" <= before[-1] <= "\u9fff" and text[begins - 1] == before[-1]
                return ("", 0) if inside else (word[-length:], begins)
        return "", 0
