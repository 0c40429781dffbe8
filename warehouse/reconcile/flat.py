"""A text without the blanks and line ends that stand inside words and numbers, with the way back to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = frozenset("。!?！？；;：:")
_BEGINS = re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")
_NUMERALS = "[一二三四五六七八九十]+"
_HEAD = re.compile(
    rf"(?:[(（]?{_NUMERALS}[)）]|{_NUMERALS}、|\d{{1,2}}[、.．])[^,，。]{{2,30}}|.{{0,40}}报告"
)
_SENTENCE = re.compile(r"[^。!?！？\n]*[。!?！？\n]?")
_MARK = re.compile(r"[，、；;](?!\d)|,(?!\d)")
_LONGEST = 1000
"""Signs of a sentence; the longest of the published reports at hand has 291."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A text, and for each of its signs where it stands in the text that it was made of."""

    text: str
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """Where the sign at `at` stands in the original; behind its last where `at` is the end."""
        return self.places[at] if at < len(self.places) else (self.places[-1] + 1 if self.places else 0)


def flat(text: str) -> Flat:
    """The text without blanks. A line end stays where a paragraph ends, and goes where a page put a number
    on a line of its own (发布 / 12 / 条)."""
    signs: list[str] = []
    places: list[int] = []
    at, before = 0, ""
    for line in text.splitlines(keepends=True):
        kept = [(at + i, sign) for i, sign in enumerate(line) if _is_seen(sign)]
        bare = "".join(sign for _, sign in kept)
        if bare and before and _goes_on(before, bare):
            signs.pop()
            places.pop()
        if bare:
            places += [place for place, _ in kept] + [at + len(line.rstrip("\r\n"))]
            signs += [*bare, "\n"]
            before = bare
        at += len(line)
    return Flat("".join(signs), tuple(places))


def _is_seen(sign: str) -> bool:
    """Whether a sign is one that people see: no blank, no zero-width sign, no control of direction."""
    return not sign.isspace() and unicodedata.category(sign) != "Cf"


def _goes_on(before: str, line: str) -> bool:
    """Whether a line carries on the one before: one of them is a number without its sentence. Under a head or
    a title a line that has more than the number begins anew (（二）制度建设 / 2017年发布…)."""
    if _HEAD.fullmatch(before) and not before[-1].isdigit() and not line.isdecimal():
        return False
    number = (line[0].isdigit() and not _BEGINS.match(line)) or before[-1].isdigit()
    return number and before[-1] not in _ENDS


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences of a flat text with their place; a paragraph's end ends one. What has no end for long is no
    sentence (rows of a list, a page's remains): it is cut, since to look for parts in it takes for ever."""
    for match in _SENTENCE.finditer(text):
        start = match.start()
        while start < match.end():
            stop = _cut(text, start, match.end())
            if text[start:stop].strip():
                yield start, text[start:stop]
            start = stop


def _cut(text: str, start: int, end: int) -> int:
    """Where a piece of a sentence ends: at its end, else behind the last mark that is near enough, and never
    inside a number, half of which would be another one."""
    stop = min(start + _LONGEST, end)
    if stop == end:
        return end
    if mark := [match.end() for match in _MARK.finditer(text, start + _LONGEST // 2, stop)]:
        return mark[-1]
    whole = stop
    while whole > start and _is_digit(text[whole - 1]):
        whole -= 1
    while whole == start and stop < end and _is_digit(text[stop]):
        stop += 1
    return whole if whole > start else stop


def _is_digit(sign: str) -> bool:
    return sign.isnumeric() or sign in ".,"
