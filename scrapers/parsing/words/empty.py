"""What a page says when its list is empty, and signs that a script would fill it: `empty.toml`."""

from __future__ import annotations

import re

from scrapers.parsing.words.tables import ANY_CASE, pattern, table

_TABLE = table("empty")

EMPTY = pattern(_TABLE["empty"], "words", flags=ANY_CASE)
"""The whole text of an element that says so."""
EMPTY_IN_ANSWERS = pattern(_TABLE["empty"], "in_answers")
SCRIPTED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern(row, "signs", flags=ANY_CASE), row["evidence"]) for row in _TABLE["scripted"]
)
"""Sign in the source of a page that a script fetches its rows, and what it shows."""
