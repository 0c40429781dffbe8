"""A layout is checked at every use: what it does not fit is read by the rules, a person's is in force."""

from __future__ import annotations

import re
import tarfile
from collections import defaultdict

import pytest

from scrapers.layout import LAYOUT_VERSION, ItemLayout
from scrapers.parsing import learn_item_layout, parse_item, read_item_page
from scrapers.records import ItemPage, Listed, OtherPage, Page
from tests.scrapers.parsing.saved import PORTALS
from tests.shared import needs_shared

URL = "http://www.jiayi.gov.cn/show.asp?id=1"
TITLE = "关于做好防汛工作的通知"
TEXT = f"<div id=zoom>{'<p>现将有关事项通知如下，请结合实际认真贯彻执行。请各单位抓好落实。</p>' * 6}</div>"
HEAD = f"<h1 class=tt>{TITLE}</h1><p class=info>发布时间：2020-09-22 来源：县应急局</p>"
LEARNED = ItemLayout(
    title="h1.tt", published="p.info", labels=(("published", "发布时间"),), learned_from="items"
)


def page(body: str) -> Page:
    html = f"<html><head><title>甲乙县人民政府</title></head><body>{body}</body></html>"
    return Page(URL, html.encode(), "text/html; charset=utf-8")


def by_person(**places: object) -> ItemLayout:
    return ItemLayout(learned_from="person", **places)  # type: ignore[arg-type]


ELSEWHERE = {
    "no such place": HEAD.replace("class=tt", "class=t2"),
    "the place twice": f"<h1 class=tt>通知公告</h1>{HEAD}",
    "another label": HEAD.replace("发布时间", "成文日期"),
    "no day behind the label": HEAD.replace("2020-09-22", ""),
    "two days behind two labels": HEAD.replace("来源", "发布时间：2020-09-23 来源"),
    "nothing in the place": f"<h1 class=tt> </h1><h2>{TITLE}</h2><p class=info>发布时间：2020-09-22</p>",
}


@pytest.mark.parametrize("head", ELSEWHERE.values(), ids=ELSEWHERE)
def test_where_the_layout_does_not_fit_the_rules_read(head: str) -> None:
    read = read_item_page(page(head + TEXT), LEARNED)
    assert read.misfit and read.page == parse_item(page(head + TEXT))


def test_the_reason_names_the_place() -> None:
    assert "h1.tt" in read_item_page(page(ELSEWHERE["no such place"] + TEXT), LEARNED).misfit


def test_a_layout_of_other_rules_is_not_used() -> None:
    other = ItemLayout(title="p.info", learned_from="items", version=LAYOUT_VERSION + 1)
    assert parse_item(page(HEAD + TEXT), other) == parse_item(page(HEAD + TEXT))


@pytest.mark.parametrize("layout", [LEARNED, by_person(title="h1")])
def test_a_page_in_the_place_of_an_item_is_none(layout: ItemLayout) -> None:
    gone = page("<div><h1>404</h1><p>您访问的页面不存在或已删除</p><a href=/>返回首页</a></div>")
    assert isinstance(parse_item(gone, layout), OtherPage)


def test_no_html_is_read_by_no_layout() -> None:
    other = parse_item(Page(URL, b"%PDF-1.4 \x00\x01", "application/pdf"), LEARNED)
    assert isinstance(other, OtherPage) and other.outcome == "not_html"


PERSON = (
    "<div class=slogan><h1>深入推进政务公开</h1></div><div class=wz>关于防汛的通知</div>"
    "<ul class=xx><li>落款：<b class=day>2020年9月22日</b></li><li class=dept>承办：县水利局</li>"
    "<li class=no>（甲政办〔2020〕12号）</li><li class=idx>JY/2020-001</li></ul>"
    f"<div class=nr>{TEXT}</div><div class=fj><a href=/f/1.pdf>附件一</a></div>"
)


