"""What is not begun because there is nothing to do has nothing to do: whoever does it has the same ledger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import sql
from tests.warehouse.build import Told, county, portal, section
from tests.warehouse.drawn import SECTIONS, drawn, live
from tests.warehouse.histories import lives
from tests.warehouse.histories.comparing import compared
from tests.warehouse.histories.living import History
from warehouse import checks, held, load, overrides, proving, query
from warehouse.form_figures import STEPS
from warehouse.known import known_of_section, known_of_sections
from warehouse.self_check import counting

NIGHTS = 6

ASKED_WHETHER = (
    "load/any_redacted",
    "load/find_held",
    "load/others_met",
    "changes/may_have_moved",
    "changes/suspects",
)
"""Statements that are asked whether there is anything to do."""

COUNTING = {Path(name).name for step in STEPS for name in sql.step(step)}
AT_HAND = {
    "checks/at_hand": set().union(*checks.LOOKS_AT.values()),
    "figures/check_at_hand": set().union(*counting.LOOKS_AT.values()),
    "figures/statements_at_hand": COUNTING,
}
"""Statements that tell what there is to look at, and all that they may tell."""

ASKED_IN_PUBLISHING = (
    "checks/any_moved",
    "classify/auto_sections",
    "figures/any_shared",
    "figures/left_out",
    "figures/repeated_bodies",
)
"""Statements that a publication asks whether there is anything to do."""

PLANS: dict[int, lives.Plan] = {
    1: [
        ["new_title", "taken_down", "decided_category", "new_text"],
        ["answered", "other_section", "new_day"],
    ],
    3: [["decided_merge", "new_index", "back_again"], ["figure_declared", "home_page_seen", "year_ends"]],
}
"""Seed → what happens in each night after the first; one has two portals."""


@pytest.mark.parametrize("seed", [3, 14, 15, 92])
def test_loading_leaves_out_nothing_that_would_change_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with drawn(tmp_path / "spared", seed) as made:
        spared = list(live(made, seed, NIGHTS))
    one, value, by_key = query.one, query.value, query.by_key

    def with_everything_to_do(connection: Any, *asked: Any, **values: Any) -> Any:
        told = one(connection, *asked, **values)
        if isinstance(told, proving._Open):
            whole = connection.execute(
                "SELECT package FROM stage_packages WHERE is_whole(outcome)"
            ).fetchall()
            return told._replace(
                has_rows=True,
                edited=[package for (package,) in whole],
                edited_twice=True,
                has_versions=True,
                has_met=True,
                has_moved=True,
            )
        return told._replace(may_depart=True, any_merely_new=True) if isinstance(told, held._Kinds) else told

    def as_if_begun_before(*asked: Any, **values: Any) -> Any:
        told = by_key(*asked, **values)
        return {
            key: one._replace(is_begun=False, was_proven=True) if isinstance(one, load._Standing) else one
            for key, one in told.items()
        }

    def as_if_there_were_some(connection: Any, statement: str, /, **values: Any) -> Any:
        told = value(connection, statement, **values)
        return statement in ASKED_WHETHER or told

    monkeypatch.setattr(query, "one", with_everything_to_do)
    monkeypatch.setattr(query, "by_key", as_if_begun_before)
    monkeypatch.setattr(query, "value", as_if_there_were_some)
    with drawn(tmp_path / "whole", seed) as made:
        for spared_night, night in zip(spared, live(made, seed, NIGHTS), strict=True):
            assert spared_night == night
    assert len(night["items"]) > 5 and night["section_runs"] and night["item_changes"]


@pytest.mark.parametrize("seed", [2, 13])
def test_several_sections_asked_at_once_are_known_as_each_alone(tmp_path: Path, seed: int) -> None:
    seen = []
    with drawn(tmp_path / "home", seed) as made:
        for _ in live(made, seed, NIGHTS):
            together = known_of_sections(made.ledger, SECTIONS, made.run_id, now=made.now)
            for section_id in SECTIONS:
                alone = known_of_section(made.ledger, section_id, made.run_id, now=made.now)
                assert together[section_id] == alone
                seen.append(alone)
    assert any(known.left for known in seen) and any(known.fell_short for known in seen)
    assert any(item.missed for known in seen for item in known.items.values())


def test_what_a_check_looks_at_is_told_where_it_is_there() -> None:
    """A word that nothing tells would keep its check from ever being begun."""
    told = set(re.findall(r"'([a-z_]+)'", sql.statement("checks/at_hand") + sql.statement("checks/watched")))
    assert set().union(*checks.LOOKS_AT.values()) <= told
    begun = {Path(name).name for file in checks.FINDINGS for name in sql.step(file)}
    assert set(checks.LOOKS_AT) <= begun | {Path(name).name for name in checks.OF_WATCHED}
    judged = {Path(name).name for file in counting.JUDGING_STEPS for name in sql.step(file)}
    assert set(counting.LOOKS_AT) <= judged


def everything_at_hand(patch: pytest.MonkeyPatch) -> None:
    """From now on publications begin every statement."""
    column, value, place = query.column, query.value, overrides.stage

    def all_at_hand(connection: Any, statement: str, /, **values: Any) -> Any:
        told = column(connection, statement, **values)
        return sorted({*told, *AT_HAND[statement]}) if statement in AT_HAND else told

    def as_if_some(connection: Any, statement: str, /, **values: Any) -> Any:
        told = value(connection, statement, **values)
        return told or statement in ASKED_IN_PUBLISHING

    def staged(ledger: Any, decisions: Any) -> None:
        place(ledger, decisions)
        if not decisions:
            query.run(ledger, "overrides/stage", **{name: [] for name in STAGED})

    patch.setattr(query, "column", all_at_hand)
    patch.setattr(query, "value", as_if_some)
    patch.setattr(overrides, "stage", staged)


STAGED = (
    *("lines", "ids", "portals", "missing", "settled_states", "settled_notes", "kinds", "items", "values"),
    *("parts", "who", "days", "why", "rules", "faults", "item_ids", "value_ids"),
)
"""What the statement that stages decisions takes."""


def columns(ledger: Any, table: str) -> list[tuple[str, str]]:
    told = ledger.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table])
    return list(told.fetchall())


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", PLANS)
def test_a_publication_leaves_out_nothing_that_would_change_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    publish = History._publish

    def whole_with_everything(self: History, *asked: Any, whole: bool) -> Any:
        with monkeypatch.context() as patch:
            if whole:
                everything_at_hand(patch)
            return publish(self, *asked, whole=whole)

    monkeypatch.setattr(History, "_publish", whole_with_everything)
    lived = lives.live(tmp_path / "history", seed, PLANS[seed], items=60)
    assert lived.well and lived.nights == 3, str(lived)


@pytest.mark.parametrize("named", ["政府文件", "auto"])
def test_a_small_home_is_published_alike_with_everything_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    files, tables = [], []
    for how in ("spared", "whole"):
        with (
            monkeypatch.context() as patch,
            county(tmp_path / how, portal(section("wj", "政府文件", named))) as made,
        ):
            patch.setattr("secrets.token_hex", lambda size=2: "0" * 2 * size)
            if how == "whole":
                everything_at_hand(patch)
            made.night(wj=[Told(f"wj/{number}.html") for number in range(2)])
            files.append(made.home.published)
            tables.append(
                {name: columns(made.ledger, name) for name in ("decided", "section_names", "twins")}
            )
    assert compared(*files, views=False) == []
    assert tables[0] == tables[1], "a table that nothing fills has the form of one that something does"
