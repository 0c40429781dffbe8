"""A section that is held back because it collapsed, until a person accepts the bound that is proposed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import cli
from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import House, Night, figures
from tests.portal import running_portal
from warehouse.bounds import FILE_NAME, PROPOSED_NAME, read_bounds

SECTIONS = ("czyjs", "spxw")
LEFT = 2
"""Rows that the list has left once it collapsed."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_portal(edition="small") as portal:
        yield House(portal, tmp_path / "house", SECTIONS)


def propose(house: House) -> str:
    """`gongkai bounds propose`, on the morning after the last night; what it says."""

    def morning() -> datetime:
        return FIRST_NIGHT + timedelta(days=house.nights - 1, hours=7)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.run.now", morning)
        ran = CliRunner().invoke(cli, ["bounds", "propose", "--who", "张三", "--home", str(house.home)])
    assert ran.exit_code == 0, ran.output
    return ran.output


def accept(house: House) -> None:
    """What a person does who agrees: the proposal is copied."""
    folder = house.home / "overrides"
    shutil.copyfile(folder / PROPOSED_NAME, folder / FILE_NAME)


def min_rows(house: House) -> int | None:
    """The accepted lower bound of the section's whole list."""
    rows = read_bounds(house.home / "overrides" / FILE_NAME)
    [row] = [row for row in rows if (row.section_id, row.year) == ("czyjs", "*")]
    return row.min_rows


def reading(night: Night) -> tuple[str, int | None]:
    """Outcome of the section's reading, and the rows that it read."""
    proof = night.proofs["czyjs"]
    return proof.outcome, proof.records_read


def standing(night: Night) -> dict[tuple[int, str], tuple[object, ...]]:
    """The section's figures with the instants that they are of."""
    return {key: row for key, row in figures(night).items() if key[1] == "预决算公开"}


def test_collapsed_section_is_held_back_until_a_person_accepts_the_proposed_bound(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    good = house.night()
    rows = good.proofs["czyjs"].records_read
    assert rows is not None and rows // 2 > LEFT
    assert f"czyjs 整个列表: {rows // 2}–" in propose(house)
    accept(house)
    assert min_rows(house) == rows // 2

    house.portal.world.shrink("czyjs", LEFT)
    collapsed = house.night()
    assert reading(collapsed) == ("partial", LEFT)
    assert f"低于人工认可的下限 {rows // 2}" in collapsed.proofs["czyjs"].reason
    assert collapsed.outcomes["spxw"] == "complete"
    assert standing(collapsed) == standing(good), "the last complete figures, with their date"

    said = propose(house)
    assert f"改动 czyjs 整个列表: {rows // 2}–" in said and f"读到 {LEFT} 条而未采用" in said
    bounds = house.home / "overrides" / FILE_NAME
    good_bounds = bounds.read_bytes()
    bounds.write_bytes(good_bounds[: len(good_bounds) // 2])
    capsys.readouterr()
    unaccepted = house.night()
    assert "overrides/bounds.csv读不懂" in capsys.readouterr().err, "before the crawl and after"
    bounds.write_bytes(good_bounds)
    assert reading(unaccepted) == ("partial", LEFT), "a proposal alone changes nothing"
    assert standing(unaccepted) == standing(good)
    assert unaccepted.rows("SELECT outcome FROM findings WHERE check_id = 'decisions-unreadable'") == [
        ("fail",)
    ], "bounds cut off stand as they could be read last, and cost no publication"

    propose(house)
    accept(house)
    assert min_rows(house) == LEFT // 2
    released = house.night()
    assert reading(released) == ("complete", LEFT)
    assert "按 bounds.csv 的认可采用" in released.proofs["czyjs"].reason
    before, after = standing(good), standing(released)
    assert {key: row[:2] for key, row in after.items()} == {key: row[:2] for key, row in before.items()}
    assert all(str(after[key][2]) > str(before[key][2]) for key in before), "and of tonight"
    assert released.rows(
        "SELECT count(*) FROM item_sections WHERE section_id = 'czyjs' AND left_at IS NULL"
    ) == [(LEFT,)]

    house.portal.world.shrink("czyjs", 0)
    assert reading(house.night())[0] != "complete", "what was accepted is that list, not any other"
    house.portal.world.shrink("czyjs", LEFT)
    assert reading(house.night()) == ("complete", LEFT)
