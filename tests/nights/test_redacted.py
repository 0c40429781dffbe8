"""The nights after something was taken out: it is not asked for again, and nothing brings it back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from flows.reparse import reparse
from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import House, figures
from tests.nights.province import County, Province
from tests.nights.test_changes import pages
from tests.portal import running_portal
from tests.warehouse.build import attached
from tests.warehouse.redaction.leak import holding
from warehouse.home import Home
from warehouse.redaction import Asked, redact

SECTIONS = ("zwyw", "gknb")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_portal(edition="small") as portal:
        yield House(portal, tmp_path / "house", SECTIONS)


def test_nights_after_go_on_without_it_and_say_that_it_is_still_online(house: House) -> None:
    first = house.night()
    item = pages(house.portal, "zwyw")[0]
    home = Home(house.home)
    asked = "SELECT item_id FROM items WHERE url = ?"
    [(item_id,)] = first.rows(asked, item.address)
    with home.locked(FIRST_NIGHT):
        done = redact(home, Asked((item_id,), "误公开", "李审核", True), FIRST_NIGHT, lambda sentence: None)
    assert done.words >= 1 and holding(home, item.title) == []
    before = figures(first, with_age=False)
    second = house.night()
    assert [url for url, _ in second.asked if url == item.address] == []
    assert second.outcomes == first.outcomes
    assert figures(second, with_age=False) == before
    assert second.rows("SELECT title FROM items WHERE item_id = ?", item_id) == [("〔已依规删除〕",)]
    [(outcome, message)] = second.rows(
        "SELECT outcome, message FROM findings WHERE check_id = 'redacted-still-online'"
    )
    assert (outcome, item_id in message, "zwyw" in message) == ("fail", True, True)
    again, damage = reparse(house.home)
    assert (again.differing_pages, again.differing_rows, again.new_rows, damage.files) == (0, 0, 0, {})
    house.portal.world.withdraw(item.key)
    later = FIRST_NIGHT + timedelta(days=2)
    third = house.night(gap=1.0, stop=threading.Event())
    with home.locked(later):
        redact(home, Asked((item_id,), "误公开", "李审核", True), later, lambda sentence: None)
    assert holding(home, item.title) == []
    assert third.rows("SELECT title FROM items WHERE item_id = ?", item_id) == [("〔已依规删除〕",)]


def test_others_of_the_same_title_keep_theirs_when_the_archive_is_read_again(tmp_path: Path) -> None:
    """What was blanked in the archive is no reading of those that bear the same words."""
    title = "关于某某享受低保待遇的公示"
    rows = [(f"/a/{n}.html", title if n < 3 else f"转发:{title}", f"2017-0{n}-02") for n in (1, 2, 3)]
    province = Province(tmp_path, [County("xian-a", {"zfwj": rows})])
    province.write()
    province.night()
    home = Home(province.home)
    url = "http://www.xian-a.example/xian-a/a/1.html"
    with home.locked(FIRST_NIGHT):
        redact(home, Asked((url,), "误公开", "李审核", True), FIRST_NIGHT, lambda sentence: None)
    again, damage = reparse(home.root)
    assert (again.differing_pages, again.differing_rows, again.new_rows, damage.files) == (0, 0, 0, {})
    with attached(home.published) as published:
        told = published.execute("SELECT title FROM items ORDER BY url").fetchall()
    assert told == [("〔已依规删除〕",), (title,), (f"转发:{title}",)]
