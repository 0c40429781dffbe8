"""What stands around the content of a page, by its words and by the names of its boxes: `frame.toml`."""

from __future__ import annotations

import re

from scrapers.parsing.words.tables import ANY_CASE, any_of, pattern, table

_TABLE = table("frame")
_FOOTER, _CRUMBS, _BOXES = _TABLE["footer"], _TABLE["breadcrumb"], _TABLE["boxes"]

FOOTER = pattern(_FOOTER, "marks")
"""Words of a site's footer, whose 更新时间 is the site's."""
FOOTER_LINES = pattern({"words": (*_FOOTER["marks"], *_FOOTER["lines"])}, "words")
"""Words of a line that is no prose of an item."""

CRUMBS = pattern(_CRUMBS, "in_heading")
CRUMBS_BEFORE = pattern(_CRUMBS, "before_steps")
CRUMBS_START = pattern(_CRUMBS, "start")
CRUMBS_TEXT = pattern(_CRUMBS, "text")

TODAY = re.compile(
    any_of(_TABLE["today"], "labels")
    + rf"\W{{0,3}}{any_of(_TABLE['today'], 'repeated')}?\W{{0,3}}"
    + r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"
)
"""The day on which a page is looked at, as heads of pages print it."""

HOT = pattern(_TABLE["headings"], "hot")
MORE = pattern(_TABLE["headings"], "more", r"[\[【+]?\s*@\s*[\]】+]?\W*", ANY_CASE)
"""The whole text of a link from a box to its list."""
NO_HEADING = pattern(_TABLE["headings"], "more", r"\W|@", ANY_CASE)
"""What stands in a heading beside its words."""

PLACES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (place, pattern(_BOXES, key, r"(?:^|[\s_]|-)@(?:$|[\s_-])", ANY_CASE))
    for place, key in (
        ("crumb", "crumb"),
        ("foot", "foot"),
        ("nav", "nav"),
        ("nav", "tools"),
        ("side", "side"),
        ("head", "head"),
    )
)
"""Part of the page, and the class or id of its box; the first that fits. Tools are navigation."""
ROW_STATES = pattern(_BOXES, "row_states", r"(?:^|[\s_-])@(?=$|[\s_-])")
