"""Words beside a category's word that make its count a part are never set beside the whole; words that say
nothing of what is counted leave it whole. The numbers are those of the warehouse, so that a wrong whole would
come out equal."""

from __future__ import annotations

import pytest

from tests.warehouse.reconcile.test_scope import of, rows

PARTS = [
    # What it is about, before the category's word, before the clause, behind the number.
    "发布疫情防控动态信息1301条。",
    "全年发布涉农政策解读39条。",
    "发布39条涉农政策解读。",
    "围绕疫情防控,发布动态信息1301条。",
    "在乡村振兴方面,公开动态信息1301条。",
    "聚焦营商环境,全年共发布政策解读39条。",
    "疫情防控动态信息共发布1301条。",
    "发布动态信息(疫情防控类)1301条。",
    "发布动态信息1301条(疫情防控类)。",
    "发布动态信息1301条,均为疫情防控信息。",
    "公开教育领域通知公告86条。",
    "发布重大项目动态信息1301条。",
    "政务公开专栏发布动态信息1301条。",
    # Of which kind, how it was made, who made it.
    "公开规范性文件34份。",
    "公开2017年部门预算350条。",
    "公开“三公经费”信息350条。",
    "发布图文解读、视频解读等政策解读39条。",
    "通过网站“政策解读”栏目发布文件解读39条。",
    "办理县长信箱来信9件。",
    "受理群众咨询9件。",
    "发布转载政策解读39条。",
    "发布动态信息(不含转载)1301条。",
    "县公安局、教育局等部门网站发布动态信息1301条。",
    "发布乡镇动态1301条。",
    # Several things in one number.
    "发布通知、稿件86篇。",
    "发布通知公告、动态信息等86条。",
    "发布动态、公告等各类信息1301条。",
    "公开政策解读和政府文件39件。",
    "发布信息(动态信息、通知公告)1301条。",
    # What grew, what was made, what there is in all.
    "发布动态信息比上年增加1301条。",
    "发布动态信息较去年同期多1301条。",
    "新增信息公开制度53条。",
    "公开新增信息公开制度53条。",
    "现有信息公开制度53项。",
    "修订完善信息公开制度53项。",
    # Meetings and news conferences that were attended, sections that were set up, requests that came in.
    "参加新闻发布会39场。",
    "设置信息公开制度栏目53个。",
]
WHOLES = [
    "全年共更新各类动态信息1301条,较上年增长12%。",
    "更新政务动态1301条。",
    "及时公开政府文件34份。",
    "主动公开、及时更新动态信息1301条。",
    "发布动态信息1301条,同比增加20条。",
    "对外公开财政预决算350条。",
    "发布预算、决算信息350条。",
    "答复网民留言9条。",
    "我市在政府网站平台发布政策解读39条。",
    "在政府网站“政策解读”栏目发布信息39条。",
    "动态信息方面,全年共发布1301条。",
    "发布39条政策解读。",
    "新增发布政策解读39条。",
    "公布权责清单2945项。",
]
NO_SINGLE_NUMBER = [
    "发布动态信息1200至1301条。",
    "发布动态信息1200-1301条。",
    "平均每个单位发布政策解读39条。",
    "每个乡镇发布动态信息1301条。",
    "月均发布动态信息1301条。",
]


@pytest.mark.parametrize("text", PARTS)
def test_what_narrows_a_count_keeps_it_from_the_whole(text: str) -> None:
    assert {row.verdict for row in rows(text)} == {"not_computable"}
    assert {row.difference for row in rows(text)} == {None}


@pytest.mark.parametrize("text", WHOLES)
def test_words_that_narrow_nothing_leave_the_whole(text: str) -> None:
    assert "equal" in {row.verdict for row in rows(text)}


@pytest.mark.parametrize("text", NO_SINGLE_NUMBER)
def test_ranges_and_averages_are_no_count(text: str) -> None:
    assert rows(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("公布权力清单2945项。", 2945), ("公开政策文件34份。", 34), ("发布公告86条。", 86)],
)
def test_a_word_that_may_be_all_or_a_part_agrees_but_never_differs(text: str, number: int) -> None:
    assert of(text, number).verdict == "equal"
    other = text.replace(str(number), str(number + 1))
    assert of(other, number + 1).verdict == "not_computable"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("发布疫情防控动态信息20条。", "疫情防控"),
        ("在乡村振兴方面,公开动态信息20条。", "乡村振兴"),
        ("公开规范性文件20份。", "规范性文件"),
    ],
)
def test_the_reader_is_told_which_words(text: str, words: str) -> None:
    assert words in "".join(of(text, 20).causes)
