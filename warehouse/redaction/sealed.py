"""Rewriting sealed files without what is to go: the same figures, the same items, sums that hold again, and a
table of the sums of all that was left as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

import sql
from scrapers.durable import fsync, write_durably
from scrapers.package import file_sha256
from scrapers.privacy import REDACTED_TITLE
from warehouse import query
from warehouse.contentsum import whole_sha256
from warehouse.home import Home
from warehouse.ledger import prepare
from warehouse.read_only import drop_logs, refuse_logs
from warehouse.redaction.archived import Begun, announce, rewritings, settle_announced
from warehouse.redaction.asked import Plan
from warehouse.seal.closing import sealed_words
from warehouse.seal.names import SEALED, all_sealed, name_in_home, previous_of, sum_of

TOUCHED: Mapping[str, Sequence[str]] = {
    "items": ("title", "url"),
    "item_versions": ("title",),
    "item_sections": ("list_title",),
    "item_changes": ("detail",),
    "differences": ("title", "why"),
    "findings": ("subject", "message"),
    "exclusions": ("fact",),
    "check_evidence": ("url",),
    "decisions": ("item", "value", "why", "note"),
    "rules": ("text",),
    "section_runs": ("reason",),
    "rejects": ("url", "reason"),
    "fetches": ("url",),
    "seal": ("previous_sha256", "content_sha256"),
}
"""Columns of which a redaction may change something, by table."""

REMADE = frozenset({"attachments", "observations", "redactions", "redaction_sums"})
"""Tables of which rows go, or come."""

MASKED = {"items": "redact/mask_sealed_item", "check_evidence": "redact/mask_sealed_evidence"}
"""Tables with addresses of items, and the statement that puts the masked one there."""

SENTENCES = ("findings", "exclusions", "item_changes", "decisions", "rules", "section_runs", "rejects")
"""Tables with sentences that may quote a title."""


class TakenOut(NamedTuple):
    """A row of the table of what was taken out."""

    portal_id: str
    item_id: str
    what: str
    redacted_at: datetime
    who: str
    why: str
    archive_file: str | None
    archive_offset: int | None
    sha256: str | None


class Summed(NamedTuple):
    """Rows and sum of a table."""

    rows: int
    summed: int | None


class _States(NamedTuple):
    previous_file: str | None
    content_sha256: str | None


@dataclass(frozen=True, slots=True)
class _Work:
    """One sealed file on its way."""

    file: Path
    sealed: Path
    plan: Plan
    begun: Begun
    told: Sequence[TakenOut]


def rewrite_sealed(ledger: DuckDBPyConnection, home: Home, plan: Plan, begun: Begun) -> list[str]:
    """Takes what is to go out of every sealed file that has one of the items, and lets the later closings of
    the same year follow on; the names of those rewritten. Raises OSError, duckdb.Error, StrayLog; what was
    done stays."""
    settle_announced(ledger, home.sealed, SEALED, begun)
    done = {one.archive_file: one.sha256_after for one in rewritings(ledger, begun)}
    moved: set[Path] = set()
    for file in all_sealed(home.sealed):
        if done.get(name_in_home(file, home.sealed)) == file_sha256(file):
            _put_sum(home, file)
            moved.add(file)
            continue
        refuse_logs(file)
        if _rewrite(ledger, home, file, plan, begun, moved):
            moved.add(file)
    return sorted(name_in_home(file, home.sealed).removeprefix(SEALED) for file in moved)


def _rewrite(
    ledger: DuckDBPyConnection, home: Home, file: Path, plan: Plan, begun: Begun, moved: set[Path]
) -> bool:
    name = name_in_home(file, home.sealed)
    aside, work = home.aside / f"redact-{file.name}", home.aside / f"redact-work-{file.name}"
    told = query.records(ledger, "redact/records_of", TakenOut, items=plan.ids)
    try:
        if not _written(_Work(file, home.sealed, plan, begun, told), work, aside, moved):
            return False
        aside.chmod(0o444)
        fsync(aside)
        with query.transaction(ledger):
            for portal_id, items in plan.by_portal.items():
                query.run(
                    ledger,
                    "redact/add_records",
                    portal_id=portal_id,
                    items=[items[0].item_id],
                    whats=["sealed"],
                    offsets=[None],
                    sums=[file_sha256(file)],
                    archive_file=name,
                    redacted_at=begun.at,
                    who=begun.who,
                    why=begun.why,
                )
            announce(ledger, name, file, aside, begun)
        aside.replace(file)
        fsync(file.parent)
        _put_sum(home, file)
    finally:
        for left in (aside, work):
            left.unlink(missing_ok=True)
            drop_logs(left)
    return True


def _put_sum(home: Home, file: Path) -> None:
    """The sum beside a sealed file is that of the file."""
    told = home.aside / sum_of(file).name
    write_durably(told, f"{file_sha256(file)}  {file.name}\n")
    told.chmod(0o444)
    told.replace(sum_of(file))
    fsync(file.parent)


def _written(one: _Work, work: Path, aside: Path, moved: set[Path]) -> bool:
    """Writes the new file aside; False where nothing of it has to change."""
    for left in (aside, work):
        left.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        prepare(connection)
        query.run(connection, "redact/attach_sealed", file=one.file)
        ids = query.column(connection, "redact/sealed_items", items=one.plan.ids)
        name = _previous(connection)
        previous = previous_of(one.file, name, one.sealed) if name else None
        follows = previous in moved
        if not ids and not follows:
            return False
        query.run(connection, "redact/attach_work", file=work)
        query.run(connection, "redact/copy_to_work")
        query.run(connection, "redact/use_work")
        _keep_sums(connection, one.begun.at)
        _erase(connection, one, ids)
        if follows and previous is not None:
            query.run(connection, "redact/set_previous", sha256=file_sha256(previous))
        _sum(connection)
        query.run(connection, "redact/attach_new", file=aside)
        query.run(connection, "redact/copy_to_new")
        query.run(connection, "redact/detach_all")
    return True


def _previous(connection: DuckDBPyConnection) -> str | None:
    found: str | None = query.value(connection, "redact/previous_of")
    return found


def _keep_sums(connection: DuckDBPyConnection, at: datetime) -> None:
    """What the file says besides that of which something goes, summed before anything does, once."""
    query.run(connection, "redact/lay_untouched")
    places = query.pairs(connection, "redact/tables_of_file", "table_name", "place")
    for table, place in places.items():
        if table in REMADE:
            continue
        left = list(TOUCHED.get(table, ()))
        told = query.one(connection, "publish/content_sum", Summed, name=place, but=left)
        query.run(
            connection,
            "redact/add_untouched",
            table_name=table,
            columns_left=left,
            rows=told.rows,
            summed=told.summed or 0,
            taken_at=at,
        )
    query.run(connection, "redact/lay_redactions")


def _erase(connection: DuckDBPyConnection, one: _Work, ids: Sequence[str]) -> None:
    titled = [item for item in ids if item in one.plan.titled]
    query.run(connection, "redact/erase_sealed", items=list(ids))
    for name in sql.step("redact/sealed_titles"):
        query.run(connection, name, items=titled, marker=REDACTED_TITLE)
    places = query.pairs(connection, "redact/tables_of_file", "table_name", "place")
    if "observations" in places:
        query.run(connection, "redact/erase_sealed_observed", items=list(ids))
    titles = one.plan.titles
    for table in SENTENCES if titles else ():
        if table in places:
            query.run(connection, f"redact/words_{table}", titles=titles, marker=REDACTED_TITLE)
    for item in one.plan.items:
        if item.item_id in ids and item.masked_url != item.url:
            for table, name in MASKED.items():
                if table in places:
                    query.run(connection, name, item_id=item.item_id, masked=item.masked_url)
    told_here = [row for row in one.told if row.item_id in ids]
    query.run(connection, "redact/clear_redactions", items=list(ids))
    query.run(
        connection,
        "redact/add_redactions",
        portals=[row.portal_id for row in told_here],
        items=[row.item_id for row in told_here],
        whats=[row.what for row in told_here],
        instants=[row.redacted_at.isoformat() for row in told_here],
        whos=[row.who for row in told_here],
        whys=[row.why for row in told_here],
        files=[row.archive_file for row in told_here],
        offsets=[row.archive_offset for row in told_here],
        sums=[row.sha256 for row in told_here],
    )


def _sum(connection: DuckDBPyConnection) -> None:
    """The sum of the content, where the file keeps one."""
    states = query.one(connection, "redact/sealed_states", _States)
    if states.content_sha256 is None:
        return
    content = whole_sha256(connection, query.value(connection, "verify/catalog"), sealed_words(connection))
    query.run(connection, "redact/set_sealed_content", content_sha256=content)
