"""Figures of the self-check: what each indicator finds (`check_evidence`) and what that comes to; of each
portal, and of all together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from duckdb import DuckDBPyConnection

import sql
from warehouse import query
from warehouse.rulebook import CountingRule, counting_rules
from warehouse.self_check.records import (
    Cycle,
    Judged,
    LinkOutcome,
    read_cycles,
    read_judging,
    read_outcomes,
)

JUDGING_STEPS = ("figures/self_check", "figures/self_check_observed", "figures/self_check_pages")
"""Files whose statements find what is at fault, and what is not, each for the indicators that name it."""
LOOKS_AT = {
    "check_dates": {"early", "versions"},
    "check_elements": {"guide"},
    "check_fields": {"fields"},
    "check_guides": {"guide", "办事服务"},
    "check_home": {"home"},
    "check_letters": {"letter", "公众留言"},
    "check_links": {"home_link"},
    "check_replies": {"公众留言"},
}
"""Of what one has to be there (`figures/check_at_hand`) for these statements to find anything; the others are
always begun."""
STATISTICS, VERDICT_RULE, SCORE_RULE = "K-statistics", "K-verdict", "K-score"


def count_self_check(ledger: DuckDBPyConnection, *, rows_known: bool = False) -> None:
    """Fills `published.check_evidence`, and `published.figures` with what stands behind them, for form
    `self-check`. Needs the figures of form `sections` and what they were counted from. `rows_known`: of the
    rows of sections that nothing has touched the sums are noted (`known`, `touched_sections`)."""
    rules = counting_rules()
    _stage(ledger, rules)
    query.run(ledger, "figures/check_days")
    query.run(ledger, "figures/check_asked")
    query.run(ledger, "incremental/reckoned_sections" if rows_known else "figures/reckoned_sections")
    query.run(ledger, "incremental/all_unclassified" if rows_known else "figures/all_unclassified")
    query.run(ledger, "figures/check_rows")
    if rows_known:
        query.run(ledger, "incremental/known_rows")
    query.run(ledger, "figures/check_sections")
    query.run(ledger, "figures/check_fed", **rules[STATISTICS].words())
    at_hand = set(query.column(ledger, "figures/check_at_hand"))
    for name in chain.from_iterable(map(sql.step, JUDGING_STEPS)):
        looks_at = LOOKS_AT.get(name.removeprefix("figures/"))
        if looks_at is None or not looks_at.isdisjoint(at_hand):
            query.run(ledger, name)
    query.run(ledger, "figures/check_figures")
    for statement, rule in (("check_verdict", VERDICT_RULE), ("check_score", SCORE_RULE)):
        told = {"rule": rules[rule].named, "sql_file": sql_file(statement)}
        query.run(ledger, f"figures/{statement}", **told)
    query.run(ledger, "figures/check_behind")


def count_self_check_together(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figures_all` with the self-check of all portals of the home together."""
    query.run(ledger, "figures/check_together")


@cache
def sql_file(statement: str) -> str:
    """The statement as `figures.sql_file` has it: `figures/self_check.sql#check_updates`."""
    for step in (*JUDGING_STEPS, "figures/self_check_figures"):
        if f"figures/{statement}" in sql.step(step):
            return f"{step}.sql#{statement}"
    raise KeyError(statement)


@cache
def _data() -> tuple[tuple[Judged, ...], tuple[Cycle, ...], tuple[LinkOutcome, ...]]:
    return read_judging(), read_cycles(), read_outcomes()


def _stage(ledger: DuckDBPyConnection, rules: dict[str, CountingRule]) -> None:
    judging, cycles, outcomes = _data()
    query.run(ledger, "figures/check_cells", **_cells(judging, rules))
    by_category = [(cycle, category) for cycle in cycles for category in cycle.categories or ("",)]
    query.run(
        ledger,
        "figures/check_cycles",
        codes=[cycle.code for cycle, _ in by_category],
        categories=[category for _, category in by_category],
        counts=[cycle.count for cycle, _ in by_category],
        units=[cycle.unit for cycle, _ in by_category],
        soon_days=[cycle.soon_days for cycle, _ in by_category],
        back_months=[cycle.back_months for cycle, _ in by_category],
    )
    query.run(
        ledger,
        "figures/check_outcomes",
        outcomes=[one.outcome for one in outcomes],
        states=[one.state for one in outcomes],
        words=[one.words for one in outcomes],
    )


def _cells(judging: Sequence[Judged], rules: dict[str, CountingRule]) -> dict[str, Any]:
    """Lists of equal length, as `figures/check_cells` takes them."""
    return {
        "codes": [one.code for one in judging],
        "labels": [one.label for one in judging],
        "measures": [one.measure for one in judging],
        "kinds": [one.kind for one in judging],
        "statements": [one.statement for one in judging],
        "sql_files": [sql_file(one.statement) for one in judging],
        "rules": [rules[one.rule].named for one in judging],
        "thresholds": [one.limit for one in judging],
        "leasts": [one.least for one in judging],
        "scores": [one.score for one in judging],
        "max_scores": [one.max_score for one in judging],
        "first_years": [one.first_year for one in judging],
        "last_years": [one.last_year for one in judging],
        "are_current_only": [one.is_current_only for one in judging],
        "reasons": [one.why_unseen for one in judging],
    }
