"""Figures of the office's forms (`warehouse.forms`): each computed cell by the statement that
`forms/sources.csv` names, all by one that makes rows of them; of each portal, and of all together."""

from __future__ import annotations

from functools import cache
from itertools import chain

from duckdb import DuckDBPyConnection

import sql
from warehouse import query
from warehouse.forms import form_named
from warehouse.forms.sources import Source, read_sources
from warehouse.rulebook import CountingRule, counting_rules

STEPS = (
    "figures/statistics_2014",
    "figures/report_2019",
    "figures/report_2021",
    "figures/website_annual",
)
"""A file a form, each statement of which counts cells into `form_items`."""

NORMATIVE = "F-normative"
"""The rule that says by which names of sections a document is a 规范性文件."""


def file_in_forms(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figure_items` and `exclusions` for the forms other than `sections`, of all its years,
    and makes `form_counts`. Needs `documents`."""
    sources, rules = _sources(), counting_rules()
    _stage(ledger, sources, rules)
    query.run(ledger, "figures/cell_categories")
    query.run(ledger, "figures/cell_kinds")
    rule_of = {source.statement: source.rule for source in sources}
    at_hand = set(query.column(ledger, "figures/statements_at_hand"))
    if NORMATIVE in {rule_of[statement] for statement in at_hand}:
        query.run(ledger, "figures/normative", **rules[NORMATIVE].words())
    for name in chain.from_iterable(map(sql.step, STEPS)):
        statement = name.removeprefix("figures/")
        if statement not in at_hand:
            continue
        words = rules[rule_of[statement]].words()
        taken = {word: told for word, told in words.items() if f"${word}" in sql.statement(name)}
        query.run(ledger, name, **taken)
    query.run(ledger, "figures/form_counts")
    query.run(ledger, "figures/form_behind")
    query.run(ledger, "figures/form_exclusions")
    query.run(ledger, "figures/drop_filed")


def tell_forms(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figures` and what they rest on for those forms. Needs `form_counts`, `feeding` and the
    figures of `sections`."""
    query.run(ledger, "figures/cell_feeding")
    query.run(ledger, "figures/form_figures")
    query.run(ledger, "figures/form_sources")


def count_forms_together(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figures_all` with the same forms of all portals of the home together."""
    query.run(ledger, "figures/form_figures_all")


@cache
def _sources() -> tuple[Source, ...]:
    return read_sources()


def _stage(ledger: DuckDBPyConnection, sources: tuple[Source, ...], rules: dict[str, CountingRule]) -> None:
    values = [form_named(source.form).value(source.code) for source in sources]
    query.run(
        ledger,
        "figures/form_cells",
        forms=[source.form for source in sources],
        codes=[source.code for source in sources],
        labels=[value.name for value in values],
        measures=[value.measure for value in values],
        origins=[source.origin for source in sources],
        statements=[source.statement for source in sources],
        sql_files=[source.sql_file for source in sources],
        rules=[rules[source.rule].named for source in sources],
        by_words=[any(rules[source.rule].words().values()) for source in sources],
        categories=["|".join(source.categories) for source in sources],
        also_read=["|".join(source.also_read) for source in sources],
    )
