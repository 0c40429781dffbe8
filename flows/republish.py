"""Publishing again without crawling: people's decisions and today's rules over what is known, in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.loading import load
from flows.portals import held_portals
from flows.run import now
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.load import sync_portal
from warehouse.publish import PublishReport, publish


def republish(root: Path, say: Callable[[str], None] | None = None) -> PublishReport:
    """Takes the home's lock, takes over its portal files as they are now, loads what a stopped run left, and
    publishes; `say` is told (Chinese) when the ledger had to be brought to the present form.

    Raises HomeBusy, HomeError, PortalFileError.
    """
    home = Home(root)
    portals = held_portals(home)
    with home.locked(now()), open_ledger(home.ledger, say) as ledger:
        for portal in portals:
            sync_portal(ledger, portal)
        load(ledger, home, now())
        return publish(home, ledger, now())
