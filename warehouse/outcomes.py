"""What outcomes mean, made known to a connection: `scrapers.vocabulary.outcomes` as SQL macros."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from scrapers.vocabulary import outcomes
from warehouse import query

_SETS = {
    "whole": outcomes.WHOLE,
    "read": outcomes.READ,
    "answered": outcomes.ANSWERED,
    "gone": outcomes.GONE,
    "asked_again": outcomes.ASKED_AGAIN,
    "body_kept": outcomes.BODY_KEPT,
}


def teach_outcomes(connection: DuckDBPyConnection) -> None:
    """Makes `is_whole(outcome)`, `is_asked_again(outcome)` … known to the connection; nothing is stored."""
    query.run(connection, "outcomes/sets", outcomes={name: sorted(of) for name, of in _SETS.items()})
    words = outcomes.FETCH_WORDS
    query.run(connection, "outcomes/words", outcomes=list(words), words=list(words.values()))
    query.run(connection, "outcomes/macros")
