"""Words by which letters, guides and home pages are looked through: `observing.toml`."""

from __future__ import annotations

from scrapers.parsing.words.tables import ANY_CASE, any_of, pattern, table

_TABLE = table("observing")

NUMERALS = any_of(_TABLE["numbering"], "numerals")
"""Expression for the number of a chapter, of a step."""
CRUMBS = pattern(_TABLE["guides"], "crumbs")
HOSTS = pattern(_TABLE["foot"], "hosts", flags=ANY_CASE)
"""Of a line of the site's foot."""
CALENDAR = pattern(_TABLE["home"], "calendar")
"""Of a row that prints today or the weather."""
