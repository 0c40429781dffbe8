"""A section's layout: where on its pages things stand, as data that people can read, correct and keep.

Selectors are CSS. Those of a list's fields are looked up within a row (`:scope` is the row itself), all
others in the page. What a layout leaves None the reader finds by its own rules.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self

from scrapers.sent import Sent

LAYOUT_VERSION = 1
"""Of the rules by which layouts are learned and applied; a layout of another version is learned anew."""

LayoutKind = Literal["list", "item"]

LearnedFrom = Literal["pages", "sections", "items", "rules", "person"]
"""What a layout rests on: pages of the section compared with each other, with pages of other sections, with
pages of items (rows whose pages print their titles); the reader's rules alone (unproven); or a person, who is
always right."""


class _Json:
    """JSON of a layout, with the names of its fields; tuples are arrays."""

    __slots__ = ()

    def to_json(self) -> str:
        """One line, keys in the order of the fields, without those that are None."""
        held = {key: value for key, value in asdict(self).items() if value is not None}  # type: ignore[call-overload]
        return json.dumps(held, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The layout that `to_json` wrote; keys of a later version are passed over.

        Raises ValueError where it is no JSON object, TypeError where a field without a default is missing.
        """
        held: dict[str, Any] = json.loads(text)
        known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
        values = {key: _frozen(value) for key, value in held.items() if key in known}
        return cls(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class ListLayout(_Json, Sent):
    """Where a section's list pages hold their rows, and how they go on."""

    rows: tuple[str, ...]
    """Selectors; what any of them matches is a row, in page order. Several where templates are mixed, or a
    headline row stands apart from the others. None where only the frame is known."""
    title: str | None = None
    """Of the link that leads to the item."""
    date: str | None = None
    unit: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    next: str | None = None
    """Of the page's link to the next one."""
    total: str | None = None
    """Of the element that prints how many rows the list holds."""
    page_url: str | None = None
    """Address of page `{n}`, relative to the section's, where no link needs to be looked for."""
    first_page: int = 2
    """The first number that `page_url` is for; the page before it is the section's own address."""
    rows_per_page: int | None = None
    """Rows of a page that another follows."""
    frame: tuple[str, ...] = ()
    """Places of links that belong to the site's frame: seen on pages of other sections as well."""
    learned_from: LearnedFrom = "rules"
    version: int = LAYOUT_VERSION


@dataclass(frozen=True, slots=True)
class ItemLayout(_Json, Sent):
    """Where a section's item pages print the fields of the item."""

    title: str | None = None
    published: str | None = None
    issued: str | None = None
    unit: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    body: str | None = None
    attachments: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    """(field, label) where the field's value stands behind a printed label: ("published", "发布日期")."""
    learned_from: LearnedFrom = "rules"
    version: int = LAYOUT_VERSION
