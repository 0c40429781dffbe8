"""Publishing: the file that people read, built aside from the ledger, checked, and moved over the old one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import filling, overrides, query
from warehouse.checks import guard, guard_renewed, guard_standing
from warehouse.contentsum import TableSum, content_sums, sha256_of
from warehouse.decisions import HomeDecisions, take_home_decisions
from warehouse.filling import mask_addresses
from warehouse.home import Home, clear_errors
from warehouse.incremental import (
    Basis,
    BuiltWhole,
    bind,
    buckets_for,
    is_worth_noting,
    may_renew,
    note,
    note_changes,
    noted_of,
    print_inputs,
    program_sha256,
    renew,
    share_keys,
    standing_sha256,
    whole_is_due,
)
from warehouse.moves import note_moves
from warehouse.placing import Summing, put_in_place, summed_beside
from warehouse.publish_report import PublishBlocked, PublishReport
from warehouse.read_only import drop_logs
from warehouse.ready import lay_schema
from warehouse.touched import follow

__all__ = [
    "PublishBlocked",
    "PublishReport",
    "attached",
    "build",
    "mask_addresses",
    "publish",
    "put_in_place",
]


DUE = "a whole publication is due"
"""Why a file was built whole, once a month."""


class _Sizes(NamedTuple):
    """How many items, figures that are not missing, and findings that are not `pass`, the new file has."""

    items: int
    figures: int
    findings: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A new file aside, checked: sums over its tables, its sizes, what people are to be told; what is to be
    noted of it."""

    sums: dict[str, TableSum]
    sizes: _Sizes
    notes: tuple[str, ...]
    buckets: int
    known_items: int
    why_whole: str | None
    summed_at: datetime | None = None
    whole_at: datetime | None = None
    whole_bytes: int = 0
    """When the ledger was summed last, when the last whole publication was, and the bytes of its file, of a
    file that is none."""


class _Making(NamedTuple):
    """One publication under way: of what, at what instant, and the new file aside with its sum to come."""

    home: Home
    ledger: DuckDBPyConnection
    people: HomeDecisions
    now: datetime
    aside: Path
    summing: Summing

    def bring_to_end(self) -> None:
        """Writes the new file to its end: from here on guards read it, and it is summed beside."""
        query.run(self.ledger, "publish/checkpoint")
        self.summing.begin()

    def find(self, sentence: str) -> None:
        """Keeps it as a finding, that is told from the next publication on."""
        query.run(
            self.ledger,
            "load/add_finding",
            check_id="publication-differs",
            outcome="fail",
            severity="error",
            subject="公布文件",
            message=sentence,
            found_at=self.now,
            portal_id=None,
        )


def publish(home: Home, ledger: DuckDBPyConnection, now: datetime, *, whole: bool = False) -> PublishReport:
    """Makes the new file in `work/aside`, checks it and moves it over the published one, with its sum beside.
    Of the file that stands what nothing has touched is kept, where that can be shown; with `whole` every
    table is built from the ledger, whatever stands.

    The caller holds the home's lock. Readers keep the file they opened; one that opens sees the old or the
    new one, whole. What cannot be read of people's decisions is told, and stays as it could be read last.
    Raises PublishBlocked when a guard selects a row, HomeError when the disk is full or not writable; the old
    file then stays as it is.
    """
    with clear_errors(home.root):
        drop_logs(home.published)  # left by somebody who opened the file for writing: no part of it
        people = take_home_decisions(home, now)
    aside = home.aside / f"publish-{os.getpid()}.duckdb"
    with clear_errors(home.root), summed_beside(aside) as summing:
        making = _Making(home, ledger, people, now, aside, summing)
        try:
            made = "asked for" if whole else _made_of_changes(making)
            if not isinstance(made, _Made):
                made = _made_whole(making, made)
            if not people.decisions:
                overrides.write_template(home.overrides / overrides.FILE_NAME)
            digest = _placed_and_noted(making, made)
        finally:
            aside.unlink(missing_ok=True)
            drop_logs(aside)
    return PublishReport(
        file=home.published,
        sha256=digest,
        content_sha256=sha256_of(made.sums),
        items=made.sizes.items,
        figures=made.sizes.figures,
        findings=made.sizes.findings,
        unreadable=len(people.unreadable),
        notes=made.notes,
        whole=made.why_whole is not None,
        why_whole=made.why_whole,
    )


def _placed_and_noted(making: _Making, made: _Made) -> str:
    """Moves the new file over the published one, and notes of what it was made, for the next publication:
    without that it is whole. Returns its sum, which is taken while all else is noted."""
    home, ledger = making.home, making.ledger
    basis = Basis(
        program=program_sha256(),
        buckets=made.buckets,
        items=made.known_items,
        summed_at=made.summed_at or making.now,
        whole_at=made.whole_at or making.now,
        whole_bytes=made.whole_bytes or making.aside.stat().st_size,
    )
    token: str | None = None
    if is_worth_noting(made.known_items):
        with suppress(duckdb.Error, OSError):  # nobody misses the note but us
            token = (note_changes if made.why_whole is None else note)(ledger, home, basis, made.sums)
    digest = put_in_place(home, making.aside, making.summing.result())
    if token is not None:
        with suppress(duckdb.Error, OSError):
            bind(home, token, digest)
            follow(ledger, digest)
    return digest


