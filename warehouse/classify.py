"""Classification: the section's category, or for an `auto` section the versioned rules, set by set."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.rulebook import (
    CATEGORIES,
    EXCEPTION,
    NAME_RULE,
    REDACTED_RULE,
    SECTION_RULE,
    Rule,
    classification_rules,
)


def classify(ledger: DuckDBPyConnection, *, sections_named: bool = False) -> None:
    """Fills `published.classifications` with every category of every counted item, and the rule that gave it.

    Needs `placed`, `section_state` and `published.items`, and `section_names` where `sections_named`; leaves
    `categories`, `section_names`, `open_rows`.
    Title rules that are near-certain go first, then the section's name, except for titles that plainly are
    of another kind, then the likely ones: the order of the rules file.
    """
    rules = classification_rules(ledger)
    query.run(ledger, "classify/categories", file=CATEGORIES)
    if not sections_named:
        _name_sections(ledger, rules)
    unmatched = query.value(ledger, "classify/open_rows")
    named = query.column(ledger, "classify/named_categories")
    for rule in rules:
        if unmatched and (rule.step != EXCEPTION or rule.category in named):
            unmatched -= _apply(ledger, rule)
    query.run(ledger, "redact/keep_categories", rule=REDACTED_RULE)
    section_rule = next(rule.rule for rule in rules if rule.step == SECTION_RULE)
    query.run(ledger, "classify/classifications", section_rule=section_rule)


def _name_sections(ledger: DuckDBPyConnection, rules: Sequence[Rule]) -> None:
    """Makes `section_names`: the categories that the names of `auto` sections give."""
    words = next(rule for rule in rules if rule.step == NAME_RULE)
    unmatched = query.value(ledger, "classify/auto_sections")
    if not unmatched:
        query.run(ledger, "classify/no_section_names")
        return
    unmatched -= query.value(
        ledger, "classify/section_names", rule=words.rule, pattern=words.pattern, unless=words.unless
    )
    if unmatched:
        patterns = [
            one for one in rules if one.target == "section" and one.step not in (SECTION_RULE, NAME_RULE)
        ]
        query.run(
            ledger,
            "classify/match_section_names",
            rules=[one.rule for one in patterns],
            patterns=[one.pattern for one in patterns],
            unlesses=[one.unless for one in patterns],
            categories=[one.category for one in patterns],
        )


def _apply(ledger: DuckDBPyConnection, rule: Rule) -> int:
    """Applies a rule to what is still to be classified; returns how many rows it has settled."""
    if rule.step == NAME_RULE:
        return int(query.value(ledger, "classify/match_name"))
    if rule.target == "section":
        return 0
    if rule.step == EXCEPTION:
        whose = {"pattern": rule.pattern, "unless": rule.unless, "category": rule.category}
        query.run(ledger, "classify/except_title", **whose)
        return 0
    return int(query.value(ledger, f"classify/match_{rule.target}", **rule.matching()))
