"""Personal data in what was read of a document: masked as everywhere, and where an ID number is drawn apart,
as pages and forms do it: broken at the end of a line, in groups, over two cells, a sign in every box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrapers.privacy import is_id_number, mask

SHORTEST = 11
"""Signs of the shortest number that is masked."""
_APART = r"([ \t\n-]?)"
_SIGNS = ("[1-8]", *[r"\d"] * 5, "[12]", "[09]", *[r"\d"] * 9, "[0-9Xx]")
_SPREAD = re.compile(rf"(?<![0-9A-Za-z])(?:{_APART.join(_SIGNS)})(?![0-9A-Za-z])", re.ASCII)
_ID = re.compile(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", re.ASCII)
_KEPT = (*range(6), *range(14, 18))
"""Signs of an ID number that stay."""


def masked(text: str) -> str:
    """The text with personal data masked; what stands between the signs of a number stays."""
    if len(text) < SHORTEST:
        return text
    return mask(_spread(text))


def masked_row(texts: Sequence[str | None]) -> list[str | None]:
    """The cells of a row, masked, also a number that stands in several of them."""
    line = "\t".join(text for text in texts if text is not None)
    if len(line) < SHORTEST:
        return list(texts)
    hidden, at, row = _spread(line), 0, list[str | None]()
    for text in texts:
        if text is None:
            row.append(None)
            continue
        cell = hidden[at : at + len(text)]
        at += len(text) + 1
        row.append(mask(cell) if len(cell) >= SHORTEST else cell)
    return row


def is_damaged_id(text: str) -> bool:
    """Whether a number that lost its last digits was an ID number: its check digit cannot tell any more."""
    return bool(_ID.fullmatch(text))


def starred(number: str) -> str:
    """An ID number, masked."""
    return number[:6] + "*" * 8 + number[-4:]


def _spread(text: str) -> str:
    """ID numbers that are drawn apart, masked sign by sign."""
    pieces, end = [], 0
    for begin, hidden in _found(text):
        pieces += [text[end:begin], hidden]
        end = begin + len(hidden)
    return "".join([*pieces, text[end:]]) if pieces else text


def _found(text: str) -> Iterator[tuple[int, str]]:
    for match in _SPREAD.finditer(text):
        between = match.groups()
        number = re.sub(r"[ \t\n-]", "", match[0])
        if _drawn_apart(between) and _ID.fullmatch(number) and is_id_number(number):
            shown = [sign if at in _KEPT else "*" for at, sign in enumerate(number)]
            yield match.start(), "".join(a + b for a, b in zip(shown, (*between, ""), strict=True))


def _drawn_apart(between: Sequence[str]) -> bool:
    """Whether signs stand apart as those of one number do. A code, a day and a count in three cells do not:
    one in eleven of these has the right check digit."""
    parts = {at + 1: sign for at, sign in enumerate(between) if sign}
    if len(parts) == 1:
        return "-" not in parts.values()
    return (len(parts) == 2 and parts.keys() == {6, 14} and set(parts.values()) in ({" "}, {"-"})) or (
        len(parts) == 17 and len(set(parts.values())) == 1
    )
