"""Pages as Hanweb JCMS writes them: rows as XML in a script, further blocks from dataproxy.jsp, a property table."""

# Markup stands on the lines a template would have.
# ruff: noqa: E501

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, quote

from tests.portal import frame
from tests.portal.addresses import PROXY, column, link
from tests.portal.bodies import paragraphs
from tests.portal.frame import ListView
from tests.portal.model import Item, Section, World

BLOCK = 3
"""List pages in one answer: the first block stands in the list page itself."""


def _head(section: Section, title: str, metas: str) -> str:
    base = '<base href="/art/" />\n' if section.style == "base" else ""
    return (
        f'<!doctype html>\n<html>\n<head>\n{base}<meta http-equiv="Content-Type" content="text/html; '
        f'charset={section.declared.upper()}">\n<script language="javascript" src="/module/jslib/jquery/jquery.js">'
        f"</script>\n<title>{escape(title)}</title>\n{metas}\n</head>\n<body>\n"
    )


def unit_id(section: Section) -> str:
    """The number of the list's element, which dataproxy wants back."""
    return str(int(column(section)) + 18000)


def render_list(world: World, view: ListView) -> str:
    """The column's page; `view.rows` is the first block."""
    section = view.section
    number = unit_id(section)
    query = (
        f"page=1&appid=1&webid=1&path=/&columnid={column(section)}&unitid={number}"
        f"&webname={quote(quote(frame.SITE))}&permissiontype=0"
    )
    group = f'<a href="{PROXY}?{query}"></a>' if view.records > len(view.rows) else ""
    wanted = (
        f"col:1,appid:1,webid:1,path:'/',columnid:{column(section)},sourceContentType:1,"
        f"unitid:'{number}',webname:'{frame.SITE}',permissiontype:0"
    )
    setting = (
        f"$(function(){{ $('#{number}').jpage({{totalRecord:{view.records},perPage:{section.per_page},"
        f"openCookies:false,showMode:'full',proxyUrl:'{PROXY}',proxyType:1,groupSize:{BLOCK},"
        f"ajaxParam:{{{wanted}}}}}); }});"
    )
    return "".join((
        _head(section, section.name, frame.metas(_lower(frame.site_metas(section)))),
        frame.navigation(world),
        f'\n<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{section.folder}index.html">{section.name}</a></div>',
        f'\n<div class="left">{frame.side(world)}</div>\n<div class="right"><div id="{number}" class="default_pgContainer">',
        f'</div>\n<script type="text/xml">{_datastore(view, group)}</script>\n<script>{setting}</script></div>\n',
        f"{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip


def render_block(view: ListView, all_pages: int) -> str:
    """An answer of dataproxy.jsp: the same XML without a page around it, with the totals."""
    totals = f"<totalrecord>{view.records}</totalrecord>\n<totalpage>{all_pages}</totalpage>\n"
    return '<?xml version="1.0" encoding="utf-8"?>\n' + _datastore(view, "", totals)


def block_wanted(query: str, per_page: int) -> tuple[str, int, int]:
    """(column number, first row, last row), rows counted from 1, of a question to dataproxy.jsp.

    Both forms are known: startrecord and endrecord, or the number of the block.
    """
    given = {name: values[-1] for name, values in parse_qs(query).items()}
    if "startrecord" in given:
        return given.get("columnid", ""), int(given["startrecord"]), int(given["endrecord"])
    block, size = int(given.get("page", "1")), per_page * BLOCK
    return given.get("columnid", ""), (block - 1) * size + 1, block * size


def _lower(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Hanweb writes some of the official names with a small letter."""
    return [
        (name[0].lower() + name[1:] if name in ("ContentSource", "Url") else name, value)
        for name, value in pairs
    ]


def _datastore(view: ListView, group: str, totals: str = "") -> str:
    rows = "\n".join(_record(view.section, item, number) for number, item in enumerate(view.rows))
    return f"<datastore>\n<nextgroup><![CDATA[{group}]]></nextgroup>\n{totals}<recordset>\n{rows}\n</recordset>\n</datastore>"


def _record(section: Section, item: Item, number: int) -> str:
    href, title = escape(link(section, item.address)), escape(item.title)
    shown = escape(frame.clipped(item.title, 30))
    row = f'<a target="_blank" href="{href}" title="{title}">{shown}</a>'
    if section.id.startswith("qzqd"):
        # Bare table rows without a table around them, as many columns have.
        return f'<record><![CDATA[\n<tr><td width="80%">{row}</td><td align="center">{item.day}</td></tr>]]></record>'
    return f'<record><![CDATA[\n<li class="clearfix">    {row}    <b>{item.day}</b></li>]]></record>'


def render_item(world: World, item: Item, section: Section) -> str:
    """An item page."""
    source = item.printed_unit if item.printed_unit and item.key % 5 else ""
    pairs = [
        *frame.site_metas(section), ("ArticleTitle", item.title), ("PubDate", f"{item.published:%Y-%m-%d %H:%M}"),
        ("author", ""), ("ContentSource", source), ("Url", item.address),
    ]  # fmt: skip
    body = "".join(
        f"<p>　　{escape(text)}</p>\n" if text else "<p>&nbsp;</p>\n" for text in paragraphs(world, item)
    )
    files = "".join(
        f'<p><a href="{escape(a)}" target="_blank">{escape(n)}</a></p>' for a, n in item.attachments
    )
    spot = frame.SITE_CODE if item.key % 2 else ""
    metas = frame.metas(
        _lower([("SiteIDCode", spot) if name == "SiteIDCode" else (name, value) for name, value in pairs])
    )
    return "".join((
        _head(section, item.title, f'<meta name="Maketime" content="2018-02-11 12:28:37">\n{metas}'),
        frame.navigation(world),
        f'\n<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{section.folder}index.html">{section.name}</a></div>',
        f'\n<div class="wz-con"><p class="con-title"><!--<$[标题]>begin-->{escape(item.title)}<!--<$[标题]>end--></p>\n',
        _table(item, section),
        _line(item),
        '<div class="main-txt" id="zoom">\n<!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin-->'
        f'<meta name="ContentStart">{body}{files}<meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div>\n',
        f"<div class='share'>分享到： 打印 关闭</div></div>\n{frame.side(world, '相关链接')}\n{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip


def _line(item: Item) -> str:
    source = (
        ""
        if item.printed_unit is None
        else f"<span>信息来源：<!--<$[信息来源]>begin-->{item.printed_unit}<!--<$[信息来源]>end--></span>\n"
    )
    return f'<div class="small-title">\n<span>发布日期：{item.printed}</span>\n{source}<span>浏览次数： </span>\n</div>\n'


def _table(item: Item, section: Section) -> str:
    issued = f"{item.issued}" if item.issued else ""
    return (
        '<table class="xxgk_table" width="100%"><tbody>\n'
        f"<tr><td>索 引 号：</td><td>{item.index_number or ''}</td><td>组配分类：</td><td>{section.name}</td></tr>\n"
        f"<tr><td>文件编号：</td><td>{item.document_number_printed or ''}</td><td>发布机构：</td><td>{item.printed_unit or ''}</td></tr>\n"
        f"<tr><td>成文日期：</td><td>{issued}</td><td>有 效 性：</td><td></td></tr>\n</tbody></table>\n"
    )
