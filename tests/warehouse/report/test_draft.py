"""The drafted sentences: the wording of a real report of 2017, and what is left to people in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared import SHARED, needs_shared
from tests.warehouse.report.sample import FIGURES, Figure, computed, publish
from warehouse.report import SectionsForm, read_sections
from warehouse.report.draft import draft, our_place

NO_FIGURES: list[Figure] = [("政府文件", "份", None, "missing"), ("合计", "条", None, "missing")]


def form_of(tmp_path: Path, figures: list[Figure], name: str = "样例市人民政府") -> SectionsForm:
    return read_sections(publish(tmp_path / "f.duckdb", figures, name=name), 2017)


@needs_shared
def test_the_first_paragraph_is_that_of_the_real_report(tmp_path: Path) -> None:
    printed = (SHARED / "domain" / "arxan_2017_report.txt").read_text(encoding="utf-8")
    said = draft(form_of(tmp_path, computed()))
    assert said.paragraphs[0] in printed
    assert said.paragraphs[1].rstrip("。") in printed


def test_every_figure_stands_in_the_sentences_with_its_measure(tmp_path: Path) -> None:
    said = draft(form_of(tmp_path, computed()))
    for measure, value in FIGURES.values():
        assert f"{value}{measure}" in "".join(said.paragraphs)
    assert said.paragraphs[1] == "网站发布动态信息1301条,公开各单位财政预决算350条、上传视频新闻180期。"
    assert (said.missing, said.zero, said.repeated) == ((), (), ("预决算公开",))


def test_what_has_no_figure_is_a_gap_in_its_place_and_none_to_speak_of_is_left_out(tmp_path: Path) -> None:
    figures: list[Figure] = [
        ("权责清单", "条", None, "missing"),
        ("信息公开年报", "条", 0, "computed"),
        ("政府文件", "份", 34, "computed"),
        ("视频新闻", "期", 180, "computed"),
        ("合计", "条", 214, "computed"),
    ]
    said = draft(form_of(tmp_path, figures))
    first, website, letters = said.paragraphs
    assert first.startswith(
        "我市进一步完善了政务公开网站部分的政府文件等项目。其中:完成我市各单位权责清单内容发布,清单内容【请填写:…条】;"
    )
    assert ";及时公开我市与公众相关的政府文件,公开政府文件34份;" in first
    assert (first.count("【请填写:…条】"), "年报" in first) == (8, False)
    assert website == "网站发布动态信息【请填写:…条】,公开各单位财政预决算【请填写:…条】、上传视频新闻180期。"
    assert letters == "及时受理各类群众诉求,处理群众来信【请填写:…条】。"
    assert said.zero == ("信息公开年报",)
    assert {"权责清单", "信息公开指南", "公众留言"} <= set(said.missing)
    assert not {"政府文件", "信息公开年报", "视频新闻"} & set(said.missing)


def test_a_lower_bound_says_so_in_the_sentence(tmp_path: Path) -> None:
    figures: list[Figure] = [("政府文件", "份", 272, "lower_bound"), ("合计", "条", 272, "lower_bound")]
    said = draft(form_of(tmp_path, figures)).paragraphs[0]
    assert "公开政府文件【至少272份(数据不完整,请核对)】;" in said


def test_a_lower_bound_of_0_says_nothing_and_is_a_gap(tmp_path: Path) -> None:
    figures: list[Figure] = [("政府文件", "份", 0, "lower_bound"), ("动态信息", "条", 5, "computed")]
    said = draft(form_of(tmp_path, [*figures, ("合计", "条", 5, "lower_bound")]))
    assert "公开政府文件【请填写:…份】" in said.paragraphs[0]
    assert (said.zero, "政府文件" in said.missing) == ((), True)


def test_categories_without_a_sentence_of_their_own_are_not_forgotten(tmp_path: Path) -> None:
    figures: list[Figure] = [
        ("通知公告", "条", 61, "computed"),
        ("建议提案", "件", 5, "lower_bound"),
        ("统计信息", "条", 0, "computed"),
        ("人事信息", "条", None, "missing"),
        ("行政许可", "条", 4, "computed"),
        ("政务微信", "条", None, "missing"),
        ("合计", "条", 70, "lower_bound"),
    ]
    said = draft(form_of(tmp_path, figures))
    assert said.paragraphs[-2:] == (
        "此外,网站还发布通知公告61条、行政许可信息4条、建议提案【至少5件(数据不完整,请核对)】。",
        "【如网站另有下列各类信息,请填写数量:人事信息】",
    )
    assert said.zero == ("统计信息",)


def test_without_figures_nothing_is_said(tmp_path: Path) -> None:
    assert draft(form_of(tmp_path, NO_FIGURES)).paragraphs == ()


@pytest.mark.parametrize(
    ("name", "our"),
    {
        "阿尔山市": "我市",
        "柘城县人民政府": "我县",
        "样例市东城区人民政府门户网站": "我区",
        "样例自治县人民政府办公室": "我自治县",
        "样例县城关镇人民政府": "我镇",
        "样例经济开发区管理委员会": "我区",
        "兴安盟行政公署": "我盟",
        "样例市林业局": "我局",
        "政府网": "本地区",
        "": "本地区",
    }.items(),
)
def test_whose_report_it_is_follows_from_the_portal_name(name: str, our: str) -> None:
    assert our_place(name) == our
