"""Closing a year: a plain function, for the command line and the Prefect flow."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from flows.run import now
from scrapers.reread import payload_sha256
from warehouse.home import Home
from warehouse.seal import Sealed, SealError, seal


def seal_year(root: Path, year: int, as_of: date | None = None) -> Sealed:
    """Closes a year, with the home held. Raises SealError, HomeBusy, HomeError."""
    home = Home(root)
    if not home.published.is_file():
        raise SealError(f"没有公布文件 {home.published};请先运行 gongkai nightly 或 gongkai backfill")
    with home.locked(now(), needs_ledger=False):
        return seal(home, year, as_of, now(), partial(payload_sha256, home.archive))
