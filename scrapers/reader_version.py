"""Which reader read a page: a sum over the rules and tables by which pages are read."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_READ_BY = ("charset.py", "parsing", "layout.py", "records.py")
"""What a reading rests on: the readers with their tables of words, the forms of layouts and of readings."""


@cache
def reader_version() -> str:
    """The first 12 hex digits of a sha256 over the readers' files: any change of them may read otherwise, so
    nobody has to remember to raise a number."""
    digest = hashlib.sha256()
    for file in sorted(_files(), key=lambda file: file.relative_to(_HERE).as_posix()):
        digest.update(f"{file.relative_to(_HERE).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files() -> list[Path]:
    places = [_HERE / name for name in _READ_BY]
    inside = [file for place in places if place.is_dir() for file in place.rglob("*") if file.is_file()]
    told = [file for file in inside if file.suffix in (".py", ".toml", ".js", ".csv")]
    return told + [place for place in places if place.is_file()]
