"""Letters, guides and the home page: what stands of them in the published file, since when, until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from scrapers.package import HOME_SECTION, ObservationRow
from scrapers.records import Observation, ObservationKind
from tests.warehouse.build import NIGHT, SITE, County, Told, county, page, portal, section
from warehouse.known import known_of_section

ALL = "SELECT kind, url, item_id, section_id, fact, value, day FROM observations ORDER BY kind, url, fact"
STANDING = (
    "SELECT fact, value, first_seen_at::DATE::VARCHAR, last_seen_at::DATE::VARCHAR"
    " FROM observations ORDER BY fact"
)
WRITTEN = Observation("letter", "written", None, date(2017, 3, 1))
WAITS = (Observation("letter", "answer", "unanswered"), WRITTEN)
ANSWERED = (
    Observation("letter", "answer", "answered"),
    Observation("letter", "answered", None, date(2017, 3, 9)),
    WRITTEN,
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(
        tmp_path, portal(section("ly", "公众留言", "公众留言"), section("bs", "办事指南", "办事服务"))
    ) as made:
        yield made


def letter(*observed: Observation, outcome: str = "ok", path: str = "ly/1.html") -> Told:
    stated: dict[str, Any] = {"title": "路灯不亮", "content_sha256": "a"} if outcome == "ok" else {}
    return Told(path, page=page() | {"outcome": outcome, "observed": observed} | stated)


def seen(
    county: County,
    kind: ObservationKind,
    source: Literal["list", "home"],
    url: str,
    fact: str,
    value: str | None,
    *,
    yields: bool = False,
    item_id: str | None = None,
    day: date | None = None,
) -> ObservationRow:
    return ObservationRow(kind, source, url, item_id, fact, value, day, county.now, yields)


def test_a_letter_stands_with_its_item_and_section_and_days(sample: County) -> None:
    told = letter(*ANSWERED)
    sample.night(ly=[told])
    assert sample.rows(ALL) == [
        ("letter", told.url, told.id, "ly", "answer", "answered", None),
        ("letter", told.url, told.id, "ly", "answered", None, date(2017, 3, 9)),
        ("letter", told.url, told.id, "ly", "written", None, date(2017, 3, 1)),
    ]


def test_a_value_stands_since_it_was_first_seen_and_a_new_one_from_then_on(sample: County) -> None:
    sample.night(ly=[letter(*WAITS)])
    sample.night(ly=[letter(*WAITS)])
    assert sample.rows(STANDING) == [
        ("answer", "unanswered", "2018-01-21", "2018-01-22"),
        ("written", None, "2018-01-21", "2018-01-22"),
    ]
    sample.night(ly=[letter(*ANSWERED)])
    assert sample.rows(STANDING) == [
        ("answer", "answered", "2018-01-23", "2018-01-23"),
        ("answered", None, "2018-01-23", "2018-01-23"),
        ("written", None, "2018-01-21", "2018-01-23"),
    ]


@pytest.mark.parametrize(
    ("outcome", "last"),
    {"unchanged": "2018-01-22", "timeout": "2018-01-21", "challenged": "2018-01-21"}.items(),
)
def test_a_page_that_does_not_come_leaves_what_it_said(sample: County, outcome: str, last: str) -> None:
    sample.night(ly=[letter(*WAITS)])
    sample.night(ly=[letter(outcome=outcome)])
    assert sample.rows(STANDING) == [
        ("answer", "unanswered", "2018-01-21", last),
        ("written", None, "2018-01-21", last),
    ]


def test_a_page_read_without_it_says_it_no_more(sample: County) -> None:
    sample.night(ly=[letter(*WAITS)])
    sample.night(ly=[letter()])
    assert sample.rows(ALL) == []


def test_a_letter_that_was_taken_down_says_nothing_any_more(sample: County) -> None:
    sample.night(ly=[letter(*WAITS)])
    for _ in range(2):
        sample.night(ly=[letter(outcome="gone")])
    assert sample.rows(ALL) == []


def test_a_package_that_comes_late_does_not_bring_back_what_was_said_before(sample: County) -> None:
    sample.begin()
    first, sample.now = sample.now, sample.now.replace(day=25)
    sample.tell("ly", [letter(*ANSWERED)])
    sample.load()
    sample.now = first
    sample.tell("ly", [letter(*WAITS)])
    sample.load()
    sample.publish()
    assert sample.one("SELECT value FROM observations WHERE fact = 'answer'") == "answered"


LIST_AND_PAGE = {
    "the page where both speak in one night": ("answered", "unanswered", "answered"),
    "the list where the page proves nothing": (None, "unanswered", "unanswered"),
    "the page where the list says nothing": ("unanswered", None, "unanswered"),
}


@pytest.mark.parametrize("case", LIST_AND_PAGE)
def test_a_letter_of_which_list_and_page_speak_has_one_answer(sample: County, case: str) -> None:
    of_page, of_list, expected = LIST_AND_PAGE[case]
    told = letter(Observation("letter", "answer", of_page))
    row = seen(sample, "letter", "list", told.url, "answer", of_list, item_id=told.id)
    sample.begin()
    sample.tell("ly", [told], observed=[row])
    sample.load()
    sample.publish()
    assert sample.rows("SELECT url, value FROM observations") == [(told.url, expected)]


def test_a_row_without_a_link_goes_when_the_list_was_read_whole_without_it(sample: County) -> None:
    def rows() -> list[tuple[Any, ...]]:
        return sample.rows("SELECT url, section_id, value FROM observations")

    def tell(*values: ObservationRow, whole: bool = True, outcome: Any = "complete") -> None:
        sample.begin()
        sample.tell("ly", [Told("ly/2.html")], observed=values, whole_list=whole, outcome=outcome)
        sample.load()
        sample.publish()
        sample.next_night()

    waiting = f"{SITE}ly/#letter-1"
    tell(seen(sample, "letter", "list", waiting, "answer", "unanswered"))
    assert rows() == [(waiting, "ly", "unanswered")]
    tell(whole=False)
    tell(outcome="partial")
    assert rows() == [(waiting, "ly", "unanswered")]
    tell()
    assert rows() == []


def test_a_letter_that_became_a_link_no_longer_stands_without_one(sample: County) -> None:
    alone = f"{SITE}ly/#letter-1-"
    sample.begin()
    sample.tell(
        "ly", [], observed=[seen(sample, "letter", "list", f"{alone}2017-03-01", "answer", "unanswered")]
    )
    sample.load()
    told = letter(*ANSWERED)
    row = seen(sample, "letter", "list", told.url, "answer", "answered", item_id=told.id)
    sample.tell("ly", [told], outcome="partial", observed=[replace(row, unlinked=alone)])
    sample.load()
    sample.publish()
    assert sample.rows("SELECT url, value FROM observations WHERE fact = 'answer'") == [
        (told.url, "answered")
    ]


def test_letters_that_wait_are_known_to_the_next_night(sample: County) -> None:
    sample.night(ly=[letter(*WAITS), letter(*ANSWERED, path="ly/2.html"), letter(path="ly/3.html")])
    sample.begin()
    known = known_of_section(sample.ledger, "ly", sample.run_id).items.values()
    assert [item.url for item in known if item.unanswered] == [f"{SITE}ly/1.html"]


def home(sample: County, *rows: ObservationRow) -> None:
    sample.begin()
    sample.tell(HOME_SECTION, [], outcome=None, observed=rows)
    sample.load()
    sample.publish()
    sample.next_night()


def link(sample: County, url: str, outcome: str, *, yields: bool = False) -> list[ObservationRow]:
    return [
        seen(sample, "home_link", "home", url, "outcome", outcome, yields=yields),
        seen(sample, "home_link", "home", url, "text", "链接"),
    ]


def test_links_stand_until_the_home_page_is_read_without_them(sample: County) -> None:
    read = lambda outcome: seen(sample, "home", "home", SITE, "outcome", outcome)  # noqa: E731
    outcomes = "SELECT url, value FROM observations WHERE fact = 'outcome' ORDER BY url"
    home(sample, read("ok"), *link(sample, f"{SITE}a", "gone"), *link(sample, f"{SITE}b", "ok"))
    assert sample.rows(outcomes) == [(SITE, "ok"), (f"{SITE}a", "gone"), (f"{SITE}b", "ok")]
    home(sample, read("timeout"))
    assert sample.rows(outcomes) == [(SITE, "timeout"), (f"{SITE}a", "gone"), (f"{SITE}b", "ok")]
    home(sample, read("ok"), *link(sample, f"{SITE}a", "not_asked", yields=True))
    assert sample.rows(outcomes) == [(SITE, "ok"), (f"{SITE}a", "gone")]
    assert sample.rows("SELECT DISTINCT section_id FROM observations") == [(None,)]


def test_the_sum_of_the_content_moves_with_letters_and_not_with_nights_or_links(sample: County) -> None:
    def told(*observed: Observation, outcome: str) -> str:
        sample.begin()
        sample.tell("ly", [letter(*observed)])
        rows = [seen(sample, "home", "home", SITE, "outcome", "ok"), *link(sample, f"{SITE}a", outcome)]
        sample.tell(HOME_SECTION, [], outcome=None, observed=rows)
        sample.load()
        sums = sample.publish().content_sha256
        sample.next_night()
        return sums

    first = told(*WAITS, outcome="ok")
    assert told(*WAITS, outcome="gone") == first
    assert told(*ANSWERED, outcome="gone") != first
    assert sample.now > NIGHT
