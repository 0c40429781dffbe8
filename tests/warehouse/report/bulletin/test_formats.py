"""The files of a bulletin: read back as others would read them, with the same bytes every time, and harmless
whatever units, titles and addresses hold."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scrapers.documents import Limits
from scrapers.documents.inside import read_here
from warehouse.calendars import Calendar
from warehouse.report import ReportError
from warehouse.report.bulletin import FORMATS, Bulletin, parse_period, render_bulletin, render_text
from warehouse.report.bulletin.judging import judge, ranked, rules
from warehouse.report.bulletin.period import span_of
from warehouse.report.bulletin.records import (
    MISSING,
    SHARED,
    Beside,
    BulletinItem,
    Count,
    SectionRow,
    UnitRow,
)

AT = datetime(2018, 1, 21, 2, 5, tzinfo=UTC)
SPAN = span_of(parse_period("2017-12"), date(2018, 1, 21))
HOSTILE = {
    "formula": '=HYPERLINK("http://x","点")',
    "full-width formula": "＝1+1",
    "markup": "</td><script>alert(1)</script>&amp;",
    "turning marks": "县\u202e财政局\x07",
    "lines": "甲\n乙\t丙",
    "an id": "0012345678901234567",
    "beyond XML": "县\ufffe\uffff局",
    "template": "{{ bulletin }}{% raw %}",
    "long": "长" * 40_000,
}


def section(name: str, unit: str = "", **told: Any) -> SectionRow:
    """Read whole, due every 14 days."""
    usual: dict[str, Any] = {
        "section_id": f"id-{name}", "url": "http://www.sample.gov.cn/s/", "category": "动态信息",
        "cadence_days": 14, "is_taken_out": False, "was_read": True, "is_covered": True, "unread_rows": 0,
        "complete_on": date(2018, 1, 21), "is_whole": True, "outcome": "complete", "reason": "",
        "documents": 1, "last_on": date(2017, 12, 30), "next_on": None,
    }  # fmt: skip
    return SectionRow(name=name, unit=unit, **(usual | told))


def item(title: str = "年终结算", unit: str = "县财政局", **told: Any) -> BulletinItem:
    usual: dict[str, Any] = {
        "published_on": date(2017, 12, 30), "categories": "动态信息", "sections": "财政动态",
        "document_number": "样财发〔2017〕9号", "index_number": "000014349/2017-00110",
        "url": "http://www.sample.gov.cn/c2.html", "removed_on": None, "merged": 0, "item_id": "0012",
    }  # fmt: skip
    return BulletinItem(title=title, unit=unit, **(usual | told))


def bulletin(name: str = "县财政局", with_ranks: bool = False, **told: Any) -> Bulletin:
    """Of three units: one known, one of which more may have been published, one of which nothing is known."""
    rows = [
        section("财政动态", name, cadence_days=30, last_on=date(2017, 12, 14)),
        section("教育动态", "县教育局", last_on=date(2017, 12, 10)),
        section("民政公告", "县民政局", was_read=False, is_whole=False),
        section("政务动态", "", cadence_days=180),
    ]
    sections = tuple(judge(row, SPAN, Calendar()) for row in rows)
    by_unit = {one.section.unit: (one,) for one in sections}
    counts = {name: Count(7, "computed"), "县教育局": Count(12, "lower_bound"), "县民政局": MISSING}
    units = tuple(
        UnitRow(unit, True, False, count, {"动态信息": count}, by_unit[unit])
        for unit, count in counts.items()
    )
    usual: dict[str, Any] = {
        "portal_name": "样例县人民政府",
        "portal_home": "http://www.sample.gov.cn/",
        "span": SPAN,
        "total": Count(19, "lower_bound"),
        "categories": {"动态信息": Count(19, "lower_bound"), "视频新闻": MISSING},
        "without_section": frozenset({"视频新闻"}),
        "units": ranked(units) if with_ranks else units,
        "shared": UnitRow(SHARED, False, False, None, {}, by_unit[""]),
        "sections": sections,
        "items": (item(),),
        "beside": Beside(0, 2, 0, 0, 0, 0, 0, 0),
        "with_ranks": with_ranks,
        "rules": rules().sentences,
        "data_as_of": AT,
        "built_at": AT,
        "rules_version": "7",
    }
    return Bulletin(**(usual | told))


def book(told: Bulletin) -> Any:
    content = FORMATS["xlsx"](told)
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_back(told: Bulletin, ending: str) -> Any:
    """As our own room of documents reads such a file."""
    content = FORMATS[ending](told)
    assert isinstance(content, bytes)
    document = read_here(content, f"a.{ending}", Limits())
    assert document.outcome == "ok"
    return document


def grids(document: Any) -> list[list[list[str]]]:
    """The texts of each table by row."""
    told = []
    for table in document.tables:
        lines: dict[int, dict[int, str]] = {}
        for cell in table.cells():
            lines.setdefault(cell.row, {})[cell.column] = cell.text
        told.append([[text for _, text in sorted(line.items())] for _, line in sorted(lines.items())])
    return told


def test_the_workbook_has_numbers_as_numbers_and_what_is_not_known_in_words() -> None:
    made = book(bulletin())
    assert made.sheetnames == ["单位", "栏目", "条目", "说明"]
    units = rows_of(made["单位"])
    assert [
        (row["单位"], row["发布条数"], row["来源"], row["动态信息"], row["最低要求"]) for row in units
    ] == [
        ("县财政局", 7, "可由网站得出", 7, 1),
        ("县教育局", 12, "仅下限", 12, 2),
        ("县民政局", "缺", "缺", "缺", 2),
        (SHARED, "—", None, "—", "无要求"),
    ]
    states = ("逾期栏目", "即将逾期", "存疑", "从未读到")
    assert [[row[state] for state in states] for row in units] == [
        [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0],
    ]  # fmt: skip
    assert made["单位"]["B3"].number_format == '"至少 "General'


def test_the_workbook_has_every_section_and_item() -> None:
    made = book(bulletin())
    sections = {row["栏目"]: row for row in rows_of(made["栏目"])}
    finance, education = sections["财政动态"], sections["教育动态"]
    assert (finance["状态"], finance["到期日"], finance["最迟工作日"]) == (
        "即将逾期", datetime(2018, 1, 13), datetime(2018, 1, 12),
    )  # fmt: skip
    assert (education["状态"], education["逾期天数"], education["本期发布"]) == ("逾期", 7, 1)
    [told] = rows_of(made["条目"])
    assert (told["发布日期"], told["标题"], told["条目编号"]) == (datetime(2017, 12, 30), "年终结算", "0012")
    assert made["条目"]["K2"].data_type == "s"


def test_the_workbook_is_read_back_by_the_room_of_documents() -> None:
    document = read_back(bulletin(), "xlsx")
    units = grids(document)[0]
    assert [row[:2] for row in units[1:]] == [
        ["县财政局", "7"],
        ["县教育局", "至少 12"],
        ["县民政局", "缺"],
        [SHARED, "—"],
    ]


def test_the_word_file_is_read_back_table_by_table() -> None:
    document = read_back(bulletin(), "docx")
    units, overdue, soon, doubtful = grids(document)
    assert [row[:2] + row[3:] for row in units] == [
        ["单位", "发布（条）", "最低要求（次）", "逾期栏目", "即将逾期", "存疑", "从未读到"],
        ["县财政局", "7", "1", "0", "1", "0", "0"],
        ["县教育局", "至少 12", "2", "1", "0", "0", "0"],
        ["县民政局", "缺", "2", "0", "0", "0", "1"],
        [SHARED, "—", "无要求", "0", "0", "0", "0"],
        ["合计(不重复)", "至少 19", "—", "1", "1", "0", "1"],
    ]
    assert overdue[1] == ["县教育局", "教育动态", "14", "2017-12-10", "2017-12-24", "7", ""]
    assert soon[1] == ["县财政局", "财政动态", "30", "2017-12-14", "2018-01-13", "2018-01-12", ""]
    assert doubtful[1] == ["县民政局", "民政公告", "14", "2017-12-30", "从未读到", "尚未读取"]
    for words in (
        "样例县人民政府", "2017年12月政府信息公开情况通报", "公开信息至少19条", "逾期1个,即将逾期1个",
        "三、即将逾期的栏目", "另有 2 条本期信息未能归入任何类别", "14 日之内,且不超过半个更新周期",
    ):  # fmt: skip
        assert words.replace(",", ",") in document.text.replace("，", ","), words


def test_where_nothing_is_overdue_the_word_file_says_so() -> None:
    document = read_back(bulletin(sections=()), "docx")
    assert len(document.tables) == 1
    assert document.text.count("没有。") == 3


def test_ranks_are_a_column_where_they_are_asked_for() -> None:
    assert "排名" not in read_back(bulletin(), "docx").text
    units = grids(read_back(bulletin(with_ranks=True), "docx"))[0]
    assert [(row[0], row[-1]) for row in units] == [
        ("单位", "排名"),
        ("县财政局", "2–3"),
        ("县教育局", "—"),
        ("县民政局", "—"),
        (SHARED, "—"),
        ("合计(不重复)", "—"),
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_equal_bulletins_are_equal_bytes(ending: str, time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 3, 4, 5, 6, tzinfo=UTC))
    first = FORMATS[ending](bulletin(with_ranks=True))
    time_machine.move_to(datetime(2031, 5, 6, tzinfo=UTC))
    assert FORMATS[ending](bulletin(with_ranks=True)) == first


class Page(HTMLParser):
    """What a browser would load or run, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "style")]

    def handle_data(self, data: str) -> None:
        self.text += data


