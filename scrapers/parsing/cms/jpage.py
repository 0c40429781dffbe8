"""The `jpage` list widget of Hanweb and TrueCMS: a block of rows in the page, the others by number of record.

The call names everything: `$('#49468').jpage({totalRecord:1418, groupSize:3, perPage:25,
proxyUrl:'/module/…/dataproxy.jsp', ajaxParam:{columnid:30067, unitid:'49468', …}})`. One block holds
groupSize × perPage records; block N is asked as `?startrecord=…&endrecord=…&perpage=…` with the parameters.
`ajaxParam` is `proxyParam` on some sites, may be written as a query or name a variable that stands before the
call, or be missing: then the address carries the parameters itself, or the `<nextgroup>` link of the page's
data block does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode

from scrapers.parsing.cms.family import calls
from scrapers.parsing.cms.held import may_hold
from scrapers.parsing.page import dom, embedded
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import expand
from scrapers.parsing.words.systems import names
from scrapers.records import Numbering, Request

_CALL = re.compile(r"\.jpage\s*\(\s*\{")
_TOTAL = re.compile(r"\btotalRecord\s*:\s*[\"']?(\d+)", re.IGNORECASE)
_SIZE = re.compile(r"\bperPage\s*:\s*[\"']?(\d+)", re.IGNORECASE)
_GROUP = re.compile(r"\bgroupSize\s*:\s*[\"']?(\d+)", re.IGNORECASE)
_PROXY = re.compile(r"\bproxyUrl\s*:\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_PARAMETERS = re.compile(
    rf"\b{names('hanweb', 'parameters')}[\"']?\s*:\s*"
    r"(?:\{(?P<inline>[^{}]*)\}|[\"'][?&]?(?P<query>[^\"'\s]*=[^\"'\s]*)[\"']|(?P<name>[\w$]+))",
    re.IGNORECASE,
)
_PAIR = re.compile(r"[\"']?\b(\w+)[\"']?\s*:\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+))")
_NEXT_GROUP = re.compile(r"<nextgroup>.*?href=[\"']([^\"']+)[\"'].*?</nextgroup>", re.DOTALL | re.IGNORECASE)
_TOTAL_OF_STORE = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_COUNTING = frozenset({"page", "startrecord", "endrecord", "perpage"})
"""Parameters that name the block asked for."""
_FIRST_GROUP = 3
"""Pages in a block where neither call nor page says: the widget's default."""


@dataclass(frozen=True, slots=True)
class Widget:
    """One jpage call of a page, or what an answer of its proxy tells of it."""

    proxy: str | None
    parameters: tuple[tuple[str, str], ...]
    records: int | None
    per_page: int | None
    group: int | None
    """Printed pages in a block, where the call says so."""

    def numbering(self, base: str, block: int) -> Numbering | None:
        """Blocks of `block` records by number; block 1 stands in the page itself."""
        address = dom.absolute(base, self.proxy) if self.proxy else None
        if address is None or not self.parameters or block <= 0:
            return None
        query = urlencode([("perpage", str(self.per_page or block)), *self.parameters])
        last = None if self.records is None else max(1, -(-self.records // block))
        template = f"{address}?startrecord={{start}}&endrecord={{end}}&{query}"
        return Numbering(template=template, first=1, last=last, rows_per_page=block)


def widget(markup: Markup) -> Widget | None:
    """The jpage call of the page's list: the first whose records are not fewer than any other's. What it does
    not say, the link to the next block and the total of the page's data block do."""
    return _widget(markup.text)


@lru_cache(maxsize=4)  # each page is asked by every system that has such lists
def _widget(source: str) -> Widget | None:
    found = [_read(source, match.end()) for match in calls(source, _CALL)]
    call = max(found, key=lambda call: call.records or 0, default=None)
    following = _from_next_group(source)
    if call is None or following is None:
        return call or following
    if not call.parameters:
        call = replace(call, proxy=call.proxy or following.proxy, parameters=following.parameters)
    return call if call.records is not None else replace(call, records=following.records)


def block_size(call: Widget, rows: int) -> int:
    """Records in a block: groupSize × perPage, else as many as the page holds, else three printed pages."""
    if call.group:
        return call.group * (call.per_page or 0) or rows
    return rows or _FIRST_GROUP * (call.per_page or 0)


def first_request(markup: Markup, call: Widget) -> tuple[Request, Numbering] | None:
    """Request of the first block and the numbering, for pages that hold no rows themselves."""
    numbering = call.numbering(markup.base, block_size(call, 0))
    request = expand(numbering, 1) if numbering else None
    return (request, numbering) if request and numbering else None


@lru_cache(maxsize=4)
def rows_in_page(source: str) -> int:
    """Number of rows that the page's own data block holds."""
    return len(embedded.datastore_records(source) or embedded.script_records(source))


def _read(source: str, start: int) -> Widget:
    body = source[start : start + 3000]
    end = re.search(r"\}\s*\)\s*;?", body)
    body = body[: end.end()] if end else body
    total, size, group, proxy = (rule.search(body) for rule in (_TOTAL, _SIZE, _GROUP, _PROXY))
    address, carried, size_asked = _split(proxy[1]) if proxy else (None, (), None)
    return Widget(
        proxy=address,
        parameters=_parameters(body, source) or carried,
        records=int(total[1]) if total else None,
        per_page=int(size[1]) if size else size_asked,
        group=int(group[1]) or None if group else None,
    )


def _split(address: str) -> tuple[str, tuple[tuple[str, str], ...], int | None]:
    """Address, parameters and rows of a printed page of a call that carries its query."""
    path, _, query = address.replace("&amp;", "&").partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    size = next((value for key, value in pairs.items() if key.lower() == "perpage"), "")
    # The name is percent-encoded twice in the address, once in what the widget sends.
    known = {key: unquote(value) for key, value in pairs.items() if key.lower() not in _COUNTING}
    ordered = {"col": "1", **known} if known else {}
    return path, tuple(ordered.items()), int(size) if size.isdigit() and int(size) else None


def _parameters(body: str, source: str) -> tuple[tuple[str, str], ...]:
    match = _PARAMETERS.search(body)
    if match is None:
        return ()
    if match["query"] is not None:
        return _split(f"?{match['query']}")[1]
    inline = match["inline"]
    if inline is None:
        query = r"[\"'][?&]?(?P<query>[^\"'\s]*=[^\"'\s]*)[\"']"
        named = re.search(
            rf"\b{re.escape(match['name'])}\s*=\s*(?:\{{(?P<inline>[^{{}}]*)\}}|{query})", source
        )
        if named and named["query"] is not None:
            return _split(f"?{named['query']}")[1]
        inline = named["inline"] if named else ""
    return tuple((key, double or single or bare) for key, double, single, bare in _PAIR.findall(inline))


def _from_next_group(source: str) -> Widget | None:
    """The address of the next block in `<nextgroup>`, which holds the same parameters as a call."""
    match = _NEXT_GROUP.search(source) if may_hold(source, _NEXT_GROUP) else None
    if match is None:
        return None
    address, parameters, size = _split(match[1])
    total = _TOTAL_OF_STORE.search(source)
    return Widget(address, parameters, int(total[1]) if total else None, size, None)
