"""The Guangdong platform (`content/post_N.html`, page N is `index_N.html`) and its 信息公开平台 gkmlpt.

The list of a gkmlpt catalogue (`/gkmlpt/index#2546`) is fetched from `/gkmlpt/api/all/2546?page=1&sid=…`.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from scrapers.parsing.cms.family import RowsCall
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import expand
from scrapers.records import Numbering

_SID = re.compile(r"\bSID\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)


def rows_call(markup: Markup) -> RowsCall | None:
    """The catalogue's API call; the catalogue stands in the address behind `#` or as `category_id`."""
    parts = urlsplit(markup.url)
    root = re.match(r"(.*?/gkmlpt)/(?:index|policy)?/?$", parts.path)
    catalogue = re.search(r"^(\d+)|category_id=(\d+)", parts.fragment or parts.query)
    sid = _SID.search(markup.text)
    if root is None or catalogue is None or sid is None:
        return None
    number = catalogue[1] or catalogue[2]
    address = urljoin(markup.url, f"{root[1]}/api/all/{number}?page={{n}}&sid={sid[1]}")
    numbering = Numbering(template=address, first=1, last=None)
    request = expand(numbering, 1)
    return RowsCall(request, numbering, "gkmlpt 目录接口 /gkmlpt/api/all/") if request else None
