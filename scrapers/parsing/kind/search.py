"""Search forms and their results, which are no list of a section and no item.

Any portal has a search box on every page and any document may speak of searching, so two things of different
kinds must agree: what the page is called or says of results, and that somebody asked for something.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from scrapers.parsing.kind.facts import DOCUMENT, PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.page.dom import Element

_SEARCH_TITLE = re.compile(
    r".{0,24}(?:(?:站内|全站|本站|全文|智能|高级|信息)[搜检]索|[搜检]索结果|搜索引擎|搜索中心)(?:结果|页面?|频道|系统|平台|中心)?|"
    r"[搜检]索(?:页面?|中心|频道)?(?:\s*[:：].*)?"
)
"""A whole part of `<title>`: a document about searching says more than that."""
_HEADED = re.compile(r"(?:.{2,40}[>»›＞/]\s*)?(?:站内|全站|全文)?(?:搜索|检索|查询)结果(?:列表|页面?)?")
"""A whole line that heads the page or ends its breadcrumb."""
_SEARCH_WORDS = re.compile(
    r"(?:共|为您|已|约)\s*(?:搜索|找到|检索|查询)(?:到|出)?|[搜检]索结果|相关结果|条结果|搜索范围|排序方式|"
    r"请输入(?:您要)?(?:搜索|检索|查询)?的?关键[字词]|(?:搜索|检索|查询)到\s*[约共]?\s*[\d,]+\s*(?:条|个|项|篇)|用时\s*[\d.]+\s*毫?秒"
)
_FIELD = re.compile(r"search|keyword|query|关键|^(?:q|k|kw|wd|key|words?)$", re.IGNORECASE)
"""What a search field is called, or says in it."""
_PARAMETER = re.compile(r"search\w*|keywords?|query|q|kw|wd|qt", re.IGNORECASE)
_LONGEST_TITLE = 40
_LONGEST_LINE = 60


def search(facts: PageFacts) -> Kind | None:
    """A search form or its results: the title says so and the page has a field or speaks of results; or it
    speaks of results, and its field or its address holds what was asked for."""
    titled = len(facts.title) <= _LONGEST_TITLE and any(
        _SEARCH_TITLE.fullmatch(part) and not DOCUMENT.search(part) for part in facts.title_parts
    )
    words = next((m[0] for line in facts.lines if (m := _SEARCH_WORDS.search(line.text))), "")
    headed = next(
        (
            line.text
            for line in facts.lines
            if len(line.text) <= _LONGEST_LINE and _HEADED.fullmatch(line.text)
        ),
        "",
    )
    if not (titled or words or headed):
        return None
    asked = _is_asked(facts)
    if (
        not ((titled and (words or asked or _has_field(facts))) or (asked and (words or headed)))
        or facts.is_item
    ):
        return None
    said = headed or words
    called = f"标题为“{facts.title}”" if titled else "页面是对搜索的回答"
    return Kind("search", called + (f"，页面含“{said}”" if said else ""))


def _has_field(facts: PageFacts) -> bool:
    return any(_is_field(element) for element in facts.tree.iter("input"))


def _is_field(element: Element) -> bool:
    """Whether an input is one for words to be searched for."""
    kind = (element.get("type") or "text").lower()
    named = (element.get(name) or "" for name in ("name", "id", "placeholder", "class", "value"))
    return kind == "search" or any(_FIELD.search(name) for name in named)


def _is_asked(facts: PageFacts) -> bool:
    """Whether a search field or the address holds what somebody asked for."""
    filled = any(
        (element.get("value") or "").strip()
        and (element.get("type") or "text").lower() in ("text", "search", "hidden")
        and _is_field(element)
        and not _FIELD.search(element.get("value") or "")
        for element in facts.tree.iter("input")
    )
    parameters = parse_qsl(urlsplit(facts.page.url).query)
    return filled or any(_PARAMETER.fullmatch(name) and value.strip() for name, value in parameters)
