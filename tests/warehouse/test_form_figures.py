"""Figures of the yearly forms on a small county, counted by hand: what each cell counts, what leaves it a
lower bound, what is missing and never 0."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from scrapers.crawl.years import Years
from tests.warehouse.build import County, Night, Told, attached, county, one_home, page, portal, section
from warehouse.forms import form_named
from warehouse.forms.sources import FILE
from warehouse.verify.files import ON_PORTAL
from warehouse.verify.forms import check_forms, sources_told
from warehouse.why import explain_figure

SECTIONS = (
    section("gfwj", "规范性文件", "政府文件"),
    section("qtwj", "其他文件", "政府文件"),
    section("dt", "动态", "动态信息"),
    section("ft", "在线访谈", "在线访谈"),
    section("fbh", "新闻发布会", "新闻发布会"),
    section("zcjd", "政策解读", "政策解读"),
    section("mtjd", "媒体解读", "政策解读"),
    section("zj", "意见征集", "征集调查"),
    section("ly", "来信选登", "公众留言"),
    section("xk", "行政许可", "行政许可"),
    section("cf", "行政处罚", "行政处罚"),
    section("gb", "政府公报", "政府公报"),
    section("gk", "县情概况", "概况信息"),
    section("sp", "视频新闻", "视频新闻"),
)


def file(path: str, title: str, day: date, **fields: object) -> Told:
    """A document whose page was read: its unit is the portal's where it prints none."""
    return Told(path, title, day, page=page(title=title, published_on=day, **fields))


MADE = file("gfwj/1.html", "养犬管理办法", date(2017, 3, 1), document_number="样政发〔2017〕1号")
MADE_BEFORE = file("gfwj/2.html", "市容管理办法", date(2017, 1, 5), issued_on=date(2016, 12, 28))
OF_THE_PROVINCE = file("gfwj/3.html", "省道管理办法", date(2017, 4, 1), unit="某省人民政府办公厅")
WITHDRAWN = Told("dt/2.html", "县长检查工作")
IN_TWO = Told("dt/both.html", "关于做好防汛工作的通知")
FORETOLD = Told("ft/2.html", "在线访谈预告")
LIST = Told("xk/2.html", "行政许可事项清单")
TOLD = {
    "gfwj": [MADE, MADE_BEFORE, OF_THE_PROVINCE],
    "qtwj": [Told("qtwj/1.html", "关于表彰先进的决定"), IN_TWO],
    "dt": [Told("dt/1.html", "县长调研"), WITHDRAWN, IN_TWO],
    "ft": [Told("ft/1.html", "县长谈防汛"), FORETOLD],
    "fbh": [Told("fbh/1.html", "防汛工作新闻发布会"), Told("fbh/2.html", "关于召开新闻发布会的通知")],
    "zcjd": [Told("zcjd/1.html", "《养犬管理办法》解读"), Told("zcjd/2.html", "图解:养犬管理办法")],
    "mtjd": [Told("mtjd/1.html", "养犬要有规矩")],
    "zj": [
        Told("zj/1.html", "关于停车办法公开征求意见的公告"),
        Told("zj/2.html", "停车办法征求意见结果反馈"),
    ],
    "ly": [Told("ly/1.html", "反映路灯不亮"), Told("ly/2.html", "咨询社保")],
    "xk": [Told("xk/1.html", "准予某公司经营的决定"), LIST],
    "cf": [],
    "gb": [Told("gb/1.html", "县政府公报2017年第1期")],
    "gk": [Told("gk/1.html", "县情概况")],
    "sp": [Told("sp/1.html", "新闻联播6月1日")],
}

