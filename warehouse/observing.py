"""Bringing what a package says of letters, guides and the home page into the ledger's observations."""

from __future__ import annotations

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from scrapers.package import HOME_SECTION
from warehouse import query


def observe(ledger: DuckDBPyConnection, whose: Mapping[str, str], *, is_sighting: bool) -> None:
    """Brings what the staged pages, lists and home page say beyond items into the observations; the caller
    holds the transaction. `whose` has portal_id, run_id and section_id; `is_sighting`: whether the pages were
    asked for, and not read again from the archive.
    """
    portal = {"portal_id": whose["portal_id"]}
    if not query.value(ledger, "load/any_observed", **portal):
        return
    run = {**portal, "run_id": whose["run_id"]}
    section = None if whose["section_id"] == HOME_SECTION else whose["section_id"]
    query.run(ledger, "load/fold_observations")
    query.run(ledger, "load/drop_observations", **portal)
    query.run(ledger, "load/drop_home_observations", **portal)
    query.run(ledger, "load/drop_unlinked", **portal)
    query.run(ledger, "load/touch_observations", **run)
    query.run(ledger, "load/update_observations", **run, is_sighting=is_sighting)
    query.run(ledger, "load/add_observations", **run, section_id=section)
