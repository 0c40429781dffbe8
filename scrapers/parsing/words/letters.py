"""What the pages and rows of citizens' letters print: `letters.toml`."""

from __future__ import annotations

from typing import Literal

from scrapers.parsing.words.tables import table

_TABLE = table("letters")

LetterPart = Literal["written", "answered", "state", "answer", "marks", "other"]
State = Literal["answered", "waiting", "taken", "closed", "yes", "no"]

LABELS: dict[str, LetterPart] = {
    word: part
    for part in ("other", "marks", "answer", "state", "answered", "written")
    for word in _TABLE["labels"][part]
}
"""Label without inner blanks → what it announces."""
WEAK = frozenset[str](_TABLE["labels"]["weak"])
"""Labels that pages of other kinds print as well."""
STATES: dict[str, State] = {word: state for state, words in _TABLE["states"].items() for word in words}
"""Value of a state → what it says."""
NO_ANSWER = frozenset[str](_TABLE["placeholders"]["none"])
"""What stands in the place of an answer that there is not."""
NONE_YET = tuple[str, ...](_TABLE["placeholders"]["none_yet"])
"""Words of a short sentence that says that there is none yet."""
UNDER_WAY = tuple[str, ...](_TABLE["placeholders"]["under_way"])
"""Words of a short sentence that says only that the letter came, or is on its way."""
FORWARDED = tuple[str, ...](_TABLE["placeholders"]["forwarded"])
"""Words of an answer that says only to whom the letter was handed on."""
SAYS_MORE = tuple[str, ...](_TABLE["placeholders"]["says_more"])
"""Words by which such an answer says more than that."""
UNKNOWN = frozenset[str](_TABLE["placeholders"]["unknown"])
"""What stands in the place of an answer of which the page shows nothing, whether there is one or not."""
