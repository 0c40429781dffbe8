"""Second headings, and dates that stand with the title."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.items.pages import TITLE, info, published, read

MAIN, SECOND, OVER = "县青联举办观影活动", "三百名青年走进影院", "深入学习贯彻会议精神"
HEADS = [
    f"<h1>{MAIN}</h1><h2>{SECOND}</h2>",
    f"<h2>{MAIN}</h2><h3>{SECOND}</h3>",
    f"<h2>{OVER}</h2><h1>{MAIN}</h1>",
    f"<h3>{OVER}</h3><h1>{MAIN}</h1><h3>{SECOND}</h3>",
    f"<div class=title>{MAIN}</div><div class=subtitle>{SECOND}</div>",
    f"<div class=yinti>{OVER}</div><div class=title>{MAIN}</div><div class=fubiaoti>{SECOND}</div>",
    f"<p class='pre-title'>{OVER}</p><p class=biaoti>{MAIN}</p>",
    f"<h1>{MAIN}</h1><h1 class=sub_title>{SECOND}</h1>",
    f"<p style='font-size:24px'>{MAIN}</p><p style='font-size:16px'>{SECOND}</p>",
    f"<p><span style='font-size:18pt'>{MAIN}</span></p><p><span style='font-size:14pt'>{SECOND}</span></p>",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("line", ["2020-09-22 来源：县青联", "发布时间：2020-09-22"])
def test_a_second_heading_is_not_the_title(head: str, line: str) -> None:
    assert read(f"<div>{head}<div>{line}</div></div>").title == MAIN


@pytest.mark.parametrize("line", [f"——{SECOND}", f"--{SECOND}", "（2020年9月1日县政府常务会议通过）"])
@pytest.mark.parametrize("tag", ["h1", "p class=title"])
def test_a_subtitle_in_the_titles_own_element_is_no_part_of_it(line: str, tag: str) -> None:
    assert read(f"<{tag}>{MAIN}<br>{line}</{tag.split()[0]}><p>发布时间：2020-09-22</p>").title == MAIN


def test_what_a_title_adds_in_brackets_stays() -> None:
    assert read(f"<h1>{MAIN}方案<br>（试行）</h1><p>2020-09-22</p>").title == f"{MAIN}方案 （试行）"


def test_a_heading_of_a_word_above_the_titles_line_is_the_sections() -> None:
    line = "发布时间：2020-09-22 来源：县应急局"
    assert read(f"<h2>通知公告</h2><div><p><b>{MAIN}</b></p><p>{line}</p></div>").title == MAIN
    assert read(f"<h1>公示</h1><p>{line}</p>").title == "公示"


@pytest.mark.parametrize("above", ["甲乙县人民政府", "通知公告"])
def test_a_heading_of_the_site_or_the_section_is_no_title(above: str) -> None:
    menu = "<ul><li><a href=/tzgg/>通知公告</a></li></ul>"
    assert read(f"{menu}<div><h1>{above}</h1><h2>{MAIN}</h2><p>2020-09-22</p></div>").title == MAIN


SITE = "甲乙县人民政府"
TAGS = [
    f"<title>通知公告-{SITE}</title>",
    f"<title>{TITLE}_通知公告_{SITE}</title>",
    f"<title>{TITLE} | 通知公告 | {SITE}</title>",
    f'<title>{SITE}</title><meta name="ArticleTitle" content="{TITLE}_{SITE}">',
    f'<title>{SITE}</title><meta name="ArticleTitle" content="{TITLE}-通知公告-{SITE}">',
]


@pytest.mark.parametrize("tags", TAGS)
@pytest.mark.parametrize("printed", ["<p>{}</p>", "<h1>{}</h1>"])
def test_names_that_a_tag_adds_are_no_part_of_the_title(tags: str, printed: str) -> None:
    menu = "<a href=/tzgg/>通知公告</a>"
    head = f"{menu}<p>通知公告</p><div>{printed.format(TITLE)}<p>发布时间：2020-09-22</p></div>"
    assert read(head, tags).title == TITLE


@pytest.mark.parametrize("tags", TAGS[1:3])
def test_a_title_that_only_its_tag_says_is_without_section_and_site(tags: str) -> None:
    assert read("<p>发布时间：2020-09-22</p>", tags).title == TITLE


@pytest.mark.parametrize("title", ["2017-2018年重点项目计划", "一图读懂|防汛应急预案"])
def test_a_separator_in_a_title_stays(title: str) -> None:
    assert read("<p>发布时间：2020-09-22</p>", f"<title>{title}-{SITE}</title>").title == title


@pytest.mark.parametrize(
    "day",
    [
        "<div class=day><b>22</b><span>2020-09</span></div>",
        "<div><p>22</p><p>2020-09</p></div>",
        "<p>2020-09-22</p>",
    ],
)
def test_a_date_in_one_box_with_the_title_is_its_own(day: str) -> None:
    assert published(read(f"<div class=main>{day}<h1>{TITLE}</h1></div>")) == "2020-09-22"
    assert published(read(f"<div class=main><h1>{TITLE}</h1>{day}</div>")) == "2020-09-22"


def test_a_date_above_the_box_of_the_title_is_not() -> None:
    assert published(read(f"<p>2020-09-22</p><div class=main><h1>{TITLE}</h1></div>")) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<span>2020-09-22</span>",
        "<span>发布时间：2020-09-22</span>",
        "<div>发布时间：2020-09-22 来源：县应急局</div>",
    ],
)
def test_what_stands_in_the_titles_element_is_no_part_of_it(inside: str) -> None:
    item = read(f"<h1>{TITLE}{inside}</h1>")
    assert item.title == TITLE and published(item) == "2020-09-22"


def test_entities_left_in_the_text_are_decoded() -> None:
    item = read(
        "<h1>关于A&amp;amp;B&amp;nbsp;项目的公告</h1><p>来源：县科协&amp;middot;学会部 2020-09-22</p>"
    )
    assert item.title == "关于A&B 项目的公告" and item.unit == "县科协·学会部"


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("发布时间：2020年09月15日 09时32分 来源：县应急局", "2020-09-15T09:32+08:00"),
        ("2020年09月15日 09时32分08秒", "2020-09-15T09:32:08+08:00"),
        ("[2020年9月15日 9点32分]", "2020-09-15T09:32+08:00"),
        ("发布时间：20200915 来源：县应急局", "2020-09-15"),
    ],
)
def test_times_of_day_in_chinese(line: str, iso: str) -> None:
    assert published(info(line)) == iso
