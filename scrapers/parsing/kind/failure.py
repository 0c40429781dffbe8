"""Pages by which a server or a site says under status 200 that it fails or is being mended."""

from __future__ import annotations

import re

from scrapers.parsing.kind.facts import DOCUMENT, FEW_LINKS, SMALL, PageFacts
from scrapers.parsing.kind.kinds import Kind

_BROKEN = re.compile(
    r"应用程序中的服务器错误|Server Error in ['‘“/]|HTTP Status 50\d|Internal Server Error|Bad Gateway|"
    r"Service (?:Temporarily )?Unavailable|Gateway Time-?out|服务器内部错误|"
    r"数据库(?:连接|查询)?(?:失败|错误|出错)|(?:网站|系统|站点|页面|平台)(?:正在|正|处于)?(?:进行)?(?:升级|改版|维护)(?:维护|改造)?中|"
    r"(?:网站|系统|站点|平台)正在(?:进行)?(?:升级|改版|维护)|网站(?:已|暂时)(?:关闭|关停|停止服务)",
    re.IGNORECASE,
)
"""What a server says of itself when it fails, or is being mended, under status 200."""


def failure(facts: PageFacts) -> Kind | None:
    """A server's own page about its failure, or a notice of maintenance in place of the site."""
    if facts.shown > SMALL * 2 or facts.links > FEW_LINKS or DOCUMENT.search(facts.title):
        return None
    texts = (facts.title, *(facts.says(line) for line in facts.lines[:6]))
    found = next((m for text in texts if len(text) <= 120 and (m := _BROKEN.search(text))), None)
    if found is None or facts.is_item:
        return None
    return Kind("failure", f"服务器出错或网站维护：页面提示“{found[0]}”")
