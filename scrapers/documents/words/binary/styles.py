"""Properties that a paragraph or run has by its style. [MS-DOC] 2.9.271 (STSH), 2.9.260 (STD)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from scrapers.documents.words.binary.sprms import characters_of, sprms_of

_NONE = 0xFFF
_PARAGRAPH, _CHARACTER = 1, 2


@dataclass(frozen=True, slots=True)
class Style:
    """A style together with those it is based on."""

    override: int | None = None
    level: int | None = None
    hidden: bool = False


def styles_of(stsh: bytes) -> list[Style]:
    """The styles by their numbers; as many as can be read."""
    if len(stsh) < 6:
        return []
    size, number, base = struct.unpack_from("<HHH", stsh)
    raw: list[tuple[int, bytes, bytes] | None] = []
    at = 2 + size
    while at + 2 <= len(stsh) and len(raw) < min(number, 4095):
        length = struct.unpack_from("<H", stsh, at)[0]
        raw.append(_style(stsh[at + 2 : at + 2 + length], base))
        at += 2 + length
    return [_with_bases(raw, index) for index in range(len(raw))]


def _style(std: bytes, base: int) -> tuple[int, bytes, bytes] | None:
    """Number of the style it is based on, its paragraph's and its characters' modifications."""
    if len(std) < 10:
        return None
    kind, number = struct.unpack_from("<HH", std, 2)
    name = base if base >= 10 else 10
    if name + 2 > len(std):
        return None
    at = name + 2 + 2 * struct.unpack_from("<H", std, name)[0] + 2
    parts: list[bytes] = []
    for _ in range(number & 0xF):
        at += at & 1
        if at + 2 > len(std):
            break
        size = struct.unpack_from("<H", std, at)[0]
        parts.append(std[at + 2 : at + 2 + size])
        at += 2 + size
    if kind & 0xF == _PARAGRAPH:
        return kind >> 4, *(part[skip:] for part, skip in zip([*parts, b"", b""][:2], (2, 0), strict=True))
    if kind & 0xF == _CHARACTER:
        return kind >> 4, b"", (parts or [b""])[0]
    return None


def _with_bases(raw: list[tuple[int, bytes, bytes] | None], index: int) -> Style:
    chain: list[tuple[int, bytes, bytes]] = []
    while index < len(raw) and (style := raw[index]) is not None and len(chain) < 16:
        chain.append(style)
        if style[0] == _NONE:
            break
        index = style[0]
    number: int | None = None
    level: int | None = None
    hidden = False
    for _, paragraph, characters in reversed(chain):
        for code, operand in sprms_of(paragraph):
            if code == 0x460B:
                number = int.from_bytes(operand, "little")
            elif code == 0x260A:
                level = operand[0]
        found = characters_of(characters).hidden if characters else None
        if found is not None:
            hidden = {0: False, 1: True, 129: not hidden}.get(found, hidden)
    return Style(number, level, hidden)
