"""Of a home's `gongkai.toml` the tables `[retention]` and `[budget]`: what is kept for how long, and what a
night may take. A portal may have its own under `[portal.ID.retention]`, `[portal.ID.budget]`; where it states
a key that one holds for it, else the home's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, Field

from scrapers.strict_toml import StrictTable

MEGABYTE = 10**6

Table = TypeVar("Table", bound=BaseModel)


def _elsewhere(value: str) -> str:
    """A folder's path that means the same wherever a command is typed. Raises ValueError."""
    if value and not Path(value).expanduser().is_absolute():
        raise ValueError(f'"{value}" 不是完整路径;请从 / 写起,例如 "/mnt/存档"')
    return value


_Days = Annotated[int, Field(ge=1, le=36500, strict=True)]
_RawDays = Annotated[int, Field(ge=30, le=36500, strict=True)]
_Folder = Annotated[str, AfterValidator(_elsewhere)]
_Most = Annotated[int, Field(ge=1, le=10**9, strict=True)]
_Megabytes = Annotated[int, Field(ge=0, le=10**9, strict=True)]


class RetentionSettings(StrictTable):
    """`[retention]`: what is kept for how long. Nothing goes by itself but ledger copies and logs."""

    raw_days: _RawDays = 1825
    """Days after which an answer that nothing rests on may be taken out of the archive."""
    archive_to: _Folder = ""
    """Where older files of the archive are moved; empty: they stay."""
    archive_after_days: _Days = 365
    """Age in days from which a file of the archive is moved there."""
    ledger_copies: Annotated[int, Field(ge=1, le=1000, strict=True)] = 2
    """Copies of the ledger from before an upgrade that are kept, the newest, and all of the last 90 days."""
    log_days: _Days = 90
    """Days for which records of faults are kept."""
    backup_days: _Days = 14
    """Days after which people are told that no backup was made."""


class BudgetSettings(StrictTable):
    """`[budget]`: what one portal may take in a night, and what the disk has to keep free."""

    pages_per_night: _Most | None = None
    """Questions asked of a portal's hosts; None: no limit."""
    megabytes_per_night: _Most | None = None
    """What these answer, as received; None: no limit."""
    free_megabytes: _Megabytes = 1024
    """Below so much free space no run begins, and one under way pauses."""
    warn_days: _Days = 45
    """People are told when the disk is full in so many days."""


class PortalRetention(StrictTable):
    """`[portal.ID.retention]`: what differs there."""

    raw_days: _RawDays | None = None
    archive_to: _Folder | None = None
    archive_after_days: _Days | None = None


class PortalBudget(StrictTable):
    """`[portal.ID.budget]`: what differs there."""

    pages_per_night: _Most | None = None
    megabytes_per_night: _Most | None = None
    free_megabytes: _Megabytes | None = None


class PortalTables(StrictTable):
    """`[portal.ID]`."""

    retention: PortalRetention = PortalRetention()
    budget: PortalBudget = PortalBudget()


PortalsTable = Mapping[str, PortalTables]


def for_portal(table: Table, own: BaseModel) -> Table:
    """The home's table with what a portal states itself in its place."""
    return table.model_copy(update=own.model_dump(exclude_none=True))
