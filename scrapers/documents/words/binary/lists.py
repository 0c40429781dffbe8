"""Automatic numbers of paragraphs. [MS-DOC] 2.4.6.3 and 2.9.147 (LSTF), 2.9.150 (LVL), 2.9.131 (LFO)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from scrapers.documents.words.counters import NONE, numeral

_LEVELS = 9
_LEVEL = struct.Struct("<iBB9sBiiBBBB")
_LEGAL, _NO_RESTART = 4, 8


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int
    kind: int
    legal: bool
    template: str
    """Text of the number; characters below 9 stand for the number of that level."""
    restarts: int
    """Levels after which it begins anew: 0 for none."""
    close: bool
    """Whether neither a tab nor a blank follows the number."""


@dataclass(slots=True)
class _Override:
    target: int
    """Number of the list that it is of (lsid)."""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Lists:
    """The lists of a document, and how far each has counted."""

    def __init__(self, lists: bytes, overrides: bytes) -> None:
        """The part of lists with all that follows it in the stream, and the part of overrides; what of them
        makes no sense gives no numbers."""
        self._levels = _lists(lists)
        self._overrides = _overrides(overrides)
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()
        self.unknown = 0
        """Numbers that could not be computed."""

    def number(self, override: int, level: int) -> tuple[str, bool]:
        """The number of the next paragraph at that level of a list, '' where it has none; whether it stands
        close to the text."""
        if not 1 <= override <= len(self._overrides) or not 0 <= level < _LEVELS:
            self.unknown += 1
            return "", False
        chosen = self._overrides[override - 1]
        levels = self._levels.get(chosen.target)
        if not levels:
            self.unknown += 1
            return "", False
        known = [chosen.levels.get(at, levels[min(at, len(levels) - 1)]) for at in range(_LEVELS)]
        counts = self._counts.setdefault(chosen.target, [None] * _LEVELS)
        self._count(override, chosen, known, counts, level)
        return self._text(known, counts, level), known[level].close

    def _count(
        self, override: int, chosen: _Override, known: list[Level], counts: list[int | None], level: int
    ) -> None:
        before = counts[level]
        counts[level] = known[level].start if before is None else before + 1
        if (override, level) not in self._begun and level in chosen.starts:
            counts[level] = chosen.starts[level]
        self._begun.add((override, level))
        for deeper in range(level + 1, _LEVELS):
            if known[deeper].restarts > level:
                counts[deeper] = None

    def _text(self, known: list[Level], counts: list[int | None], level: int) -> str:
        text = ""
        for sign in known[level].template:
            at = ord(sign)
            if at >= _LEVELS:
                # A bullet is no number, and is a character of a font of signs.
                text += sign if known[level].kind != 23 else ""
                continue
            kind = known[at].kind
            if known[level].legal and kind != NONE:
                kind = 0
            count = counts[at]
            written = numeral(known[at].start if count is None else count, kind)
            if written is None:
                self.unknown += 1
                return ""
            text += written
        return text.strip()


def _lists(data: bytes) -> dict[int, list[Level]]:
    if len(data) < 2:
        return {}
    number = struct.unpack_from("<H", data)[0]
    at = 2 + 28 * number
    found: dict[int, list[Level]] = {}
    for index in range(number):
        head = data[2 + 28 * index : 30 + 28 * index]
        if len(head) < 28:
            break
        levels: list[Level] = []
        for _ in range(1 if head[26] & 1 else _LEVELS):
            level, at = _level(data, at, len(levels))
            if level is None:
                return found
            levels.append(level)
        found[struct.unpack_from("<i", head)[0]] = levels
    return found


def _level(data: bytes, at: int, index: int) -> tuple[Level | None, int]:
    if at + _LEVEL.size + 2 > len(data):
        return None, at
    start, kind, flags, _, follow, _, _, characters, paragraphs, restart, _ = _LEVEL.unpack_from(data, at)
    at += _LEVEL.size + characters + paragraphs
    if at + 2 > len(data):
        return None, at
    size = struct.unpack_from("<H", data, at)[0]
    template = data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
    restarts = restart if flags & _NO_RESTART else index
    return Level(start, kind, bool(flags & _LEGAL), template, restarts, follow == 2), at + 2 + 2 * size


def _overrides(data: bytes) -> list[_Override]:
    if len(data) < 4:
        return []
    number = min(struct.unpack_from("<I", data)[0], (len(data) - 4) // 16)
    found = [_Override(struct.unpack_from("<i", data, 4 + 16 * index)[0]) for index in range(number)]
    at = 4 + 16 * number
    for index, override in enumerate(found):
        at += 4
        for _ in range(data[4 + 16 * index + 12]):
            if at + 8 > len(data):
                return found
            start, flags = struct.unpack_from("<iI", data, at)
            at += 8
            if flags & 0x20:
                level, at = _level(data, at, flags & 0xF)
                if level is None:
                    return found
                override.levels[flags & 0xF] = level
                start = level.start
            if flags & 0x10:
                override.starts[flags & 0xF] = start
    return found
