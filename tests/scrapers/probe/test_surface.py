"""Links with their names and headings; what a page calls itself and the portal."""

from __future__ import annotations

from scrapers.probe.identity import site_of
from scrapers.probe.surface import surface_of
from scrapers.records import Page
from tests.scrapers.probe.pages import document

URL = "http://www.x.gov.cn/xxgk/"

MENU = """
<base href="/xxgk/">
<ul class="side">
  <li>重点领域信息公开 <ul><li><a href="zdly/aqsc/">安全生产</a></li></ul></li>
  <li><a href="javascript:;">脚本</a></li>
  <li onclick="location.href='/hdjl/yjzj/'">意见征集</li>
</ul>
<div class="box"><h2>政策解读</h2><a href="zcjd/">更多&gt;&gt;</a></div>
<a href="zn/"><img src="a.png" alt="公开指南"></a>
<a href="icon/"><img src="b.png"></a>
<a href="index.html">信息公开栏</a>
<a href="zcjd/2017-03-01/5.html">关于印发二〇一七年度全县政务公开工作要点和任务分解表的通知</a>
"""


def _page(body: str, title: str = "", head: str = "") -> Page:
    return Page(URL, document(body, title, head).encode(), "text/html; charset=utf-8")


def test_links_by_text_picture_onclick_and_heading() -> None:
    surface = surface_of(_page(MENU))
    found = {link.url.removeprefix("http://www.x.gov.cn"): (link.name, link.group) for link in surface.links}
    assert found["/xxgk/zdly/aqsc/"] == ("安全生产", "重点领域信息公开")
    assert found["/hdjl/yjzj/"][0] == "意见征集"
    assert found["/xxgk/zcjd/"][0] == "政策解读"
    assert found["/xxgk/zn/"][0] == "公开指南"
    assert found["/xxgk/icon/"][0] == ""
    assert not any("2017-03-01" in path for path in found)


def test_addresses_hold_items_too() -> None:
    assert "http://www.x.gov.cn/xxgk/zcjd/2017-03-01/5.html" in surface_of(_page(MENU)).addresses


def test_a_page_is_called_by_its_tag_or_by_its_link_to_itself() -> None:
    tag = '<meta name="ColumnName" content="部门文件">'
    assert surface_of(_page(MENU, head=tag)).column_name == "部门文件"
    assert surface_of(_page(MENU)).column_name == "信息公开栏"
    assert surface_of(_page("<p></p>", title="政策解读-云泽县人民政府网")).column_name == "政策解读"


def test_the_portal_is_called_by_its_tags_its_sponsor_or_its_title() -> None:
    tag = '<meta name="SiteName" content="云泽县人民政府门户网站">'
    footer = "<div>主办单位：云泽县人民政府办公室 ICP备1号</div>"
    for page in (_page("", head=tag), _page(footer, "首页"), _page("", "欢迎访问云泽县人民政府网站")):
        site = site_of("http://www.x.gov.cn/", ("www.x.gov.cn",), [surface_of(page)])
        assert (site.name, site.place, site.name_is_certain) == ("云泽县人民政府", "云泽县", True)


def test_a_portal_without_a_name_is_called_by_its_host() -> None:
    site = site_of("http://www.x.gov.cn/", ("www.x.gov.cn",), [surface_of(_page("", "公司网站"))])
    assert (site.name, site.name_is_certain) == ("www.x.gov.cn", False)
