"""What a candidate is worth: its rows by titles, dates and addresses, then where on the page it stands.

A candidate counts for less in navigation, side columns, hot lists and footers, whose links often share the
items' address pattern and may outnumber the list.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from urllib.parse import urlsplit

from scrapers.parsing.lists import weights
from scrapers.parsing.lists.candidate import Candidate

_ITEM = re.compile(
    r"\d{4,}|[0-9a-f]{16,}|/\d{4}[-/]\d{1,2}|info/\d+/\d+|[?&](?:id|aid|newsid|infoid|articleid|contentid)=|\.(?:pdf|docx?|xlsx?)$",
    re.I,
)


_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|pptx?|zip|rar)$", re.I)
_INDEX = re.compile(
    r"(?:/|/(?:index|list|default|main)\w*\.\w+|/col/col\d+/.*|/channels/\d+\.html|\.gov\.cn)$", re.I
)


@lru_cache(maxsize=4096)  # menus repeat the same addresses on every page of a site
def is_item_like(href: str) -> bool:
    """Whether an address looks like an item's: a long number, a date, an id, a document."""
    return bool(_ITEM.search(href)) and not (_INDEX.search(href) and not re.search(r"\d{6,}", href))


def is_document(href: str) -> bool:
    """Whether an address ends like a document's, and no page's."""
    return _DOCUMENT.search(href) is not None


@lru_cache(maxsize=4096)
def is_column(href: str) -> bool:
    """Whether an address looks like a column's: a folder, an index file, a host."""
    return bool(_INDEX.search(href)) or not urlsplit(href).path.strip("/")


def quality(candidate: Candidate) -> float:
    """Mean worth of a row: 1 (a link) to 2.5 (a link with a date and an item's address)."""
    total = 0.0
    for dated, link in zip(candidate.dates, candidate.links, strict=True):
        if link is not None:
            total += 1 + (weights.DATE if dated else 0.0)
            total += weights.ITEM_ADDRESS if is_item_like(link.href) else 0.0
    return total / max(1, len(candidate.titled))


def _worth(candidate: Candidate) -> float:
    """Worth of the rows alone, wherever they stand; numbers count, but a long menu is no better for it."""
    return candidate.mean_quality * (1 + math.log2(len(candidate.titled)))


def rank(candidate: Candidate) -> tuple[bool, float]:
    """Order in which candidates are looked at closely: by their rows alone, those beside the pager first."""
    return candidate.beside_pager, _worth(candidate)


def score_of(candidate: Candidate) -> float:
    """What the candidate is worth at its place on the page, which must be known."""
    score = _worth(candidate) * (weights.HEAD_OF_PAGE if candidate.place == "head" else 1.0)
    return score * weights.HOT_HEADING if candidate.hot else score
