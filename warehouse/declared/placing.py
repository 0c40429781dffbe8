"""Declared figures while a file is being published: into `figures` where the website gives none, and
`declarations`, where each stands with who gave it and what the website shows."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.declared.records import Declaration
from warehouse.forms import form_named
from warehouse.rulebook import counting_rules

RULE = "D-declared"
_SQL_FILE = "figures/declared.sql#declared_figures"


def place(ledger: DuckDBPyConnection, declared: Sequence[Declaration]) -> None:
    """Changes `published.figures`, fills `published.declarations`. What was withdrawn is left out."""
    rows = [one for one in declared if one.state != "missing"]
    if not rows:
        return
    cells = [form_named(one.form).value(one.code) for one in rows]
    query.run(
        ledger,
        "figures/declared_cells",
        portals=[one.portal for one in rows],
        forms=[one.form for one in rows],
        years=[one.year for one in rows],
        codes=[one.code for one in rows],
        labels=[cell.name for cell in cells],
        measures=[cell.measure for cell in cells],
        states=[one.state for one in rows],
        values=[None if one.value is None else str(one.value) for one in rows],
        texts=[one.text for one in rows],
        remarks=[one.remark for one in rows],
        who=[one.who for one in rows],
        instants=[_instant(one.declared_at) for one in rows],
        files=[one.file for one in rows],
        sums=[one.file_sha256 for one in rows],
        rule=counting_rules()[RULE].named,
        sql_file=_SQL_FILE,
    )
    query.run(ledger, "figures/declared_figures")


def place_together(ledger: DuckDBPyConnection) -> None:
    """Changes `published.figures_all`, of a home of several portals."""
    query.run(ledger, "figures/declared_together")


def _instant(written: str) -> str | None:
    """A day alone is its beginning in Shanghai, in which the ledger's connection reads it."""
    return written or None