def page(told: Bulletin) -> Page:
    content = FORMATS["html"](told)
    assert isinstance(content, str)
    found = Page()
    found.feed(content)
    return found


def test_the_page_is_whole_in_itself_and_made_for_a4() -> None:
    found = page(bulletin(with_ranks=True))
    assert found.links == ["http://www.sample.gov.cn/"]
    assert not {"script", "img", "link", "iframe"} & set(found.tags)
    content = FORMATS["html"](bulletin())
    assert isinstance(content, str) and "size: A4" in content and "url(" not in content
    for words in ("至少 12", "缺", "2018-01-13", "即将逾期的栏目（1）", "合计(不重复)", "2–3"):
        assert words in found.text, words


def test_the_table_of_separated_values_has_a_line_for_everything_counted() -> None:
    content = FORMATS["csv"](bulletin(with_ranks=True))
    assert isinstance(content, str) and content.startswith("\ufeff")
    lines = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    told = {(line["单位"], line["项目"]): (line["数值"], line["写法"], line["来源"]) for line in lines}
    assert told["县教育局", "合计"] == ("12", "至少 12", "仅下限")
    assert told["县民政局", "动态信息"] == ("", "缺", "缺")
    assert told["县财政局", "最低要求"] == ("1", "1", "")
    assert told[SHARED, "最低要求"] == ("", "无要求", "")
    assert told["全部", "视频新闻"] == ("", "缺", "缺")
    assert {(line["期间"], line["起"], line["止"], line["已结束"]) for line in lines} == {
        ("'2017-12", "2017-12-01", "2017-12-31", "是")
    }


