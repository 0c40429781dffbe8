"""What is noted of a publication in the home's `work/`, so that the next one need not look at everything:
of which published file it is, and sums over all that this file was made of."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

import scrapers
import sql
import warehouse
from scrapers.durable import OWNERS_FILE, fsync, replace_whole
from warehouse import query
from warehouse.contentsum import TableSum
from warehouse.home import Home
from warehouse.read_only import drop_logs
from warehouse.rulebook import MERGING

FILE_NAME = "published-inputs.duckdb"

BOUND_NAME = "published-inputs.of"
"""Says of which published file the note with that token is, whose sum is not there when the note is made."""

ITEMS_A_BUCKET = 8
"""About how many items share a sum: fewer make the sums as many as the items, more have items made anew that
did not change."""

KEYED = ("items", "item_versions", "item_changes", "merges")
"""Published tables that say by what items may decide of each other."""

_LEAST_BUCKETS, _MOST_BUCKETS = 64, 1 << 20


@dataclass(frozen=True, slots=True)
class Basis:
    """By which program a published file was made, of how many items in how many buckets; when the items of
    the ledger were summed last; and when the last whole publication was, and how many bytes its file had."""

    program: str
    buckets: int
    items: int
    summed_at: datetime
    whole_at: datetime
    whole_bytes: int


@dataclass(frozen=True, slots=True)
class Stated(Basis):
    """That, and which published file it is."""

    published_sha256: str


@dataclass(frozen=True, slots=True)
class _Row(Basis):
    """As it stands in the note, which was made before the sum of the file was there."""

    token: str


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    rows: int
    summed: int


def buckets_for(items: int) -> int:
    """How many buckets a ledger of so many items is summed in."""
    wanted = 1 << max(items // ITEMS_A_BUCKET, 1).bit_length()
    return min(max(wanted, _LEAST_BUCKETS), _MOST_BUCKETS)


@contextmanager
def noted_of(ledger: DuckDBPyConnection, home: Home) -> Iterator[Stated | None]:
    """What was noted last, attached as `known`; None where nothing that can be read was."""
    file = home.work / FILE_NAME
    stated: Stated | None = None
    try:
        if file.is_file():
            query.run(ledger, "incremental/attach_known", file=file)
            if row := query.at_most_one(ledger, "incremental/stated", _Row):
                stated = _bound(home, row)
    except duckdb.Error:  # cut off, damaged, or of another form: nothing is known
        pass
    try:
        yield stated
    finally:
        query.run(ledger, "incremental/detach_known")


def known_sums(ledger: DuckDBPyConnection) -> dict[str, TableSum]:
    """Sums over the tables of the published file that stands; needs `known`."""
    told = query.records(ledger, "incremental/known_sums", _Named)
    return {one.name: TableSum(one.rows, one.summed) for one in told}


def sum_items(ledger: DuckDBPyConnection, buckets: int) -> None:
    """Makes `item_sums` of the ledger as it is."""
    query.run(ledger, "incremental/item_sums", buckets=buckets)


def print_inputs(ledger: DuckDBPyConnection, buckets: int) -> None:
    """The same, `item_prints` of all items, and what `sum_others` makes."""
    query.run(ledger, "incremental/item_prints")
    query.run(ledger, "incremental/sums_of_prints", buckets=buckets)
    sum_others(ledger)


def sum_others(ledger: DuckDBPyConnection, all_runs: bool = True) -> None:
    """Makes `run_sums` and `common_sums` of the ledger as it is; needs `section_state`. Where not `all_runs`
    are summed, those that the ledger tells were not touched have the sums that are noted (`known`)."""
    query.run(ledger, "incremental/all_runs" if all_runs else "incremental/touched_runs")
    query.run(ledger, "incremental/run_sums")
    if not all_runs:
        query.run(ledger, "incremental/known_run_sums")
    query.run(ledger, "incremental/common_sums")


def share_keys(ledger: DuckDBPyConnection) -> None:
    """Makes `shared_keys` of the attached published file."""
    find_keys(ledger, *(f"published.main.{name}" for name in KEYED))
    query.run(ledger, "incremental/share")
    query.run(ledger, "incremental/item_keys")


def find_keys(ledger: DuckDBPyConnection, *tables: str) -> None:
    """Makes `keys`, by which items may decide of each other, of tables in the form of KEYED."""
    names = dict(zip(("items", "versions", "changes", "merges"), tables, strict=True))
    query.run(ledger, "incremental/keys_of", rules=MERGING, **names)


def _bound(home: Home, row: _Row) -> Stated | None:
    """What the note says, and of which file it is; None where that was not told of this note."""
    with suppress(OSError, ValueError):
        token, published_sha256 = (home.work / BOUND_NAME).read_text(encoding="ascii").split()
        if token == row.token:
            basis = {name: getattr(row, name) for name in Basis.__slots__}
            return Stated(**basis, published_sha256=published_sha256)
    return None


def bind(home: Home, token: str, published_sha256: str) -> None:
    """Tells of which published file the note with that token is, now that it is in place. Raises OSError."""
    told = f"{token} {published_sha256}\n"
    replace_whole(home.work / BOUND_NAME, told, OWNERS_FILE, home.aside / BOUND_NAME)


def note(ledger: DuckDBPyConnection, home: Home, basis: Basis, sums: Mapping[str, TableSum]) -> str:
    """Notes what a published file was made of that was built whole; needs what `print_inputs` made,
    `figure_counts`, `shared_keys` and `section_names`. It replaces the note of the file before only when it
    is whole, and tells nothing until it is bound to its file. Returns its token."""
    file, aside = home.work / FILE_NAME, home.aside / FILE_NAME
    aside.unlink(missing_ok=True)
    query.run(ledger, "incremental/attach_noted", file=aside)
    try:
        query.run(ledger, "incremental/note")
        token = _state(ledger, basis, sums)
        query.run(ledger, "incremental/checkpoint_noted")
    finally:
        query.run(ledger, "incremental/detach_noted")
    fsync(aside)
    aside.replace(file)
    drop_logs(aside)
    return token


def note_changes(ledger: DuckDBPyConnection, home: Home, basis: Basis, sums: Mapping[str, TableSum]) -> str:
    """The same of a file made of the one before, in the note of that one: what has changed, with one
    checkpoint. After a kill it is the old note, or one that is bound to no file; if it cannot be written,
    none."""
    file = home.work / FILE_NAME
    try:
        query.run(ledger, "incremental/attach_noted", file=file)
        with query.transaction(ledger):
            query.run(ledger, "incremental/note_changes")
            token = _state(ledger, basis, sums)
        query.run(ledger, "incremental/checkpoint_noted")
        query.run(ledger, "incremental/detach_noted")
        fsync(file)
    except BaseException:
        file.unlink(missing_ok=True)
        with suppress(duckdb.Error):
            query.run(ledger, "incremental/detach_noted")
        raise
    return token


def _state(ledger: DuckDBPyConnection, basis: Basis, sums: Mapping[str, TableSum]) -> str:
    """Returns the note's new token."""
    token = secrets.token_hex(16)
    query.run(
        ledger,
        "incremental/note_stated",
        token=token,
        program=basis.program,
        buckets=basis.buckets,
        items=basis.items,
        summed_at=basis.summed_at,
        whole_at=basis.whole_at,
        whole_bytes=basis.whole_bytes,
    )
    query.run(
        ledger,
        "incremental/note_sums",
        names=list(sums),
        rows=[one.rows for one in sums.values()],
        sums=[str(one.summed) for one in sums.values()],
    )
    return token


@cache
def program_sha256() -> str:
    """Over every file of the program that reading and publishing rest on, and the library that sums rows: by
    another program everything is made anew."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for package in (sql, warehouse, scrapers):
        folder = Path(package.__file__ or "").parent
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(folder)).encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
