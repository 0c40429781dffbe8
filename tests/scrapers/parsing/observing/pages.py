"""Pages as the systems of portals frame them, for what stands in the middle."""

from __future__ import annotations

from scrapers.parsing import read_item_page
from scrapers.records import Expected, Observation, Page

SITE = "http://www.yun.example/"


def framed(body: str, crumbs: str = "首页 > 互动交流 > 县长信箱", title: str = "云县人民政府") -> bytes:
    """The body between a menu and a foot that print words of letters, guides,"
    " addresses and telephones too."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        '<div class="nav"><a href="/">首页</a><a href="/hd/">领导信箱</a><a href="/bs/">办事服务</a></div>'
        f'<div class="pos">当前位置：{crumbs}</div><div class="main">{body}</div>'
        '<div class="footer"><p>地址：云县人民路1号 联系电话：0370-7211000</p>'
        "<p>主办单位：云县人民政府 备案号：豫ICP备00000000号 网站标识码：4114000001</p></div></body></html>"
    ).encode()


def observed(body: bytes, expected: Expected | None = None) -> dict[str, str | None]:
    """By fact the value, or the day, that is observed on a page."""
    page = Page(f"{SITE}a/b/1.html", body, "text/html; charset=utf-8")
    return {one.fact: _said(one) for one in read_item_page(page, expected=expected).observed}


def _said(one: Observation) -> str | None:
    return one.day.isoformat() if one.day else one.value
