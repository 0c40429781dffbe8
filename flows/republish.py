"""Publishing again without crawling: people's decisions and today's rules over what is known, in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.holding import lost_words
from flows.loading import load
from flows.night import trouble_of
from flows.portals import Asked, Names, Unread, asked_portals, held_files, held_ids, keep_portal_file
from flows.renaming import finish_rename
from flows.run import now
from flows.troubles import sentence_of
from scrapers.portalfile import PortalFileError
from warehouse.home import Home
from warehouse.ledger import held_ledger
from warehouse.load import sync_portal
from warehouse.publish import PublishReport, publish
from warehouse.redaction import redactions_finished


def republish(root: Path, say: Callable[[str], None] | None = None, names: Names = None) -> PublishReport:
    """Takes the home's lock, takes over its portal files (those named, where some are) as they are now, loads
    what a stopped run left, and publishes all portals; `say` is told (Chinese) when the ledger had to be
    brought to the present form. Of several portal files the one that cannot be used is told in the report,
    and stays as it was.

    Raises HomeBusy, HomeError, PortalFileError.
    """
    home = Home(root)
    finish_rename(home, say)
    asked, unread = _taken_over(home, names)
    with (
        home.locked(now()),
        redactions_finished(home, now(), say),
        held_ledger(home.ledger, say) as ledger,
    ):
        refused = [trouble for one in asked if (trouble := _take_over(home, ledger, one)) is not None]
        if asked and len(refused) == len(asked):
            raise trouble_of([*unread, *refused])
        unread += refused
        load(ledger, home, now())
        report = publish(home, ledger, now())
    notes = [f"门户 {one.portal_id} 的文件没有采用:{sentence_of(one.error)}" for one in unread]
    return replace(
        report,
        notes=(*report.notes, *notes, *lost_words(home)),
        unreadable=report.unreadable + len(unread),
    )


def _take_over(home: Home, ledger: DuckDBPyConnection, one: Asked) -> Unread | None:
    """Makes the ledger's portal that of its file; what is wrong with it, where it cannot be."""
    try:
        portal = sync_portal(ledger, one.portal, held_ids(home))
    except PortalFileError as error:
        return Unread(one.portal.id, error)
    keep_portal_file(home, portal, one.named)
    return None


def _taken_over(home: Home, names: Names) -> tuple[list[Asked], list[Unread]]:
    """The portal files to take over; none at all in a home that holds none. Raises PortalFileError."""
    if not names and not held_files(home):
        return [], []
    asked, unread = asked_portals(home, names)
    if not asked:
        raise trouble_of(unread)
    return asked, unread
