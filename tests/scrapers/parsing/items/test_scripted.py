"""Values that a template's script writes, and the site's name where nobody is named."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.items.pages import TITLE, info, published, read

FILL = "document.getElementById('a').innerHTML='县应急局';"
SOURCES = [
    '来源：<script>var qwe = "县应急局"; if (qwe != "") document.write(qwe);</script>',
    '来源：<script>document.write("县应急局");</script>',
    '来源：<span><script>showSource("县应急局", "");</script></span>',
    '来源：<script>var a="县应急局", b="本站原创"; document.write(a == "" ? b : a);</script>',
    '<script>var abc="县应急局"; if (abc != "") { document.write("来源：" + abc) }</script>',
    '<script>document.write("<b>信息来源：</b>县应急局");</script>',
    f'来源：<span id="a"></span><script>{FILL}</script>',
    '<b>来源：</b><em id="a"></em> 浏览：<em id="b"></em>'
    '<script>$("#a").text("县应急局");$("#b").text("12")</script>',
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_that_a_script_writes_is_stated(source: str) -> None:
    item = info(f"发布时间：2020-09-22 {source}")
    assert item.unit == "县应急局" and published(item) == "2020-09-22"


NOTHING = [
    '来源：<script>var a = ""; document.write(a);</script>',
    '来源：<script>alert("复制成功");</script>',
    '来源：<script>document.write("县应急局"); document.write("县水利局");</script>',
    '来源：<span id="b"></span><span id="a"></span><script>$("#a").html("十二次");</script>',
    '<script>if (u == "来源：" + "") { u = "县应急局" }</script>',
]


@pytest.mark.parametrize("source", NOTHING)
def test_a_script_that_writes_no_source_states_none(source: str) -> None:
    assert info(f"发布时间：2020-09-22 {source}").unit is None


@pytest.mark.parametrize(
    "line",
    [
        '发布时间：<script>var t="2020-09-22"; document.write(t)</script> 来源：县应急局',
        "发布日期：<span id=a></span><script>$('#a').html('2020-09-22')</script>",
    ],
)
def test_a_day_that_a_script_writes_is_stated(line: str) -> None:
    assert published(info(line)) == "2020-09-22"


SITE = "甲乙县人民政府门户网站"
SITE_NAMED = {
    "its tag": f'<meta name="SiteName" content="{SITE}"><meta name="ContentSource" content="{SITE}">',
    "the end of the title": f'<title>{TITLE}-{SITE}</title><meta name="ContentSource" content="{SITE}">',
    "a title of its own": f'<title>{SITE}</title><script>var source="{SITE}";</script>',
}


@pytest.mark.parametrize("tags", SITE_NAMED.values(), ids=SITE_NAMED)
def test_the_sites_own_name_is_no_unit(tags: str) -> None:
    assert read(f"<h1>{TITLE}</h1><p>2020-09-22</p>", tags).unit is None


def test_the_sites_name_is_the_unit_where_the_page_prints_it_as_source() -> None:
    tags = f"<title>{TITLE}_{SITE}</title>"
    assert read(f"<h1>{TITLE}</h1><p>2020-09-22 来源：{SITE}</p>", tags).unit == SITE


def test_another_body_in_the_tag_is_the_unit() -> None:
    tags = f'<title>{TITLE}_{SITE}</title><meta name="ContentSource" content="县应急局">'
    assert read(f"<h1>{TITLE}</h1><p>2020-09-22</p>", tags).unit == "县应急局"
