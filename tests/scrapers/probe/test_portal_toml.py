"""The portal file of what was found."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.portalfile import load_portal
from scrapers.probe.portal_toml import portal_file, section_block
from scrapers.probe.records import ItemTrial, PageLink, Trial
from tests.scrapers.probe.trials import HOME, entries, findings, section

ZCJD = section("xxgk/zcjd/", "政策解读", entries("xxgk/zcjd/1.html"), 10)
UNITS = ("县财政局", "县住建局", "县教育局", "云山镇", "泽口镇")


def test_the_program_reads_what_it_writes(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    owned = section("xxgk/qz/", "住建局权责清单", entries("xxgk/qz/1.html"), 3)
    file.write_text(portal_file(findings(ZCJD, owned, units=UNITS)), encoding="utf-8")
    portal = load_portal(str(file))
    assert (portal.id, portal.portal.name, portal.hosts) == ("x", "云泽县人民政府", ("www.x.gov.cn",))
    assert [(s.id, s.category, s.unit, s.cadence_days) for s in portal.section] == [
        ("xxgk-zcjd", "政策解读", "", 180),
        ("xxgk-qz", "权责清单", "云泽县住建局", 365),
    ]
    assert portal.unit[0].aliases == ("县财政局", "财政局")


def test_everything_that_is_no_section_stands_in_comments() -> None:
    link = PageLink(f"{HOME}a/", "工作简报", "", HOME)
    failed = Trial(link, link.url, "工作简报", ZCJD.meaning, "failed", "HTTP 404")
    text = portal_file(
        findings(
            ZCJD,
            failed,
            untried=(PageLink(f"{HOME}b/", "会议纪要"),),
            elsewhere=(PageLink("http://zwgk.x.gov.cn/c/", "财政信息"),),
            off_portal=(PageLink(f"{HOME}d/", "依申请公开"),),
            other_columns=(PageLink(f"{HOME}e/", "特色云泽"),),
            below=(PageLink(f"{HOME}xxgk/zcjd/f/", "图解"),),
            unit_pages=(PageLink(f"{HOME}bm/czj/", "县财政局"),),
            other_hosts=("www.gov.cn",),
        )
    )
    for expected in (
        "工作简报 http://www.x.gov.cn/a/：未能读取：HTTP 404",
        "会议纪要",
        "财政信息 http://zwgk.x.gov.cn/c/",
        "依申请公开",
        "特色云泽",
        "图解",
        "www.x.gov.cn/bm/（1）",
        "www.gov.cn",
    ):
        assert any(line.startswith("#") and expected in line for line in text.splitlines()), expected
    assert len(tomllib.loads(text)["section"]) == 1


UNTRIED = {
    "plain": PageLink(f"{HOME}b/", "会议纪要"),
    "a category's": PageLink(f"{HOME}xxgk/tzgg/", "通知公告", "信息公开"),
    "without a name": PageLink(f"{HOME}c/", ""),
    "hostile": PageLink(f"{HOME}d/?q=1", 'b\r\nhosts = ["evil"]\u2028\\', "e\n[[unit]]"),
    "an id that is taken": PageLink(f"{HOME}xxgk/zcjd/index.shtml", "解读"),
}


@pytest.mark.parametrize("which", UNTRIED)
@pytest.mark.parametrize("where", ["untried", "below"])
def test_a_column_not_tried_is_a_section_once_its_lines_are_uncommented(
    tmp_path: Path, which: str, where: str
) -> None:
    link = UNTRIED[which]
    text = portal_file(findings(ZCJD, **{where: (link,)}))
    assert len(tomllib.loads(text)["section"]) == 1
    lines = text.splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith("# [[section]]"))
    assert "没有试读: 请求用完" in lines[begin]
    rest = [line.removeprefix("# ") for line in lines[begin:]]
    file = tmp_path / "x.toml"
    file.write_text("\n".join([*lines[:begin], *rest]), encoding="utf-8")
    portal = load_portal(str(file))
    assert [section.url for section in portal.section] == [ZCJD.url, link.url]
    assert len({section.id for section in portal.section}) == 2
    assert portal.hosts == ("www.x.gov.cn",)
    assert portal.section[1].category == ("通知公告" if which == "a category's" else "auto")


def test_units_that_may_be_one_are_for_a_person_to_settle() -> None:
    text = portal_file(findings(ZCJD, units=("县教育局", "县教育体育局")))
    assert [unit["name"] for unit in tomllib.loads(text)["unit"]] == ["云泽县教育局", "云泽县教育体育局"]
    assert "请人工确认：与“云泽县教育体育局”可能是同一单位" in text


def test_what_was_not_settled_is_marked_for_a_person() -> None:
    unknown = section("xxgk/zhxx/", "综合信息", entries("xxgk/zhxx/1.html"))
    failed_item = replace(unknown, item=ItemTrial(f"{HOME}xxgk/zhxx/1.html", reason="HTTP 404"))
    block = section_block(failed_item, set(), "www.x.gov.cn")
    marked = [line for line in block.splitlines() if "请人工确认" in line]
    assert any("类别" in line for line in marked)
    assert any("HTTP 404" in line for line in marked)
    assert 'category = "auto"' in block
    assert "第 1 页 1 行" in block
    assert "总数未写明" in block


def test_a_printed_name_cannot_break_out_of_a_comment_or_a_string() -> None:
    hostile = 'a"\n[[section]]\nid = "x"\u2028\\'
    trial = replace(section("xxgk/q/", "公告", entries("xxgk/q/1.html")), name=hostile)
    others = (PageLink(f"{HOME}b/", 'b\r\nhosts = ["evil"]'),)
    data = tomllib.loads(portal_file(findings(trial, untried=others)))
    assert len(data["section"]) == 1
    assert data["portal"]["hosts"] == ["www.x.gov.cn"]


def test_the_units_of_a_bureaus_portal_are_its_sisters_and_stay_comments() -> None:
    bureau = replace(
        findings(ZCJD, units=UNITS), site=replace(findings().site, name="云泽县林业局", place="")
    )
    text = portal_file(bureau)
    assert "unit" not in tomllib.loads(text)
    assert "县财政局" in text


def test_without_sections_there_is_no_file() -> None:
    with pytest.raises(ValueError, match="没有可抓取的栏目"):
        portal_file(findings())


@pytest.mark.parametrize("paged", [True, False])
def test_a_second_page_that_brought_nothing_is_to_be_settled_by_a_person(paged: bool) -> None:
    tried = replace(ZCJD, second_page="第 2 页 HTTP 404", paged=paged)
    line = next(line for line in portal_file(findings(tried)).splitlines() if "翻页：" in line)
    assert ("请人工确认" in line) is not paged


def test_columns_on_other_hosts_are_told_where_a_person_begins_to_read() -> None:
    others = (
        PageLink("http://zwgk.x.gov.cn/c/", "财政信息"),
        PageLink("http://xxgk.x.gov.cn/d/", "政府会议"),
    )
    head = portal_file(findings(ZCJD, elsewhere=others)).partition("[portal]")[0]
    assert "注意：另有 2 个栏目在其他主机（zwgk.x.gov.cn、xxgk.x.gov.cn）上" in head
    assert "其他主机" not in portal_file(findings(ZCJD)).partition("[portal]")[0]


@pytest.mark.parametrize(("found_on", "said"), [("", "网址由使用人给出"), (HOME, f"见于 {HOME} 的页面链接")])
def test_where_a_column_was_found_is_true(found_on: str, said: str) -> None:
    tried = replace(ZCJD, link=replace(ZCJD.link, found_on=found_on))
    assert section_block(tried, set(), "www.x.gov.cn").splitlines()[0] == f"# 政策解读：{said}"
