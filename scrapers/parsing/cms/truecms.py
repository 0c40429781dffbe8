"""TrueCMS: a jpage list over `/truecms/messageController/getMessage.do`, items `…/content/<uuid>.html`.

The answer is JSONP round JSON round XML round CDATA round HTML; some sites keep the first block in a hidden
`#initData` list, which is then read as any list.
"""

from __future__ import annotations

import re

from scrapers.parsing.cms import jpage
from scrapers.parsing.cms.family import RowsCall
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.pager import Pager

_INITIAL = re.compile(r"id=[\"']initData[\"']", re.IGNORECASE)


def _is_ours(call: jpage.Widget | None) -> bool:
    return call is not None and "getmessage.do" in (call.proxy or "").lower()


def pager(markup: Markup) -> Pager | None:
    """Records of the jpage call."""
    call = jpage.widget(markup)
    if call is None or not _is_ours(call):
        return None
    numbering = call.numbering(markup.base, jpage.block_size(call, 0))
    return Pager(records=call.records, numbering=numbering)


def rows_call(markup: Markup) -> RowsCall | None:
    """The first block by getMessage.do, where the page holds no initial rows."""
    call = jpage.widget(markup)
    if call is None or not _is_ours(call) or _INITIAL.search(markup.text):
        return None
    first = jpage.first_request(markup, call)
    return RowsCall(*first, "TrueCMS 列表，由 getMessage.do 取条目") if first else None
