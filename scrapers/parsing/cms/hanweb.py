"""Hanweb 大汉 JCMS: columns `/col/col12377/index.html`, items `/art/2022/1/20/art_12377_1486865.html`.

Rows stand in `<script type="text/xml"><datastore>…<record><![CDATA[<li>…</li>]]></record>`, three printed
pages to a block; the `jpage` call states the total and how further blocks are asked.
"""

from __future__ import annotations

from scrapers.parsing.cms import jpage
from scrapers.parsing.cms.family import RowsCall
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import expand
from scrapers.parsing.pager.pager import Pager


def pager(markup: Markup) -> Pager | None:
    """Records of the jpage call; its pages are not stated, and blocks are larger than printed pages."""
    call = jpage.widget(markup)
    if call is None:
        return None
    rows = jpage.rows_in_page(markup.text)
    block = jpage.block_size(call, rows)
    if call.per_page is None and rows:
        block = rows
    numbering = call.numbering(markup.base, block)
    more = call.records is not None and rows > 0 and call.records > rows
    following = expand(numbering, 2) if numbering and (more or (call.records is None and rows)) else None
    return Pager(records=call.records, current=1 if rows else None, next=following, numbering=numbering)


def rows_call(markup: Markup) -> RowsCall | None:
    """The proxy's first block, for a jpage call whose page holds no rows."""
    call = jpage.widget(markup)
    if call is None or jpage.rows_in_page(markup.text) or call.records == 0:
        return None
    first = jpage.first_request(markup, call)
    return RowsCall(*first, "jpage 列表，由 dataproxy 取条目") if first else None
