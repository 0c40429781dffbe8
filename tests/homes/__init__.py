"""Homes as released versions of the program left them, as text: for tests of what becomes of such a home.

A folder each, as it was, never brought up to date; `make.py` made it with the program of its time, and makes
the next one: `python tests/homes/make.py FOLDER`, with the program to be kept on PYTHONPATH. `laid` builds a
home of it.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
from pathlib import Path

import duckdb

from warehouse.home import Home

FOLDER = Path(__file__).parent
VERSIONS = tuple(
    sorted(
        (made.parent.name for made in FOLDER.glob("v*/gongkai.duckdb.sql")), key=lambda name: int(name[1:])
    )
)
"""Names of the homes that are kept, oldest first."""

STORAGE = "v1.2.0"
"""In which published files are written."""


def laid(version: str, root: Path) -> Home:
    """The home of that version, laid in the new folder `root`: databases with their sums, archive, texts."""
    kept = FOLDER / version
    for file in sorted(kept.rglob("*")):
        place = root / file.relative_to(kept)
        if file.is_dir():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".sql":
            _database(file, place.with_suffix(""))
        elif file.suffix == ".b64":
            place.with_suffix("").write_bytes(base64.b64decode(file.read_bytes()))
        else:
            shutil.copyfile(file, place)
    home = Home(root)
    home.create()
    return home


def _database(made: Path, place: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        connection.execute(f"ATTACH '{place}' AS kept (STORAGE_VERSION '{STORAGE}')")
        connection.execute("USE kept")
        connection.execute(made.read_text(encoding="utf-8"))
        connection.execute("CHECKPOINT")
    if place.name != "ledger.duckdb":
        sum_again(place)


def sum_again(place: Path) -> None:
    """Writes the sum of a published or sealed file beside it, as a program that had made it so."""
    place.chmod(0o444)
    told = place.with_name(f"{place.name}.sha256")
    told.write_text(f"{hashlib.sha256(place.read_bytes()).hexdigest()}  {place.name}\n", encoding="utf-8")
