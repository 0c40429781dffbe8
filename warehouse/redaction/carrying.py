"""Carrying a redaction through, in an order in which a kill at any instant leaves it to be taken up:

said in the ledger → archive file by file → the ledger's tables → sealed years → today's file → the pipeline's
own text files → the ledger written anew, in which it is done. Each step finds what it has done before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

import sql
from scrapers.durable import replace_whole
from scrapers.privacy import REDACTED_TITLE, mask
from warehouse import query
from warehouse.backup.erasures import erasures_in
from warehouse.compaction import settle
from warehouse.decisions import read_home_decisions
from warehouse.home import Home, clear_errors
from warehouse.ledger import open_ledger
from warehouse.load import load_packages
from warehouse.publish import attached, build, publish
from warehouse.read_only import drop_logs
from warehouse.redaction.archived import Begun, Say, records_in, require_disks, rewrite_archive, rewritings
from warehouse.redaction.asked import Asked, Before, Plan, RedactError, ids_of, plan
from warehouse.redaction.begun import is_begun
from warehouse.redaction.elsewhere import clear_asides, tell_backups
from warehouse.redaction.packages import rewrite_rejected
from warehouse.redaction.rebuilding import rebuild
from warehouse.redaction.remaining import erase_own_words, remaining
from warehouse.redaction.sealed import rewrite_sealed


@dataclass(frozen=True, slots=True)
class Redacted:
    """What came of it."""

    plan: Plan
    records: int
    """Answers taken out of the archive whole, with the questions to them."""
    words: int
    """Answers about others out of which titles were taken."""
    files: int
    """Files of the archive rewritten."""
    sealed: tuple[str, ...]
    """Sealed files rewritten."""
    left: tuple[str, ...]
    """Where it still stands and what to do about that, in Chinese."""


class _Row(NamedTuple):
    portal_id: str
    item_id: str
    redacted_at: datetime
    who: str
    why: str
    wanted: str | None


def redact(home: Home, asked: Asked, now: datetime, say: Say) -> Redacted:
    """Takes the items out for good; the caller holds the home and the turns of night and backfill.

    `say` is told (Chinese) how far it is. Raises RedactError, HomeError, LedgerError, PublishBlocked; once
    begun it is gone on with by the next command.
    """
    if not asked.why.strip():
        raise RedactError("请用 --why 写明删除的原因")
    begun = Begun(now, mask(asked.who), mask(asked.why))  # both are published
    with clear_errors(home.root):
        with open_ledger(home.ledger, say) as ledger:
            load_packages(ledger, home, now)
            settle(ledger, home)
            found = plan(ledger, home, ids_of(ledger, asked.items), asked.with_titles)
            require_disks(home, found)
            _begin(ledger, home, found, begun)
        return _carried(home, [begun], now, say)


def plan_of(ledger: DuckDBPyConnection, home: Home, asked: Asked) -> tuple[Plan, dict[str, int]]:
    """What would go, and of each file of the archive how many records; nothing is changed. Raises
    RedactError, HomeError."""
    with clear_errors(home.root):
        found = plan(ledger, home, ids_of(ledger, asked.items), asked.with_titles)
        return found, records_in(home, found)


def finish_begun(home: Home, now: datetime, say: Say) -> Redacted | None:
    """Carries through what a killed command has begun; None where there is nothing. The caller holds the
    home."""
    if not is_begun(home) or not home.ledger.is_file():
        return None
    with clear_errors(home.root):
        with open_ledger(home.ledger, say) as ledger:
            begun = sorted({Begun(row.redacted_at, row.who, row.why) for row in _rows(ledger)}, key=_instant)
        if not begun:
            home.redacting.unlink(missing_ok=True)
            say("上一次的删除没有开始就中断了,什么都没有删去;请重新运行那条 gongkai redact 命令")
            return None
        say("上一次的删除没有做完,现在接着做完")
        return _carried(home, begun, now, say)


def _instant(begun: Begun) -> datetime:
    return begun.at


def _begin(ledger: DuckDBPyConnection, home: Home, found: Plan, begun: Begun) -> None:
    """Says so, and keeps what the titles that go have decided."""
    replace_whole(home.redacting, f"{begun.at.isoformat()}\n", mode=0o600)
    wanted: dict[str, object] = {
        "titled": list(found.titled),
        "titles": {item.item_id: item.titles for item in found.items if item.titles},
        "urls": {item.item_id: item.url for item in found.items},
    }
    if found.titled:
        with _built(ledger, home, begun.at), query.transaction(ledger):
            query.run(ledger, "redact/keep_titles", items=list(found.titled))
            query.run(ledger, "redact/keep_classes", items=list(found.titled))
            _say_begun(ledger, found, begun, wanted)
    else:
        _say_begun(ledger, found, begun, wanted)


def _say_begun(ledger: DuckDBPyConnection, found: Plan, begun: Begun, wanted: dict[str, object]) -> None:
    told = {"redacted_at": begun.at, "who": begun.who, "why": begun.why}
    words = json.dumps(wanted, ensure_ascii=False)
    query.run(ledger, "redact/begin", items=found.ids, **told, wanted=words)
    if found.titled:
        query.run(ledger, "redact/add_titles")


@contextmanager
def _built(ledger: DuckDBPyConnection, home: Home, now: datetime) -> Iterator[None]:
    """A publication as it would be, of which it is asked what titles decide."""
    file = home.aside / "redact-before.duckdb"
    try:
        with attached(ledger, home, file):
            query.run(ledger, "redact/no_named_units")
            build(ledger, read_home_decisions(home), now)
            yield
    finally:
        file.unlink(missing_ok=True)
        drop_logs(file)


def _carried(home: Home, all_begun: Sequence[Begun], now: datetime, say: Say) -> Redacted:
    results = []
    with open_ledger(home.ledger) as ledger:
        settle(ledger, home)
        for begun in all_begun:
            rows = [row for row in _rows(ledger) if row.redacted_at == begun.at]
            found = _plan_of(ledger, home, rows)
            rewrite_archive(ledger, home, found, begun, say)
            clear_asides(home, found.files)
            rewrite_rejected(home, found, begun)
            _erase(ledger, found)
            sealed = rewrite_sealed(ledger, home, found, begun)
            results.append((found, begun, sealed))
        publish(home, ledger, now)
        done = [_result(ledger, home, found, begun, sealed) for found, begun, sealed in results]
        for found, _, _ in results:
            erase_own_words(home, found.titles)
        untold = tuple(tell_backups(home, erasures_in(ledger), now))
    rebuild(home)
    home.redacting.unlink(missing_ok=True)
    return replace(done[-1], left=(*untold, *done[-1].left))


def _plan_of(ledger: DuckDBPyConnection, home: Home, rows: Sequence[_Row]) -> Plan:
    """What was to go, as it was said when it was begun: what tables do not say any more is looked for
    still."""
    wanted = json.loads(rows[0].wanted or "{}")
    before = Before(wanted.get("titled", []), wanted.get("titles", {}), wanted.get("urls", {}))
    return plan(ledger, home, [row.item_id for row in rows], False, before)


def _erase(ledger: DuckDBPyConnection, found: Plan) -> None:
    """The ledger's own tables, in one transaction."""
    with query.transaction(ledger):
        _run_all(ledger, "redact/erase_pages", items=found.ids)
        if found.titled:
            _run_all(ledger, "redact/erase_titles", items=list(found.titled), marker=REDACTED_TITLE)
        if found.titles:
            _run_all(ledger, "redact/erase_words", titles=found.titles, marker=REDACTED_TITLE)
        for item in found.items:
            if item.masked_url != item.url:
                _run_all(ledger, "redact/erase_address", item_id=item.item_id, masked=item.masked_url)
                _run_all(ledger, "redact/erase_questions", url=item.url, masked=item.masked_url)


def _run_all(ledger: DuckDBPyConnection, step: str, **values: object) -> None:
    for name in sql.step(step):
        query.run(ledger, name, **values)


def _result(
    ledger: DuckDBPyConnection, home: Home, found: Plan, begun: Begun, sealed: Sequence[str]
) -> Redacted:
    whats = query.pairs(ledger, "redact/tally", "what", "rows", redacted_at=begun.at)
    changed = [one for one in rewritings(ledger, begun) if "/" not in one.archive_file]
    return Redacted(
        plan=found,
        records=whats.get("record", 0),
        words=whats.get("words", 0),
        files=len(changed),
        sealed=tuple(sealed),
        left=tuple(remaining(home, found, changed)),
    )


def _rows(ledger: DuckDBPyConnection) -> list[_Row]:
    return query.records(ledger, "redact/begun", _Row)
