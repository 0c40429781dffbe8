"""What is not begun because there is nothing to do has nothing to do: whoever does it has the same ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.drawn import SECTIONS, drawn, live
from warehouse import held, load, proving, query
from warehouse.known import known_of_section, known_of_sections

NIGHTS = 6

ASKED_WHETHER = (
    "load/any_redacted",
    "load/find_held",
    "load/others_met",
    "changes/may_have_moved",
    "changes/suspects",
)
"""Statements that are asked whether there is anything to do."""


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
