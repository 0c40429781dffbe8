"""A county that published what it should not have, and ways to look whether it is gone."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from scrapers.archive_reading import members_of
from tests.warehouse.archived import ArchivedCounty, told
from tests.warehouse.build import Told, attached, portal, section
from warehouse.home import Home
from warehouse.redaction import Asked, Redacted, redact

SECRET = "41142419900101123X"
"""An ID number of nobody's with the right check digit."""

NAME = "赵钱孙"
WHY = "误公开身份证号,县民政局来函"
UNITS = [{"name": "柘城县财政局", "aliases": ["财政局"]}, {"name": "柘城县民政局"}]
DECLARED = portal(section("wj", "政府文件", "政府文件"), section("zh", "综合信息"), units=UNITS)
"""One section of a category, one whose items are classified by their titles."""

TEXT = f"{NAME},身份证号 {SECRET},享受低保待遇,特此公示。" * 8


def leaky(path: str, title: str, day: str | None = "2017-06-01", **more: Any) -> Told:
    """An item whose page holds what must go."""
    return told(path, title, day, text=more.pop("text", TEXT), **more)


def take_out(county: ArchivedCounty, *named: str, titles: bool = False) -> Redacted:
    """Takes items out of a home whose ledger is closed first, as the command does."""
    county.ledger.close()
    with county.home.locked(county.now):
        return redact(county.home, Asked(named, WHY, "李审核", titles), county.now, lambda sentence: None)


FIGURES = {
    "figures": "SELECT * EXCLUDE (as_of) FROM figures WHERE year = 2017",
    "figure_items": "SELECT * FROM figure_items",
    "counts": "SELECT * FROM counts",
    "merges": "SELECT * FROM merges",
    "classifications": "SELECT * FROM classifications",
    "units": "SELECT item_id, unit, unit_from, unit_printed, published_on FROM items",
    "exclusions": "SELECT * EXCLUDE (fact) FROM exclusions",
}
"""All that a redaction must not move."""


def figures(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The same of a published or sealed file."""
    with attached(file) as reader:
        return {name: reader.execute(f"{asked} ORDER BY ALL").fetchall() for name, asked in FIGURES.items()}


def holding(home: Home, *words: str) -> list[str]:
    """Every file of a home in which one of the words stands: in its bytes, in what is packed in it, in its
    tables."""
    found = []
    for file in sorted(home.root.rglob("*")):
        if file.is_file() and any(_stands(word, part) for word in words for part in _parts(file)):
            found.append(str(file.relative_to(home.root)))
    return found


def _stands(word: str, part: bytes) -> bool:
    return any(word.encode(coding) in part for coding in ("utf-8", "gb18030", "utf-16-le", "unicode_escape"))


def _parts(file: Path) -> Iterator[bytes]:
    yield file.read_bytes()
    if file.name.endswith(".warc.gz"):
        for member in members_of(file):
            yield member.content
            if member.body[:2] == b"\x1f\x8b":
                yield gzip.decompress(member.body)
    elif zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    elif file.suffix == ".duckdb" and file.stat().st_size:
        yield from _cells(file)
        yield from _deflated(file.read_bytes())


def _cells(file: Path) -> Iterator[bytes]:
    """Every table of a database, row by row: what is packed in its blocks does not stand in its bytes."""
    with duckdb.connect(str(file), read_only=True) as reader:
        names = reader.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        for (name,) in names:
            yield repr(reader.execute(f"FROM {name}").fetchall()).encode()


def _deflated(data: bytes) -> Iterator[bytes]:
    """Nothing of DuckDB's is deflated; what somebody put there would be."""
    at = data.find(b"\x1f\x8b\x08")
    if at >= 0:
        engine = zlib.decompressobj(31)
        try:
            yield engine.decompress(data[at:])
        except zlib.error:
            return
