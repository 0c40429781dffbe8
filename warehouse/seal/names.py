"""Names of sealed files: `YEAR.duckdb` is the first closing of a year and stays as it is; later ones stand
beside it as `YEAR.v2.duckdb`, `YEAR.v3.duckdb` …, each with its sha256."""

from __future__ import annotations

import re
from pathlib import Path

_NAME = re.compile(r"(\d{4})(?:\.v(\d+))?\.duckdb")


def sealed_name(year: int, version: int) -> str:
    """File name of that version of the sealed year; versions count from 1."""
    return f"{year}.duckdb" if version == 1 else f"{year}.v{version}.duckdb"


def sealed_files(folder: Path, year: int) -> list[tuple[int, Path]]:
    """Version and path of every sealed file of the year, oldest first; a missing number is left out."""
    found = []
    for path in folder.glob(f"{year}*.duckdb"):
        match = _NAME.fullmatch(path.name)
        if match and int(match[1]) == year and match[2] != "1":
            found.append((int(match[2] or 1), path))
    return sorted(found)


def sum_of(file: Path) -> Path:
    """The file that holds a sealed file's sha256."""
    return file.with_name(file.name + ".sha256")
