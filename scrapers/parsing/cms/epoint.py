"""Epoint 新点: `moreinfo.html` with `total: 169, pageSize: 15` in a script; page N is `N.html` beside it.

Beyond page 99 the static pages end and `?categoryNum=…&pageIndex=N` takes over, so numbering stops there.
"""

from __future__ import annotations

import re

from scrapers.parsing.page import dom
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import expand
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.words.systems import names
from scrapers.records import Numbering

STATIC_PAGES = 99
_TOTAL, _SIZE = (
    re.compile(rf"\b{names('epoint', key)}\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
    for key in ("records", "rows_per_page")
)


def pager(markup: Markup) -> Pager | None:
    """`total` and `pageSize` of the paging script, on pages of this family only."""
    if not re.search(r"/(?:moreinfo\w*|\d{1,2})\.html?$", markup.url.split("?")[0], re.IGNORECASE):
        return None
    total, size = _TOTAL.search(markup.text), _SIZE.search(markup.text)
    if total is None or size is None or int(size[1]) == 0:
        return None
    pages = max(1, -(-int(total[1]) // int(size[1])))
    own = re.search(r"/(\d{1,2})\.html?$", markup.url)
    current = int(own[1]) if own else 1
    template = (dom.absolute(markup.url, "./") or markup.url) + "{n}.html"
    numbering = Numbering(template=template, first=2, last=min(pages, STATIC_PAGES))
    return Pager(pages, int(total[1]), current, expand(numbering, current + 1), numbering)
