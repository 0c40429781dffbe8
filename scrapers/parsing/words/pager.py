"""What the controls of a pager are called, and the parameters that count pages: `pager.toml`."""

from __future__ import annotations

import re

from scrapers.parsing.words import systems
from scrapers.parsing.words.tables import ANY_CASE, NAMED, pattern, table

_TABLE = table("pager")

NEXT, PREVIOUS, LAST, FIRST = (
    frozenset[str](_TABLE["controls"][name]) for name in ("next", "previous", "last", "first")
)
"""Names of the controls that turn the pages, lower case."""
LOAD_MORE, MORE = (frozenset[str](_TABLE["controls"][name]) for name in ("load_more", "more"))
"""Names of the controls that load rows under those shown: those that say so, and those that may lead to
another place as well; lower case."""
CONTROLS: frozenset[str] = NEXT | PREVIOUS | LAST | FIRST | LOAD_MORE | frozenset(_TABLE["controls"]["go"])
"""Names of all controls, which are no titles."""
TOTAL_TITLES = frozenset[str]([*_TABLE["totals"]["titles"], *systems.words("pager", "totals")])
"""Titles of an element that holds the number of all rows, lower case."""
PAGE_PARAMETERS: tuple[str, ...] = tuple(_TABLE["parameters"]["page"])
"""Parameters of a call's address that count pages, lower case, in the order in which they are looked for."""

ADDRESS_ATTRIBUTES, NUMBER_ATTRIBUTES = (
    tuple[str, ...](_TABLE["attributes"][name]) for name in ("addresses", "numbers")
)
"""Attributes of a control that hold its address, and those that hold a page's number."""
HANDLER = pattern(_TABLE["attributes"], "handlers")
VOID = pattern(_TABLE["attributes"], "void", flags=ANY_CASE)
"""What of a control's script does nothing."""

RECORD_NAMES, PAGE_NAMES, SIZE_NAMES = (
    tuple[str, ...](_TABLE["scripts"][name]) for name in ("records", "pages", "rows_per_page")
)
"""Names of a paging call's parameters for the totals and the rows of a page, in any case."""
CURRENT_NAMES = tuple[str, ...](_TABLE["scripts"]["current"])
ADDRESS_PARTS: tuple[tuple[str, str, str], ...] = tuple(
    (parts["before"], parts["between"], parts["behind"]) for parts in _TABLE["scripts"]["address_parts"]
)
"""Parameters of a paging call for the text before a page's number in its address, what stands between, and
the parameter for the text behind it."""
RECORD_VARIABLES, PAGE_VARIABLES = (
    tuple[str, ...](_TABLE["scripts"][name]) for name in ("record_variables", "page_variables")
)
"""Names of a page's own variables for the same, as written."""

_BOXES, _PRINTED = _TABLE["boxes"], _TABLE["printed"]

PAGER_BOXES = pattern(
    {"boxes": (*_BOXES["pagers"], *systems.words("pager", "boxes"))}, "boxes", NAMED, ANY_CASE
)
EMPTY_PAGER_BOXES = pattern(_BOXES, "empty_pagers", r"@\d*", ANY_CASE)
CHOSEN = pattern(_BOXES, "chosen", NAMED, ANY_CASE)
SLIDES = pattern(_BOXES, "slides", r"(?:^|[\s_-])@(?:$|[\s_-]|\d)", ANY_CASE)
MORE_BOXES = pattern(_BOXES, "more", NAMED, ANY_CASE)
NEXT_NAMES = pattern(_BOXES, "next", NAMED, ANY_CASE)
NEXT_PICTURES = pattern(_BOXES, "next_pictures", r"(?:^|/|[_-])@[\w-]*\.\w+(?:$|\?)", ANY_CASE)
"""Classes of an arrow without text, and files of its picture, that lead to the next page."""
HIDING = pattern(_BOXES, "hidden", r"(?:^|\s)@(?:$|\s)", ANY_CASE)
DEAD = pattern(_BOXES, "dead", NAMED, ANY_CASE)

RECORDS, RECORDS_BESIDE_PER_PAGE, PAGES = (
    tuple(map(re.compile, _PRINTED[key])) for key in ("records", "records_beside_per_page", "pages")
)
"""Printed totals, in the order in which they are looked for; the number is the match's last group."""
PER_PAGE, FRACTION, CURRENT = (pattern(_PRINTED, key) for key in ("per_page", "fraction", "current"))
PAGER_WORDS, TOTAL_ONLY = pattern(_PRINTED, "words"), pattern(_PRINTED, "total_only")
TOTAL_HINTS: tuple[str, ...] = tuple(_PRINTED["total_hints"])
BEHIND_TOTALS = pattern(_PRINTED, "behind_totals", r"\s*@")
NO_ROW = pattern(_PRINTED, "no_row")
WEEK = pattern(_PRINTED, "week")
OPTION = pattern(_PRINTED, "option")
PAGE_IN_ADDRESS = pattern(_PRINTED, "in_address", r"(?:^|[?&;])@=(\d+)", ANY_CASE)

PAGER_CALLS = pattern(
    {"signs": (*_TABLE["calls"]["signs"], *systems.words("pager", "calls"))}, "signs", flags=ANY_CASE
)
DRAWING = pattern(_TABLE["calls"], "drawing", r"(?<!function )(?:@)[^;\n]{0,40}")
DRAWING_NAMES = pattern(_TABLE["calls"], "drawing_names", flags=ANY_CASE)
LIBRARIES = pattern(_TABLE["calls"], "libraries", r"(?:^|/)(?:@)[\w.-]*\.js$", ANY_CASE)
"""Files of scripts that are no site's own."""
WRITING = pattern(_TABLE["calls"], "writing")
WIDGETS = pattern(_TABLE["calls"], "widgets", r"<(?:@)(?![\w-])", ANY_CASE)
"""Calls that draw a pager, and elements that a script makes into one."""
TOLD_CALLS = pattern(_TABLE["calls"], "told", r"@\s*\((?P<body>(?:[^()]++|\([^()]*+\)){0,40}+)")

BLOCKS: tuple[tuple[str, str], ...] = tuple(
    (first, last) for first, last in systems.entries("pager", "block")
)
"""Parameters of a call's address, lower case, for the first and the last row of a block."""


def _in_json(key: str) -> re.Pattern[str]:
    """A number behind one of the systems' names in a JSON parameter, percent-encoded or not."""
    quote = '(?:%22|")'
    group = f"(?:{'|'.join(systems.words('pager', key))})"
    return re.compile(rf"{quote}{group}{quote}(?:%3A|:){quote}?(\d+)", ANY_CASE)


PAGE_IN_JSON, SIZE_IN_JSON = _in_json("json_page"), _in_json("json_size")
