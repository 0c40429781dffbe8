"""Closing a year: a plain function, for the command line and the Prefect flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from flows.published import Names, portals_meant
from flows.renaming import finish_rename
from flows.run import now
from scrapers.reread import payload_sha256
from warehouse.home import Home
from warehouse.redaction import redactions_finished
from warehouse.seal import Sealed, SealError, seal


@dataclass(frozen=True, slots=True)
class Closed:
    """What came of closing a year of a home: a file per portal."""

    sealed: tuple[Sealed, ...]
    refused: tuple[str, ...] = ()
    """Why a portal of several was not closed, in Chinese."""


def seal_year(root: Path, year: int, as_of: date | None = None, names: Names = None) -> Closed:
    """Closes a year of the portals named (all, where none is), with the home held. Of several portals one
    that cannot be closed is told, the others are. Raises SealError where not one can be, PortalFileError for
    a name that is none, HomeBusy, HomeError."""
    home = Home(root)
    finish_rename(home)
    if not home.published.is_file():
        raise SealError(f"没有公布文件 {home.published};请先运行 gongkai nightly 或 gongkai backfill")
    whose: Sequence[Sequence[str]] = [one.names for one in portals_meant(home, names)] or [()]
    with home.locked(now(), needs_ledger=False), redactions_finished(home, now(), None):
        return _closed(home, year, as_of, whose)


def _closed(home: Home, year: int, as_of: date | None, whose: Sequence[Sequence[str]]) -> Closed:
    sealed: list[Sealed] = []
    refused: list[str] = []
    for portal in whose:
        try:
            sealed.append(seal(home, year, as_of, now(), partial(payload_sha256, home.archive), portal))
        except SealError as error:
            if len(whose) == 1:
                raise
            refused.append(str(error))
    if not sealed:
        raise SealError(";".join(dict.fromkeys(refused)))
    return Closed(tuple(sealed), tuple(dict.fromkeys(refused)))
