"""Reading the archive again with today's rules, and publishing what that changed; no request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.loading import load
from flows.night import trouble_of
from flows.portals import Asked, Names, Unread, asked_portals, held_files
from flows.renaming import finish_rename
from flows.run import now
from flows.troubles import sentence_of
from scrapers.package import PackageHead, PackageWriter
from scrapers.portalfile import Portal
from scrapers.repackage import Damage, reread_section
from warehouse.archived import Reparsed, archived_section, archived_sections, compare
from warehouse.home import Home, clear_errors
from warehouse.layouts import note_written_layouts
from warehouse.ledger import open_ledger
from warehouse.portal_names import named
from warehouse.publish import publish
from warehouse.redaction import redactions_finished
from warehouse.runs import ending, new_run_id, waiting_runs


def reparse(
    root: Path, apply: bool = True, say: Callable[[str], None] | None = None, names: Names = None
) -> tuple[Reparsed, Damage]:
    """Takes the home's lock, reads every portal's archive again (those named, where some are), publishes when
    something reads otherwise, or when an earlier reparse kept what it read and could not publish it.

    `say` is told (Chinese) when the ledger had to be brought to the present form. With `apply` false nothing
    of what is read is kept. Raises PortalFileError, HomeBusy, HomeError.
    """
    home, result, damage = Home(root), Reparsed(), Damage()
    finish_rename(home, say)
    asked, unread = _portals(home, names)
    result.left_out = tuple(f"门户 {one.portal_id} 没有重读:{sentence_of(one.error)}" for one in unread)
    with (
        home.locked(now()),
        redactions_finished(home, now(), say),
        open_ledger(home.ledger, say) as ledger,
        clear_errors(root),
    ):
        load(ledger, home, now())
        for one in asked:
            _read_again(home, ledger, named(ledger, one.portal), apply, result, damage)
        if apply:
            load(ledger, home, now())
            _publish(home, ledger, result)
    return result, damage


def _portals(home: Home, names: Names) -> tuple[list[Asked], list[Unread]]:
    """The portals to read again; none in a home that holds no portal file. Raises PortalFileError."""
    if not names and not held_files(home):
        return [], []
    asked, unread = asked_portals(home, names)
    if not asked:
        raise trouble_of(unread)
    return asked, unread


def _read_again(
    home: Home, ledger: DuckDBPyConnection, portal: Portal, apply: bool, total: Reparsed, damage: Damage
) -> None:
    """Makes a package of each section of a portal; those that read otherwise are put in place, and with them
    it is noted which of the portal file's layouts they were read by."""
    run_id = new_run_id("reparse", now())
    declared = {section.id: section for section in portal.section}
    placed = False
    for section_id in archived_sections(ledger, portal.id):
        archived, section = archived_section(ledger, portal.id, section_id), declared.get(section_id)
        writer = PackageWriter(home.work, PackageHead(portal.id, run_id, section_id, 1, "reparse"))
        try:
            reread_section(home.archive, portal, section, archived, writer, damage)
            with_list = section is not None and bool(archived.readings)
            found = compare(ledger, writer.close((), now()), with_list)
            if found.differs and apply:
                if not placed:
                    note_written_layouts(ledger, portal, run_id, now())
                writer.place()
                placed = True
        finally:
            writer.abandon()
        total.add(found)


def _publish(home: Home, ledger: DuckDBPyConnection, total: Reparsed) -> None:
    """Publishes what this reparse, and any that was stopped before it, has kept: that is complete."""
    waiting = waiting_runs(ledger, "reparse")
    if waiting:
        at = now()
        with ending(ledger, dict.fromkeys(waiting, "complete"), at):
            total.notes = publish(home, ledger, at).notes
        total.published = True
