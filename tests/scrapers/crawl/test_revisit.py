"""Which item pages a night asks for: each comes round, the young ones soonest."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from scrapers.crawl.revisit import RevisitPolicy, pages_to_ask
from scrapers.known import KnownItem
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
