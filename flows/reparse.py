"""Reading the archive again with today's rules, and publishing what that changed; no request."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.loading import load
from flows.run import now
from scrapers.portalfile import Portal, load_portal
from scrapers.reparse import Damage, reread_item, reread_list
from warehouse.decisions import read_home_decisions
from warehouse.home import Home, clear_errors
from warehouse.ledger import open_ledger
from warehouse.publish import publish
from warehouse.reparse import Reparsed, reparse_pages, reparse_section
from warehouse.runs import begin_run, end_run, ending, waiting_runs


def reparse(root: Path, apply: bool = True) -> tuple[Reparsed, Damage]:
    """Takes the home's lock, reads every portal's archive again, publishes when something reads otherwise, or
    when an earlier reparse kept what it read and could not publish it.

    With `apply` false nothing is kept. Raises PortalFileError, HomeBusy, DecisionsError (before anything is
    kept), HomeError.
    """
    home, result, damage = Home(root), Reparsed(), Damage()
    portals = [load_portal(str(file)) for file in sorted((root / "portals").glob("*.toml"))]
    if apply:
        read_home_decisions(home)  # raises where publishing would, while nothing has been kept yet
    with home.locked(now()), open_ledger(home.ledger) as ledger, clear_errors(root):
        load(ledger, home, now())
        for portal in portals:
            _one(home, ledger, portal, apply, result, damage)
        waiting = waiting_runs(ledger, "reparse")
        if apply and waiting:
            for run_id in waiting[:-1]:
                end_run(ledger, run_id, "complete", now())
            _publish(home, ledger, waiting[-1], result)
    return result, damage


def _one(
    home: Home, ledger: DuckDBPyConnection, portal: Portal, apply: bool, total: Reparsed, damage: Damage
) -> None:
    """One portal, in one transaction; a run of kind reparse is kept only where something differs."""
    own = Reparsed()
    ledger.begin()
    try:
        run_id = begin_run(ledger, "reparse", portal.id, None, now())
        whose = {"portal_id": portal.id, "run_id": run_id}
        reparse_pages(
            ledger, whose, home.aside, partial(reread_item, home.archive, portal, damage=damage), own
        )
        for section in portal.section:
            read = partial(reread_list, home.archive, portal, section, damage=damage)
            reparse_section(ledger, {**whose, "section_id": section.id}, home.aside, read, own)
    except BaseException:
        ledger.rollback()
        raise
    if own.differs and apply:
        ledger.commit()
        _publish(home, ledger, run_id, total)
    else:
        ledger.rollback()
    _add(total, own)


def _publish(home: Home, ledger: DuckDBPyConnection, run_id: str, total: Reparsed) -> None:
    """What a run kept, it kept whole, in one transaction: it is complete."""
    at = now()
    with ending(ledger, {run_id: "complete"}, at):
        total.notes = publish(home, ledger, at).notes
    total.published = True


def _add(total: Reparsed, own: Reparsed) -> None:
    total.pages += own.pages
    total.differing_pages += own.differing_pages
    total.noted += own.noted
    total.fields += own.fields
    total.rows += own.rows
    total.differing_rows += own.differing_rows
    total.new_rows += own.new_rows
    total.not_met += own.not_met
