"""What happens to items from night to night: new, edited, withdrawn, restored, moved; nothing is ever
deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import House, Night, compare, figures
from tests.portal import Portal, running_portal
from tests.portal.model import SHANGHAI, Item

SECTIONS = ("zwyw", "gknb", "spxw")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A home after its first night."""
    with running_portal(edition="small") as portal:
        house = House(portal, tmp_path_factory.mktemp("good") / "house", SECTIONS)
        house.night()
    return house


@pytest.fixture
def house(good: House, tmp_path: Path) -> Iterator[House]:
    with running_portal(edition="small") as portal:
        yield good.copy_to(tmp_path / "house", portal)


def pages(portal: Portal, section_id: str) -> list[Item]:
    """The section's own items that have pages, newest first."""
    rows = [row for row in portal.world.rows(section_id) if row.kind == "page" and row.home == section_id]
    return sorted(rows, key=lambda row: row.published, reverse=True)


def state(night: Night, item: Item) -> tuple[int, bool]:
    """(versions, withdrawn?) of an item; it must be there."""
    [(versions, removed)] = night.rows(
        "SELECT count(version), any_value(removed_at) IS NOT NULL FROM items"
        " LEFT JOIN item_versions USING (item_id) WHERE items.url = ? GROUP BY item_id",
        item.address,
    )
    return versions, removed


def value(night: Night, code: str, year: int) -> int:
    """A figure of form `sections`."""
    return int(figures(night)[year, code][0])


def test_new_item_is_there_the_same_night_and_its_edits_are_versions(house: House) -> None:
    world = house.portal.world
    published = datetime.combine((FIRST_NIGHT + timedelta(days=1)).date(), datetime.min.time(), SHANGHAI)
    new = world.add_like(pages(house.portal, "zwyw")[0].key, "夏粮收购工作启动", published.replace(hour=9))
    night = house.night()
    assert state(night, new) == (1, False)
    assert compare(house, night).right
    world.edit(new.key)
    assert state(house.night(), new) == (2, False), "another body, found because young pages are asked again"
    world.edit(new.key, "夏粮收购工作全面启动")
    night = house.night()
    assert state(night, new) == (3, False)
    assert compare(house, night).right


def test_edited_row_of_an_old_item_is_a_version(house: House) -> None:
    old = pages(house.portal, "zwyw")[1]
    house.portal.world.edit(old.key, f"{old.title}(修订)")
    night = house.night()
    assert state(night, old) == (2, False)
    assert night.rows("SELECT title FROM item_versions ORDER BY seen_at DESC LIMIT 1") == [
        (f"{old.title}(修订)",)
    ]


@pytest.mark.parametrize("section_id", ["zwyw", "gknb"])
def test_withdrawn_item_is_told_stays_counted_and_comes_back(house: House, section_id: str) -> None:
    code = {"zwyw": "动态信息", "gknb": "信息公开年报"}[section_id]
    gone = pages(house.portal, section_id)[0]
    assert house.last is not None
    before = value(house.last, code, gone.year)
    house.portal.world.withdraw(gone.key)
    nights = [house.night() for _ in range(3)]
    assert [state(night, gone)[1] for night in nights][-1]
    assert [value(night, code, gone.year) for night in nights] == [before] * 3
    assert all(night.outcomes[section_id] == "complete" for night in nights)
    house.portal.world.restore(gone.key)
    night = house.night()
    assert state(night, gone) == (1, False)
    told = "SELECT event FROM item_events JOIN items USING (item_id) WHERE url = ? ORDER BY changed_at"
    assert [event for (event,) in night.rows(told, gone.address)] == ["new", "withdrawn", "restored"]
    assert compare(house, night).right


def test_moved_item_is_one_document_under_its_new_address(house: House) -> None:
    old = pages(house.portal, "gknb")[1]
    assert house.last is not None
    before = value(house.last, "信息公开年报", old.year)
    new = house.portal.world.put(replace(old, address=old.address.replace("/c100101/", "/c100101/new/")))
    nights = [house.night() for _ in range(3)]
    assert state(nights[-1], old)[1]
    assert state(nights[-1], new) == (1, False)
    assert value(nights[-1], "信息公开年报", old.year) == before
    told = nights[-1].rows(
        "SELECT event FROM item_events JOIN items USING (item_id) WHERE url = ?", old.address
    )
    assert ("moved",) in told


def test_one_bad_answer_withdraws_nothing(house: House) -> None:
    """Pages answer 404 or a soft 404 for a night: nothing a list still holds is lost, and all is well
    again after."""
    fault = house.portal.faults.add("soft-404", r"/xwzx/zwyw/2\d+/")
    struck = house.night()
    house.portal.faults.remove(fault)
    well = house.night()
    assert figures(struck, with_age=False) == figures(well, with_age=False)
    assert compare(house, well).right


def test_what_a_shrunk_list_hides_is_not_withdrawn(house: House) -> None:
    for _ in range(3):
        house.portal.world.shrink("gknb", 2)
        night = house.night()
        assert night.outcomes["gknb"] == "partial"
        assert night.rows("SELECT count(*) FROM items WHERE removed_at IS NOT NULL") == [(0,)]
    house.portal.world.shrink("gknb", None)
    assert compare(house, house.night()).right
