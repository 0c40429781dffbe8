"""Changes over nights: withdrawn, restored, moved, edited; nothing of it on the word of a doubtful night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.changes import to_settle

READ = page(title="年报", published_on=date(2017, 3, 1), content_sha256="a")
GONE = {"outcome": "gone"}
WHOSE = {"portal_id": "sample", "section_id": "nb"}


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    declared = portal(
        section("nb", "信息公开年报", "信息公开年报"),
        section("dt", "动态", "动态信息"),
        section("zc", "政策", "政策解读"),
    )
    with county(tmp_path / "home", declared) as made:
        yield made


def told(path: str, day: int = 1, fields: Mapping[str, object] = MappingProxyType({})) -> Told:
    """A row with its page, whose content is its own."""
    body = {"title": path, "published_on": date(2017, 3, day), "content_sha256": path, **fields}
    return Told(path, title=path, listed_on=date(2017, 3, day), page=page(**body))


def events(sample: County) -> list[tuple[str, str]]:
    """Event and address of every event but `new`, in order."""
    return sample.rows(
        "SELECT event, url FROM item_events JOIN items USING (item_id) WHERE event <> 'new' "
        "ORDER BY changed_at, url"
    )


def test_row_missing_from_two_complete_readings_is_withdrawn_and_stays_counted(sample: County) -> None:
    everything = [told(f"nb/{n}.html", n) for n in range(1, 6)]
    without = [item for item in everything if item.path != "nb/3.html"]
    sample.night(nb=everything)
    sample.night(nb=without)
    assert sample.one("SELECT count(removed_at) FROM items") == 0
    assert to_settle(sample.ledger, WHOSE).read_whole
    left_on = sample.now.date()
    sample.night(nb=without)
    assert sample.rows("SELECT url FROM items WHERE removed_at IS NOT NULL") == [(everything[2].url,)]
    assert sample.one("SELECT removed_at::DATE FROM items WHERE removed_at IS NOT NULL") <= left_on
    assert sample.figure("信息公开年报") == (5, "computed")
    assert not to_settle(sample.ledger, WHOSE).read_whole
    sample.night(nb=everything)
    assert sample.one("SELECT count(removed_at) FROM items") == 0
    assert events(sample) == [("withdrawn", everything[2].url), ("restored", everything[2].url)]
    assert "曾于 2018-01-2" in sample.one("SELECT detail FROM item_events WHERE event = 'restored'")


def test_second_reading_must_be_whole_and_complete(sample: County) -> None:
    everything = [told(f"nb/{n}.html", n) for n in range(1, 6)]
    sample.night(nb=everything)
    sample.night(nb=everything[:-1])
    for outcome, whole in (("partial", True), ("complete", False)):
        sample.begin()
        sample.tell("nb", everything[:-1], outcome=outcome, whole_list=whole)  # type: ignore[arg-type]
        sample.load()
        sample.publish()
        sample.next_night()
        assert sample.one("SELECT count(removed_at) FROM items") == 0


def test_item_still_on_another_list_is_not_withdrawn(sample: County) -> None:
    both = [told(f"nb/{n}.html", n) for n in range(1, 4)]
    sample.night(nb=both, dt=both)
    for _ in range(3):
        sample.night(nb=both[1:], dt=both)
    assert sample.one("SELECT count(removed_at) FROM items") == 0


def test_row_that_rolled_off_a_list_of_the_newest_is_not_withdrawn(sample: County) -> None:
    days = [told(f"dt/{n}.html", n) for n in range(1, 9)]
    for first in range(4):
        sample.night(dt=days[first : first + 5])
    assert sample.one("SELECT count(*) FROM items") == 8
    assert sample.one("SELECT count(removed_at) FROM items") == 0
    assert not to_settle(sample.ledger, {**WHOSE, "section_id": "dt"}).read_whole


def test_listed_row_whose_page_was_never_there_is_not_withdrawn(sample: County) -> None:
    for _ in range(3):
        sample.night(nb=[Told("nb/1.html", page=GONE), told("nb/2.html")])
    assert sample.one("SELECT count(removed_at) FROM items") == 0


def test_gone_pages_of_a_night_held_back_withdraw_nothing(sample: County) -> None:
    sample.night(nb=[told(f"nb/{n}.html", n) for n in range(1, 9)])
    sample.begin()
    sample.tell("nb", [Told(f"nb/{n}.html", page=GONE) for n in range(1, 9)], outcome="partial")
    sample.load()
    sample.publish()
    assert sample.one("SELECT count(removed_at) FROM items") == 0


def test_pages_that_fail_all_at_once_though_listed_are_not_withdrawn(sample: County) -> None:
    everything = [told(f"nb/{n}.html", n) for n in range(1, 9)]
    sample.night(nb=everything)
    sample.night(nb=[Told(item.path, item.title, item.listed_on, page=GONE) for item in everything])
    assert sample.one("SELECT count(removed_at) FROM items") == 0
    sample.night(nb=everything)
    assert events(sample) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {"title": "nb/old.html", "content_sha256": "nb/old.html"}),
        (
            {"document_number": "样政发〔2017〕3号", "title": "通知"},
            {"document_number": "样政发[2017]03号", "title": "通知"},
        ),
        ({"index_number": "X-1", "title": "通知"}, {"index_number": "X-1", "title": "通知"}),
    ],
)
def test_item_at_a_new_address_counts_once_and_keeps_its_date(
    sample: County, old: dict[str, object], new: dict[str, object]
) -> None:
    others = [told(f"nb/{n}.html", n) for n in range(2, 6)]
    sample.night(nb=[*others, told("nb/old.html", fields=old)])
    sample.night(nb=[*others, told("xxgk/new.html", fields=new)])
    assert [event for event, _ in events(sample)] == ["moved"], "an item that moved is not withdrawn"
    assert sample.one("SELECT count(removed_at) FROM items") == 1, "its old address is empty"
    assert sample.figure("信息公开年报") == (5, "computed")
    assert sample.one("SELECT count(*) FROM merges") == 1
    kept = sample.one("SELECT published_on FROM items JOIN merges ON item_id = kept_item_id")
    assert kept == date(2017, 3, 1)


def test_two_that_fit_are_left_apart(sample: County) -> None:
    same = {"title": "公示", "content_sha256": "x"}
    others = [told(f"nb/{n}.html", n) for n in range(2, 6)]
    sample.night(nb=[*others, told("nb/a.html", fields=same)])
    sample.night(nb=[*others, told("nb/b.html", fields=same), told("nb/c.html", fields=same)])
    assert sample.one("SELECT count(*) FROM item_changes WHERE change = 'moved'") == 0
    assert sample.figure("信息公开年报") == (7, "computed")


def test_edited_row_is_kept_with_what_it_said_before(sample: County) -> None:
    sample.night(nb=[Told("nb/1.html", "甲")])
    sample.night(nb=[Told("nb/1.html", "乙")])
    assert sample.rows("SELECT change, detail FROM item_changes") == [("edited", "列表标题由“甲”改为“乙”")]


def test_page_of_an_item_that_left_is_asked_once(sample: County) -> None:
    everything = [told(f"nb/{n}.html", n) for n in range(1, 6)]
    sample.night(nb=everything)
    sample.night(nb=everything[1:])
    assert list(to_settle(sample.ledger, WHOSE).pages) == [everything[0].id]


def test_one_edit_is_one_event_whatever_shows_it(sample: County) -> None:
    """The page and two lists show a new title in one night; a third list, read so far only later, again."""
    old = told("nb/1.html", fields={"title": "通知"})
    new = replace(told("nb/1.html", fields={"title": "通知(修订)"}), title="通知(修订)")
    sample.night(nb=[old], dt=[old], zc=[old])
    sample.night(nb=[new], dt=[new])
    sample.night(nb=[new], dt=[new], zc=[new])
    assert events(sample) == [("edited", old.url)]
    [(detail,)] = sample.rows("SELECT detail FROM item_events WHERE event = 'edited'")
    assert detail == "内容页第 2 版;列表标题由“nb/1.html”改为“通知(修订)”"
    sample.night(nb=[replace(new, title="通知(再修订)", page=None)])
    assert events(sample) == [("edited", old.url)] * 2


def test_item_withdrawn_before_its_new_address_was_read_has_moved(sample: County) -> None:
    """The new address stands in a section that is read a night later."""
    others = [told(f"nb/{n}.html", n) for n in range(2, 6)]
    old = told("nb/old.html", fields={"title": "年报", "content_sha256": "same"})
    new = told("dt/new.html", fields={"title": "年报", "content_sha256": "same"})
    sample.night(nb=[*others, old], dt=[told("dt/1.html")])
    sample.night(nb=[*others, Told(old.path, old.title, old.listed_on, page=GONE)])
    assert events(sample) == [("withdrawn", old.url)]
    sample.night(nb=others, dt=[told("dt/1.html"), new])
    sample.night(nb=others, dt=[told("dt/1.html"), new])
    assert events(sample) == [("moved", old.url)]
    assert sample.one("SELECT count(removed_at) FROM items") == 1
    assert sample.one("SELECT count(*) FROM merges") == 1


def test_many_moves_at_once_are_no_failing_pages(sample: County) -> None:
    """A section is held back because all its addresses are new; its items that stand in another section too
    are found at their new addresses there, and no figure doubles."""
    old = [told(f"dt/{n}.html", n, {"title": f"通知{n}", "content_sha256": f"{n}"}) for n in range(1, 9)]
    new = [told(f"dt/{n}9.html", n, {"title": f"通知{n}", "content_sha256": f"{n}"}) for n in range(1, 9)]
    sample.night(nb=old, dt=old)
    before = sample.figure("信息公开年报")
    sample.begin()
    sample.tell("dt", new, outcome="partial")
    gone = [Told(item.path, page=GONE, listed=False) for item in old]
    sample.tell("nb", [*new, *gone], whole_list=False)
    sample.load()
    sample.publish()
    assert {event for event, _ in events(sample)} == {"moved"}
    assert sample.one("SELECT count(removed_at) FROM items") == 8
    assert sample.figure("信息公开年报") == before == (8, "computed")


def test_page_of_an_item_that_left_one_of_its_lists_is_asked(sample: County) -> None:
    both = [told(f"nb/{n}.html", n) for n in range(1, 6)]
    sample.night(nb=both, dt=both)
    sample.night(nb=both[1:])
    settle = to_settle(sample.ledger, WHOSE)
    assert (list(settle.pages), settle.read_whole) == ([both[0].id], False)


def test_withdrawn_item_is_restored_by_a_list_that_never_held_it(sample: County) -> None:
    others = [told(f"nb/{n}.html", n) for n in range(2, 6)]
    old = told("nb/old.html")
    sample.night(nb=[*others, old])
    sample.night(nb=[*others, Told(old.path, old.title, old.listed_on, page=GONE)])
    assert events(sample) == [("withdrawn", old.url)]
    sample.night(dt=[told("dt/1.html"), old])
    assert events(sample) == [("withdrawn", old.url), ("restored", old.url)]
    assert sample.one("SELECT count(removed_at) FROM items") == 0
