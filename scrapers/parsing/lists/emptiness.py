"""What a page says itself when its list is empty, and the signs that a script would fill it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.address import host_of
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup

_THINGS = (
    r"(?:信息|数据|内容|记录|文章|文件|资料|条目|公开|公告|发布|更新|结果|新闻|条件|项目|图片|视频|留言|列表)"
)
_EMPTY = re.compile(
    r"\W*(?:对不起|很?抱歉|温馨提示|提示)?\W*(?:您?(?:当前|访问|查询|浏览)?的?)?(?:此|该|本|当前|所选)?(?:栏目|目录|分类|频道|列表|单位|部门)?"
    r"(?:下|中|内|里)?\W*(?:(?:暂时?|尚|目前|还|现)(?:没有|无|未有?|未发布)|没有(?:找到|查询到|检索到|搜索到|符合|相关|任何|更多|可显示)?|"
    r"(?:未|无法)(?:找到|查询到|检索到)|无(?:相关|符合|任何)?)"
    rf"[^，。；、,;]{{0,10}}?{_THINGS}{{1,3}}(?:[!！。.…~]|\W)*(?:请.{{0,15}})?"
    r"|(?:查询|检索|搜索)(?:无|没有)结果\W*|暂无\W*|no (?:data|records?|results?)\W*",
    re.IGNORECASE,
)
_LONGEST = 36
_NO_SIZE = re.compile(r"[01](?:px)?")
_SCRIPTED = (
    (
        r"<script[^>]+type=[\"']text/(?:x-handlebars-template|html|x-template|x-jsrender|template)[\"']",
        "页面用脚本模板填充列表",
    ),
    (
        r"\bv-for\s*=|\bng-repeat\s*=|\bms-(?:repeat|for)\s*=|:data-source\s*=|\bwx:for\s*=",
        "页面用脚本框架填充列表",
    ),
    (r"<div[^>]+id=[\"'](?:app|root|__next|__nuxt)[\"'][^>]*>\s*</div>", "页面内容全部由脚本生成"),
    (
        r"\$\.(?:ajax|post|get|getJSON)\s*\(|\baxios\b|\bfetch\s*\(|XMLHttpRequest|layui\.use|laypage\.render",
        "页面用脚本另外取数据",
    ),
)


def empty_words(tree: Element) -> str | None:
    """The page's own words for an empty list, alone in a shown element that is no link; else None."""
    return next((words for _, words in empty_places(tree)), None)


def empty_places(tree: Element) -> Iterator[tuple[Element, str]]:
    """Each element with the page's own words for an empty list, and the words."""
    for element in tree.iter():
        if (
            not isinstance(element.tag, str)
            or element.tag in dom.HIDDEN
            or element.tag in ("a", "option", "title")
        ):
            continue
        for text in (element.text, *(child.tail for child in element)):
            shown = dom.fold(text or "")
            if 3 <= len(shown) <= _LONGEST and _EMPTY.fullmatch(shown) and not _is_hidden(element):
                yield element, shown


def framed_list(markup: Markup) -> str | None:
    """Address of the first shown frame of the same host, where a page's list may stand; else None."""
    for node in markup.tree.iter("iframe", "frame"):
        url = dom.absolute(markup.base, node.get("src") or "")
        shown = not _NO_SIZE.fullmatch(node.get("width") or "") and not _NO_SIZE.fullmatch(
            node.get("height") or ""
        )
        own = url is not None and host_of(url) == host_of(markup.url) and url != markup.url
        if node.get("src") and own and shown and not _is_hidden(node):
            return url
    return None


def script_evidence(source: str) -> str | None:
    """Which sign shows that the rows come by a script; None where there is none."""
    return next((words for pattern, words in _SCRIPTED if re.search(pattern, source, re.IGNORECASE)), None)


def _is_hidden(element: Element) -> bool:
    """Whether the element or one around it is not displayed, or is a link or script."""
    nodes = (element, *element.iterancestors())
    return any(
        node.tag in dom.HIDDEN
        or node.tag == "a"
        or re.search(r"display\s*:\s*none", node.get("style") or "", re.I)
        for node in nodes
    )
