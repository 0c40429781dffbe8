"""Rows of letters on a list, linked or not, in the forms of tables and lists."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.parsing import letters_listed
from scrapers.records import ListedLetter, Page
from tests.scrapers.parsing.observing.pages import SITE, framed

LIST = f"{SITE}ly/"
FILTER = "<ul class='filter'><li><a href='?s=1'>已回复</a></li><li><a href='?s=0'>未回复</a></li></ul>"
LISTS = {
    "a table with heads": (
        "<table><tr><th>编号</th><th>标题</th><th>来信时间</th><th>状态</th><th>回复时间</th></tr>"
        "<tr><td>1</td>"
        "<td><a href='1.html'>路灯不亮怎么办</a></td><td>2017-03-01</td><td>已办结</td><td>"
        "2017-03-09</td></tr>"
        "<tr><td>2</td><td>自来水没有压力</td><td>2017-04-01</td><td>办理中</td><td></td></tr></table>"
    ),
    "a table with a column for the answer's day": (
        "<table><thead><tr><th>信件标题</th><th>来信日期</th><th>答复日期</th></tr></thead><tbody><tr><td>"
        "<a href='1.html'>路灯不亮怎么办</a></td><td>2017-03-01</td><td>2017-03-09</td></tr><tr>"
        "<td>自来水没有压力</td><td>2017-04-01</td><td>-</td></tr></tbody></table>"
    ),
    "labels in each row": (
        "<ul><li><p><a href='1.html'>路灯不亮怎么办</a></p><p>"
        "来信时间：2017-03-01 回复时间：2017-03-09 办理状态：已答复</p></li>"
        "<li><p><a href='javascript:void(0)'>自来水没有压力</a></p><p>"
        "来信时间：2017-04-01 办理状态：受理中</p></li></ul>"
    ),
    "a definition list a row": (
        "<dl><dt><a href='1.html'>路灯不亮怎么办</a></dt><dd>写信日期</dd><dd>2017-03-01</dd><dd>"
        "答复日期</dd><dd>2017-03-09</dd>"
        "<dd>处理状态</dd><dd>已回复</dd></dl><dl><dt>自来水没有压力</dt><dd>写信日期</dd><dd>"
        "2017-04-01</dd><dd>处理状态</dd>"
        "<dd>待回复</dd></dl>"
    ),
}
BARE = {
    "a list with marks": (
        "<ul><li><a href='1.html'>路灯不亮怎么办</a><span>2017-03-01</span><em>[已回复]</em></li>"
        "<li>自来水没有压力<span>2017-04-01</span><em>[未回复]</em></li></ul>"
    ),
    "boxes": (
        "<div class='r'><div><a href='1.html'>路灯不亮怎么办</a></div><div>已回复</div><div>"
        "2017-03-01</div></div>"
        "<div class='r'><div>自来水没有压力</div><div>未回复</div><div>2017-04-01</div></div>"
    ),
}
WAITS = ListedLetter(None, "自来水没有压力", "unanswered", date(2017, 4, 1), None)


def listed(body: str) -> tuple[ListedLetter, ...]:
    return letters_listed(Page(LIST, framed(FILTER + body), "text/html; charset=utf-8"))


@pytest.mark.parametrize("form", LISTS)
def test_rows_say_who_was_answered_when_and_who_waits_without_a_link(form: str) -> None:
    answered = ListedLetter(f"{LIST}1.html", "路灯不亮怎么办", "answered", date(2017, 3, 1), date(2017, 3, 9))
    assert listed(LISTS[form]) == (answered, WAITS)


@pytest.mark.parametrize("form", BARE)
def test_a_day_without_a_label_is_the_letters_only_where_that_waits(form: str) -> None:
    answered = ListedLetter(f"{LIST}1.html", "路灯不亮怎么办", "answered", None, None)
    assert listed(BARE[form]) == (answered, WAITS)


def test_other_lists_hold_no_letters() -> None:
    assert (
        listed("<ul><li><a href='1.html'>县政府已回复网友留言12件</a><span>2017-03-01</span></li></ul>") == ()
    )
    assert letters_listed(Page(LIST, b'{"rows":[]}', "application/json")) == ()


def of_days(
    *rows: tuple[str, str], head: str = "回复时间", state: str = ""
) -> list[tuple[str | None, date | None]]:
    """Answer and its day, of rows with these days of letter and answer."""
    more, mark = ("<th>状态</th>", f"<td>{state}</td>") if state else ("", "")
    body = "".join(
        f"<tr><td><a href='{n}.html'>路灯不亮怎么办</a></td><td>{written}</td><td>{told}</td>{mark}</tr>"
        for n, (written, told) in enumerate(rows)
    )
    found = listed(f"<table><tr><th>标题</th><th>来信时间</th><th>{head}</th>{more}</tr>{body}</table>")
    return [(letter.answer, letter.answered) for letter in found]


def test_a_day_before_the_letter_answers_nothing() -> None:
    assert of_days(("2017-03-09", "1900-01-01"), ("2017-03-09", "2017-03-01")) == [(None, None)] * 2
    assert of_days(("2017-03-09", "2017-03-09"))[0][0] == "answered"


def test_a_row_that_waits_and_prints_a_day_of_an_answer_proves_neither() -> None:
    assert of_days(("2017-03-01", "2017-03-05"), state="办理中") == [(None, None)]
    assert of_days(("2017-03-01", "2017-03-05"), state="已回复") == [("answered", date(2017, 3, 5))]


@pytest.mark.parametrize(
    "told", ["15个工作日", "<span id='d1'></span>", "{{item.day}}", "<img src='yhf.gif'>"]
)
def test_what_is_no_day_in_the_column_of_answers_does_not_wait(told: str) -> None:
    assert of_days(("2017-03-01", told), head="办理时间") == []
    assert of_days(("2017-03-01", "--"), head="办理时间") == [("unanswered", None)]


def test_a_row_of_numbers_is_no_letter() -> None:
    assert listed("<table><tr><td>本月来信统计情况</td><td>已回复</td><td>20</td></tr></table>") == ()
