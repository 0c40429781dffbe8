"""What the controls of a pager are called, and the parameters that count pages: `pager.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "pager.toml").read_text(encoding="utf-8"))

NEXT, PREVIOUS, LAST, FIRST = (
    frozenset[str](_TABLE["controls"][name]) for name in ("next", "previous", "last", "first")
)
"""Names of the controls that turn the pages, lower case."""
CONTROLS: frozenset[str] = NEXT | PREVIOUS | LAST | FIRST | frozenset(_TABLE["controls"]["go"])
"""Names of all controls, which are no titles."""
TOTAL_TITLES = frozenset[str](_TABLE["totals"]["titles"])
"""Titles of an element that holds the number of all rows, lower case."""
PAGE_PARAMETERS: tuple[str, ...] = tuple(_TABLE["parameters"]["page"])
"""Parameters of a call's address that count pages, lower case, in the order in which they are looked for."""

RECORD_NAMES, PAGE_NAMES, SIZE_NAMES = (
    tuple[str, ...](_TABLE["scripts"][name]) for name in ("records", "pages", "rows_per_page")
)
"""Names of a paging call's parameters for the totals and the rows of a page, in any case."""
RECORD_VARIABLES, PAGE_VARIABLES = (
    tuple[str, ...](_TABLE["scripts"][name]) for name in ("record_variables", "page_variables")
)
"""Names of a page's own variables for the same, as written."""
