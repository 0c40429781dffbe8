"""Short histories: whatever a night changes, and whatever befalls the home, the file that was published at
the cost of the change says what a whole build says. `make soak` lives through the long ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.build import Told, county, portal, section
from tests.warehouse.histories.comparing import Difference, compared, ledgers_compared
from tests.warehouse.histories.happening import HAPPENINGS, OFTEN, Plan, drawn
from tests.warehouse.histories.lives import live

pytestmark = pytest.mark.timeout(900)
"""A machine that does other things at the same time takes ten times as long."""

SHORT: dict[int, Plan] = {
    1: [
        ["chain", "new_items", "new_title", "other_section", "new_day", "taken_down", "decided_category"],
        ["chain_parts", "new_number", "decided_merge", "new_index", "a_bad_night", "back_again"],
    ],
    2: [
        ["new_text", "new_unit", "off_the_lists", "year_ends", "new_address", "home_page_seen"],
        ["disk_full", "new_index", "decided_exclude", "figure_declared", "answered", "bounds_accepted"],
    ],
}
"""Seed → what happens in each night after the first."""


@pytest.mark.parametrize("seed", SHORT)
def test_a_night_is_published_as_if_all_were_built_anew(tmp_path: Path, seed: int) -> None:
    lived = live(tmp_path / "history", seed, SHORT[seed], items=60)
    assert lived.well, str(lived)
    assert (lived.nights, lived.by_night) == (3, 2), str(lived)


def test_everything_happens_in_a_long_history() -> None:
    plan = drawn(2017, 60, 3)
    dealt = [name for names in plan for name in names]
    assert set(dealt) == set(HAPPENINGS) == set(OFTEN)
    assert plan == drawn(2017, 60, 3) != drawn(2018, 60, 3)


CHANGES = {
    "UPDATE items SET title = 'x' WHERE item_id = (SELECT min(item_id) FROM items)": 'main."items"',
    "DELETE FROM figure_items": 'main."figure_items"',
    "INSERT INTO counts FROM counts LIMIT 1": 'main."counts"',
    "UPDATE meta SET content_sha256 = 'x'": 'main."meta"',
    "COMMENT ON TABLE items IS 'x'": "schema",
    "CREATE VIEW more AS SELECT 1 AS one": "schema",
}
"""What is done to one of two files, and where it shows: a row that stands twice, too."""


def test_a_difference_is_told(tmp_path: Path) -> None:
    declared = portal(section("wj", "政府文件", "政府文件"))
    with county(tmp_path / "home", declared) as made:
        made.night(wj=[Told(f"wj/{number}.html") for number in range(3)])
        made.ledger.execute("CHECKPOINT")
        ledger = Path(shutil.copy(made.home.ledger, tmp_path / "ledger.duckdb"))
        assert ledgers_compared(made.ledger, ledger) == []
        made.ledger.execute("DELETE FROM runs")
        assert [place(one) for one in ledgers_compared(made.ledger, ledger)] == ["ledger runs"]
    for number, (change, where) in enumerate(CHANGES.items()):
        other = Path(shutil.copy(made.home.published, tmp_path / f"{number}.duckdb"))
        assert compared(made.home.published, other, views=number == 0) == []
        other.chmod(0o644)
        with duckdb.connect(str(other)) as stranger:
            stranger.execute(change)
        assert [place(one) for one in compared(made.home.published, other, views=False)] == [where]


def place(difference: Difference) -> str:
    """Where it is, without the names of the columns."""
    return difference.where.partition(" (")[0]
