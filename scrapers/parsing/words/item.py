"""Words of an item's page that are no labels: `item.toml`."""

from __future__ import annotations

import re

from scrapers.parsing.words import systems
from scrapers.parsing.words.tables import ANY_CASE, NAMED, WHOLE, pattern, table

_TABLE = table("item")
_BODY, _TAGS, _FILES = _TABLE["body"], _TABLE["tags"], _TABLE["files"]

NOT_A_TITLE = pattern(_TABLE["title"], "never", WHOLE, ANY_CASE)
TITLE_BOXES = pattern(_TABLE["title"], "boxes", NAMED, ANY_CASE)
SECOND_TITLES = pattern(_TABLE["title"], "second", NAMED, ANY_CASE)
"""Class or id of what stands above or below a title and is none."""
SITES = pattern(_TABLE["title"], "sites", "@$")
"""Ends of a site's or an office's name."""

EDITORS = pattern(
    {"boxes": (*_BODY["editors"], *systems.words("item", "body"))}, "boxes", r"(?:^|\s)@(?=\s|$)", ANY_CASE
)
BODY_TAGS = frozenset[str]([*_BODY["tags"], *systems.words("item", "body_tags")])
"""Elements that are the box of an editor's text by their name."""
TEXT_BOXES = pattern(_BODY, "text_boxes", flags=ANY_CASE)
AFTER = pattern(_BODY, "after", "^@")
"""What follows an item's text."""
TOOL_LINES = pattern(_BODY, "tool_lines", r"^[\s【\[|]*@[\s】\]|]*$", ANY_CASE)
VOLATILE, DOWNLOADS = pattern(_BODY, "volatile"), pattern(_BODY, "downloads")
FILE_COUNTERS = pattern(_BODY, "file_counters")
FIRST_PARTS = pattern(_BODY, "first_parts")
ATTACHMENT_HEADS = pattern(_BODY, "attachments")
EVENT_LINES = pattern(_BODY, "events")
"""Beginning of a line beside the time of an event."""
NO_DATE_LINE = pattern(_BODY, "no_date_line")

BEHIND_UNIT = pattern(_TABLE["unit"], "behind")
"""What stands behind a body's name and is none of it."""
TOOLS = pattern(_TABLE["tools"], "words", r"(?:^|[\s|｜【\[（(])@.*$")
"""Tools behind a value, with all that follows."""

ASIDE_CALLS = pattern(_TAGS, "aside_calls", "(?:^|[.])@$", ANY_CASE)
"""Functions whose words are for somebody else than the reader of the page's head."""
UNFILLED = pattern(_TAGS, "unfilled", WHOLE)
REGENERATED: dict[str, re.Pattern[str]] = {
    row["tag"]: re.compile(rf"{row['label']}\s*([\d\-/: ]{{8,19}})" if "label" in row else "(.*)")
    for row in systems.entries("item", "regenerated")
}
"""Tag, lower case, in which systems stamp the regeneration of a page → the stamp in it."""
REGENERATING = systems.words("item", "regenerating")
"""Tags, lower case, of systems that do so with or without a stamp."""
DATE_TAGS: tuple[str, ...] = tuple(_TAGS["dates"])
DATE_VARIABLES = pattern(
    {"names": (*_TAGS["date_variables"], *systems.words("item", "date_variables"))},
    "names",
    r"""(?:var\s+|["'])(?P<name>@)["']?\s*[=:]\s*["'](?P<value>[^"'<>]{8,32})["']""",
    ANY_CASE,
)
UNIT_VARIABLES = pattern(
    {"names": (*_TAGS["unit_variables"], *systems.words("item", "unit_variables"))},
    "names",
    r"""\bvar\s+(?P<name>@)\s*=\s*["'](?P<value>[^"'<>]{2,40})["']""",
    ANY_CASE,
)

FILE_KEYS: tuple[str, ...] = tuple(_FILES["keys"])
FILE_PATH = pattern(_FILES, "endings", r"\.@$", ANY_CASE)
FILE_NAME = pattern(_FILES, "endings", r"\.@\s*(?:[】\])）]|$)", ANY_CASE)
FILE_ADDRESSES = pattern(_FILES, "downloads", flags=ANY_CASE)
