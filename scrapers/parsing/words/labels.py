"""The labels that portals print before an item's values, by the field they announce: `labels.toml`.

Property boxes of disclosure catalogues, article heads and rule libraries use the same few dozen words.
"""

from __future__ import annotations

from typing import Literal

from scrapers.parsing.words.systems import entries
from scrapers.parsing.words.tables import any_of, pattern, table

Kind = Literal[
    "title", "published", "issued", "unit", "document_number", "index_number", "column", "effective", "other"
]

_TABLE = table("labels")
_BOXED: tuple[Kind, ...] = ("index_number", "document_number", "issued", "effective", "column")
"""Fields whose labels all stand in property boxes."""

LABELS: dict[str, Kind] = {word: kind for kind, words in _TABLE["labels"].items() for word in words}
for _own in entries("item", "labels"):
    LABELS |= {word: kind for kind, words in _own.items() for word in words}
"""Label without inner blanks → field that it announces."""
LONGEST = max(map(len, LABELS))
ORGANS = pattern(_TABLE["unlisted"], "organs", "@$")
"""End of the name of a body, behind which a label may be glued."""
DAYS = pattern(_TABLE["unlisted"], "days", "@$")
"""End of a label that announces a day."""

HEAD_LABELS = frozenset[str](_TABLE["places"]["head"])
"""Labels without a field of ours that stand in an item's head or property box."""
PROPERTY_LABELS = frozenset[str](
    [*_TABLE["places"]["box"], *(word for kind in _BOXED for word in _TABLE["labels"][kind])]
)
"""Labels of a property box, which may stand in cells of their own without a colon."""
BOX_ONLY_LABELS = frozenset[str](_TABLE["places"]["box_only"])
"""Labels that stand in property boxes only."""

VAGUE_DATE_LABELS = frozenset[str](_TABLE["dates"]["vague"])
"""Publish labels that are believed only where no plainer one is printed."""
GENERATED_LABELS = frozenset[str](_TABLE["dates"]["generated"])
"""Labels of a date that some systems print as the only one, where others print the publish date."""

UNIT_RANK: dict[str, int] = {word: rank for rank, word in enumerate(_TABLE["units"]["order"])}
"""Which unit label is believed first: who publishes, then where the text is from; issuing bodies last."""
UNIT_LABELS = any_of({"units": [word for word, kind in LABELS.items() if kind == "unit"]}, "units")
"""Any label of a unit, as a group of an expression."""
NO_UNIT = frozenset[str](_TABLE["units"]["nobody"])
"""What stands in the unit field without naming anybody (lower case)."""

NO_NUMBER = frozenset[str](_TABLE["numbers"]["none"])
"""What stands in the field of a document number where there is none (lower case)."""
NUMBERLESS_KINDS = frozenset[str](_TABLE["numbers"]["kinds"])
"""Kinds of documents that are stated in place of a number."""

NO_COLUMN = frozenset[str](_TABLE["columns"]["none"])
"""Last steps of a breadcrumb that name no column."""
