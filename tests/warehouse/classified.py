"""What the rules say of a section's name and an item's title: classification alone, without a night."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from warehouse import query
from warehouse.classify import classify


class Asked(NamedTuple):
    """An item of an `auto` section."""

    section: str
    """The section's name."""
    title: str
    document_number: str | None = None


class Given(NamedTuple):
    """A category and the rule, with its version, that gave it; None for both where none did."""

    category: str | None
    rule: str | None

    @property
    def named(self) -> str | None:
        """The rule without its version."""
        return self.rule and self.rule.partition("@")[0]


PLAIN = "某某事项"
"""A title that no rule takes."""
OF_A_UNIT = "县某某局"
"""The name of a section that no rule takes."""


def classified(asked: Sequence[Asked]) -> list[Given]:
    """What is given to each, in their order."""
    names = list(dict.fromkeys(each.section for each in asked))
    sections = {name: f"s{number}" for number, name in enumerate(names)}
    with duckdb.connect() as ledger:
        query.run(ledger, "ledger/macros")
        ledger.execute("ATTACH ':memory:' AS published")
        ledger.execute(_TABLES)
        ledger.execute(
            "INSERT INTO section_state SELECT 'p', unnest($ids), unnest($names), 'auto'",
            {"ids": list(sections.values()), "names": names},
        )
        ids = list(range(len(asked)))
        ledger.execute(
            "INSERT INTO published.main.items SELECT unnest($ids), unnest($titles), unnest($numbers), NULL",
            {
                "ids": ids,
                "titles": [each.title for each in asked],
                "numbers": [each.document_number for each in asked],
            },
        )
        ledger.execute(
            "INSERT INTO placed SELECT unnest($ids), 'p', unnest($sections), TRUE",
            {"ids": ids, "sections": [sections[each.section] for each in asked]},
        )
        classify(ledger)
        found = ledger.execute("SELECT item_id, category, rule FROM published.main.classifications")
        given = {int(item): Given(category, rule) for item, category, rule in found.fetchall()}
    return [given.get(number, Given(None, None)) for number in ids]


_TABLES = """
CREATE TEMP TABLE section_state (portal_id VARCHAR, section_id VARCHAR, name VARCHAR, category VARCHAR);
CREATE TEMP TABLE placed (item_id VARCHAR, portal_id VARCHAR, section_id VARCHAR, counted BOOLEAN);
CREATE TABLE published.main.items
    (item_id VARCHAR, title VARCHAR, document_number VARCHAR, index_number VARCHAR);
CREATE TABLE published.main.classifications
    (portal_id VARCHAR, item_id VARCHAR, category VARCHAR, rule VARCHAR, decided_by VARCHAR);
CREATE TABLE published.main.rules (rule VARCHAR);
CREATE TABLE redacted_categories
    (portal_id VARCHAR, item_id VARCHAR, section_id VARCHAR, category VARCHAR, rule VARCHAR);
"""
