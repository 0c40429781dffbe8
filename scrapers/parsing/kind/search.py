"""Search forms and their results, which are no list of a section."""

from __future__ import annotations

import re

from scrapers.parsing.kind.facts import DOCUMENT, PageFacts
from scrapers.parsing.kind.kinds import Kind

_SEARCH_TITLE = re.compile(
    r".{0,24}(?:(?:站内|全站|本站|全文|智能|高级|信息)[搜检]索|[搜检]索结果|搜索引擎|搜索中心)(?:结果|页面?|频道|系统|平台|中心)?|"
    r"[搜检]索(?:页面?|中心|频道)?(?:\s*[:：].*)?"
)
"""A whole part of `<title>`: a document about searching says more than that."""
_SEARCH_WORDS = re.compile(
    r"(?:共|为您|已|约)\s*(?:搜索|找到|检索|查询)(?:到|出)?|[搜检]索结果|相关结果|条结果|搜索范围|排序方式|"
    r"请输入(?:您要)?(?:搜索|检索|查询)?的?关键[字词]"
)


def search(facts: PageFacts) -> Kind | None:
    """A search form or its results: the title says so and the page speaks of results."""
    titled = any(_SEARCH_TITLE.fullmatch(part) and not DOCUMENT.search(part) for part in facts.title_parts)
    if not titled or len(facts.title) > 40:
        return None
    words = next((m[0] for line in facts.lines if (m := _SEARCH_WORDS.search(line.text))), None)
    if words is None and not re.search(
        r"<input\b[^>]*(?:search|keyword|query|关键)", facts.text, re.IGNORECASE
    ):
        return None
    if facts.is_item:
        return None
    return Kind("search", f"标题为“{facts.title}”" + (f"，页面含“{words}”" if words else ""))
