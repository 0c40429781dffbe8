"""Words of links in a row that are not its title: `rows.toml`."""

from __future__ import annotations

import re

from scrapers.parsing.words.tables import ANY_CASE, NAMED, any_of, pattern, table

_TABLE = table("rows")

NO_TITLE: tuple[str, ...] = (*_TABLE["more"], *_TABLE["tools"], *_TABLE["beside"])
"""What a link of a row is called that is not its title, lower case; signs may stand around it."""
LEGAL: tuple[str, ...] = tuple(_TABLE["legal"])
"""What links of every footer say or lead to, lower case."""

_PINS, _PARTS = _TABLE["pins"], _TABLE["parts"]

IDLE_SCRIPT = pattern(_TABLE, "idle_scripts", r"\s*(?:@\s*)*", ANY_CASE)
"""The whole of a link's script that does nothing by itself."""
NOISE = re.compile(
    rf"\W*(?:{'|'.join(map(re.escape, NO_TITLE))}|{any_of(_TABLE, 'shares')}\S{{0,8}})\W*", ANY_CASE
)
LEGAL_MARKS = re.compile("|".join(map(re.escape, LEGAL)), ANY_CASE)
PIN_BOXES = pattern(_PINS, "boxes", NAMED, ANY_CASE)
PIN_PICTURES = pattern(_PINS, "pictures", flags=ANY_CASE)
PIN_WORDS, PIN_IN_TITLE = pattern(_PINS, "words"), pattern(_PINS, "in_title")
PIN: str = _PINS["word"]

TITLED = pattern(_PARTS, "titles", r"(?:^|[\s_-])@(?:$|[\s_\d-])", ANY_CASE)
TITLE_ATTRIBUTE = pattern(_PARTS, "title_attribute")
PUBLISHED = pattern(_PARTS, "published", r"@\s*[:：]?\s*(\S.{5,20})")
DATE_LABEL = pattern(_PARTS, "dates", r"\S{0,4}@\s*[:：]")
ODD_DATE = pattern(_PARTS, "odd_dates", r"[\[【(（]?\s*@\s*[\]】)）]?")
