"""Publishing again without crawling: people's decisions and today's rules over what is known, in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.loading import load
from flows.run import now
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.publish import PublishReport, publish


def republish(root: Path, say: Callable[[str], None] | None = None) -> PublishReport:
    """Takes the home's lock, loads what a stopped run left, and publishes; `say` is told (Chinese) when the
    ledger had to be brought to the present form.

    Raises HomeBusy, HomeError.
    """
    home = Home(root)
    with home.locked(now()), open_ledger(home.ledger, say) as ledger:
        load(ledger, home, now())
        return publish(home, ledger, now())
