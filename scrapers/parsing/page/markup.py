"""One page after decoding and parsing: what every reader of lists and pagers is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scrapers.parsing.page.dom import Comment, Element


@dataclass(frozen=True, slots=True)
class Markup:
    """One page after decoding and parsing."""

    url: str
    base: str
    """Address that the page's relative links are resolved against."""
    text: str
    tree: Element
    comments: tuple[Comment, ...] = ()
    """Those with links in them, in the order of the page."""
    scripts: Mapping[str, str] = field(default_factory=dict)
    """Script files that the page loads, by address, where they are known."""
    encoding: str = "utf-8"
    """The page's charset, in which a browser writes the values of a form that it sends."""