COUNTED: dict[str, dict[str, tuple[int | None, str]]] = {
    "statistics-2014": {
        # 3 + 1 files, 2 news, 1 that is both, 2 of licences, 1 gazette
        "1.1": (10, "computed"),
        "1.1.1": (2, "lower_bound"),
        "1.1b": (1, "lower_bound"),
        "1.2.1": (1, "lower_bound"),
        "1.2.2": (9, "computed"),
        "1.2.3": (None, "missing"),
        "2.1": (None, "missing"),
        "2.2.1": (1, "lower_bound"),
        "2.2.2": (1, "computed"),
        "2.2.3": (3, "computed"),
        "3.1": (None, "missing"),
        "8.4": (None, "missing"),
    },
    "report-2019": {
        "2.R1.C1": (None, "missing"),
        "2.R2.C1": (1, "lower_bound"),
        "2.R2.C2": (2, "lower_bound"),
        "2.R2.C3": (None, "missing"),
        "2.R3.C3": (1, "lower_bound"),
        "2.R5.C3": (None, "missing"),
        "3.R1.C7": (None, "missing"),
    },
    "report-2021": {
        "2.R2.C1": (1, "lower_bound"),
        "2.R3.C1": (1, "lower_bound"),
        # The section was read whole and is empty: decisions that must not be published are no zero.
        "2.R4.C1": (None, "missing"),
        "2.R5.C1": (None, "missing"),
        "4.G1.5": (None, "missing"),
    },
    "website-annual": {
        "P0": (23, "computed"),
        "P1": (1, "computed"),
        # 2 news, 2 of interviews, 2 of conferences, 3 explanations, 2 of surveys, 2 letters, 1 video
        "P2": (14, "computed"),
        # 4 files and the one that is news too, 2 of licences, 1 gazette
        "P3": (8, "computed"),
        "J0": (3, "computed"),
        "J1": (None, "missing"),
        "J2": (1, "lower_bound"),
        "J3": (1, "lower_bound"),
        "J4": (None, "missing"),
        "I1": (2, "lower_bound"),
        "I2": (2, "lower_bound"),
        "I4": (2, "computed"),
        "I5": (1, "computed"),
        "I7": (1, "computed"),
        "I8": (1, "computed"),
        "V1": (None, "missing"),
    },
}
CELLS = [(form, code) for form, cells in COUNTED.items() for code in cells]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Two nights after the year; in the second one item is gone."""
    with county(tmp_path_factory.mktemp("forms"), portal(*SECTIONS)) as made:
        made.begin("backfill", Years(2016, 2017))
        for name, told in TOLD.items():
            made.tell(name, told)
        made.load()
        made.next_night()
        left = Told("dt/2.html", WITHDRAWN.title, listed=False, page={"outcome": "gone"})
        made.night(**{**TOLD, "dt": [one for one in TOLD["dt"] if one is not WITHDRAWN] + [left]})
        yield made


def figure(made: County, form: str, code: str, year: int = 2017) -> tuple[int | None, str]:
    query = "SELECT value::INTEGER, origin FROM figures WHERE form = ? AND code = ? AND year = ?"
    [told] = made.rows(f"{query} AND portal_id = ?", form, code, year, made.portal.id)
    return told[0], told[1]


@pytest.mark.parametrize(("form", "code"), CELLS)
def test_each_cell_counts_what_a_person_counts(sample: County, form: str, code: str) -> None:
    assert figure(sample, form, code) == COUNTED[form][code]


def test_every_cell_stands_in_every_year_that_sections_has_with_its_printed_label(sample: County) -> None:
    years = sample.rows("SELECT DISTINCT year FROM figures WHERE form = 'sections'")
    assert (2016,) in years and (2017,) in years
    stands = dict(sample.rows("SELECT form, count(*) FROM figures WHERE form <> 'sections' GROUP BY form"))
    assert stands.pop("self-check")
    assert stands == {form: len(form_named(form).values) * len(years) for form in COUNTED}
    [(label, measure)] = sample.rows(
        "SELECT label, measure FROM figures WHERE year = 2017 AND form = 'report-2021' AND code = '2.R2.C1'"
    )
    assert (label, measure) == ("行政规范性文件·本年制发件数", "件")


def test_a_year_read_whole_in_which_nothing_was_found_is_zero_only_where_the_website_tells_all(
    sample: County,
) -> None:
    assert figure(sample, "website-annual", "P0", 2016) == (0, "computed")
    assert figure(sample, "statistics-2014", "2.2.2", 2016) == (0, "computed")
    assert figure(sample, "statistics-2014", "1.2.1", 2016) == (None, "missing")
    assert figure(sample, "website-annual", "I1", 2016) == (None, "missing")


def test_what_the_website_published_is_the_total_of_its_sections_each_in_one_part(sample: County) -> None:
    assert figure(sample, "website-annual", "P0") == sample.figure("合计")
    parts = [figure(sample, "website-annual", code)[0] or 0 for code in ("P1", "P2", "P3")]
    assert sum(parts) == figure(sample, "website-annual", "P0")[0]
    behind = "SELECT code FROM figure_items WHERE form = 'website-annual' AND item_id = ? ORDER BY code"
    assert sample.rows(behind, IN_TWO.id) == [("P0",), ("P3",)]


def test_a_withdrawn_document_stays_in_the_figures(sample: County) -> None:
    assert sample.one("SELECT removed_at IS NOT NULL FROM items WHERE item_id = ?", WITHDRAWN.id)
    behind = "SELECT form, code FROM figure_items WHERE form <> 'sections' AND item_id = ? ORDER BY ALL"
    assert sample.rows(behind, WITHDRAWN.id) == [
        ("statistics-2014", "1.1"),
        ("statistics-2014", "1.2.2"),
        ("website-annual", "P0"),
        ("website-annual", "P2"),
    ]


def test_what_a_rule_leaves_out_by_its_title_is_told(sample: County) -> None:
    query = (
        "SELECT form, split_part(rule, '@', 1), fact FROM exclusions WHERE form <> 'sections' AND item_id = ?"
    )
    assert [row[:2] for row in sorted(sample.rows(query, FORETOLD.id))] == [
        ("statistics-2014", "F-event"),
        ("website-annual", "F-event"),
    ]
    [(_, _, fact), _] = sorted(sample.rows(query, LIST.id))
    assert "行政许可·处理决定数量" in fact and "2.R3.C3" in fact


def test_rule_statement_and_sections_stand_beside_each_figure(sample: County) -> None:
    [(rule, sql_file, as_of)] = sample.rows(
        "SELECT rule, sql_file, as_of FROM figures"
        " WHERE year = 2017 AND form = 'website-annual' AND code = 'I8'"
    )
    assert (rule, sql_file) == ("F-event@1", "figures/website_annual.sql#website_events")
    assert as_of == sample.now - timedelta(days=1) + timedelta(minutes=5)
    sections = "SELECT section_id, role FROM figure_sources WHERE form = ? AND code = ? ORDER BY ALL"
    assert sample.rows(sections, "website-annual", "J0") == [("mtjd", "assigned"), ("zcjd", "assigned")]
    told = sample.rows(sections, "website-annual", "P1")
    assert [name for name, role in told if role == "assigned"] == ["gk"] and len(told) == len(SECTIONS)
    assert sample.rows(sections, "website-annual", "V1") == []
    assert sample.one("SELECT count(*) FROM figures ANTI JOIN rules USING (rule)") == 0


def test_people_read_them_in_chinese(sample: County) -> None:
    view = "SELECT 写法, 来源 FROM 台账.报表数字 WHERE 报表 = 'statistics-2014' AND 年度 = 2017 AND 行号 = ?"
    assert sample.rows(view, "1.1") == [("10", "可由网站得出")]
    assert sample.rows(view, "1.1.1") == [("至少 2", "仅下限")]
    assert sample.rows(view, "3.1") == [("缺", "缺")]
    detail = "SELECT 标题 FROM 台账.数字明细 WHERE 报表 = 'website-annual' AND 行号 = 'I8'"
    assert sample.rows(detail) == [("县长谈防汛",)]


WHY = {
    ("statistics-2014", "1.1b"): [
        "= 至少 1 件",
        "F-normative@1",
        "中的 statistics_normative",
        MADE.id,
        "栏目 gfwj",
    ],
    ("report-2019", "2.R3.C3"): ["= 至少 1 件", "sql/figures/report_2019.sql", "1 条 F-decision@1"],
    ("report-2021", "2.R4.C1"): ["= 缺", "栏目 cf", "没有所计的条目"],
    ("website-annual", "P2"): ["= 14 条", "F-published@1", "栏目 dt"],
    ("report-2021", "3.R1.C1"): ["= 缺", "F-declared@2", "须单位填报,不由网站得出", "没有计算"],
}


@pytest.mark.parametrize("which", WHY)
def test_why_explains_a_cell(sample: County, which: tuple[str, str]) -> None:
    form, code = which
    text = explain_figure(sample.home.published, form, 2017, code)
    assert [part for part in WHY[which] if part not in text] == []


def test_a_section_that_was_not_read_whole_leaves_what_it_feeds_a_lower_bound(tmp_path: Path) -> None:
    with county(tmp_path, portal(*SECTIONS)) as made:
        for name, told in TOLD.items():
            made.tell(name, told, outcome="partial" if name == "dt" else "complete")
        made.load()
        made.publish()
        assert figure(made, "statistics-2014", "1.1") == (10, "lower_bound")
        assert figure(made, "website-annual", "P0") == (23, "lower_bound")
        # What a document is part of depends on where else it stands: every section counts.
        assert figure(made, "website-annual", "P3") == (8, "lower_bound")
        assert figure(made, "website-annual", "J0") == (3, "computed")


def test_no_section_of_a_kind_is_no_zero_of_it(tmp_path: Path) -> None:
    with county(tmp_path, portal(section("dt", "动态", "动态信息"))) as made:
        made.night(dt=TOLD["dt"])
        parts = {code: figure(made, "website-annual", code) for code in ("P0", "P1", "P2", "P3", "J0")}
    nothing = (None, "missing")
    assert parts == {
        "P0": (3, "computed"), "P1": nothing, "P2": (3, "computed"), "P3": nothing, "J0": nothing,
    }  # fmt: skip


def test_of_two_portals_each_has_its_figures_and_all_together_count_a_document_once(tmp_path: Path) -> None:
    number = {"document_number": "样政发〔2017〕8号"}
    shared = "关于加强防汛工作的意见"
    nights: list[Night] = [
        (
            portal(section("wj", "规范性文件", "政府文件"), portal_id="first"),
            {"wj": [file("a.html", shared, date(2017, 6, 1), **number)]},
        ),
        (
            portal(section("dt", "动态", "动态信息"), portal_id="second"),
            {"dt": [file("b.html", shared, date(2017, 6, 2), **number), Told("c.html", "县长调研")]},
        ),
    ]
    home = one_home(tmp_path / "home", nights)
    own = (
        "SELECT portal_id, code, value::INTEGER FROM figures"
        " WHERE form = 'website-annual' AND value > 0 ORDER BY ALL"
    )
    assert home.rows(own) == [
        ("first", "P0", 1),
        ("first", "P3", 1),
        ("second", "P0", 2),
        ("second", "P2", 2),
    ]
    together = (
        "SELECT code, value::INTEGER, origin FROM figures_all WHERE form = ? AND value > 0 ORDER BY ALL"
    )
    # Neither portal says all: of notices nobody has asked the second one, of files neither.
    assert home.rows(together, "website-annual") == [
        ("P0", 2, "computed"),
        ("P2", 1, "lower_bound"),
        ("P3", 1, "lower_bound"),
    ]
    assert home.rows(together, "report-2021") == [("2.R2.C1", 1, "lower_bound")]
    assert home.rows(together, "statistics-2014")[0] == ("1.1", 2, "computed")
    assert (
        home.one("SELECT count(*) FROM figure_items_all WHERE form = 'website-annual' AND code = 'P0'") == 2
    )


ALTERED = {
    "another value": (
        "UPDATE figures SET value = 9 WHERE form = 'website-annual' AND code = 'J0' AND year = 2017",
        "数字 website-annual 2017 J0 是 9,明细却有 3 条",
    ),
    "a document more": (
        f"INSERT INTO figure_items VALUES ('sample', 'statistics-2014', 2017, '2.2.2', '{MADE.id}')",
        f"数字 statistics-2014 2017 2.2.2 的明细多出条目 {MADE.id}",
    ),
    "a document less": (
        f"DELETE FROM figure_items WHERE form = 'statistics-2014' AND code = '1.1' AND item_id = '{MADE.id}'",
        f"数字 statistics-2014 2017 1.1 的明细缺少条目 {MADE.id}",
    ),
    "a document in two parts": (
        f"INSERT INTO figure_items VALUES ('sample', 'website-annual', 2017, 'P2', '{IN_TWO.id}')",
        "计入了 2 格,应当只计入一格",
    ),
    "another rule": (
        "UPDATE figures SET rule = 'F-open@1' WHERE form = 'website-annual' AND code = 'J0' AND year = 2017",
        "figures.rule:数字 website-annual 2017 J0 是“F-open”,应为“F-interpretation”",
    ),
    "a document behind a cell that people fill in": (
        f"INSERT INTO figure_items VALUES ('sample', 'statistics-2014', 2017, '3.1', '{MADE.id}')",
        "数字 statistics-2014 2017 3.1 是 缺,明细却有 1 条",
    ),
}


@pytest.mark.parametrize("case", [None, *ALTERED])
def test_verification_names_a_cell_that_does_not_come_out_again(
    sample: County, tmp_path: Path, case: str | None
) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(sample.home.published.read_bytes())
    sources = sources_told(FILE.read_text(encoding="utf-8"))
    with attached(copy, writing=True) as reader:
        if case:
            reader.execute(ALTERED[case][0])
        found = [one.message for one in check_forms(reader, sources, ON_PORTAL, None)]
    assert (found == []) if case is None else any(ALTERED[case][1] in message for message in found)