def test_programs_get_everything() -> None:
    content = FORMATS["json"](bulletin())
    told = json.loads(content)
    assert told["period"] == {
        "code": "2017-12", "label": "2017年12月", "first": "2017-12-01", "last": "2017-12-31",
        "until": "2017-12-31", "is_over": True, "days": 31,
    }  # fmt: skip
    assert told["total"] == {"value": 19, "number": "至少 19", "origin": "lower_bound"}
    assert told["units"][2]["published"] == {"value": None, "number": "缺", "origin": "missing"}
    assert told["units"][2]["rank"] is None and told["units"][0]["minimum"] == 1
    assert [one["state"] for one in told["sections"]] == ["soon", "overdue", "never_read", "in_order"]
    assert told["items"][0]["published_on"] == "2017-12-30"


def test_on_a_terminal_the_columns_line_up() -> None:
    text = render_text(bulletin(with_ranks=True))
    assert "县教育局" in text and "至少 12" in text and "逾期栏目(1)" in text
    borders = {line[-1] for line in text.splitlines() if line.startswith(("│", "┃"))}
    assert borders <= {"│", "┃"}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_strangers_write_stays_text(case: str) -> None:
    words = HOSTILE[case]
    told = bulletin(words, items=(item(words, words, url=words, document_number=words),), portal_home=words)
    made = book(told)
    kinds = {cell.data_type for sheet in made.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    assert read_back(told, "docx").tables
    found = page(told)
    assert found.links == [] and "script" not in found.tags
    lines = list(csv.reader(io.StringIO(str(FORMATS["csv"](told)))))
    assert not [
        cell for line in lines for cell in line if cell.lstrip("\ufeff").startswith(("=", "＝", "+", "@"))
    ]
    assert {len(line) for line in lines} == {10}
    assert json.loads(FORMATS["json"](told))["units"][0]["name"] == words
    assert not re.search("[\u202a-\u202e\x07]", render_text(told))


def test_files_have_the_periods_name(tmp_path: Path) -> None:
    paths = render_bulletin(bulletin(), ["html", "xlsx", "html"], tmp_path / "2017")
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "2017/bulletin-2017-12.html",
        "2017/bulletin-2017-12.xlsx",
    ]
    with pytest.raises(ReportError, match="没有 md 格式;可用:xlsx、docx、html、csv、json"):
        render_bulletin(bulletin(), ["md"], tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_file_that_says_no_instant_is_written_all_the_same() -> None:
    told = replace(bulletin(), built_at=None, data_as_of=None)
    assert [len(FORMATS[ending](told)) > 1000 for ending in FORMATS] == [True] * 5
