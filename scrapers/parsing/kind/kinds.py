"""The kinds of pages, and what is published of each that is neither list nor item.

Room by room: `stub` finds pages in the place of content, `signs` what shows an item, `lists` and `items` what
they could read; `deciding.kind_of` alone weighs these against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scrapers.records import OtherOutcome, OtherPage

KindName = Literal[
    "list",
    "item",
    "landing",
    "challenge",
    "soft_404",
    "redirect",
    "search",
    "login",
    "failure",
    "tangled",
    "data",
    "not_html",
    "nothing",
]
"""`data` is the answer to a script's call (JSON, JSONP, XML), `not_html` a document, a picture
or an archive, `failure` a server's own or one of maintenance, `tangled` so deep that its boxes are lost;
`nothing` shows neither rows nor an item."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of page it is, and what shows it."""

    kind: KindName
    evidence: str
    """In words that can be shown to a person; nothing is ever decided by them."""
    target: str | None = None
    """Absolute address that a redirect leads to."""


OUTCOMES: Mapping[KindName, OtherOutcome] = {
    "challenge": "challenged",
    "soft_404": "soft_gone",
    "redirect": "redirect",
    "search": "search",
    "data": "not_html",
    "not_html": "not_html",
    "login": "unreadable",
    "failure": "unreadable",
    "tangled": "unreadable",
    "landing": "unreadable",
    "nothing": "unreadable",
    "item": "unreadable",
    "list": "unreadable",
}
"""Kind → outcome of a page that was asked for as another kind. A login and a failure are asked again."""


def other_page(kind: Kind, encoding: str) -> OtherPage:
    """The page as one that is not what was asked for, with the evidence."""
    return OtherPage(OUTCOMES[kind.kind], kind.evidence, kind.target, encoding=encoding)
