"""The home page read: its links of every kind, and the newest day beside one."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.parsing import instead_of_page, read_home
from scrapers.records import HomePage, OtherPage, Page

HOME = "http://www.yun.example/"
TODAY = date(2018, 1, 21)


def home(body: str, head: str = "") -> HomePage | OtherPage:
    text = f"<body>{body}<p>{'欢迎访问。' * 30}</p></body>"
    written = f"<html><head>{head}<title>云县人民政府</title></head>{text}</html>"
    return read_home(Page(HOME, written.encode(), "text/html; charset=utf-8"), TODAY)


def test_links_pictures_and_frames_stand_once_in_page_order_and_what_is_no_address_does_not() -> None:
    found = home(
        "<a href='zwgk/index.html'>政务公开</a><a href='/zwgk/index.html#top'>再看</a><a href='#'>顶部</a>"
        "<a href='javascript:void(0)'>打印</a><a href='mailto:a@b.cn'>信箱</a><a href=''>空</a><a>无</a>"
        "<a href='http://www.gov.cn/' title='中国政府网'><img src='/images/gov.png' alt='国徽'></a>"
        "<map><area href='/map.html' alt='地图'></map><iframe src='//yun.example/tj.htm'></iframe>"
        "<img data-src='/lazy.jpg' src='/blank.gif'><a href='fj/a.pdf'>附件</a><a href='/app#/list'>应用</a>"
    )
    assert isinstance(found, HomePage)
    assert [(link.url.removeprefix(HOME), link.text) for link in found.links] == [
        ("zwgk/index.html", "政务公开"), ("http://www.gov.cn/", "中国政府网"), ("images/gov.png", "国徽"),
        ("map.html", "地图"), ("http://yun.example/tj.htm", ""), ("lazy.jpg", ""), ("fj/a.pdf", "附件"),
        ("app#/list", "应用"),
    ]  # fmt: skip


def test_links_go_by_the_base() -> None:
    found = home("<a href='1.html'>一</a>", "<base href='http://xxgk.yun.example/a/'>")
    assert isinstance(found, HomePage)
    assert [link.url for link in found.links] == ["http://xxgk.yun.example/a/1.html"]


ROW = "<li><a href='1.html'>关于做好防汛工作的通知</a>"
DAYS = {
    "with its year": (
        f"<ul>{ROW}<span>2018-01-19</span></li>{ROW}<span>2018-01-09</span></li></ul>",
        date(2018, 1, 19),
    ),
    "in brackets, without its year": (f"<ul>{ROW}<span>[01-20]</span></li></ul>", date(2018, 1, 20)),
    "of last year": (f"<ul>{ROW}<span>12-30</span></li></ul>", date(2017, 12, 30)),
    "in the cell beside": (
        "<table><tr><td><a href='1.html'>关于做好防汛工作的通知</a></td><td>2018/1/18</td></tr></table>",
        date(2018, 1, 18),
    ),
    "not one to come": (f"<ul>{ROW}<span>2018-03-01</span></li></ul>", None),
    "not the day on top": ("<div>2018年1月21日 星期日 <a href='/'>设为首页</a></div>", None),
    "not the day beside a long link": (
        "<div><span>2018年1月21日</span> <i>星期日</i> <a href='/a'>进入无障碍浏览模式</a></div>", None
    ),
    "not the days of the weather": (
        "<div class='tq'><p><span>01月20日</span><a href='/w'>云县未来七天天气预报</a></p></div>", None
    ),
    "not the temperature's": ("<ul><li><span>01-21</span> -3℃<a href='/w'>更多请点击此</a></li></ul>", None),
    "not one of a sentence": ("<p><a href='1.html'>2018年1月20日前须完成申报工作</a></p>", None),
    "none on a page of navigation": (
        "<ul><li><a href='/a/'>政务公开信息</a></li><li><a href='/b/'>办事服务</a></li></ul>", None
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", DAYS)
def test_the_newest_day_is_one_printed_beside_a_link(form: str) -> None:
    body, newest = DAYS[form]
    found = home(body)
    assert isinstance(found, HomePage) and found.newest == newest


def test_what_comes_in_place_of_the_page_is_none() -> None:
    stub = b"<html><head><meta http-equiv='refresh' content='0;url=/index/'></head></html>"
    found = read_home(Page(HOME, stub, "text/html"), TODAY)
    assert isinstance(found, OtherPage) and (found.outcome, found.target) == ("redirect", f"{HOME}index/")
    assert instead_of_page(Page(f"{HOME}a.pdf", b"%PDF-1.4 ...", "application/pdf")) is None
