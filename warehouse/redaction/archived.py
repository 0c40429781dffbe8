"""Rewriting files of the archive without what is to go, so that a kill at any instant leaves what can be gone
on with: what a file is about to become stands in the ledger before the file does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from scrapers.package import file_sha256
from scrapers.sparse import move_durably
from scrapers.tombstone import Change, Redaction, changes, write_changed
from warehouse import query
from warehouse.home import Home, HomeError
from warehouse.ledger import TIME_ZONE
from warehouse.redaction.asked import Plan

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Begun:
    """A redaction under way."""

    at: datetime
    who: str
    why: str

    @property
    def as_record(self) -> Redaction:
        """As archive files say it."""
        return Redaction(self.at.astimezone(ZoneInfo(TIME_ZONE)).date(), self.why)


class Rewriting(NamedTuple):
    """A file, and its sums before and after."""

    archive_file: str
    sha256_before: str
    sha256_after: str


def rewrite_archive(ledger: DuckDBPyConnection, home: Home, plan: Plan, begun: Begun, say: Say) -> None:
    """Takes what is to go out of every file of the archive. Raises HomeError for a disk that is not there,
    OSError; what was done stays done."""
    require_disks(home, plan)
    settle_announced(ledger, home.archive, "", begun)
    for number, name in enumerate(plan.files, 1):
        if len(plan.files) > 1:
            say(f"存档 {number}/{len(plan.files)}:{name}")
        if (home.archive / name).is_file():
            _rewrite(ledger, home, name, plan, begun)


def require_disks(home: Home, plan: Plan) -> None:
    """Raises HomeError where a file of the archive was moved to a disk that is not there now: what is to go
    would stay on it."""
    for name in plan.files:
        file = home.archive / name
        if file.is_symlink() and not file.exists():
            raise HomeError(
                f"存档文件 {name} 移到了 {file.readlink()},现在够不着,不能从中删去内容;"
                "请挂上那块磁盘,再运行同一命令"
            )


def records_in(home: Home, plan: Plan) -> dict[str, int]:
    """Of each file of the archive how many records would go, or lose words; nothing is changed. Raises
    OSError."""
    nothing = Redaction(date.min, "")
    found = {}
    for name in plan.files:
        file = home.archive / name
        if file.is_file():
            each = (changes(file, plan.wanted(item), nothing) for item in plan.items)
            found[name] = len({one.erased.offset for made in each for one in made})
    return {name: number for name, number in found.items() if number}


def rewritings(ledger: DuckDBPyConnection, begun: Begun) -> list[Rewriting]:
    """What a redaction has rewritten, or announced."""
    return query.records(ledger, "redact/changes_begun", Rewriting, changed_at=begun.at)


def settle_announced(ledger: DuckDBPyConnection, folder: Path, prefix: str, begun: Begun) -> None:
    """Takes back what was announced of the files of a folder and did not come to pass before a kill.
    `prefix`: what their names begin with in the ledger."""
    for one in rewritings(ledger, begun):
        file = folder / one.archive_file.removeprefix(prefix)
        is_there = one.archive_file.startswith(prefix) and (prefix != "" or "/" not in one.archive_file)
        if is_there and file.is_file() and file_sha256(file) == one.sha256_before:
            for name in ("redact/take_back_change", "redact/take_back_records"):
                query.run(ledger, name, archive_file=one.archive_file, changed_at=begun.at)


def _rewrite(ledger: DuckDBPyConnection, home: Home, name: str, plan: Plan, begun: Begun) -> None:
    """One file, one item after another: an answer may be about several."""
    file, aside = home.archive / name, home.aside / f"redact-{name}"
    whose: list[tuple[str, Change]] = []
    standing = file
    for item in plan.items:
        made = list(changes(standing, plan.wanted(item), begun.as_record))
        if not made:
            continue
        whose += [(item.item_id, one) for one in made]
        written = home.aside / f"redact-{len(whose)}-{name}"
        write_changed(standing, written, made)
        standing = written.replace(aside)
    if not whose:
        return
    portal_of = {item.item_id: item.portal_id for item in plan.items}
    with query.transaction(ledger):
        for portal_id in sorted(plan.by_portal):
            of_portal = [(item, one) for item, one in whose if portal_of[item] == portal_id]
            query.run(
                ledger,
                "redact/add_records",
                portal_id=portal_id,
                items=[item for item, _ in of_portal],
                whats=["words" if one.erased.is_blanked else "record" for _, one in of_portal],
                offsets=[one.erased.offset for _, one in of_portal],
                sums=[one.erased.sha256 for _, one in of_portal],
                archive_file=name,
                redacted_at=begun.at,
                who=begun.who,
                why=begun.why,
            )
        announce(ledger, name, file, aside, begun)
    move_durably(aside, file)


def announce(ledger: DuckDBPyConnection, name: str, file: Path, aside: Path, begun: Begun) -> None:
    """Says what a file is about to become."""
    query.run(
        ledger,
        "redact/add_change",
        archive_file=name,
        sha256_before=file_sha256(file),
        sha256_after=file_sha256(aside),
        changed_at=begun.at,
        reason=begun.why,
    )
