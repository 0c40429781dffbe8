"""Names of sealed files: `YEAR.duckdb` is the first closing of a year and stays as it is; later ones stand
beside it as `YEAR.v2.duckdb`, `YEAR.v3.duckdb` …, each with its sha256.

A home that holds several portals keeps them in a folder per portal, `sealed/PORTAL/`; what was sealed while
it held one stays where it is, and says itself whose it is (table portals).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import duckdb

from warehouse import query
from warehouse.read_only import open_without_logs

SEALED = "sealed/"
"""Begins the names of sealed files in tables."""

_NAME = re.compile(r"(\d{4})(?:\.v(\d+))?\.duckdb")


def sealed_name(year: int, version: int) -> str:
    """File name of that version of the sealed year; versions count from 1."""
    return f"{year}.duckdb" if version == 1 else f"{year}.v{version}.duckdb"


def sealed_files(folder: Path, year: int) -> list[tuple[int, Path]]:
    """Version and path of every sealed file of the year in that folder, oldest first; a missing number is
    left out."""
    found = []
    for path in folder.glob(f"{year}*.duckdb"):
        match = _NAME.fullmatch(path.name)
        if match and int(match[1]) == year and match[2] != "1":
            found.append((int(match[2] or 1), path))
    return sorted(found)


def sealed_of(sealed: Path, year: int, portal_id: str, also: Collection[str] = ()) -> list[tuple[int, Path]]:
    """The same of one portal, in its own folder and among the files of when the home held one; `also`: what
    the portal was called before."""
    own = sealed_files(sealed / portal_id, year)
    ids = {portal_id, *also}
    short = [
        one for one in sealed_files(sealed, year) if (told := portals_in(one[1])) is None or ids & set(told)
    ]
    return sorted([*short, *own])


def all_sealed(sealed: Path) -> list[Path]:
    """Every sealed file of a home, each after those that it followed."""
    found = [*sealed.glob("*.duckdb"), *sealed.glob("*/*.duckdb")]
    return sorted(found, key=lambda file: _place(sealed, file))


def _place(sealed: Path, file: Path) -> tuple[str, str, int, str]:
    match = _NAME.fullmatch(file.name)
    folder = "" if file.parent == sealed else file.parent.name
    year, version = (match[1], int(match[2] or 1)) if match else ("", 0)
    return folder, year, version, file.name


def name_in_home(file: Path, sealed: Path) -> str:
    """How tables call a sealed file of a home: `sealed/2017.duckdb`, `sealed/PORTAL/2017.duckdb`."""
    return f"{SEALED}{file.relative_to(sealed).as_posix()}"


def previous_of(file: Path, name: str, sealed: Path) -> Path:
    """The closing that a sealed file followed: beside it, or where the home held one portal then."""
    beside = file.with_name(name)
    return beside if beside.is_file() or not (sealed / name).is_file() else sealed / name


def portals_in(file: Path) -> list[str] | None:
    """Ids of the portals of a sealed file, as they were called then; None where it cannot be read, which its
    verification says."""
    try:
        with open_without_logs(file) as connection:
            found: list[str] = query.column(connection, "seal/portals")
            return found
    except (duckdb.Error, OSError):
        return None


def sum_of(file: Path) -> Path:
    """The file that holds a sealed file's sha256."""
    return file.with_name(file.name + ".sha256")
