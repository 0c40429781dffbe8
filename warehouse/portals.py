"""Bringing a portal file's declarations into the ledger: portal, units with their spellings, sections."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from scrapers.portalfile import Portal, Section
from warehouse import query
from warehouse.portal_names import named, note_first_id


def sync_portal(ledger: DuckDBPyConnection, portal: Portal, held: Collection[str] = ()) -> Portal:
    """Makes the ledger's portal, units and sections those of the portal file, in one transaction; returns the
    portal as it is to be crawled, with the first id by which the ledger knows it.

    A section that is no longer in the file keeps its row and its items, marked as not declared. `held`: ids
    of the home's portal files. Raises PortalFileError as `warehouse.portal_names.named` does; nothing is
    changed then.
    """
    portal = named(ledger, portal, held)
    with query.transaction(ledger):
        _sync_head(ledger, portal)
        note_first_id(ledger, portal, datetime.now(UTC))
        _sync_units(ledger, portal)
        _sync_sections(ledger, portal.id, portal.section)
    return portal


def _sync_head(ledger: DuckDBPyConnection, portal: Portal) -> None:
    head = portal.portal
    query.run(
        ledger,
        "load/sync_portal",
        portal_id=portal.id,
        name=head.name,
        home=head.home,
        default_unit=head.default_unit,
    )


def _sync_units(ledger: DuckDBPyConnection, portal: Portal) -> None:
    whose = {"portal_id": portal.id}
    query.run(ledger, "load/clear_units", **whose)
    query.run(ledger, "load/clear_unit_names", **whose)
    names = [unit.name for unit in portal.unit]
    if portal.portal.default_unit and portal.portal.default_unit not in names:
        names.append(portal.portal.default_unit)
    query.run(ledger, "load/sync_units", **whose, first_id=portal.first_id, names=names)
    spelled = [(alias, unit.name) for unit in portal.unit for alias in unit.aliases]
    spelled += [(name, name) for name in names]
    query.run(
        ledger,
        "load/sync_unit_names",
        **whose,
        spellings=[spelling for spelling, _ in spelled],
        names=[name for _, name in spelled],
    )


def _sync_sections(ledger: DuckDBPyConnection, portal_id: str, sections: Sequence[Section]) -> None:
    declared = {"portal_id": portal_id, "section_ids": [section.id for section in sections]}
    query.run(ledger, "load/retire_sections", **declared)
    query.run(
        ledger,
        "load/sync_sections",
        **declared,
        names=[section.name for section in sections],
        urls=[section.url or "" for section in sections],
        categories=[section.category for section in sections],
        units=[section.unit for section in sections],
        details=[section.details for section in sections],
        cadences=[section.cadence_days for section in sections],
    )
