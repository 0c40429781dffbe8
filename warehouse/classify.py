"""Classification: the section's category, or for an `auto` section the versioned rules, set by set."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

import sql
from warehouse.rulebook import CATEGORIES, NAME_RULE, SECTION_RULE, Rule, classification_rules


def classify(ledger: DuckDBPyConnection) -> None:
    """Fills `published.classifications` with every category of every counted item, and the rule that gave it.

    Needs `placed`, `section_state` and `published.items`; leaves `categories`, `section_names`, `open_rows`.
    Title rules that are near-certain go first, then the section's name, then the likely ones: the order of
    the rules file.
    """
    rules = classification_rules(ledger)
    ledger.execute(sql.statement("classify/categories"), {"file": str(CATEGORIES)})
    name_rule = next(rule.rule for rule in rules if rule.step == NAME_RULE)
    ledger.execute(sql.statement("classify/section_names"), {"rule": name_rule})
    for rule in rules:
        if rule.target == "section" and rule.pattern:
            ledger.execute(sql.statement("classify/match_section_name"), rule.matching())
    ledger.execute(sql.statement("classify/open_rows"))
    for rule in rules:
        _apply(ledger, rule)
    section_rule = next(rule.rule for rule in rules if rule.step == SECTION_RULE)
    ledger.execute(sql.statement("classify/classifications"), {"section_rule": section_rule})


def _apply(ledger: DuckDBPyConnection, rule: Rule) -> None:
    if rule.step == NAME_RULE:
        ledger.execute(sql.statement("classify/match_name"))
    elif rule.target != "section":
        name = f"classify/match_{rule.target}"
        ledger.execute(sql.statement(name), rule.matching())
