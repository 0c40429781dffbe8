"""What pages show beside items: the home page and its links, letters, guides; pages without a time, days that
changed; what a year that is over cannot show any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pytest

from tests.warehouse.self_check.site import HOST, Site, connect

READ_ON = date(2020, 5, 31)


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


@pytest.fixture
def site(db: duckdb.DuckDBPyConnection) -> Site:
    """A site with one section that was read whole today."""
    site = Site(db, READ_ON)
    site.section("leaders", "领导信息", [date(2019, 1, 1)])
    return site


def ago(days: int) -> date:
    return READ_ON - timedelta(days=days)


@pytest.mark.parametrize(
    ("printed", "linked", "state", "due_on"),
    [
        (ago(3), ago(40), "in_order", ago(-11)),
        (ago(40), ago(14), "due", READ_ON),
        (ago(15), ago(20), "breach", ago(1)),
        (ago(15), None, "breach", ago(1)),
        # What the page prints of days to come is no update.
        (ago(-5), ago(15), "not_assessable", ago(1)),
        (None, ago(15), "not_assessable", ago(1)),
        (None, ago(2), "in_order", ago(-12)),
    ],
)
def test_the_home_page_is_as_new_as_what_it_prints_or_links_to(
    site: Site, printed: date | None, linked: date | None, state: str, due_on: date
) -> None:
    site.observed("home", HOST, "outcome", "ok")
    site.observed("home", HOST, "newest", day=printed)
    if linked:
        item = site.item("news/1.html", linked)
        site.observed("home_link", "news/1.html", "outcome", "ok", item_id=item)
    site.judge()
    since = due_on + timedelta(days=1) if state == "breach" else None
    assert site.found("V3", 2020) == [(state, "", since, due_on)]
    if state == "breach":
        assert site.figure("V3", 2020) == (1, "不合格", "computed")
        assert site.figure("单项否决", 2020)[0] == 1


@pytest.mark.parametrize(("news", "state"), [(ago(15), "breach"), (ago(14), "not_assessable")])
def test_what_is_new_in_a_section_and_not_seen_on_the_home_page_is_for_a_person(
    site: Site, news: date, state: str
) -> None:
    site.section("news", "动态信息", [news])
    site.observed("home", HOST, "outcome", "ok")
    site.observed("home", HOST, "newest", day=ago(20))
    site.judge()
    assert site.state("V3", 2020) == state


@pytest.mark.parametrize(
    ("last_on", "covered", "state"),
    [(ago(14), True, "due"), (ago(15), True, "breach"), (ago(15), False, "not_assessable")],
)
def test_a_home_page_that_only_leads_on_is_as_new_as_the_sections(
    site: Site, last_on: date, covered: bool, state: str
) -> None:
    site.section("news", "动态信息", [last_on], covered=covered)
    site.observed("home", HOST, "outcome", "ok")
    site.observed("home_link", "news/", "outcome", "ok")
    site.judge()
    assert site.state("V3", 2020) == state


@pytest.mark.parametrize(
    ("outcome", "last_on"), [("timeout", READ_ON), ("challenged", READ_ON), ("ok", ago(1)), (None, READ_ON)]
)
def test_a_home_page_that_was_not_read_is_not_judged(site: Site, outcome: str | None, last_on: date) -> None:
    if outcome:
        site.observed("home", HOST, "outcome", outcome, last_on=last_on)
        site.observed("home", HOST, "newest", day=ago(30), last_on=last_on)
    site.judge()
    assert site.state("V3", 2020) == "not_assessable"
    assert site.figure("V3", 2020) == (None, None, "missing")


@pytest.mark.parametrize(
    ("written", "answered", "answer", "state"),
    [
        (date(2020, 2, 29), None, None, "breach"),
        (date(2020, 3, 1), None, None, "due"),
        (date(2020, 5, 1), None, None, "in_order"),
        (date(2020, 1, 10), date(2020, 4, 10), None, "in_order"),
        (date(2020, 1, 10), date(2020, 4, 11), None, "breach"),
        (date(2019, 11, 30), date(2020, 3, 1), None, "breach"),
        (date(2020, 3, 1), None, "answered", "in_order"),
        (date(2020, 1, 10), None, "answered", "not_assessable"),
        (date(2020, 1, 10), None, "?", "not_assessable"),
        (None, None, "unanswered", "not_assessable"),
    ],
)
def test_a_letter_waits_three_months_at_most(
    site: Site, written: date | None, answered: date | None, answer: str | None, state: str
) -> None:
    site.letter("ly/1.html", written, answered, answer)
    site.judge()
    assert site.state("V5b", 2020) == state
    if state == "breach":
        assert site.figure("V5b", 2020) == (1, "不合格", "computed")


@pytest.mark.parametrize(
    ("written", "is_looked_at"),
    [(date(2019, 6, 1), True), (date(2019, 5, 31), False), (date(2020, 6, 1), False)],
)
def test_letters_of_the_last_twelve_months_count(site: Site, written: date, is_looked_at: bool) -> None:
    site.letter("ly/1.html", written)
    site.judge()
    assert [state for state, *_ in site.found("V5b", 2020)] == (
        ["breach"] if is_looked_at else ["not_assessable"]
    )
    assert (site.figure("V5b", 2020)[0] == 1) == is_looked_at


def test_a_letter_without_a_day_is_as_old_as_its_publication_at_least(site: Site) -> None:
    [old, new] = site.section("ly", "公众留言", [date(2020, 2, 1), date(2020, 5, 1)])
    site.letter("ly/0.html", item_id=old)
    site.letter("ly/1.html", item_id=new)
    site.judge()
    # The second may be older than its publication: nothing says that it is in time.
    assert site.found("V5b", 2020) == [
        ("breach", "ly/0.html", date(2020, 5, 2), date(2020, 5, 1)),
        ("not_assessable", "ly/1.html", None, None),
    ]


def test_letters_as_they_stood_when_a_year_ended(site: Site) -> None:
    site.years(2018, 2019)
    site.letter("a", date(2018, 9, 29), date(2018, 12, 31))
    site.letter("b", date(2019, 9, 30), date(2020, 1, 5))
    site.letter("c", date(2019, 10, 1), date(2020, 1, 5))
    site.letter("d", date(2019, 5, 1), None, "answered")
    site.judge()
    assert site.found("O5", 2018) == [("breach", "a", date(2018, 12, 30), date(2018, 12, 29))]
    # b had not been answered by then; when d was, nobody can tell now; c was still in time.
    assert [told[:2] for told in site.found("V5b", 2019)] == [
        ("breach", "b"),
        ("due", "c"),
        ("not_assessable", "d"),
    ]


def test_letters_that_show_no_reply_keep_the_indicator_open(site: Site) -> None:
    [item, _] = site.section("ly", "公众留言", [date(2020, 5, 1), date(2020, 5, 2)])
    site.letter("ly/0.html", date(2020, 4, 1), date(2020, 4, 2), item_id=item)
    site.judge()
    assert site.words("V5b", 2020) == ["1 条来信的页面没有读出写信和答复", "按时答复的来信 1 封"]
    assert site.figure("V5b", 2020) == (None, None, "missing")


@pytest.mark.parametrize(("days", "origin"), [([date(2018, 1, 1)], "computed"), ([], "computed")])
def test_a_letter_box_without_letters_of_the_year_is_in_order(
    site: Site, days: list[date], origin: str
) -> None:
    site.section("ly", "公众留言", days)
    site.judge()
    assert site.figure("V5b", 2020) == (0, "未发现问题", origin)


@pytest.mark.parametrize(
    ("days", "answered", "covered", "state"),
    [
        ([date(2020, 3, 31)], None, True, "due"),
        ([date(2020, 3, 30)], None, True, "breach"),
        ([date(2020, 1, 1)], date(2020, 5, 20), True, "in_order"),
        ([date(2020, 1, 1)], None, False, "not_assessable"),
    ],
)
def test_replies_are_published_every_two_months(
    site: Site, days: list[date], answered: date | None, covered: bool, state: str
) -> None:
    site.section("ly", "公众留言", days, covered=covered)
    if answered:
        site.letter("ly/0.html", date(2020, 5, 1), answered)
    site.judge()
    assert [told[0] for told in site.found("D3", 2020)] == [state]


@pytest.mark.parametrize(
    ("lacking", "first", "second"),
    [
        ([4, 5, 8, 4, 7], (5, "不合格", "computed"), (0, "未发现问题", "computed")),
        ([4, 3, 8, 0, 7], (3, "未达单项否决", "computed"), (0, "未发现问题", "computed")),
        ([4, 8], (2, "未达单项否决", "computed"), (2, "不合格", "computed")),
        ([4, 3], (1, "未达单项否决", "computed"), (0, "未发现问题", "computed")),
        ([3, 0], (0, "未发现问题", "computed"), (0, "未发现问题", "computed")),
    ],
)
def test_guides_lack_four_classes_or_more(
    site: Site, lacking: list[int], first: tuple[int, str, str], second: tuple[int, str, str]
) -> None:
    for number, absent in enumerate(lacking):
        site.guide(f"zn/{number}.html", absent)
    site.judge()
    assert site.figure("V6b", 2020) == first
    assert site.figure("V6c", 2020) == second


def test_guides_that_were_not_read_leave_open_how_many_there_are(site: Site) -> None:
    items = site.section("zn", "办事服务", [READ_ON] * 3)
    site.guide("zn/0.html", 8, items[0])
    site.judge()
    assert site.figure("V6a", 2020) == (0, "未发现问题", "computed")
    assert site.figure("V6b", 2020) == (1, "未达单项否决", "lower_bound")
    assert site.figure("V6c", 2020) == (None, None, "missing")


def test_of_the_older_inspection_each_class_counts_once(db: duckdb.DuckDBPyConnection) -> None:
    site = Site(db, date(2018, 11, 1))
    site.section("leaders", "领导信息", [date(2018, 1, 1)])
    site.guide("zn/0.html", 2)
    site.guide("zn/1.html", 3)
    site.judge()
    assert site.figure("O6", 2018) == (3, "扣分", "computed")
    assert site.figure("扣分", 2018) == (6, "至少扣 6 分", "lower_bound")


@pytest.mark.parametrize(
    ("outcomes", "figure"),
    [
        (["ok", "gone", "soft_gone", "not_html"], (2, "扣分", "computed")),
        (["ok", "unchanged"], (0, "未发现问题", "computed")),
        (["gone", "not_asked"], (1, "扣分", "lower_bound")),
        (["ok", "not_asked"], (None, None, "missing")),
        (["ok", "server_error"], (None, None, "missing")),
        (["ok", "never heard of"], (None, None, "missing")),
    ],
)
def test_links_of_the_home_page_lead_somewhere(
    site: Site, outcomes: list[str], figure: tuple[int | None, str | None, str]
) -> None:
    for number, outcome in enumerate(outcomes):
        site.observed("home_link", f"{number}.html", "outcome", outcome, first_on=ago(9))
        site.observed("home_link", f"{number}.html", "text", "更多")
    site.judge()
    assert site.figure("D6", 2020) == figure
    gone = [told for told in site.found("D6", 2020) if told[0] == "breach"]
    assert all(since == ago(9) for _, _, since, _ in gone)


def test_where_each_of_several_faults_has_an_unknown_most_only_one_is_sure(site: Site) -> None:
    for number in range(4):
        site.observed("home_link", f"{number}.html", "outcome", "gone")
    site.section("files", "政府文件", [date(2019, 1, 1)])
    site.judge()
    assert site.figure("扣分", 2020) == (6, "至少扣 6 分(逐项相加 9 分,有的分值上限不知道)", "lower_bound")


@pytest.mark.parametrize(
    ("pages", "figure"),
    [
        ([("list", True), ("page", True), ("none", True)], (2, "有问题", "computed")),
        ([("page", True)], (0, "未发现问题", "computed")),
        ([("page", True), ("list", False)], (None, None, "missing")),
        ([("list", True), ("list", False)], (1, "有问题", "lower_bound")),
    ],
)
def test_pages_print_when_they_were_published(
    site: Site, pages: list[tuple[str, bool]], figure: tuple[int | None, str | None, str]
) -> None:
    for number, (date_from, is_read) in enumerate(pages):
        day = None if date_from == "none" else READ_ON
        site.item(f"p/{number}.html", day, date_from=date_from, is_read=is_read)
    site.judge()
    assert site.figure("D9", 2020) == figure
    behind = site.db.execute("SELECT count(*) FROM published.main.figure_items WHERE code = 'D9'").fetchone()
    assert behind == (figure[0] or 0,)


def test_a_day_without_the_time_is_told_and_no_fault(site: Site) -> None:
    site.item("p/1.html", READ_ON, date_from="page", is_read=True)
    site.item("p/2.html", READ_ON, date_from="page", is_read=True, with_time=True)
    site.judge()
    assert site.words("D9", 2020) == ["印有发布日期的内容页 2 条,其中只印到日、没有印时分的 1 条"]


@pytest.mark.parametrize(
    ("day", "seen_on", "versions", "is_suspect"),
    [
        (date(2020, 5, 2), date(2020, 5, 1), [], True),
        (date(2020, 5, 1), date(2020, 5, 1), [], False),
        (date(2020, 5, 1), date(2020, 5, 1), [(date(2020, 1, 1), "7"), (date(2020, 5, 1), "7")], True),
        # Another reader may have read another day.
        (date(2020, 5, 1), date(2020, 5, 1), [(date(2020, 1, 1), "6"), (date(2020, 5, 1), "7")], False),
        (date(2020, 5, 1), date(2020, 5, 1), [(date(2020, 5, 1), "7"), (date(2020, 5, 1), "7")], False),
    ],
)
def test_days_that_cannot_be_are_leads_for_a_person_and_no_verdict(
    site: Site, day: date, seen_on: date, versions: list[tuple[date, str]], is_suspect: bool
) -> None:
    site.item("p/1.html", day, seen_on=seen_on, versions=versions)
    site.judge()
    suspect = (1, "待人工核实", "lower_bound")
    assert site.figure("V1", 2020) == (suspect if is_suspect else (None, None, "missing"))
    assert site.figure("单项否决", 2020)[0] is None


@pytest.mark.parametrize("code", ["V2", "V5a", "V7", "V8a", "V8b", "V9", "D4", "D5", "D7", "D8", "Q1"])
def test_what_a_crawl_cannot_see_is_said_and_never_passed(site: Site, code: str) -> None:
    site.judge()
    assert site.state(code, 2020) == "not_seen"
    assert site.figure(code, 2020) == (None, None, "missing")
    assert site.words(code, 2020)[0]


@pytest.mark.parametrize(
    ("code", "year"), [("V3", 2019), ("V6b", 2019), ("V6c", 2019), ("D6", 2019), ("O2", 2018), ("O6", 2018)]
)
def test_what_only_the_present_shows_is_missing_of_a_year_that_is_over(
    site: Site, code: str, year: int
) -> None:
    site.years(2018, 2019)
    site.observed("home", HOST, "outcome", "ok")
    site.observed("home", HOST, "newest", day=ago(1))
    site.observed("home_link", "1.html", "outcome", "gone")
    site.guide("zn/0.html", 8)
    site.judge()
    assert site.state(code, year) == "not_assessable"
    assert site.words(code, year) == ["以往年度的页面现在看不到,只有当年读到的才能判断"]
    assert site.figure(code, year) == (None, None, "missing")


def in_order(site: Site) -> None:
    """All that can be seen, in order."""
    news = site.section("news", "动态信息", [READ_ON])
    site.section("ly", "公众留言", [date(2019, 5, 1), date(2020, 5, 20)])
    site.letter("ly/1.html", date(2020, 5, 1), date(2020, 5, 20), item_id=f"{site.portal_id}-{site.items}")
    guides = site.section("zn", "办事服务", [READ_ON] * 5)
    for number, guide in enumerate(guides):
        site.guide(f"zn/{number}.html", 1, guide)
    site.observed("home", HOST, "outcome", "ok")
    site.observed("home", HOST, "newest", day=READ_ON)
    site.observed("home_link", "news/0.html", "outcome", "ok", item_id=news[0])


def test_the_whole_is_never_called_sound(site: Site) -> None:
    in_order(site)
    site.judge()
    # V1 as to its contents, V2, V5a, V7, V8a, V8b, V9.
    assert site.figure("单项否决", 2020) == (None, "未发现单项否决问题(7 项看不到)", "lower_bound")
    told = site.db.execute("SELECT count(*) FROM published.main.figures WHERE value_text = '合格'").fetchone()
    assert told == (0,)


def test_one_veto_is_enough_and_one_open_question_leaves_the_whole_open(site: Site) -> None:
    in_order(site)
    site.letter("ly/9.html", date(2019, 12, 1))
    site.section("what", (), [READ_ON])
    site.judge()
    assert site.figure("单项否决", 2020) == (1, "不合格(7 项看不到)", "lower_bound")


def test_an_open_question_leaves_the_whole_open(site: Site) -> None:
    in_order(site)
    site.letter("ly/9.html", date(2019, 12, 1), None, "?")
    site.judge()
    assert site.figure("单项否决", 2020) == (None, "无法判断(1 项无法判断,7 项看不到)", "lower_bound")


def test_of_several_sites_each_has_its_verdict_and_the_faults_are_added(site: Site) -> None:
    other = Site(site.db, READ_ON, "other", clear=False)
    third = Site(site.db, READ_ON, "third", clear=False)
    third.section("x-leaders", "领导信息", [READ_ON])
    for number in range(5):
        site.section(f"a{number}", "动态信息", [ago(15)])
    other.section("b", "动态信息", [ago(15)])
    site.judge()
    from warehouse.self_check.counting import count_self_check_together

    site.db.execute("DELETE FROM published.main.figures_all")
    count_self_check_together(site.db)
    told = site.db.execute(
        "SELECT value::INTEGER, value_text, origin FROM published.main.figures_all WHERE code = 'V4a'"
    ).fetchall()
    assert told == [(6, "不合格 1 个网站;未达单项否决 1 个网站;缺 1 个网站", "lower_bound")]


@pytest.mark.parametrize(
    ("written", "answered", "answer", "state"),
    [
        # Handed on and not answered: a day alone is no answer.
        (date(2020, 1, 10), date(2020, 1, 12), "?", "not_assessable"),
        # A reply cannot come before its letter, nor either tomorrow.
        (date(2020, 1, 10), date(2019, 12, 31), "answered", "not_assessable"),
        (date(2020, 1, 10), date(2020, 6, 1), "answered", "not_assessable"),
        (date(2020, 6, 1), None, "unanswered", "not_assessable"),
        # When a letter without a day was written nobody knows.
        (None, date(2020, 5, 30), "answered", "not_assessable"),
        # Due days at the ends of months: 30 November is due on 29 February, 31 August on 30 November.
        (date(2019, 11, 30), date(2020, 2, 29), "answered", "in_order"),
        (date(2019, 8, 31), date(2019, 11, 30), "answered", "in_order"),
        (date(2019, 8, 31), date(2019, 12, 1), "answered", "breach"),
    ],
)
def test_no_letter_is_in_order_by_a_day_that_proves_nothing(
    site: Site, written: date | None, answered: date | None, answer: str, state: str
) -> None:
    site.letter("ly/1.html", written, answered, answer)
    site.judge()
    assert site.state("V5b", 2020) == state


@pytest.mark.parametrize(
    ("first_on", "last_on", "value", "state"),
    [
        (date(2020, 3, 1), date(2020, 4, 10), "unanswered", "not_assessable"),
        (date(2020, 3, 1), date(2020, 4, 11), "unanswered", "breach"),
        (date(2020, 4, 10), READ_ON, "answered", "in_order"),
        (date(2020, 4, 11), READ_ON, "answered", "not_assessable"),
    ],
)
def test_a_letter_is_judged_by_when_it_was_seen_so(
    site: Site, first_on: date, last_on: date, value: str, state: str
) -> None:
    site.observed("letter", "ly/1.html", "written", day=date(2020, 1, 10))
    site.observed("letter", "ly/1.html", "answer", value, first_on=first_on, last_on=last_on)
    site.judge()
    assert site.state("V5b", 2020) == state


@pytest.mark.parametrize("covered", [True, False])
@pytest.mark.parametrize("absent", [0, 8])
def test_guides_of_a_section_that_was_not_read_whole_may_be_more(
    site: Site, absent: int, covered: bool
) -> None:
    items = site.section("bs", "办事服务", [date(2020, 5, 1)] * 2, covered=covered)
    for item in items:
        site.guide(item, absent, item_id=item)
    site.judge()
    if covered:
        assert site.figure("V6b", 2020)[1] == ("未达单项否决" if absent else "未发现问题")
        assert site.figure("V6c", 2020)[1] == ("不合格" if absent else "未发现问题")
    else:
        assert site.figure("V6b", 2020)[1:] == (("无法判断", "lower_bound") if absent else (None, "missing"))
        assert site.figure("V6c", 2020)[2] == ("missing" if absent else "computed")


@pytest.mark.parametrize(
    ("outcome", "last_on", "figure"),
    [
        ("ok", READ_ON, (0, "未发现问题", "computed")),
        ("timeout", READ_ON, (None, None, "missing")),
        ("ok", ago(3), (None, None, "missing")),
    ],
)
def test_links_of_a_home_page_that_was_not_read_again_prove_nothing_of_today(
    site: Site, outcome: str, last_on: date, figure: tuple[int | None, str | None, str]
) -> None:
    site.observed("home", HOST, "outcome", outcome, last_on=last_on)
    site.observed("home_link", "news/1.html", "outcome", "ok", last_on=ago(3))
    site.judge()
    assert site.figure("D6", 2020) == figure


def test_a_letter_that_prints_its_own_days_alone_is_no_page_without_a_day(site: Site) -> None:
    for number, is_letter in enumerate((True, False)):
        item = site.item(f"ly/{number}.html", date(2020, 5, 1), date_from="list", is_read=True)
        if is_letter:
            site.letter(f"ly/{number}.html", date(2020, 5, 1), date(2020, 5, 3), item_id=item)
    site.judge()
    assert [told[:2] for told in site.found("D9", 2020)] == [
        ("breach", "ly/1.html"), ("not_assessable", None)
    ]  # fmt: skip
    assert site.figure("D9", 2020)[::2] == (1, "lower_bound")


def test_what_pages_show_is_judged_where_no_section_was_ever_read_whole(
    db: duckdb.DuckDBPyConnection,
) -> None:
    site = Site(db, READ_ON)
    site.section("news", "动态信息", [ago(30)], covered=False)
    site.observed("home", HOST, "outcome", "ok")
    site.observed("home", HOST, "newest", day=ago(20))
    site.letter("ly/1.html", date(2020, 1, 10))
    site.judge()
    assert [site.figure(code, 2020) for code in ("V3", "V5b")] == [(1, "不合格", "computed")] * 2
    assert site.figure("V4a", 2020) == (None, None, "missing")
