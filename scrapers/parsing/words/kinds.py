"""Words by which a page shows what kind of page it is: `kinds.toml`."""

from __future__ import annotations

import re

from scrapers.parsing.words.tables import ANY_CASE, pattern, table

_TABLE = table("kinds")

DOCUMENTS = pattern(_TABLE["documents"], "kinds")
"""Kinds of documents: a page titled so speaks of a challenge or a failure, it is none."""
NEIGHBOURS = pattern(_TABLE["item"], "neighbours", r"\W*@")
NEIGHBOUR_HINTS: tuple[str, ...] = tuple(_TABLE["item"]["neighbour_hints"])
"""What every link to a neighbour holds; most texts do not, and need not be tried."""
PUBLISHED = pattern(_TABLE["item"], "published", r"@\s*[:：]\s*\S{4,}")
DATE_HINTS: tuple[str, ...] = tuple(_TABLE["item"]["date_hints"])
"""What every label of a date holds."""

CHALLENGES: tuple[tuple[str, re.Pattern[str], bool], ...] = tuple(
    (row["name"], pattern(row, "signs"), row.get("common", False)) for row in _TABLE["challenge"]
)
"""Name of a firewall, its signs, and whether scripts of ordinary pages carry them as well."""
FAILURE = pattern(_TABLE["failure"], "words", flags=ANY_CASE)

GONE = pattern(_TABLE["gone"], "words", flags=ANY_CASE)
"""Words of absence."""
ERROR_BOXES = pattern(_TABLE["gone"], "boxes", flags=ANY_CASE)

SEARCH_TITLES = pattern(_TABLE["search"], "titles")
SEARCH_HEADS = pattern(_TABLE["search"], "heads")
SEARCH_WORDS = pattern(_TABLE["search"], "words")
SEARCH_PATHS = pattern(_TABLE["search"], "paths", flags=ANY_CASE)
SEARCH_FIELDS = pattern(_TABLE["search"], "fields", flags=ANY_CASE)
SEARCH_PARAMETERS = pattern(_TABLE["search"], "parameters", flags=ANY_CASE)

LOGIN_TITLES = pattern(_TABLE["login"], "titles", flags=ANY_CASE)
LOGIN_WORDS = pattern(_TABLE["login"], "words")
