"""Made-up list pages, one builder per way of writing rows; the frame around them holds the usual mess."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.parsing import parse_list
from scrapers.parsing.lists import source
from scrapers.records import ListPage, OtherPage, Page

NAMES = (
    "关于印发青山县河道清淤实施方案的通知",
    "青山县2017年部门预算公开说明",
    "县政府第八次常务会议纪要",
    "关于加强冬季道路安全管理的通告",
    "青山县统计局年度信息公开工作报告",
    "关于调整城镇居民用水价格的批复",
)
NAVIGATION = "".join(
    f'<li><a href="/{name}/index.html">{text}</a></li>'
    for name, text in (("zwgk", "政务公开"), ("zwfw", "政务服务"), ("hdjl", "互动交流"), ("zjqs", "走进青山"))
)
HOT = "".join(
    f'<li><a href="/zwgk/gsgg/201703/t20170301_{n}.html">往日的热门稿件标题也不短之{n}</a></li>'
    for n in range(700, 712)
)


def frame(main: str, *, side: str = "", title: str = "通知公告", head: str = "") -> str:
    """A whole page: navigation, breadcrumb, side column, the main part, footer with item-like links."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青山县人民政府-{title}</title>
<meta name="ColumnName" content="{title}">{head}</head><body>
<div class="header"><div class="nav"><ul>{NAVIGATION}</ul></div></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>
 &gt; <a href="./">{title}</a></div>
<div class="wrap"><div class="left"><h3>栏目导航</h3><ul>{NAVIGATION}</ul>{side}</div>
<div class="right"><h2>{title}</h2>{main}</div></div>
<div class="footer"><ul><li><a href="/dzzz/2015/1001.html">本站免责声明与版权</a></li>
<li><a href="/dzzz/2015/1002.html">隐私与安全保护声明</a></li></ul>主办：青山县人民政府办公室</div>
</body></html>"""


def rows(template: str, count: int = 6, first_day: int = 10) -> str:
    """`count` rows of a template with {n} (a number), {title}, {day} (two digits)."""
    return "".join(
        template.replace("{n}", str(5000 + i))
        .replace("{title}", NAMES[i % 6])
        .replace("{day}", str(first_day + i))
        for i in range(count)
    )


def read(
    markup: str | bytes, url: str = "http://www.qs.gov.cn/zwgk/tzgg/index.html", family: str = "auto"
) -> ListPage:
    """The page read as a list; fails when it is something else."""
    found = read_other(markup, url, family)
    assert isinstance(found, ListPage), found
    return found


def read_other(
    markup: str | bytes, url: str = "http://www.qs.gov.cn/zwgk/tzgg/index.html", family: str = "auto"
) -> ListPage | OtherPage:
    """The page read by the list reader, whatever comes of it; anew, as some test may have changed a rule."""
    source._facts_before.cache_clear()
    source._source_before.cache_clear()
    return parse_list(Page(url, markup.encode() if isinstance(markup, str) else markup), family)


def titles(listing: ListPage) -> Sequence[str]:
    """Titles in page order."""
    return [entry.title for entry in listing.entries]
