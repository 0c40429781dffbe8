"""The versioned rules that SQL applies: classification, merging, counting; and the list of categories."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

import sql
from scrapers.vocabulary import CATEGORIES_FILE

RULES = Path(__file__).parent / "rules"
CLASSIFICATION = RULES / "classification.csv"
MERGING = RULES / "merging.csv"
COUNTING = RULES / "counting.csv"
CATEGORIES = CATEGORIES_FILE

SECTION_RULE, NAME_RULE = "section", "name"
"""The steps of the two rules that need no pattern: the section's own category, and its name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One classification rule: `rule` with its version, what it looks at, what it must and must not match."""

    rule: str
    step: str
    target: str
    pattern: str
    unless: str
    category: str

    def matching(self) -> dict[str, str]:
        """What the statements that apply a pattern take."""
        return {"rule": self.rule, "pattern": self.pattern, "unless": self.unless, "category": self.category}


def classification_rules(ledger: DuckDBPyConnection) -> list[Rule]:
    """The classification rules in the order in which they are tried."""
    rows = ledger.execute(sql.statement("classify/rules"), {"file": str(CLASSIFICATION)}).fetchall()
    return [Rule(*row) for row in rows]
