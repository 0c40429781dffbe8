"""The page of a letter: in the forms in which systems print one, answered, waiting, and proving neither."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.observing.pages import framed, observed

ASKS = "我家门前的路灯坏了一个月,请问何时能修好?"
SAYS = "您好,您反映的问题已派人维修,感谢您的关注。"

ANSWERED = {
    "a table of four columns": (
        "<h1>关于路灯的问题</h1><table><tr><td>信件编号</td><td>2017031</td><td>来信时间</td><td>"
        "2017-03-01</td></tr>"
        f"<tr><td>信件内容</td><td colspan=3>{ASKS}</td></tr><tr><td>回复单位</td><td>住建局</td>"
        f"<td>回复时间</td><td>2017-03-09</td></tr><tr><td>回复内容</td><td colspan=3>{SAYS}</td>"
        "</tr></table>"
    ),
    "a table of rows with th, blanks inside the labels": (
        "<table><caption>信件详情</caption><tr><th>主&nbsp;&nbsp;题：</th><td>路灯</td></tr><tr>"
        "<th>写 信 人：</th><td>李**</td>"
        "</tr><tr><th>写信日期：</th><td>2017年3月1日 10:20</td></tr><tr><th>内&nbsp;&nbsp;容：</th>"
        f"<td>{ASKS}</td></tr><tr><th>处理状态：</th><td>已办结</td></tr><tr><th>答复日期：</th>"
        "<td>2017年3月9日</td></tr>"
        f"<tr><th>答复意见：</th><td>{SAYS}</td></tr></table>"
    ),
    "a definition list": (
        "<h2>路灯</h2><dl><dt>留言人</dt><dd>李**</dd><dt>留言时间</dt><dd>2017/03/01</dd><dt>"
        f"留言内容</dt><dd>{ASKS}</dd>"
        "<dt>办理状态</dt><dd>已回复</dd><dt>答复时间</dt><dd>2017/3/9 15:00:00</dd><dt>"
        f"答复内容</dt><dd>{SAYS}</dd></dl>"
    ),
    "a list of spans": (
        "<ul class='xj'><li><span>咨询标题</span><span>路灯</span></li><li><span>咨询时间</span>"
        "<span>2017.03.01</span></li>"
        f"<li><span>咨询内容</span><span>{ASKS}</span></li><li><b>回复部门</b><i>住建局</i></li>"
        "<li><b>回复时间</b>"
        f"<i>2017.03.09</i></li><li><b>回复内容</b><i>{SAYS}</i></li></ul>"
    ),
    "one line run together, the answer in a box": (
        f"<h1>路灯</h1><p>来信人：李** 来信时间：2017-03-01 09:00:00 状态：已回复</p><p>{ASKS}</p>"
        f"<div class='hf'><h3>【官方回复】</h3><p>{SAYS}</p><p>"
        "回复单位：住建局 回复时间：2017-03-09</p></div>"
    ),
    "heads of columns above one row": (
        "<table><thead><tr><th>信件标题</th><th>来信日期</th><th>办理状态</th><th>办结日期</th>"
        "</tr></thead><tbody><tr>"
        "<td>路灯</td><td>2017-03-01</td><td>已办结</td><td>2017-03-09</td></tr></tbody></table>"
        f"<p>来信内容：{ASKS}</p>"
    ),
}

WAITING = {
    "two tables, a day that is none": (
        "<table><tr><td>编号:</td><td>C2017</td><td>来信人:</td><td>李**</td></tr><tr><td>来信时间:</td>"
        "<td>2017-03-01 09:10:11</td><td>受理单位:</td><td>住建局</td></tr><tr><td>来信主题:</td>"
        f"<td colspan=3>路灯</td></tr><tr><td>来信内容:</td><td colspan=3>{ASKS}</td></tr></table><table><tr>"
        "<td>办理单位:</td><td>住建局</td><td>办理时间:</td><td>暂无</td></tr><tr><td>处理情况:</td>"
        "<td colspan=3></td></tr></table>"
    ),
    "a table, its part for the answer empty": (
        "<h1>路灯</h1><table><tr><td>信件编号</td><td>2017031</td><td>来信时间</td><td>"
        "2017-03-01</td></tr><tr>"
        f"<td>信件内容</td><td colspan=3>{ASKS}</td></tr><tr><td>回复单位</td><td></td><td>"
        "回复时间</td><td></td></tr>"
        "<tr><td>回复内容</td><td colspan=3>&nbsp;</td></tr></table>"
    ),
    "a list that says so": (
        "<ul><li><span>来信人：</span><span>李**</span></li><li><span>来信时间：</span><span>"
        "2017-03-01</span></li>"
        f"<li><span>办理状态：</span><span>办理中</span></li></ul><div class='nr'>{ASKS}</div>"
    ),
    "words in the place of the answer": (
        f"<dl><dt>留言时间</dt><dd>2017-03-01</dd><dt>留言内容</dt><dd>{ASKS}</dd><dt>回复内容</dt>"
        "<dd>暂无回复</dd></dl>"
    ),
    "a sentence in the place of the answer": (
        f"<table><tr><td>来信时间</td><td>2017-03-01</td></tr><tr><td>来信内容</td><td>{ASKS}</td></tr><tr>"
        "<td>回复内容</td><td>暂未回复,请您耐心等待</td></tr></table>"
    ),
    "a letter that was taken and no more": (
        f"<p>写信人：李** 写信时间：2017年3月1日 信件状态：已受理</p><p>{ASKS}</p>"
    ),
    "it is not answered, says the table": (
        f"<table><tr><th>提问时间</th><td>2017-03-01</td></tr><tr><th>提问内容</th><td>{ASKS}</td></tr>"
        "<tr><th>是否回复</th><td>否</td></tr></table>"
    ),
}

NEITHER = {
    "the place of the answer is filled by a script": (
        f"<p>来信人：李** 来信时间：2017-03-01</p><p>{ASKS}</p><div><b>回复内容：</b>"
        "<div id='hfnr'></div></div>"
    ),
    "a template's words in the place of the answer": (
        f"<table><tr><td>来信时间</td><td>2017-03-01</td></tr><tr><td>来信内容</td><td>{ASKS}</td></tr><tr>"
        "<td>回复内容</td><td>{{reply.content}}</td></tr></table>"
    ),
    "it says only that the letter came": (
        f"<dl><dt>来信时间</dt><dd>2017-03-01</dd><dt>来信内容</dt><dd>{ASKS}</dd><dt>回复内容</dt>"
        "<dd>您的来信已收到,正在办理,请耐心等待。</dd></dl>"
    ),
    "no part for an answer": f"<p>来信人：李** 来信时间：2017-03-01</p><p>来信内容：{ASKS}</p>",
    "it will not be answered": f"<p>来信时间：2017-03-01 处理状态：不予受理</p><p>来信内容：{ASKS}</p>",
    "it says that it waits, and prints an answer": (
        f"<p>来信时间：2017-03-01 处理状态：未回复</p><p>来信内容：{ASKS}</p><p>回复内容：{SAYS}</p>"
    ),
}


@pytest.mark.parametrize("form", ANSWERED)
def test_an_answered_letter(form: str) -> None:
    assert observed(framed(ANSWERED[form])) == {
        "written": "2017-03-01", "answered": "2017-03-09", "answer": "answered"
    }  # fmt: skip


@pytest.mark.parametrize("form", WAITING)
def test_a_letter_that_waits(form: str) -> None:
    assert observed(framed(WAITING[form])) == {"written": "2017-03-01", "answer": "unanswered"}


@pytest.mark.parametrize("form", NEITHER)
def test_a_page_that_proves_neither_says_nothing_of_the_answer(form: str) -> None:
    assert observed(framed(NEITHER[form])) == {"written": "2017-03-01", "answer": None}


NO_LETTER = {
    "news about letters": "<h1>县长接听热线</h1><p>发布时间：2017-03-01</p><p>今年共收到来信12件,"
    "已回复12件。</p>",
    "a notice with a telephone": "<h1>通知</h1><p>提交时间：2017-03-01</p><p>"
    "联系电话：7211000 受理部门：民政局</p>",
    "a page of many letters": (
        "<p>来信时间：2017-03-01</p><p>回复内容：好</p><p>来信时间：2017-03-02</p><p>回复内容：好</p>"
    ),
}


@pytest.mark.parametrize("form", NO_LETTER)
def test_other_pages_are_no_letters(form: str) -> None:
    assert observed(framed(NO_LETTER[form], crumbs="首页 > 政务动态")) == {}


def test_labels_of_other_pages_count_in_a_section_of_letters() -> None:
    body = framed(f"<h1>路灯</h1><p>提交时间：2017-03-01</p><p>{ASKS}</p><p>答复：{SAYS}</p>")
    assert observed(body) == {}
    assert observed(body, "letter") == {"written": "2017-03-01", "answer": "answered"}


def told(*rows: tuple[str, str]) -> list[str]:
    """A letter with these labels and values, in the forms that pages have."""
    asked = [("来信时间", "2017-03-01"), ("来信内容", ASKS), *rows]
    return [
        "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in asked) + "</table>",
        "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in asked) + "</dl>",
        "".join(f"<p>{a}：{b}</p>" for a, b in asked),
    ]


OPEN = {
    "it was handed on, with a day": [
        ("回复时间", "2017-03-02"),
        ("回复内容", "您好,来信已转住建局处理,请等待。"),
    ],
    "it was handed on, in many words": [
        ("回复时间", "2017-03-02"),
        (
            "回复内容",
            "您的来信已转交县住建局办理,办理结果将在15个工作日内予以回复,谢谢您对我们工作的支持和关注。",
        ),
    ],
    "it goes to another": [("处理时间", "2017-03-02"), ("处理意见", "转住建局"), ("回复内容", "")],
    "a day that a system fills in, and no answer": [("回复时间", "1970-01-01 08:00:00"), ("回复内容", "")],
    "words for none, and a day": [("回复时间", "2017-03-01"), ("回复内容", "暂无回复")],
    "it is ended, and no answer": [("办理状态", "已办结"), ("回复内容", "")],
    "it was looked at before it was published": [("办理状态", "已审核")],
    "it is loading": [("回复内容", "加载中...")],
    "a variable": [("回复内容", "undefined")],
    "it is not public": [("回复内容", "回复不公开")],
    "the field of a form": [("回复内容", "<input value='已修'>")],
}


@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN)
def test_what_is_no_answer_is_none_and_has_no_day(rows: list[tuple[str, str]]) -> None:
    for body in told(*rows):
        assert observed(framed(body)) == {"written": "2017-03-01", "answer": None}


ON_DAYS = {
    "an answer behind one that says it is to come": (
        [("回复时间", "2017-03-02"), ("回复内容", "已转办"), ("回复时间", "2017-07-09"), ("回复内容", SAYS)],
        "2017-07-09",
    ),
    "an answer and more of it": (
        [("回复时间", "2017-03-09"), ("回复内容", SAYS), ("回复时间", "2017-07-09"), ("回复内容", SAYS)],
        "2017-03-09",
    ),
    "two days and one answer": (
        [("办结时间", "2017-07-09"), ("回复时间", "2017-03-09"), ("回复内容", SAYS)], None
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "day"), ON_DAYS.values(), ids=ON_DAYS)
def test_the_day_is_that_of_the_first_answer(rows: list[tuple[str, str]], day: str | None) -> None:
    for body in told(*rows):
        said = observed(framed(body))
        assert (said["answer"], said.get("answered")) == ("answered", day)


SEVERAL = {
    "written on one day": [
        f"<p>来信时间：2017-03-01</p><p>来信内容：{ASKS}{number}</p><p>回复内容：{SAYS}</p>"
        for number in range(3)
    ],
    "without days": [
        f"<dl><dt>来信人</dt><dd>李*</dd><dt>来信内容</dt><dd>{ASKS}{number}</dd><dt>回复内容</dt><dd></dd></dl>"
        for number in range(2)
    ],
    "in a table": [
        "<table><tr><th>来信时间</th><th>来信内容</th><th>回复内容</th></tr>",
        *(f"<tr><td>2017-03-01</td><td>{ASKS}</td><td>{said}</td></tr>" for said in ("", SAYS)),
        "</table>",
    ],
}


@pytest.mark.parametrize("pieces", SEVERAL.values(), ids=SEVERAL)
def test_of_several_letters_on_one_page_nothing_is_said(pieces: list[str]) -> None:
    assert observed(framed("".join(pieces)), "letter") == {}


def test_heads_without_a_tag_of_their_own() -> None:
    heads = "<table><tr><td>来信时间</td><td>来信内容</td><td>回复时间</td><td>回复内容</td></tr>"
    row = f"<tr><td>2017-03-01</td><td>{ASKS}</td><td>{{}}</td><td>{{}}</td></tr></table>"
    answered = observed(framed(heads + row.format("2017-03-09", SAYS)))
    assert answered == {"written": "2017-03-01", "answered": "2017-03-09", "answer": "answered"}
    waiting = observed(framed(heads + row.format("", "")))
    assert waiting == {"written": "2017-03-01", "answer": "unanswered"}


@pytest.mark.parametrize("shown", ["<iframe src='/r?id=1'></iframe>", "<object data='/r.pdf'></object>"])
def test_an_answer_in_a_frame_is_one(shown: str) -> None:
    for body in told():
        assert observed(framed(f"{body}<h3>回复内容</h3><div>{shown}</div>"))["answer"] == "answered"
