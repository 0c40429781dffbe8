"""Which item pages a night asks for: each comes round, the young ones soonest, the dead ones seldom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from scrapers.crawl.revisit import UNANSWERED_A_NIGHT, RevisitPolicy, pages_to_ask
from scrapers.known import KnownItem
from scrapers.package import ListRow
from tests.scrapers.crawl.site import BEGIN, NIGHT, TODAY

OLD = date(2016, 6, 1)


def items(count: int, newest: date, name: str) -> dict[str, KnownItem]:
    """Items read on the first night, one a day from `newest` back."""
    listed = {f"{name}{n:03}": newest - timedelta(days=n) for n in range(count)}
    return {
        key: KnownItem(
            key, f"http://x/{key}", "关于事项办理情况的通知", day, day, BEGIN, read=True, stood_on=day
        )
        for key, day in listed.items()
    }


def test_every_item_comes_round_within_its_period() -> None:
    young = items(3, TODAY - timedelta(days=1), "young")
    middle, old = items(10, TODAY - timedelta(days=20), "middle"), items(120, OLD, "old")
    known = young | middle | old
    checked = dict.fromkeys(known, BEGIN)
    again: set[str] = set()
    for day in range(1, 61):
        night = BEGIN + day * NIGHT
        asked = pages_to_ask((), known, checked, RevisitPolicy("nightly", TODAY + day * NIGHT), night)
        checked |= dict.fromkeys(asked, datetime.combine(night, time(3), night.tzinfo))
        if day <= 4:  # up to seven days old: every night
            assert set(young) <= set(asked)
        again |= set(asked)
        if day == 5:  # up to sixty days old: within five nights
            assert set(middle) <= again
        assert len(asked) == len(set(asked)) <= 3 + 3 + 3
    assert again == set(known)


TITLE = "关于事项办理情况的通知"


def row_of(item: KnownItem, title: str = TITLE) -> ListRow:
    """The row of an item as it stands on tonight's list."""
    return ListRow(
        item.item_id, item.url, 1, 1, "http://x/", title, item.listed_on, None, None, None,
        pinned=False, has_page=True, seen_at=BEGIN + NIGHT,
    )  # fmt: skip


def asked_on(day: int, known: dict[str, KnownItem], rows: list[ListRow], **checked: datetime) -> list[str]:
    """What the night asks for, `day` days after all pages were asked."""
    at = BEGIN + day * NIGHT
    policy = RevisitPolicy("nightly", TODAY + day * NIGHT)
    return pages_to_ask(rows, known, dict.fromkeys(known, BEGIN) | checked, policy, at)


@pytest.mark.parametrize("accepted", [True, False], ids=["complete before", "never complete"])
def test_pages_found_gone_rest_though_the_list_shows_their_rows(accepted: bool) -> None:
    """However young: 1,386 of the 1,835 questions of one night of a section were to such pages."""
    known = {
        key: replace(item, gone=True, read=False, accepted=accepted)
        for key, item in items(120, TODAY, "gone").items()
    }
    rows = [row_of(item) for item in known.values()]
    checked: dict[str, datetime] = {}
    for day in range(1, 61):
        asked = asked_on(day, known, rows, **checked)
        assert len(asked) == 2
        checked |= dict.fromkeys(asked, BEGIN + day * NIGHT)
    assert checked.keys() == known.keys(), "each has had its turn"


@pytest.mark.parametrize(
    ("told", "title"),
    [({"missed": True}, TITLE), ({"pending": True}, TITLE), ({}, "关于事项办理情况的更正通知")],
    ids=["its row vanished and is back", "its last visit failed", "its row changed tonight"],
)
def test_a_gone_page_is_asked_when_something_of_it_moves(told: dict[str, Any], title: str) -> None:
    known = {key: replace(item, gone=True) for key, item in items(60, OLD, "gone").items()}
    last = max(known)
    known[last] = replace(known[last], checked_at=BEGIN + NIGHT, **told)
    rows = [row_of(item, title if key == last else TITLE) for key, item in known.items()]
    assert asked_on(2, known, rows, **{last: BEGIN + NIGHT}) == [last], "it counts for the night's share"


def test_a_row_that_changed_once_does_not_have_its_dead_page_asked_night_after_night() -> None:
    """`changed` stands until the section is complete, which it may never be."""
    known = {key: replace(item, gone=True, changed=True) for key, item in items(60, OLD, "gone").items()}
    assert len(asked_on(1, known, [row_of(item) for item in known.values()])) == 1


def test_letters_without_an_answer_come_every_night_so_many_at_most() -> None:
    old = items(200, OLD, "old")
    waiting = {key: replace(item, unanswered=True) for key, item in list(old.items())[:60]}
    checked = dict.fromkeys(old, BEGIN)
    policy = RevisitPolicy("nightly", TODAY)
    asked = pages_to_ask((), old | waiting, checked, policy, BEGIN + NIGHT)
    assert len(waiting.keys() & set(asked)) >= UNANSWERED_A_NIGHT
    gone = {key: replace(item, gone=True) for key, item in waiting.items()}
    assert len(gone.keys() & set(pages_to_ask((), old | gone, checked, policy, BEGIN + NIGHT))) < 10
