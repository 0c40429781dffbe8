"""Filling a published file that is attached, in the steps that a whole publication and one of what has
changed have in common: rows of items, rows of runs, small tables, and what is told of all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from duckdb import DuckDBPyConnection

import sql
from scrapers.privacy import mask_address
from warehouse import bounds, figures, overrides, query
from warehouse.checks import inform, inform_passes
from warehouse.classify import classify
from warehouse.clock import note_present
from warehouse.decisions import HomeDecisions
from warehouse.moves import inform_moves
from warehouse.parts import in_parts
from warehouse.reconcile.standing import stand
from warehouse.rulebook import CLASSIFICATION, COUNTING, MERGING, rules_version
from warehouse.schema import SCHEMA_VERSION
from warehouse.units import name_units

OF_SECTIONS = "publish/section_state"

OF_ITEMS = tuple(
    f"publish/{name}" for name in ("item_sections", "item_versions", "item_changes", "attachments")
)
"""Statements whose every row is of one item, beside that of the items themselves."""

OF_RUNS = tuple(f"publish/{name}" for name in ("section_runs", "fetches", "rejects"))
"""Statements whose every row is of one run."""


def settle_sections(ledger: DuckDBPyConnection, now: datetime) -> None:
    """Makes `present_instant`, `section_state` and `covered_since`."""
    note_present(ledger, now)
    query.run(ledger, OF_SECTIONS)
    query.run(ledger, "checks/covered_since")


def fill_items(ledger: DuckDBPyConnection, people: HomeDecisions) -> None:
    """Settles what is published of each item, people's decisions staged, and fills the tables of items and
    observations, addresses as they are. Needs `section_state`."""
    for name in sql.step("publish/settle"):
        if name != OF_SECTIONS:
            query.run(ledger, name)
    for name in ("publish/printed_units", "publish/several"):
        query.run(ledger, name)
    in_parts(ledger, "publish/listed", "publish/items")
    query.run(ledger, "publish/drop_listed")
    overrides.stage(ledger, people.decisions)
    overrides.apply_counted(ledger)
    for name in OF_ITEMS:
        query.run(ledger, name)
    query.run(ledger, "publish/observations")


def fill_runs(ledger: DuckDBPyConnection) -> None:
    """Fills the tables of what each run asked and read."""
    for name in OF_RUNS:
        query.run(ledger, name)


def fill_small(ledger: DuckDBPyConnection) -> None:
    """Fills the tables that are small whatever the number of items."""
    for name in sql.step("publish/tables"):
        if name not in (*OF_ITEMS, *OF_RUNS):
            query.run(ledger, name)
    query.run(ledger, "redact/publish_redactions")
    query.run(ledger, "redact/publish_archive_changes")
    query.run(ledger, "publish/rules", classification=CLASSIFICATION, merging=MERGING, counting=COUNTING)


def mask_addresses(ledger: DuckDBPyConnection) -> None:
    """Personal data in addresses of items and files stands masked in the attached new file."""
    for asked, kinds in (
        ("publish/telling_addresses", ("publish/mask_items", "publish/mask_questions")),
        ("publish/telling_files", ("publish/mask_files",)),
        ("publish/telling_observed", ("publish/mask_observed", "publish/mask_questions")),
    ):
        told = {url: masked for url in query.column(ledger, asked) if (masked := mask_address(url)) != url}
        for kind in kinds if told else ():
            query.run(ledger, kind, urls=list(told), masked=list(told.values()))


def judge_items(ledger: DuckDBPyConnection, *, sections_named: bool = False) -> None:
    """Fills what is said of each item by its own rows and those of the items it may be one document with:
    categories, units, merges, behind which figures it stands, or why behind none; and makes `watched`, at
    which items checks look further. `sections_named`: what the names of sections say is known
    (`section_names`)."""
    classify(ledger, sections_named=sections_named)
    overrides.apply_categories(ledger)
    name_units(ledger)
    overrides.apply_units(ledger)
    figures.merge(ledger)
    figures.file_documents(ledger)
    query.run(ledger, "checks/watched")
    query.run(ledger, "checks/unclassified")
    query.run(ledger, "checks/alike_keys")


def tell(
    ledger: DuckDBPyConnection,
    people: HomeDecisions,
    now: datetime,
    compare: Callable[[], None],
    *,
    rows_known: bool = False,
) -> None:
    """Fills figures and findings, and what people decided. `compare` is called when every figure stands,
    before findings are told. `rows_known`: of sections that nothing has touched it is noted how many rows
    they have."""
    figures.tell(ledger, people.declared.rows, rows_known=rows_known)
    compare()
    stand(ledger)
    as_of = query.value(ledger, "publish/data_as_of") or now
    bounds.stage(ledger, people.bounds)
    inform(ledger, as_of, people.calendar)
    inform_moves(ledger, now)
    inform_passes(ledger, as_of)
    overrides.settle(ledger, people.decisions, as_of)
    overrides.tell_unreadable(ledger, people.findings, as_of)
    missing = [(one.id, one.sentence) for one in people.missing]
    overrides.tell_missing(ledger, missing, as_of)
    overrides.write_log(ledger, people.log, people.log_faults, as_of)
    # While any row is missing, no portal is said to miss none.
    inform_passes(ledger, as_of, "decisions", but=["decision-missing"] if missing else [])
    query.run(ledger, "checks/first_found")
    overrides.mark_since(ledger)


def state(ledger: DuckDBPyConnection, now: datetime, content_sha256: str) -> None:
    """Says what the file is: of when, by which rules, and the sum of its content."""
    query.run(
        ledger,
        "publish/meta",
        built_at=now,
        schema_version=SCHEMA_VERSION,
        rules_version=rules_version(),
        content_sha256=content_sha256,
    )
