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
