"""Bringing what packages say of letters, guides and the home page into the ledger's observations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.package import HOME_SECTION
from warehouse import query
from warehouse.batches import Batch
from warehouse.packages import Package
from warehouse.touched import touch_unlisted


class _Telling(NamedTuple):
    """What a package says of observations: any, and which letters a whole list shows no more."""

    package: int
    tells: bool
    unlists: bool


def observe(ledger: DuckDBPyConnection, batch: Batch, staged: Mapping[str, int]) -> None:
    """Brings what the staged pages, lists and home page say beyond items into the observations, package by
    package: most say nothing. `staged`: how many rows of each kind there are. The caller holds the
    transaction."""
    shows_all = any(package.proof and package.proof["whole_list"] for package in batch.packages)
    if not (staged["items"] or staged["observations"] or shows_all):
        return
    portal = {"portal_id": batch.of_run["portal_id"]}
    for told in query.records(ledger, "load/observing", _Telling, **portal):
        package = batch.at(told.package)
        if told.tells:
            _observe(ledger, package, told.package)
        if told.unlists:
            unlisted = package.values("portal_id", "section_id", "run_id")
            touch_unlisted(ledger, unlisted)
            query.run(ledger, "load/drop_unlisted", **unlisted)


def _observe(ledger: DuckDBPyConnection, package: Package, place: int) -> None:
    portal, run = package.values("portal_id"), package.values("portal_id", "run_id")
    section_id = package.head["section_id"]
    query.run(ledger, "load/fold_observed_pages", package=place)
    query.run(ledger, "load/fold_observations", package=place)
    query.run(ledger, "load/drop_observations", **portal)
    query.run(ledger, "load/drop_home_observations", **portal)
    query.run(ledger, "load/drop_unlinked", **portal, package=place)
    query.run(ledger, "load/touch_observations", **run)
    query.run(ledger, "load/update_observations", **run, is_sighting=not package.is_read_again)
    section = None if section_id == HOME_SECTION else section_id
    query.run(ledger, "load/add_observations", **run, section_id=section)