def test_a_persons_places_are_in_force() -> None:
    layout = by_person(
        title="div.wz",
        published="b.day",
        unit="li.dept",
        document_number="li.no",
        index_number="li.idx",
        body="div.nr",
        attachments="div.fj",
        labels=(("unit", "承办"),),
    )
    item = parse_item(page(PERSON), layout)
    assert isinstance(item, ItemPage)
    assert item.title == "关于防汛的通知" and item.published and item.published.iso() == "2020-09-22"
    assert (item.unit, item.document_number) == ("县水利局", "甲政办〔2020〕12号")
    assert item.index_number == "JY/2020-001"
    assert [file.url for file in item.attachments] == ["http://www.jiayi.gov.cn/f/1.pdf"]
    assert item.body_text.startswith("现将有关事项")


@pytest.mark.parametrize("name", ["title", "published", "unit", "issued", "body", "attachments"])
def test_a_persons_place_that_matches_nothing_is_a_failed_reading_that_names_it(name: str) -> None:
    other = parse_item(page(HEAD + TEXT), by_person(**{name: "div.nowhere"}))
    assert isinstance(other, OtherPage) and other.outcome == "unreadable"
    assert "div.nowhere" in other.reason and name in other.reason


@pytest.mark.parametrize(("name", "place"), [("title", "p.empty"), ("published", "h1.tt")])
def test_a_title_or_a_day_that_is_not_there_is_one_too(name: str, place: str) -> None:
    other = parse_item(page(f"{HEAD}<p class=empty> </p>{TEXT}"), by_person(**{name: place}))
    assert isinstance(other, OtherPage) and place in other.reason


def test_a_persons_title_below_all_lines_is_read_all_the_same() -> None:
    item = parse_item(
        page(f"{HEAD}{TEXT}<textarea id=below>表单里的标题</textarea>"), by_person(title="#below")
    )
    assert isinstance(item, ItemPage)
    assert (item.title, item.read_from["title"]) == ("表单里的标题", "heading:textarea")


def test_what_a_person_does_not_name_the_rules_read() -> None:
    item = parse_item(page(HEAD + TEXT), by_person(title="h1.tt"))
    assert isinstance(item, ItemPage) and item == parse_item(page(HEAD + TEXT))


def test_of_two_values_on_a_line_a_person_means_the_one_in_the_element() -> None:
    days = "<span>发布时间：2020-09-22</span> <span class=new>更新时间：2020-10-01</span>"
    head = f"<h1>{TITLE}</h1><p>{days}</p>"
    item = parse_item(page(head + TEXT), by_person(published="span.new"))
    assert isinstance(item, ItemPage) and item.published and item.published.iso() == "2020-10-01"


SECTIONS = [
    ("www.zhecheng.gov.cn", r"(.*)/\d{4}-\d\d-\d\d/\d+\.html$"),
    ("lyj.jlcity.gov.cn", r"(.*)/\d{6}/t\d{8}_\d+\.html?$"),
]


@needs_shared
@pytest.mark.parametrize(("host", "pattern"), SECTIONS)
def test_pages_of_a_real_section_read_alike_with_the_layout_and_without(host: str, pattern: str) -> None:
    pages: dict[str, list[Page]] = defaultdict(list)
    with tarfile.open(PORTALS / "mirrors" / f"{host}.tar.gz") as archive:
        for member in archive:
            file, found = archive.extractfile(member), re.match(pattern, member.name)
            if file and found:
                pages[found[1]].append(Page(f"http://{host}/{found[1]}/1.html", file.read()))
    fitted = 0
    for section in (several for several in pages.values() if len(several) > 5):
        plain = [parse_item(one) for one in section]
        samples = []
        for one, item in zip(section[:6], plain, strict=False):
            assert isinstance(item, ItemPage) and item.title
            row = Listed(item.title, item.published.day if item.published else None)
            samples.append(read_item_page(one, None, row).sample)
        layout = learn_item_layout([sample for sample in samples if sample])
        assert layout is not None and layout.title
        read = [read_item_page(one, layout) for one in section]
        assert [one.page for one in read] == plain
        fitted += sum(not one.misfit for one in read)
    assert fitted > 60
