"""Pages as EmpireCMS 帝国 writes them: the total in an anchor's title, numbered files from 1, no official tags."""

# Markup stands on the lines a template would have.
# ruff: noqa: E501

from __future__ import annotations

from html import escape

from tests.portal import frame
from tests.portal.addresses import link
from tests.portal.bodies import paragraphs
from tests.portal.frame import ListView
from tests.portal.model import Item, Section, World


def _head(section: Section, title: str) -> str:
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="{section.declared}">\n<title>{escape(title)}</title>\n'
        '<link rel="stylesheet" href="/skin/css/style.css">\n</head>\n<body>\n'
    )


def render_list(world: World, view: ListView) -> str:
    """A list page; an empty section says so and has no pager."""
    rows = "\n".join(_row(view.section, item) for item in view.rows)
    listed = f"{rows}\n{_pager(view)}" if view.rows else f"\n   {frame.empty_words()}\n"
    return "".join((
        _head(view.section, f"{view.section.name} - {frame.SITE}"),
        frame.navigation(world),
        f'\n<div class="location">您现在的位置：<a href="/">首页</a>&nbsp;>&nbsp;<a href="index.html">{view.section.name}</a></div>\n',
        f'<div class="sidebar">{frame.side(world)}</div>\n<div class="mainContent"><div class="news_list">\n<ul>\n{listed}\n</ul>\n',
        f'<div class="pagediv" id="page_div"></div>\n</div></div>\n{frame.footer(world)}\n</body>\n</html>\n',
    ))  # fmt: skip


def _row(section: Section, item: Item) -> str:
    href = escape(link(section, item.address))
    return f'<li>\n<a href="{href}" >{escape(item.title)}</a>\n<span class="time">\n{item.day}\n</span> </li>'


def _pager(view: ListView) -> str:
    def file(number: int) -> str:
        return "index.html" if number == 1 else f"index_{number}.html"

    numbers = [
        f"<b>{number}</b>" if number == view.number else f'<a href="{file(number)}">{number}</a>'
        for number in range(1, view.pages + 1)
        if abs(number - view.number) < 6
    ]
    total = f'<a title="Total record">&nbsp;<b>{view.records}</b> </a>&nbsp;&nbsp;&nbsp;'
    before = after = ""
    if view.number > 1:
        before = f'<a href="index.html">首页</a>&nbsp;<a href="{file(view.number - 1)}">上一页</a>&nbsp;'
    if view.number < view.pages:
        after = (
            f'&nbsp;<a href="{file(view.number + 1)}">下一页</a>&nbsp;<a href="{file(view.pages)}">尾页</a>'
        )
    return f'<div style="text-align:center;">{total}{before}{"&nbsp;".join(numbers)}{after}</div>'


def render_item(world: World, item: Item, section: Section) -> str:
    """An item page."""
    source = "" if item.printed_unit is None else f"信息来源：{item.printed_unit}&nbsp;&nbsp;"
    body = "".join(f"<p>&nbsp; &nbsp; {escape(text)}</p>\n" for text in paragraphs(world, item))
    return "".join((
        _head(section, item.title if item.key % 2 else frame.SITE),
        frame.navigation(world),
        f'\n<div class="location">您现在的位置：<a href="/">首页</a>&nbsp;>&nbsp;<a href="../">{section.name}</a></div>\n',
        f'<div class="article"><div class="title">{escape(item.title)}</div>\n',
        f'<div class="info">{source}作者：管理员&nbsp;&nbsp;发布时间：{item.printed}&nbsp;&nbsp;【<a href="javascript:window.print()">打印</a>】</div>\n',
        f'<div class="content" id="content">\n{body}</div></div>\n<div class="right">{frame.side(world, "相关文章")}</div>\n',
        f"{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip
