"""Closing a year and checking what stands: plain functions, for the command line and the Prefect flows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from flows.run import now
from scrapers.reread import payload_sha256, reread
from warehouse.home import Home
from warehouse.seal import Sealed, SealError, seal
from warehouse.verify import Verification, verify_published, verify_sealed


def seal_year(root: Path, year: int, as_of: date | None = None) -> Sealed:
    """Closes a year, with the home held. Raises SealError, HomeBusy, HomeError."""
    home = Home(root)
    if not home.published.is_file():
        raise SealError(f"没有公布文件 {home.published};请先运行 gongkai nightly 或 gongkai backfill")
    with home.locked(now(), needs_ledger=False):
        return seal(home, year, as_of, now(), partial(payload_sha256, home.archive))


def verify_home(
    root: Path, year: int | None = None, progress: Callable[[int, int], None] | None = None
) -> list[Verification]:
    """Checks the published file, or every closing of `year`; writes nothing. Raises VerifyError."""
    home = Home(root)
    read, told = partial(reread, home.archive), progress or (lambda done, total: None)
    if year is None:
        return [verify_published(home, read, told)]
    return verify_sealed(home, year, read, told)
