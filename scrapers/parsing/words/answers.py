"""Names of values in the answers by which scripts fetch rows; the table stands beside this file."""

from __future__ import annotations

from collections.abc import Mapping

from scrapers.parsing.words.tables import table

_TABLE = table("answers")

TOTALS: tuple[str, ...] = tuple(_TABLE["totals"])
"""Names of the number of all rows."""
PAGES: tuple[str, ...] = tuple(_TABLE["pages"])
"""Names of the number of pages."""


def keys(own: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Field of a row → its names, the surer first; `own` are those of the systems, by field."""
    sure, vague = _TABLE["keys"]["sure"], _TABLE["keys"]["vague"]
    return {field: (*sure[field], *own.get(field, ()), *vague[field]) for field in sure}
