"""Dates whose years are written with two digits, and the years that the page proves.

`20-09-22` is the 22nd of September 2020 or the 20th of September 2022, of this century or the last: it is
read where the item's address or another date of its head ends in the same two digits, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapers.parsing.items.printed import Printed
from scrapers.parsing.page.dates import find_moment, has_short_year, short_moment
from scrapers.records import Moment

_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=[/_-]\d|/\w|(?:0[1-9]|1[0-2])(?:(?:[0-2]\d|3[01])|(?!\d)))"
)
"""A year that an address is filed under: `/2020/9/22/`, `/202009/`, `t20200922_1.html`, `2020-09/22`."""


def moment_in(printed: Printed, text: str) -> Moment | None:
    """The first date in `text`, also one with a year of two digits that the page proves."""
    return find_moment(text) or _proven(printed, text)


def _proven(printed: Printed, text: str) -> Moment | None:
    return short_moment(text, set(_years(printed))) if has_short_year(text) else None


def _years(printed: Printed) -> Iterator[int]:
    """Years of the item's address, of its head's labelled dates and of those beside its headline."""
    try:
        parts = urlsplit(printed.url)
    except ValueError:
        parts = urlsplit("")
    yield from (int(year) for year in _IN_ADDRESS.findall(f"{parts.path}?{parts.query}"))
    start = -1 if printed.headline is None else printed.headline
    lines = printed.page_lines.lines[start + 1 : max(start + 1, printed.body_start)]
    texts = [*(pair.value for pair in printed.head), *(line.text for line in lines)]
    yield from (moment.day.year for text in texts if (moment := find_moment(text)))
