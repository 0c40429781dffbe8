"""Hanweb JPAAS: the page is a shell; rows come from `/queryList` (JSON) or `…/build/unit` (HTML).

The first form calls `loadPageData({current, unitid, webSiteCode: [...], channelCode: [...], perPage})`; the
second has an element with `url="/api-gateway/…/build/unit"` and `queryData="{'webId':'…', …}"`.
"""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import quote, urlencode

from scrapers.parsing.cms.family import RowsCall, calls
from scrapers.parsing.page import dom
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import expand
from scrapers.records import Numbering

_FORM = "application/x-www-form-urlencoded; charset=UTF-8"
_LOAD = re.compile(r"\bloadPageData\s*\(\s*(?P<name>[\w$]+)\s*,")
_PAIR = re.compile(r"[\"']?\b(\w+)[\"']?\s*:\s*(?:\[\s*(?P<many>[^\]]*)\]|\"([^\"]*)\"|'([^']*)'|([\w.-]+))")
_UNIT = re.compile(
    r"url\s*=\s*[\"'](?P<url>[^\"']*/build/unit)[\"'][^>]*?querydata\s*=\s*(?:\"(?P<one>[^\"]*)\"|'(?P<two>[^']*)')"
    r"|querydata\s*=\s*\"(?P<before>[^\"]*)\"[^>]*?url\s*=\s*[\"'](?P<after>[^\"']*/build/unit)[\"']",
    re.IGNORECASE,
)
_UNIT_PAGE_SIZE = 15


def _query_list(markup: Markup) -> RowsCall | None:
    for call in calls(markup.text, _LOAD):
        body = re.search(
            rf"\b{re.escape(call['name'])}\s*=\s*\{{([^{{}}]*)\}}", markup.text[: call.start()][-6000:]
        )
        if body is None:
            continue
        fields: list[tuple[str, str]] = []
        for match in _PAIR.finditer(body[1]):
            fields += _fields(match)
        template = urlencode(fields).replace("current=1&", "current={n}&", 1)
        address = dom.absolute(markup.url, "/queryList")
        if "{n}" in template and address:
            numbering = Numbering(
                template=address,
                first=1,
                last=None,
                method="POST",
                body_template=template,
                content_type=_FORM,
                rows_per_page=_per_page(fields),
            )
            request = expand(numbering, 1)
            return RowsCall(request, numbering, "loadPageData 向 /queryList 取条目") if request else None
    return None


def _fields(match: re.Match[str]) -> list[tuple[str, str]]:
    key, many = match[1], match["many"]
    if many is not None:
        return [(f"{key}[]", value.strip(" '\"")) for value in many.split(",") if value.strip(" '\"")]
    value = match[3] if match[3] is not None else match[4] if match[4] is not None else match[5]
    return [(key, "1" if key == "current" else value or "")]


def _per_page(fields: list[tuple[str, str]]) -> int | None:
    size = dict(fields).get("perPage", "")
    return int(size) if size.isdigit() else None


def _build_unit(markup: Markup) -> RowsCall | None:
    """The unit whose element holds a list: the first whose `tagId` or page type names a column."""
    for match in _UNIT.finditer(markup.text):
        query = unescape(match["one"] or match["two"] or match["before"] or "")
        pairs = [(k, d or s or b) for k, _, d, s, b in _PAIR.findall(query)]
        address = dom.absolute(markup.url, match["url"] or match["after"])
        if address is None or dict(pairs).get("pageType") != "column":
            continue
        page = quote(json.dumps({"pageNo": 0, "pageSize": str(_UNIT_PAGE_SIZE)}, separators=(",", ":")))
        page = page.replace("%3A0%2C", "%3A{n}%2C")
        numbering = Numbering(
            template=f"{address}?{urlencode(pairs)}&paramJson={page}",
            first=1,
            last=None,
            rows_per_page=_UNIT_PAGE_SIZE,
        )
        request = expand(numbering, 1)
        return RowsCall(request, numbering, "queryData 向 build/unit 取条目") if request else None
    return None


def rows_call(markup: Markup) -> RowsCall | None:
    """The call of either form, as the page states it."""
    return _query_list(markup) or _build_unit(markup)
