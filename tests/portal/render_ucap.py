"""Pages as UCAP 开普 writes them: a pager call counted from 1 with the records, PubDate = time of regeneration."""

# Markup stands on the lines a template would have.
# ruff: noqa: E501

from __future__ import annotations

from html import escape

from tests.portal import frame
from tests.portal.addresses import link
from tests.portal.bodies import paragraphs
from tests.portal.frame import ListView
from tests.portal.model import Item, Section, World

REGENERATED = "2018-03-15 12:34:05"
"""When all static pages were written anew: what PubDate says, whatever the item's date is."""


def _head(section: Section, title: str, pairs: list[tuple[str, str]]) -> str:
    shared = [("SiteName", frame.SITE), ("SiteDomain", ""), ("SiteIDCode", ""), ("ColumnName", "公共头")]
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="{section.declared}">\n'
        f"{frame.metas(shared)}\n{frame.metas(pairs)}\n"
        f'<meta name="others" content="页面生成时间 {REGENERATED}"/>\n<title>\n{escape(title)} |\n{frame.SITE}\n</title>\n'
        "</head>\n<body>\n"
    )


def render_list(world: World, view: ListView) -> str:
    """A list page."""
    section = view.section
    listed = "\n".join(_row(section, item) for item in view.rows)
    call = f"createPageHTML('page_div', {view.pages}, {view.number}, 'xwzx_list', 'shtml', {view.records});"
    if section.style == "comment":
        # Rows and pager call stand in a comment inside the list; page.js takes them out.
        listed = f"<!--\n{listed}\n<script>{call}</script>-->"
        call = ""
    return "".join((
        _head(section, section.name, frame.site_metas(section)),
        frame.navigation(world),
        f'\n<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; {section.name}</div>\n<div class="fl">{frame.side(world)}</div>\n',
        f'<div class="fr"><h2>{section.name}</h2>\n<input id="pageSize" type="hidden" value="{section.per_page}">\n',
        f'<ul class="tab_list">\n{listed}\n</ul>\n<div id="page_div" class="page"></div>\n',
        f'<script type="text/javascript" src="/yunze/xhtml/js/page.js"></script>\n<script>{call}</script></div>\n',
        f"{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip


def _row(section: Section, item: Item) -> str:
    mark = '<i class="zd">置顶</i>' if item.pinned and item.home == section.id else ""
    href, title = escape(link(section, item.address)), escape(item.title)
    return f'<li>{mark}<a href="{href}" title="{title}">{escape(frame.clipped(item.title, 40))}</a><span class="date">{item.day}</span></li>'


def render_item(world: World, item: Item, section: Section) -> str:
    """An item page. The printed date is right; the meta's is not."""
    pairs = [
        *frame.site_metas(section), ("ArticleTitle", item.title), ("PubDate", REGENERATED),
        ("ContentSource", item.printed_unit or "" if item.key % 3 == 0 else ""), ("Keywords", ""), ("Author", ""),
    ]  # fmt: skip
    body = "".join(
        f'<p style="text-indent: 2em;">{escape(text) or "&nbsp;"}</p>\n' for text in paragraphs(world, item)
    )
    folder = item.address.rpartition("/")[0] + "/"
    files = "".join(f'<p><a href="{a.removeprefix(folder)}">{escape(n)}</a></p>' for a, n in item.attachments)
    source = "" if item.printed_unit is None else f"来源：{item.printed_unit}&nbsp;&nbsp;"
    return "".join((
        _head(section, item.title, pairs),
        frame.navigation(world),
        f'\n<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="{section.folder}xwzx_list.shtml">{section.name}</a></div>\n',
        f'<div class="xl"><h1 id="bm-name">{frame.SITE}</h1>\n{_table(item)}<div class="xl_tit">{escape(item.title)}</div>\n',
        f'<div class="xl_info">发布时间：{item.printed}&nbsp;&nbsp;{source}点击量：<span id="hits"></span></div>\n',
        f'<div class="xl_con" id="zoom">\n{body}{files}</div></div>\n<div class="fr">{frame.side(world, "相关解读")}</div>\n',
        f"{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip


def _table(item: Item) -> str:
    """The property table of documents; a number that stands at the head of the body is not repeated here."""
    if item.document_number is None:
        return ""
    in_body = item.lead[:1] == (item.document_number_printed,)
    number = "" if in_body else f"<td>文　　号</td><td>{item.document_number_printed}</td>"
    return (
        f'<table class="xl_table"><tr><td>生成日期</td><td>{item.issued}</td>{number}</tr>'
        f"<tr><td>责任部门</td><td>{item.printed_unit or ''}</td><td>有效性</td><td>有效</td></tr></table>\n"
    )
