"""Publishing: the file that people read, built aside from the ledger, checked, and moved over the old one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

import sql
from scrapers.durable import fsync, write_durably
from scrapers.package import file_sha256
from scrapers.privacy import mask_address
from warehouse import bounds, calendars, overrides, query
from warehouse.checks import BadRow, guard, guard_standing, inform
from warehouse.classify import classify
from warehouse.clock import note_present
from warehouse.contentsum import content_sha256
from warehouse.decisions import HomeDecisions, take_home_decisions
from warehouse.figures import count, merge
from warehouse.home import Home, HomeError, clear_errors
from warehouse.moves import inform_moves, note_moves
from warehouse.read_only import drop_logs
from warehouse.ready import lay_schema
from warehouse.reconcile.standing import stand
from warehouse.rulebook import CLASSIFICATION, COUNTING, MERGING, rules_version
from warehouse.schema import SCHEMA_VERSION
from warehouse.units import name_units


class PublishBlocked(HomeError):
    """A guard found the new file wrong: it is not published, the old one stays. `rows` are the bad rows."""

    def __init__(self, rows: list[BadRow]) -> None:
        self.rows = rows
        shown = ";".join(f"{bad.guard}: {bad.row}" for bad in rows[:5])
        more = f" 等 {len(rows)} 处" if len(rows) > 5 else ""
        super().__init__(
            f"新的公布文件未通过核查,没有公布,原文件保持不变({shown}{more});请把这一行交给维护人员。"
            "如台账(work/)是从较早的备份恢复的,或确要从空的数据目录重新开始,"
            "请先把原来的 gongkai.duckdb 和 gongkai.duckdb.sha256 移到别处保存"
        )


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published: the file, its sums, how many items, figures that are not missing, and findings that
    are not `pass`."""

    file: Path
    sha256: str
    content_sha256: str
    items: int
    figures: int
    findings: int
    unreadable: int = 0
    """How many rows of people's files, or whole files, cannot be read."""
    notes: tuple[str, ...] = ()
    """In Chinese: why the file that stood could not be compared with; what cannot be read of people's files;
    for each decision of a person that did not apply a sentence with its line number; old copies of the ledger
    that were removed."""


class _Sizes(NamedTuple):
    """How many items, figures that are not missing, and findings that are not `pass`, the new file has."""

    items: int
    figures: int
    findings: int


def publish(home: Home, ledger: DuckDBPyConnection, now: datetime) -> PublishReport:
    """Builds the file in `work/aside`, checks it and moves it over the published one, with its sum beside.

    The caller holds the home's lock. Readers keep the file they opened; one that opens sees the old or the
    new one, whole. What cannot be read of people's decisions is told, and stays as it could be read last.
    Raises PublishBlocked when a guard selects a row, HomeError when the disk is full or not writable; the old
    file then stays as it is.
    """
    with clear_errors(home.root):
        drop_logs(home.published)  # left by somebody who opened the file for writing: no part of it
        people = take_home_decisions(home, now)
    aside = home.aside / f"publish-{os.getpid()}.duckdb"
    with clear_errors(home.root):
        try:
            with attached(ledger, home, aside):
                uncompared: list[str] = []
                content = build(ledger, people, now, lambda: uncompared.extend(note_moves(ledger, home, now)))
                lost, unlike = guard_standing(ledger, home.published, home.published_sha256)
                bad = guard(ledger) + lost
                if bad:
                    raise PublishBlocked(bad)
                sizes = query.one(ledger, "publish/sizes", _Sizes)
                query.run(ledger, "checks/remember_found")
                query.run(ledger, "publish/checkpoint")
                notes = (*unlike, *uncompared, *people.notes, *overrides.notes(ledger))
            if not people.decisions:
                overrides.write_template(home.overrides / overrides.FILE_NAME)
            digest = put_in_place(home, aside)
        finally:
            aside.unlink(missing_ok=True)
            drop_logs(aside)
    return PublishReport(
        file=home.published,
        sha256=digest,
        content_sha256=content,
        items=sizes.items,
        figures=sizes.figures,
        findings=sizes.findings,
        unreadable=len(people.unreadable),
        notes=notes,
    )


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
    note_present(ledger, now)
    for name in sql.step("publish/settle"):
        query.run(ledger, name)
    overrides.stage(ledger, people.decisions)
    overrides.apply_counted(ledger)
    for name in sql.step("publish/tables"):
        query.run(ledger, name)
    query.run(ledger, "publish/observations")
    mask_addresses(ledger)
    query.run(ledger, "redact/publish_redactions")
    query.run(ledger, "redact/publish_archive_changes")
    query.run(ledger, "publish/rules", classification=CLASSIFICATION, merging=MERGING, counting=COUNTING)
    classify(ledger)
    overrides.apply_categories(ledger)
    name_units(ledger)
    overrides.apply_units(ledger)
    merge(ledger)
    count(ledger, people.declared.rows)
    compare()
    stand(ledger)
    as_of = query.value(ledger, "publish/data_as_of") or now
    bounds.stage(ledger, people.bounds)
    calendars.stage(ledger, people.calendar)
    inform(ledger, as_of)
    inform_moves(ledger, now, as_of)
    overrides.settle(ledger, people.decisions, as_of)
    overrides.tell_unreadable(ledger, people.findings, as_of)
    overrides.tell_missing(ledger, [(one.id, one.sentence) for one in people.missing], as_of)
    overrides.write_log(ledger, people.log, people.log_faults, as_of)
    query.run(ledger, "checks/first_found")
    overrides.mark_since(ledger)
    content = content_sha256(ledger, "published")
    query.run(
        ledger,
        "publish/meta",
        built_at=now,
        schema_version=SCHEMA_VERSION,
        rules_version=rules_version(),
        content_sha256=content,
    )
    return content


def mask_addresses(ledger: DuckDBPyConnection) -> None:
    """Personal data in addresses of items and files stands masked in the attached new file."""
    for asked, kinds in (
        ("publish/telling_addresses", ("publish/mask_items", "publish/mask_questions")),
        ("publish/telling_files", ("publish/mask_files",)),
        ("publish/telling_observed", ("publish/mask_observed", "publish/mask_questions")),
    ):
        told = {url: masked for url in query.column(ledger, asked) if (masked := mask_address(url)) != url}
        for kind in kinds if told else ():
            query.run(ledger, kind, urls=list(told), masked=list(told.values()))


def put_in_place(home: Home, file: Path) -> str:
    """Moves a finished file over the published one, durably, and its sum after it; returns the sum.

    A write-ahead log that somebody left beside the published file (opened for writing, killed) goes first:
    some clients would merge it silently into the new file, others refuse to open it.
    """
    digest = file_sha256(file)
    file.chmod(0o444)
    fsync(file)
    digest_file = home.aside / home.published_sha256.name
    write_durably(digest_file, f"{digest}  {home.published.name}\n")
    drop_logs(home.published)
    file.replace(home.published)
    digest_file.replace(home.published_sha256)
    fsync(home.root)
    drop_logs(home.published)
    return digest
