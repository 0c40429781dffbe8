"""The annual report's sentences: true of the figures, gaps and bounds marked, and read back by our own reader
of reports to the same figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from scrapers.vocabulary import CATEGORIES
from tests.warehouse.report.printed.county import FULL, STATISTICS, TABLE_FOUR, WEBSITE, YEARS, County, many
from warehouse.forms import form_named
from warehouse.reconcile import PublishedReport, against_itself
from warehouse.reconcile.sentences import counted
from warehouse.report.draft import draft_codes
from warehouse.report.printed.annual import SHARED, WORDING, text_of
from warehouse.report.word import Text
from warehouse.report.wording import codes_of, slots_of

FORMS = tuple(YEARS)
SAID = {
    # Words of the report and the number that must follow them, from the figures above.
    "report-2021": {
        "门户网站共发布信息": 4321,
        "制发行政规范性文件": 15,
        "废止": 14,
        "现行有效": 77,
        "收到政府信息公开申请": 61,
        "上年结转": 4,
        "办结": 62,
        "予以公开": 29,
        "部分公开": 6,
        "不予公开": 2 + 7,
        "无法提供": 1 + 1 + 1,
        "不予处理": 5,
        "其他处理": 4 + 6,
        "结转下年度继续办理": 3,
        "被申请行政复议": 11,
        "尚未审结": 2,
        "被提起行政诉讼": 13 + 2,
        "独立用户访问总量": 90001,
        "网站总访问量": 250002,
        "概况类信息更新": 21,
        "信息公开目录信息更新": 300,
        "收到留言": 198,
        "公布调查结果": 5,
        "政务微信订阅数": 504,
    },
    "report-2019": {
        "门户网站共发布信息": 4321,
        "新制作规范性文件": 16,
        "新公开": 15,
        "对外公开总数": 77,
        "收到政府信息公开申请": 61,
        "其他处理": 10,
        "被申请行政复议": 11,
        "政务微博发布信息": 501,
    },
    "statistics-2014": {
        "专门机构": 33,
        "工作人员": 65,
        "兼职": 40,
        "接受培训人员": 120,
        "处理群众来信": 198,
        "政策解读稿件": 170,
        "热点或重大舆情": 19,
        "参加或举办新闻发布会": 219,
        "收到政府信息公开申请": 50,
        "网络申请": 36,
        "延期办结": 2,
        "同意部分公开": 5,
        "事项的行政复议": 8,
        "驳回原告诉讼请求": 9,
        "举报投诉": 12,
        "收取费用": Decimal("0.35"),
    },
}


@cache
def whole(form: str) -> PublishedReport:
    return FULL[form].read()


@pytest.mark.parametrize("form", FORMS)
def test_every_number_of_the_text_is_read_back_and_is_the_figure(form: str) -> None:
    report = whole(form)
    assert (report.form, report.year, report.organ) == (form, YEARS[form], "云泽县人民政府")
    for words, number in SAID[form].items():
        found = {count.number for count in report.counts if count.what.endswith(words)}
        assert found == {number}, words
    assert {count.precision for count in report.counts} == {"exact"}
    assert not [line for line in FULL[form].lines() if "请填写" in line or "请核对" in line]


@pytest.mark.parametrize("form", FORMS)
def test_every_category_is_read_back_and_equal(form: str) -> None:
    rows = FULL[form].beside(whole(form))
    equal = {row.code for row in rows if row.verdict == "equal"}
    wanted = set(many()) - ({"合计"} if form == "statistics-2014" else set())
    assert equal == wanted
    assert {row.verdict for row in rows} == {"equal", "not_computable"}


@pytest.mark.parametrize("form", FORMS)
def test_the_text_agrees_with_its_tables_and_adds_up(form: str) -> None:
    report = whole(form)
    assert report.sums and {added.outcome for added in report.sums} == {"equal"}
    told = {found.rule.partition("@")[0]: found.outcome for found in against_itself(report)}
    text = {rule: outcome for rule, outcome in told.items() if rule.startswith("text-")}
    assert set(text.values()) <= {"pass", "not_assessable"}
    if form != "statistics-2014":
        passed = {rule for rule, outcome in text.items() if outcome == "pass"}
        results = {"disclosed", "disclosed-in-part", "refused", "unavailable", "not-handled", "other"}
        assert passed >= {f"text-{name}" for name in results | {"received", "carried", "reviews", "lawsuits"}}


@pytest.mark.parametrize("form", FORMS)
def test_lower_bounds_are_marked_and_read_back_as_bounds(form: str) -> None:
    county = County(form, categories=many(), origin="lower_bound")
    marked = [
        run
        for block in text_of(county.filled(), county.facts())
        if isinstance(block, Text)
        for run in block.runs
    ]
    bounds = [run for run in marked if "至少" in run.text]
    assert bounds and all(run.to_fill and run.text.endswith("（数据不完整，请核对）】") for run in bounds)
    report = county.read()
    assert {count.precision for count in report.counts} == {"at_least"}
    rows = county.beside(report)
    assert {row.code for row in rows} == set(many()) - ({"合计"} if form == "statistics-2014" else set())
    # 部门办事相关信息, the seed's words, may be a part of 办事服务: "at least so many" proves nothing then.
    unsure = {"办事服务"} if form == "statistics-2014" else set()
    assert {row.code for row in rows if row.verdict == "not_computable"} == unsure
    told = [row for row in rows if row.code not in unsure]
    assert all((row.verdict, row.printed) == ("consistent", many()[row.code]) for row in told)
    assert not [added for added in report.sums if added.outcome != "equal"]


@pytest.mark.parametrize("form", FORMS)
def test_what_nobody_knows_is_a_gap_and_no_count(form: str) -> None:
    county = County(form)
    lines = county.lines()
    assert counted("\n".join(lines)) == ()
    assert county.read().counts == ()
    assert not [line for line in lines if "0" in line.replace("20", "")]


@pytest.mark.parametrize(
    ("read_at", "is_marked"),
    [
        # Beijing's year is over eight hours before Greenwich's.
        (datetime(2021, 12, 31, 15, 59, tzinfo=UTC), True),
        (datetime(2021, 12, 31, 16, 0, tzinfo=UTC), False),
        (datetime(2022, 3, 1, tzinfo=UTC), False),
        (None, False),
    ],
)
@pytest.mark.parametrize("form", ["report-2021"])
def test_a_year_that_was_not_over_is_marked_beside_its_period(
    form: str, read_at: datetime | None, is_marked: bool
) -> None:
    told = {"value": Decimal(3), "origin": "computed", "as_of": read_at}
    (preamble,) = [line for line in County(form, {"2.R2.C1": told}).lines() if "编制本报告" in line]
    assert ("2021年还没有读全" in preamble) == is_marked
    assert "统计期限自2021年1月1日起至2021年12月31日止" in preamble


def test_gaps_stand_where_the_figures_would() -> None:
    report = County("report-2021")
    assert report.under("（一）主动公开")[:2] == [
        "2021年,我县门户网站共发布信息【请填写:…条】。",
        "制发行政规范性文件【请填写:…件】,废止【请填写:…件】,现行有效【请填写:…件】。",
    ]
    assert report.under("（一）主动公开")[2].count("【请填写:…条】") == 6
    assert report.under("（二）依申请公开") == [
        "2021年,收到政府信息公开申请【请填写:…件】,上年结转【请填写:…件】。",
        "本年度办结【请填写:…件】,结转下年度继续办理【请填写:…件】。",
        "因政府信息公开被申请行政复议【请填写:…件】;因政府信息公开被提起行政诉讼【请填写:…件】。",
    ]
    assert County("statistics-2014").under("（三）回应解读情况") == [
        "2017年,发布政策解读稿件【请填写:…篇】,回应公众关注热点或重大舆情【请填写:…次】,"
        "参加或举办新闻发布会【请填写:…次】（其中主要负责同志参加【请填写:…次】）,"
        "开展政府网站在线访谈【请填写:…次】（其中主要负责同志参加【请填写:…次】）。",
        "【请核对:缺数而未写入的有微博微信回应事件、其他方式回应事件】",
    ]


def test_figures_that_need_not_be_told_are_listed_when_nobody_knows_them() -> None:
    (written, listed) = County("report-2021", website={"V2": 9, "I4": 0}).under("（四）平台建设")[1:]
    assert written == "2021年,网站总访问量9次。"
    assert listed.startswith(
        "【请核对:数字为零而未写入的有公开答复留言;缺数而未写入的有独立用户访问总量、专栏专题、"
    )
    assert "网站总访问量" not in listed


NONE_RECEIVED = dict.fromkeys(("3.R1.C7", "3.R2.C7", "3.R3.7.C7", "3.R4.C7"), 0)
NO_CASE = dict.fromkeys(TABLE_FOUR, 0)
BY_FORM = {
    "report-2021": (
        "（二）依申请公开",
        {**NONE_RECEIVED, **NO_CASE},
        [
            "2021年,未收到政府信息公开申请,没有上年结转的申请。",
            "未发生因政府信息公开引起的行政复议、行政诉讼案件。",
        ],
    ),
    "statistics-2014": (
        "（四）依申请公开、行政复议、行政诉讼情况",
        dict.fromkeys(STATISTICS, 0),
        [
            # As 阿尔山市 wrote it for 2017.
            "本年度没有接收到书面或其他形式要求公开政府信息的申请,不涉及部分公开和不予公开的内容。",
            "本年度没有发生有关政府信息公开事项的行政复议案、行政诉讼案。",
            "没有收到有关政府信息公开的举报投诉。",
            "在依申请公开工作中,未向申请人收取费用。",
        ],
    ),
}


@pytest.mark.parametrize("form", BY_FORM)
def test_none_is_said_in_words_where_it_was_declared(form: str) -> None:
    heading, cells, sentences = BY_FORM[form]
    county = County(form, cells)
    assert county.under(heading) == sentences
    found = {count.what: count.number for count in county.read().counts}
    assert set(found.values()) == {0}
    assert {"政府信息公开申请", "行政复议", "行政诉讼"} <= set(found)


def test_a_report_without_any_count_is_still_read_as_one_of_its_form() -> None:
    zero = County(
        "report-2021", {**NONE_RECEIVED, **NO_CASE}, dict.fromkeys(WEBSITE, 0), dict.fromkeys(many(), 0)
    )
    assert zero.read().form == "report-2021"
    left_out = zero.under("（一）主动公开")[-1]
    assert left_out.startswith("【请核对:数字为零而未写入的有信息发布总数、政府文件、政策解读、")


@pytest.mark.parametrize(
    "unsaid",
    [
        {"value": None, "state": "blank"},
        {"value": None, "state": "not_applicable"},
        {"value_text": "见附件", "value": None},
        {"value": Decimal(0), "state": "given", "origin": "lower_bound"},
    ],
)
def test_a_blank_and_the_like_are_no_0(unsaid: dict[str, Any]) -> None:
    cells = {**NONE_RECEIVED, "3.R2.C7": unsaid}
    first = County("report-2021", cells).under("（二）依申请公开")[0]
    assert first == "2021年,未收到政府信息公开申请,上年结转【请填写:…件】。"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {},
            "本年度办结62件（予以公开29件、部分公开6件、不予公开9件、无法提供3件、不予处理5件、其他处理10件）,",
        ),
        ({"3.R3.1.C7": 28}, "本年度办结62件【请核对:各种办理结果的件数之和与总数不符】,"),
        ({"3.R3.3.8.C7": {"state": "blank"}}, "本年度办结62件【请填写:各种办理结果的件数】,"),
        ({"3.R3.7.C7": {"state": "missing"}}, "本年度办结【请填写:…件】,"),
    ],
)
def test_results_are_told_where_they_add_up(changed: dict[str, Any], said: str) -> None:
    full = FULL["report-2021"]
    line = County("report-2021", {**full.cells, **changed}).under("（二）依申请公开")[1]
    assert line == f"{said}结转下年度继续办理3件。"


def test_no_case_is_said_of_a_total_of_0_beside_results_that_are_more() -> None:
    """As 洪泽区 printed it for 2023: upheld 10, put right 1, in all 0."""
    printed = dict(zip((f"4.G1.{column}" for column in range(1, 6)), (10, 1, 0, 0, 0), strict=True))
    line = County("report-2021", {**NO_CASE, **printed}).under("（二）依申请公开")[2]
    assert line == (
        "因政府信息公开被申请行政复议0件【请核对:行政复议各种结果的件数之和与总数不符】;"
        "未发生因政府信息公开引起的行政诉讼案件。"
    )


@pytest.mark.parametrize(
    ("total", "part", "said"),
    [
        (8, 3, "参加或举办新闻发布会8次（其中主要负责同志参加3次）"),
        (8, 0, "参加或举办新闻发布会8次"),
        (3, 8, "参加或举办新闻发布会3次【请核对:主要负责同志参加的次数多于总数】"),
        (0, 8, "参加或举办新闻发布会0次【请核对:主要负责同志参加的次数多于总数】"),
    ],
)
def test_a_part_is_told_where_it_is_no_more_than_the_whole(total: int, part: int, said: str) -> None:
    county = County("statistics-2014", {**STATISTICS, "2.2.1": total, "2.2.1.1": part})
    assert f",{said},开展" in county.under("（三）回应解读情况")[0]


def test_categories_are_not_called_parts_of_the_total() -> None:
    """A document of two categories counts in both, so that these add up to more than 合计."""
    lines = FULL["report-2021"].under("（一）主动公开")
    assert "一条信息属于几个类别的,各类别都计入" in lines[2]
    assert not [line for line in lines if "其中" in line or "分别" in line]
    total = next(count for count in whole("report-2021").counts if count.number == 4321)
    assert not [count for count in whole("report-2021").counts if count.whole == total.at]


def test_every_figure_that_the_wording_names_there_is() -> None:
    shared = tomllib.loads(SHARED.read_text(encoding="utf-8"))
    website = {f"website-annual:{value.code}" for value in form_named("website-annual").values}
    wording = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    used: set[str] = set()
    for form in FORMS:
        known = {value.code for value in form_named(form).values} | website | set(CATEGORIES) | {"合计"}
        sums = wording[form].get("sums", {})
        slots = [*sums.values(), *_slots(wording[form]["under"])]
        for name in _names(wording[form]["under"]):
            used.add(name)
            slots += [] if name == "seed" else _slots(shared[name])
        codes = {code for slot in slots for code in codes_of(slot)} - {"our", "year", "organ"}
        assert codes <= known | set(sums), form
    assert used == {*shared, "seed"}
    clauses = [*_clauses(wording), *_clauses(shared)]
    assert len(clauses) > 30 and all(set(slots_of(each["text"])) - {"our", "year"} for each in clauses)
    assert set(draft_codes()) <= set(CATEGORIES)


def _slots(node: Any) -> Iterator[str]:
    """What stands in braces in any text of a wording's part, and the figures of `parts`."""
    if isinstance(node, dict):
        yield from (slot for text in map(node.get, ("text", "zero")) if text for slot in slots_of(text))
        yield from (slot for _, slot in node.get("of", ()))
        yield from _slots([value for value in node.values() if isinstance(value, dict | list)])
    elif isinstance(node, list):
        for each in node:
            yield from _slots(each)


def _clauses(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield from node.get("clause", ())
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _clauses(each)


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from [node["use"]] if "use" in node else []
        yield from _names([*node.values()])
    elif isinstance(node, list):
        for each in node:
            yield from _names(each)
