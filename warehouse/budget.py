"""What a run may take tonight: the settings' budget, less what this night has taken already.

A night's budget begins at `[night] begin`. The nightly run counts what nightly runs have asked; a backfill
counts everybody's, and so takes what is left: a backfill never costs a portal its night.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.http.allowance import MEGABYTE, Allowance
from warehouse import query
from warehouse.home import Home, HomeError
from warehouse.settings import Settings
from warehouse.watch import ZONE, night_day

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""Before every instant: of a section that was never read to an end."""


class DiskShort(HomeError):
    """There is less room on the disk than the settings want kept free; the sentence says how much."""


class _Spent(NamedTuple):
    pages: int
    bytes: int


def allowance_of(
    ledger: DuckDBPyConnection, home: Home, settings: Settings, portal_id: str, kind: str, now: datetime
) -> Allowance:
    """What a run of that kind may still take. Raises DiskShort where it must not begin."""
    budget = settings.budget(portal_id)
    require_room(home, budget.free_megabytes)
    begins = datetime.combine(night_day(now, settings.night), settings.night.begin, ZONE)
    counted = kind if kind == "nightly" else None
    spent = query.one(ledger, "budget/spent", _Spent, portal_id=portal_id, since=begins, kind=counted)
    return Allowance(
        pages=budget.pages_per_night,
        megabytes=budget.megabytes_per_night,
        free_megabytes=budget.free_megabytes,
        folder=home.root,
        renewed_at=begins + timedelta(days=1),
        pages_taken=spent.pages,
        bytes_taken=spent.bytes,
    )


def last_finished(ledger: DuckDBPyConnection, portal_id: str) -> dict[str, datetime]:
    """When each section of a portal was last read to an end, by its id."""
    return query.pairs(ledger, "budget/last_finished", "section_id", "finished_at", portal_id=portal_id)


def require_room(home: Home, megabytes: int) -> None:
    """Raises DiskShort when less than that is free on the home's disk."""
    left = shutil.disk_usage(home.root).free // MEGABYTE
    if left < megabytes:
        raise DiskShort(
            f"数据目录 {home.root} 所在的磁盘只剩 {left} MB,低于设置的 free_megabytes = {megabytes},"
            "没有开始抓取,公布文件没有改动;请腾出空间(见经办人指南“磁盘快满”),"
            "或在 gongkai.toml 的 [budget] 里改小这个数"
        )
