"""Pages as TRS WCM writes them: relative links, a pager call counted from 0 below its own definition, metas."""

# Markup stands on the lines a template would have.
# ruff: noqa: E501

from __future__ import annotations

from html import escape

from tests.portal import frame
from tests.portal.addresses import link
from tests.portal.bodies import paragraphs
from tests.portal.frame import ListView
from tests.portal.model import Item, Section, World

_PAGER = """<script type="text/javascript">
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){
  if(_nPageCount == null || _nPageCount<=1){ return; }
  var nCurrIndex = _nCurrIndex || 0;
  if(nCurrIndex > 0){
    document.write("<a href=\\""+(nCurrIndex==1 ? _sPageName : _sPageName+"_"+(nCurrIndex-1))+"."+_sPageExt+"\\">上一页</a>&nbsp;");
  }
  for(var i=0; i<_nPageCount; i++){
    if(nCurrIndex == i) document.write("<b>"+(i+1)+"</b>&nbsp;");
    else document.write("<a href=\\""+_sPageName+(i==0 ? "" : "_"+i)+"."+_sPageExt+"\\">"+(i+1)+"</a>&nbsp;");
  }
}
createPageHTML(%d, %d, "index", "html");
</script>"""


def _head(section: Section, title: str, metas: str) -> str:
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n'
        f'<meta http-equiv="Content-Type" content="text/html; charset={section.declared}">\n'
        f"{metas}\n<title>{escape(title)}</title>\n"
        '<link href="/images/css.css" type="text/css" rel="stylesheet">\n</head>\n<body>\n'
    )


def render_list(world: World, view: ListView) -> str:
    """A list page."""
    section = view.section
    empty = [("ArticleTitle", ""), ("PubDate", ""), ("ContentSource", ""), ("Url", "####")]
    rows = _table(view) if section.style == "table" else _rows(view)
    counted = (
        f"<script>var countPage={view.pages}; countnum= {view.records};</script>"
        if section.style == "table"
        else ""
    )
    return "".join((
        _head(section, frame.SITE, frame.metas([*frame.site_metas(section), *empty])),
        frame.navigation(world),
        f'\n<div class="dz">当前位置：<a href="/">首页</a>&gt;<a href="./">{section.name}</a></div>\n',
        f'<div class="c_250">{frame.side(world)}</div>\n<div class="c_800"><div class="t_800">{section.name}</div>\n',
        f'<div class="d_960_3">\n{rows}\n<div class="page" id="fenye">{counted}\n',
        _PAGER % (view.pages, view.number - 1),
        f"</div>\n</div></div>\n{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip


def _rows(view: ListView) -> str:
    if not view.rows:
        return f"<ul>{frame.empty_words()}</ul>"
    lines = []
    for item in view.rows:
        mark = '<em class="top">[置顶]</em>' if item.pinned and item.home == view.section.id else ""
        shown = escape(frame.clipped(item.title))
        href = escape(link(view.section, item.address))
        lines.append(
            f'<li><span> {item.day} </span>{mark}<a href="{href}" title="{escape(item.title)}" '
            f'target="_blank">{shown}</a></li>'
        )
    return "<ul>\n" + "\n".join(lines) + "\n</ul>"


def _table(view: ListView) -> str:
    """The list of an 信息公开 platform: unit and index number stand in the row."""
    lines = ["<tr><th>序号</th><th>名称</th><th>索引号</th><th>发布机构</th><th>发布日期</th></tr>"]
    for number, item in enumerate(view.rows, 1):
        href = escape(link(view.section, item.address))
        lines.append(
            f'<tr><td>{number}</td><td><a href="{href}">{escape(item.title)}</a></td><td>{item.index_number or ""}</td>'
            f"<td>{item.printed_unit or ''}</td><td>{item.day}</td></tr>"
        )
    return '<table class="zfxxgk">\n' + "\n".join(lines) + "\n</table>"


def _item_metas(item: Item, section: Section) -> str:
    pubdate = f"{item.published:%Y-%m-%d}{chr(160) if item.key % 7 == 0 else ' '}{item.published:%H:%M}"
    # A page that does not print its unit must not state it in a meta either; others say 本网 now and then.
    source = item.printed_unit if item.printed_unit and item.key % 6 else "本网"
    url = "####" if item.key % 4 == 0 else item.address
    pairs = [("ArticleTitle", item.title), ("PubDate", pubdate), ("ContentSource", source), ("Url", url)]
    return frame.metas([*frame.site_metas(section), *pairs], defect=item.key)


def render_item(world: World, item: Item, section: Section) -> str:
    """An item page."""
    title = item.title if item.key % 3 else frame.SITE
    facts = _facts(item) if section.style == "table" else _line(item)
    body = "\n".join(
        f'<p class="MsoNormal" style="text-indent: 32pt"><span style="font-family: 仿宋_GB2312; font-size: 16pt">'
        f"{escape(text) or '&nbsp;'}</span></p>"
        for text in paragraphs(world, item)
    )
    files = "".join(
        f'<p><a href="./{address.rpartition("/")[2]}">{escape(name)}</a></p>'
        for address, name in item.attachments
    )
    return "".join((
        _head(section, title, _item_metas(item, section)),
        frame.navigation(world),
        f'\n<div class="dz">当前位置：<a href="/">首页</a>&gt;<a href="../">{section.name}</a></div>\n',
        f'<div class="c_250">{frame.side(world, "相关信息")}</div>\n',
        f'<div class="xxy"><div class="z1"><font style="FONT-SIZE: 22pt" face="黑体">{escape(item.title)}</font></div>\n',
        f'{facts}\n<div class="z3"><div class="TRS_Editor">\n{body}\n{files}</div></div></div>\n',
        f"{frame.footer(world)}\n</body>\n</html>\n",
    ))  # fmt: skip


def _line(item: Item) -> str:
    source = "" if item.printed_unit is None else f"来源：{item.printed_unit}&nbsp;&nbsp;"
    return (
        f'<div class="z2">发布时间：{item.printed}&nbsp;&nbsp;{source}作者：&nbsp;&nbsp;'
        '点击量：<script src="/images/hits.js"></script>&nbsp;【字体：大 中 小】</div>'
    )


def _facts(item: Item) -> str:
    issued = f"<p><strong>成文日期</strong>：{item.issued:%Y年%m月%d日}</p>" if item.issued else ""
    unit = "" if item.printed_unit is None else f"<p><strong>发布机构</strong>：{item.printed_unit}</p>\n"
    return (
        f'<div class="top-l fl">\n<p><strong>索&nbsp;引&nbsp;号</strong>：{item.index_number}</p>\n{unit}'
        f"<p><strong>名&nbsp;&nbsp;称</strong>：{escape(item.title)}</p>\n"
        f"<p><strong>文号</strong>：{item.document_number_printed or '无'}</p>\n</div>\n<div class='top-r fr'>\n"
        f"<p><strong>主题分类</strong>：综合政务</p>\n{issued}"
        f"<p><strong>发布日期</strong>：{item.day:%Y年%m月%d日}</p>\n</div>"
    )
