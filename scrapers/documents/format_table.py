"""The formats that a document may have: `formats.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Format:
    """A row of `formats.csv`."""

    name: str
    media_type: str
    suffixes: frozenset[str]
    reader: str
    """Module of this room that reads it; '' where none does."""
    words: str
    """How people call it (Chinese)."""


def _table() -> dict[str, Format]:
    with (Path(__file__).parent / "formats.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["format"]: Format(
                row["format"],
                row["media_type"],
                frozenset(row["suffixes"].split()),
                row["reader"],
                row["words"],
            )
            for row in csv.DictReader(file)
        }


FORMATS = _table()


def suffix_of(name: str | None) -> str:
    """`pdf` of `a/b.PDF`; '' where there is none."""
    return PurePosixPath((name or "").replace("\\", "/")).suffix[1:].lower()
