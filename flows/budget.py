"""A run's budget, from the home's settings: wiring only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from duckdb import DuckDBPyConnection

from scrapers.http.allowance import Allowance
from scrapers.http.client import HttpClient
from scrapers.portalfile import Portal, Section
from warehouse.budget import LONG_AGO, allowance_of, last_finished
from warehouse.home import Home
from warehouse.settings import SettingsError, load_settings


def allowed(
    ledger: DuckDBPyConnection,
    home: Home,
    portal: Portal,
    kind: str,
    now: datetime,
    say: Callable[[str], None],
) -> Allowance:
    """What the run may take. A gongkai.toml that cannot be read costs no night: it is said, and nothing is
    limited. Raises DiskShort where the run must not begin."""
    try:
        settings = load_settings(home.root)
    except SettingsError as error:
        say(f"没有按预算([budget])限制这次抓取:{error}")
        return Allowance()
    return allowance_of(ledger, home, settings, portal.id, kind, now)


def in_turn(
    ledger: DuckDBPyConnection, client: HttpClient, portal: Portal, sections: Sequence[Section]
) -> Sequence[Section]:
    """The sections in the order in which they are crawled: as declared, and where a budget may end the night
    early, those first that were finished longest ago, so that each has its night."""
    if not client.allowance.is_limited:
        return sections
    finished = last_finished(ledger, portal.id)
    return sorted(sections, key=lambda section: finished.get(section.id, LONG_AGO))


def pause_of(client: HttpClient) -> tuple[datetime | None, bool]:
    """When a run that was paused may go on, where its budget was used up; and whether the disk is short."""
    allowance = client.allowance
    return (allowance.renewed_at if allowance.is_spent else None), allowance.is_short
