"""UCAP 开普: `createPageHTML('page_div', 50, 1, 'xwzx_list', 'shtml', 1000)`, from 1, capped."""

from __future__ import annotations

import re

from scrapers.parsing.cms.family import calls
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import suffixed
from scrapers.parsing.pager.pager import Pager

CAP = 1000
"""The system publishes at most this many records of a list; a total that equals it is not the section's."""

_CALL = re.compile(
    r"\bcreate\w*page\w*\s*\(\s*[\"'][\w-]*[\"']\s*,\s*(?P<pages>\d+)\s*,\s*(?P<current>\d+)\s*,"
    r"\s*[\"'](?P<prefix>[^\"'\s]+)[\"']\s*,\s*[\"']\.?(?P<suffix>\w+)[\"']"
    r"(?:\s*,\s*[\"']?(?P<records>\d+))?",
    re.IGNORECASE,
)


def pager(markup: Markup) -> Pager | None:
    """The call with an element's name first; the list named `x_2` itself pages as `x_2_2`."""
    for match in calls(markup.text, _CALL):
        # The same template without a record total counts from 0 on its first page, as TRS does.
        zero_based = int(match["current"]) == 0
        current = int(match["current"]) + zero_based
        records = int(match["records"]) if match["records"] else None
        following, numbering = suffixed(
            markup,
            match["prefix"],
            match["suffix"],
            pages=int(match["pages"]),
            current=current,
            offset=-1 if zero_based else 0,
        )
        return Pager(
            int(match["pages"]) or None, records, current, following, numbering, capped=records == CAP
        )
    return None
