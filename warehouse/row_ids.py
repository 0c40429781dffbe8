"""Ids of rows in people's files: short, unique, never given twice.

`D12K`: the file's letter, a number, a letter that checks both. Excel fills a column downwards by counting on
what ends in a digit; what ends in a letter it repeats, and a repeated id is seen to be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_LETTERS = "ACFGHKLMNPQRTUVWXYZ"
"""Check letters; none that looks like a digit, or makes a number in powers of ten of it."""
_ID = re.compile(r"([A-Z])([1-9]\d{0,6})([A-Z])")


def made(letter: str, number: int) -> str:
    """The id of that number."""
    return f"{letter}{number}{_LETTERS[(number * 7 + ord(letter)) % len(_LETTERS)]}"


def read(written: str, letter: str = "") -> str:
    """The id that a cell says; '' where it says none, or one of another file than that of `letter`."""
    plain = unicodedata.normalize("NFKC", written).strip().upper()
    found = _ID.fullmatch(plain)
    if found is None or made(found[1], int(found[2])) != plain:
        return ""
    return plain if letter in ("", found[1]) else ""


class Register:
    """Which ids were ever given; gives new ones."""

    def __init__(
        self, letter: str, known: Iterable[str] = (), withdrawn: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        """`known`: all that were ever given in this file; `withdrawn`: those of them that are in force no
        more, and the words that each had."""
        self.letter = letter
        self.known = {one for one in known if read(one, letter)}
        self.withdrawn = dict(withdrawn or {})
        self._last = max((int(one[1:-1]) for one in self.known), default=0)

    def new(self) -> str:
        """An id that nobody has had."""
        self._last += 1
        given = made(self.letter, self._last)
        self.known.add(given)
        return given

    def take(self, given: str) -> None:
        """Remembers an id that stands in the file and was not given here."""
        self.known.add(given)
        self._last = max(self._last, int(given[1:-1]))
