"""Why an item is not counted is a table: each item is behind a figure or there, and what is said agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.overrides import FILE_NAME, HEADER
from warehouse.report.draft import draft
from warehouse.report.formats import FORMATS
from warehouse.report.notes import notes
from warehouse.report.read import read_sections
from warehouse.report.text import render_text
from warehouse.why import explain_figure, explain_item

NUMBER = {"document_number": "样政发〔2017〕1号"}
COUNTED = Told("wj/1.html", "关于甲的通知", page=page(published_on=date(2017, 5, 5), **NUMBER))
COPY = Told("wj/2.html", "甲", page=page(published_on=date(2018, 1, 5), **NUMBER))
OUT = Told("wj/3.html", "重复上传的通知")
NO_DAY = Told("wj/4.html", "无日期", listed_on=None, page=page())
BAD_DAY = Told(
    "wj/5.html", "错日期", listed_on=None, page=page(read_from={"published": "impossible:2017-02-30"})
)
GONE = Told("wj/6.html", "不在了", listed_on=None, page={"outcome": "gone"})
MOVED_AWAY = Told("wj/6b.html", "转走了", listed_on=None, page={"outcome": "soft_gone"})
WAITING = Told("wj/7.html", "待读", listed_on=None, page={"outcome": "server_error"})
UNASKED = Told("wj/8.html", "未读", listed_on=None)
NO_CATEGORY = Told("qt/1.html", "某某事")
WEIXIN = Told("wx/1.html", "微信一则")
EARLY = Told("wj/9.html", "早先没读全时见过")
LATE = Told("wj/10.html", "刚出现")

EXPECTED = [
    (COPY, 2018, "M-document-number@1", f"并入 {COUNTED.id}(“关于甲的通知”{COUNTED.url})"),
    (OUT, 2017, "D-exclude-", "人工排除:王某(2018-01-22):上传两次"),
    (NO_DAY, None, "X-undated@1", "内容页和列表都没有能读出的发布日期"),
    (BAD_DAY, None, "X-undated@1", "内容页所印 2017-02-30 不是日历上的日子,列表也没有能读出的日期"),
    (GONE, None, "X-undated@1", "内容页 2018-01-22 起已不存在(答复 404 或 410),列表没有能读出的日期"),
    (
        MOVED_AWAY,
        None,
        "X-undated@1",
        "内容页 2018-01-22 起已不存在(网站转到栏目页或提示不存在),列表没有能读出的日期",
    ),
    (WAITING, None, "X-undated@1", "列表没有能读出的日期,内容页读不到(服务器出错)"),
    (UNASKED, None, "X-undated@1", "列表没有能读出的日期,内容页没有读过"),
    (NO_CATEGORY, 2017, "X-unclassified@1", "所在栏目没有类别(auto),也没有规则或人工决定给出类别"),
    (WEIXIN, 2017, "X-elsewhere@1", "所属类别“政务微信”不在门户上统计"),
    (
        EARLY,
        2017,
        "X-unconfirmed@1",
        "栏目“政府文件”(wj)完整读取过,其中没有这一条;它只见于没有读全的读取(2018-01-21 首次见到)",
    ),
    (
        LATE,
        2017,
        "X-unconfirmed@1",
        "栏目“政府文件”(wj)最近一次完整读取之后才出现(2018-01-23 首次见到),还没有完整读取确认",
    ),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    declared = portal(
        section("wj", "政府文件", "政府文件"),
        section("qt", "其他"),
        section("wx", "微信", "政务微信"),
        section("zj", "意见征集", "征集调查"),
        section("hy", "政府会议", "政府会议"),
    )
    with county(tmp_path_factory.mktemp("exclusions"), declared) as made:
        (made.home.overrides / FILE_NAME).write_text(
            f"{','.join(HEADER)}\nexclude,{OUT.id},,王某,2018-01-22,上传两次\n", encoding="utf-8"
        )
        made.tell("wj", [EARLY], outcome="partial")
        made.load()
        made.next_night()
        whole = [COUNTED, COPY, OUT, NO_DAY, BAD_DAY, GONE, MOVED_AWAY, WAITING, UNASKED]
        made.night(wj=whole, qt=[NO_CATEGORY], wx=[WEIXIN], zj=[])
        made.tell("wj", [LATE], outcome="partial")
        made.load()
        made.publish()
        yield made


@pytest.mark.parametrize(
    ("told", "year", "rule", "fact"), EXPECTED, ids=[told.title for told, *_ in EXPECTED]
)
def test_reason_is_one_row_and_why_says_the_same(
    sample: County, told: Told, year: int | None, rule: str, fact: str
) -> None:
    [row] = sample.rows("SELECT year, rule, fact FROM exclusions WHERE item_id = ?", told.id)
    assert (row[0], row[2]) == (year, fact) and row[1].startswith(rule)
    assert sample.one("SELECT count(*) FROM rules WHERE rule = ?", row[1]) == 1
    text = explain_item(sample.home.published, told.id)
    if told is COPY:
        assert f"本条已并入 {COUNTED.id},不另计" in text
    else:
        assert f"没有计入任何数字:{fact}(规则 {row[1]}:" in text
        assert "从未完整读取过" not in text  # the section was read whole
    shown = sample.rows("SELECT 事实, 规则 FROM 台账.不计条目 WHERE 条目编号 = ?", told.id)
    assert shown == [(fact, row[1])]


def test_every_item_is_counted_or_left_out_never_both(sample: County) -> None:
    items = {row for (row,) in sample.rows("SELECT item_id FROM items")}
    counted = {row for (row,) in sample.rows("SELECT item_id FROM figure_items WHERE form = 'sections'")}
    left_out = [row for (row,) in sample.rows("SELECT item_id FROM exclusions WHERE form = 'sections'")]
    assert counted == {COUNTED.id}
    assert sorted(left_out) == sorted(items - counted) == sorted(told.id for told, *_ in EXPECTED)


def test_report_says_of_each_kind_how_many_are_left_out(sample: County) -> None:
    said = notes(read_sections(sample.home.published, 2017))
    for sentence in (
        "另有 1 条本年信息未能归入任何类别,不在合计之内。",
        "另有 1 条本年信息的类别不在门户上统计,不在合计之内。",
        "另有 1 条本年信息由人工排除,不在任何数字之内。",
        "另有 2 条本年信息只见于没有读全的读取,有待确认,不在任何数字之内。",
        "另有 6 条信息没有能读出的发布日期(其中 4 条内容页没有读到),无法归入年度,不在任何数字之内。",
    ):
        assert sentence in said, said
    [year] = [sentence for sentence in said if "没有专门补抓过 2017 年" in sentence]
    assert "gongkai backfill --year 2017" in year


def test_lower_bound_is_at_least_wherever_it_is_written(sample: County) -> None:
    """Two rows of unknown days: what was found of 政府文件 is a lower bound, and nothing is a zero."""
    form = read_sections(sample.home.published, 2017)
    assert (form.total.value, form.total.origin) == (1, "lower_bound")
    assert "至少 1" in render_text(form)
    written = {ending: render(form) for ending, render in FORMATS.items()}
    assert "| 政府文件 | 至少 1 | 份 | 仅下限 |" in written["md"]
    assert '<td class="n lower_bound">至少 1</td>' in written["html"]
    assert ",政府文件,1,至少 1,份,仅下限," in written["csv"]
    assert '"number": "至少 1"' in written["json"]
    assert sample.one("SELECT 写法 FROM 台账.报表数字 WHERE 年度 = 2017 AND 行号 = '政府文件'") == "至少 1"
    for code in ("政府文件", "合计"):
        assert f"sections 2017 {code} = 至少 1 " in explain_figure(
            sample.home.published, "sections", 2017, code
        )
    assert "= 至少 1 份(口径" in explain_item(sample.home.published, COUNTED.id)


def test_draft_calls_nothing_zero_that_is_not_known(sample: County) -> None:
    said = draft(read_sections(sample.home.published, 2017))
    assert said.zero == ("征集调查",)  # its section and all that may hold some of it were read whole
    assert "政府会议" in said.missing
    assert any("至少1份" in paragraph for paragraph in said.paragraphs)


def test_figure_names_sections_read_and_unread(sample: County) -> None:
    form = read_sections(sample.home.published, 2017)
    assert {section.section_id: section.ground for section in form.proven} == {
        "wj": "没有记依据;2 条日期待读",
        "qt": "没有记依据",
        "wx": "没有记依据",
        "zj": "没有记依据",
    }
    assert [section.section_id for section in form.incomplete] == ["hy", "wj"]
    text = explain_figure(sample.home.published, "sections", 2017, "政府会议")
    assert "栏目 hy 政府会议:从未读过" in text and "缺(没有数字,不等于零)" in text