class _Due(NamedTuple):
    """A whole publication is due; the sums over the tables that the other way gives."""

    sums: dict[str, TableSum]


def _made_whole(making: _Making, why: str | _Due) -> _Made:
    """The file built from the ledger; told is where it differs from what the other way gives, where that was
    gone. Raises PublishBlocked."""
    home, ledger, people, now = making.home, making.ledger, making.people, making.now
    with attached(ledger, home, making.aside):
        uncompared: list[str] = []
        sums = _build(ledger, people, now, lambda: uncompared.extend(note_moves(ledger, home, now)))
        query.run(ledger, "publish/make_room")
        making.bring_to_end()
        lost, unlike = guard_standing(ledger, home.published, home.published_sha256)
        bad = guard(ledger) + lost
        if bad:
            raise PublishBlocked(bad)
        sizes = _checked(ledger)
        items = query.value(ledger, "incremental/items_known")
        buckets = buckets_for(items)
        if is_worth_noting(items):
            print_inputs(ledger, buckets)
            share_keys(ledger)
            query.run(ledger, "incremental/count_figures")
            query.run(ledger, "incremental/named_there")
        differing = _differing(sums, why.sums) if isinstance(why, _Due) else ()
        for sentence in differing:
            making.find(sentence)
        notes = (*differing, *unlike, *uncompared, *people.notes, *overrides.notes(ledger))
    return _Made(sums, sizes, notes, buckets, items, DUE if isinstance(why, _Due) else why)


def _differing(whole: dict[str, TableSum], renewed: dict[str, TableSum]) -> tuple[str, ...]:
    """In Chinese: the tables that the whole publication, which is taken, has otherwise."""
    names = [name for name in whole if whole[name] != renewed.get(name)]
    if not names:
        return ()
    return (
        f"每月一次的完整公布与平日只更新变动部分的公布不一致(表 {'、'.join(names)}),已采用完整公布的;"
        "请把这一行交给维护人员",
    )


def _made_of_changes(making: _Making) -> _Made | _Due | str:
    """The file made of the one that stands and of what has changed since, or why it has to be built whole:
    whatever is in doubt here is built whole."""
    home, ledger, people, now = making.home, making.ledger, making.people, making.now
    uncompared: list[str] = []
    with noted_of(ledger, home) as stated:
        try:
            standing = may_renew(home, stated, standing_sha256(home), now)
            is_due = whole_is_due(standing, now)

            def compare() -> None:
                if not is_due:
                    uncompared.extend(note_moves(ledger, home, now))

            def find(sentence: str) -> None:
                uncompared.append(sentence)
                making.find(sentence)

            try:
                sums, summed_at = renew(ledger, home, people, now, standing, making.aside, compare, find)
                if is_due:
                    return _Due(sums)
                filling.state(ledger, now, sha256_of(sums))
                making.bring_to_end()
                if bad := guard_renewed(ledger):
                    return f"a guard: {bad[0].guard} {bad[0].row}"
                sizes = _checked(ledger)
                query.run(ledger, "incremental/named_there")
                notes = (*uncompared, *people.notes, *overrides.notes(ledger))
            finally:
                query.run(ledger, "publish/detach")
        except BuiltWhole as why:
            return str(why)
        except duckdb.Error as error:
            return f"{type(error).__name__}: {error}"
        return _Made(
            sums,
            sizes,
            notes,
            standing.buckets,
            query.value(ledger, "incremental/items_known"),
            None,
            summed_at,
            standing.whole_at,
            standing.whole_bytes,
        )


def _checked(ledger: DuckDBPyConnection) -> _Sizes:
    """Remembers of the new file, which the guards let pass, what it found."""
    sizes = query.one(ledger, "publish/sizes", _Sizes)
    query.run(ledger, "checks/remember_found")
    return sizes


@contextmanager
def attached(ledger: DuckDBPyConnection, home: Home, file: Path) -> Iterator[None]:
    """The new file, attached as `published` with its schema, the ledger current; let go of at the end."""
    file.unlink(missing_ok=True)
    drop_logs(file)
    query.run(ledger, "publish/attach", file=file)
    try:
        lay_schema(ledger, home, "publish/copy_schema")
        yield
    finally:
        query.run(ledger, "publish/detach")


def build(
    ledger: DuckDBPyConnection,
    people: HomeDecisions,
    now: datetime,
    compare: Callable[[], None] = lambda: None,
) -> str:
    """Fills every table of the attached new file from the ledger, which stays as it is; returns the sum of
    the content. `compare` is called when every figure stands, before findings are told."""
    return sha256_of(_build(ledger, people, now, compare))


def _build(
    ledger: DuckDBPyConnection, people: HomeDecisions, now: datetime, compare: Callable[[], None]
) -> dict[str, TableSum]:
    filling.settle_sections(ledger, now)
    filling.fill_items(ledger, people)
    filling.fill_runs(ledger)
    filling.fill_small(ledger)
    filling.mask_addresses(ledger)
    filling.judge_items(ledger)
    filling.tell(ledger, people, now, compare)
    sums = content_sums(ledger, "published")
    filling.state(ledger, now, sha256_of(sums))
    return sums
