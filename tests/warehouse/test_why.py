"""`why`: what counted or excluded an item, and what is behind a figure, as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.build import SITE, County, Told, county, page, portal, section
from warehouse.overrides import FILE_NAME, HEADER
from warehouse.why import WhyError, explain_figure, explain_item

SIGNED = "王某,2018-01-22,核对原件"
NUMBER = "样政发〔2017〕1号"

KEPT = Told(
    "a.html",
    "关于印发方案的通知",
    page=page(title="关于印发方案的通知", document_number=NUMBER, content_sha256="1" * 64),
)
MERGED = Told("b.html", "方案", listed_on=date(2017, 6, 2), page=page(title="方案", document_number=NUMBER))
NEWS = Told(
    "n.html",
    "县长调研",
    page=page(
        title="县长调研",
        unit="财政局",
        published_on=date(2017, 6, 1),
        read_from={"published": "label:发布日期"},
    ),
)
UNDATED = Told("u.html", "无日期", listed_on=None)
OUT = Told("out.html", "不算的动态")
LATE = Told("late.html", "刚发布的动态")
UNKNOWN = Told("x.html", "某某事")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    declared = portal(
        section("zfwj", "政府文件", "政府文件"),
        section("dt", "动态", "动态信息"),
        section("qt", "其他"),
        units=[{"name": "样例县财政局", "aliases": ["财政局"]}],
    )
    with county(tmp_path_factory.mktemp("why"), declared) as made:
        made.night(zfwj=[KEPT, MERGED], dt=[NEWS, UNDATED, OUT], qt=[UNKNOWN])
        (made.home.overrides / FILE_NAME).write_text(
            f"{','.join(HEADER)}\nexclude,{OUT.id},,{SIGNED}\n", encoding="utf-8"
        )
        edited = Told(
            "n.html",
            "县长再次调研",
            page=page(title="县长再次调研", unit="财政局", published_on=date(2017, 6, 1)),
        )
        made.begin()
        made.tell("dt", [edited, LATE], outcome="partial", whole_list=False)
        made.load()
        made.publish()
        yield made


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (
            KEPT,
            [
                "sections 2017 政府文件 = 1 份",
                "保留本条,并入了",
                MERGED.id,
                "M-document-number@1",
                "C-section@1",
                "偏移 0",
            ],
        ),
        (MERGED, [f"本条已并入 {KEPT.id},不另计", "sections 2017 政府文件 = 1 份"]),
        (NEWS, ["2017,以发布日期 2017-06-01 为准", "label:发布日期", "样例县财政局(所印别名归并“财政局”)"]),
        (NEWS, ["标题“县长调研”→“县长再次调研”", "第 2 版", "sections 2017 合计"]),
        (
            UNDATED,
            ["没有计入任何数字:列表没有能读出的日期,内容页没有读过(规则 X-undated@1", "不属于任何年度"],
        ),
        (
            OUT,
            ["没有计入任何数字:人工排除:王某(2018-01-22)", "规则 D-exclude-", "核对原件", "不计入(人工排除)"],
        ),
        (LATE, ["没有计入任何数字", "还没有完整读取确认", "X-unconfirmed@1", "没有读到内容页"]),
        (UNKNOWN, ["没有计入任何数字", "没有规则或人工决定给出类别", "X-unclassified@1", "这一行可以计入"]),
    ],
)
def test_item_is_explained(sample: County, told: Told, says: list[str]) -> None:
    text = explain_item(sample.home.published, told.id)
    assert [part for part in says if part not in text] == []


def test_findings_of_its_section_and_those_that_name_it_stand_with_an_item(tmp_path: Path) -> None:
    twin = Told("zfwj/2.html", "甲办法")
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with county(tmp_path, declared) as made:
        made.night(
            zfwj=[Told("zfwj/1.html", "甲办法"), twin, Told("zfwj/3.html", "乙", listed_on=None)],
            dt=[Told("dt/1.html", "动态一则"), Told("zfwj/2.htm", "动态二则")],
        )
        named = explain_item(made.home.published, twin.id)
        others = [
            explain_item(made.home.published, made_id)
            for made_id in (Told("dt/1.html").id, Told("zfwj/2.htm").id)
        ]
    assert "duplicate:有 1 组(2 条)标题和日期相同" in named
    assert "item-undated(所在栏目 zfwj):" in named
    assert not any("duplicate" in text or "item-undated" in text for text in others)


def test_address_in_another_spelling_names_the_same_item(sample: County) -> None:
    other = SITE.replace("http:", "https:") + "a.html#top"
    assert explain_item(sample.home.published, other) == explain_item(sample.home.published, KEPT.id)


@pytest.mark.parametrize("named", ["n.htm", SITE + "n.htm", "县长", NEWS.id[:12] + "0000"])
def test_unknown_item_names_near_ones(sample: County, named: str) -> None:
    with pytest.raises(WhyError, match=NEWS.id):
        explain_item(sample.home.published, named)


def test_figure_is_explained_down_to_its_items(sample: County) -> None:
    text = explain_figure(sample.home.published, "sections", 2017, "政府文件")
    assert "sections 2017 政府文件 = 1 份" in text
    assert "不同渠道和方式公开相同信息计1条" in text
    assert "sql/figures/sections.sql" in text
    [line] = [line for line in text.splitlines() if KEPT.id in line]
    assert all(
        part in line for part in ("2017-06-01", "关于印发方案的通知", "另有 1 条并入", SITE + "a.html")
    )


def test_figure_says_what_proves_it_and_what_it_leaves_out(sample: County) -> None:
    text = explain_figure(sample.home.published, "sections", 2017, "动态信息")
    assert "sections 2017 动态信息 = 至少 1 条" in text and "= 1 条" not in text
    assert (
        "栏目 dt 动态:2018-01-21 02:05 完整读取(没有记依据);其中 1 条列表没有日期、内容页还没有读到" in text
    )
    assert "没有专门补抓过 2017 年" in text
    assert "1 条 X-unclassified@1" in text and "1 条 D-exclude-" in text
    assert "没有栏目归入这一类" in explain_figure(sample.home.published, "sections", 2017, "政策解读")


def test_missing_figure_is_no_zero(sample: County) -> None:
    assert "缺(没有数字,不等于零)" in explain_figure(sample.home.published, "sections", 2017, "政务微博")


@pytest.mark.parametrize(
    ("form", "year", "code"),
    [("sections", 2017, "文件"), ("section", 2017, "政府文件"), ("sections", 2030, "政府文件")],
)
def test_unknown_figure_names_near_ones(sample: County, form: str, year: int, code: str) -> None:
    with pytest.raises(WhyError, match="sections 2017 政府文件"):
        explain_figure(sample.home.published, form, year, code)


def test_no_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WhyError, match="没有公布文件"):
        explain_item(tmp_path / "gongkai.duckdb", "x")
    (tmp_path / "gongkai.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(WhyError, match="无法读取"):
        explain_item(tmp_path / "gongkai.duckdb", "x")


def test_withdrawal_is_told_and_the_figure_keeps_the_item(sample: County) -> None:
    sample.next_night()
    gone = Told("n.html", "县长调研", page={"outcome": "gone"})
    sample.night(zfwj=[KEPT, MERGED], dt=[UNDATED, OUT, LATE, gone], qt=[UNKNOWN])
    text = explain_item(sample.home.published, NEWS.id)
    assert "发现;仍计入其发布年度" in text
    assert "sections 2017 动态信息" in text
    assert "撤下:" in text.split("变动")[-1]


def test_hostile_title_cannot_steer_the_terminal(sample: County) -> None:
    bad = Told("evil.html", "标题\x1b[2J\u202e清屏")
    sample.next_night()
    sample.night(dt=[bad])
    text = explain_item(sample.home.published, bad.id)
    assert "\x1b" not in text
    assert "\u202e" not in text
