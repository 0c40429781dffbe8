"""One meaning for each outcome: the tables, the types, the macros of SQL, the views of the published file."""

from __future__ import annotations

import re
from typing import get_args

import duckdb
import pytest

import sql
from scrapers.records import FetchOutcome, SectionOutcome
from scrapers.vocabulary import outcomes
from warehouse.outcomes import teach_outcomes

SETS = {
    "is_whole": outcomes.WHOLE,
    "is_read": outcomes.READ,
    "is_answered": outcomes.ANSWERED,
    "is_gone": outcomes.GONE,
    "is_asked_again": outcomes.ASKED_AGAIN,
    "is_body_kept": outcomes.BODY_KEPT,
}


def test_every_outcome_there_is_has_a_meaning() -> None:
    assert set(get_args(SectionOutcome)) == outcomes.SECTION_OUTCOMES
    assert set(get_args(FetchOutcome)) == outcomes.FETCH_OUTCOMES


def test_what_the_meanings_say_of_each_other() -> None:
    assert outcomes.WHOLE < outcomes.READ
    assert not outcomes.ASKED_AGAIN & (outcomes.ANSWERED | outcomes.GONE | outcomes.BODY_KEPT)
    assert not outcomes.GONE & outcomes.ANSWERED


@pytest.mark.parametrize("macro", SETS)
def test_sql_goes_by_the_same_tables(macro: str) -> None:
    with duckdb.connect() as connection:
        teach_outcomes(connection)
        every = sorted(outcomes.SECTION_OUTCOMES | outcomes.FETCH_OUTCOMES)
        found = connection.execute(
            f"SELECT outcome FROM unnest($every) AS told(outcome) WHERE {macro}(outcome)", {"every": every}
        ).fetchall()
        assert {outcome for (outcome,) in found} == SETS[macro]
        assert connection.execute(f"SELECT {macro}(NULL)").fetchone() == (None,)


_LISTS = re.compile(r"outcome (?:NOT )?IN \(([^)]*)\)")


def test_no_statement_lists_outcomes_but_those_of_the_published_file() -> None:
    """A published file is opened by programs without our macros: its checks and views write the lists out."""
    written = {
        (file.parent.name, frozenset(re.findall(r"'(\w+)'", listed)))
        for file in sql.FOLDER.rglob("*.sql")
        for listed in _LISTS.findall(file.read_text(encoding="utf-8"))
    }
    ours = {pair for pair in written if pair[1] <= outcomes.SECTION_OUTCOMES | outcomes.FETCH_OUTCOMES}
    assert ours == {
        ("published", outcomes.WHOLE),
        ("published", outcomes.SECTION_OUTCOMES),
        ("published", outcomes.FETCH_OUTCOMES),
    }
