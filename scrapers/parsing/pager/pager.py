"""What a pager says, wherever it was read: printed words, links, a script's call."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.records import Numbering, Request


@dataclass(frozen=True, slots=True)
class Pager:
    """What a pager says; every field is None where it says nothing."""

    pages: int | None = None
    records: int | None = None
    current: int | None = None
    """Number of this page counted from 1."""
    next: Request | None = None
    numbering: Numbering | None = None
    capped: bool = False
    unfollowed: str = ""
    """The control that leads on and whose address nothing tells, as printed."""
    scripts: tuple[str, ...] = ()
    """Addresses of script files that may tell it."""
