"""What a candidate is worth: its rows by titles, dates and addresses, then where on the page it stands.

A candidate counts for more beside the pager, under the column's name and with addresses below the page's
own, and for less in navigation, side columns, hot lists and footers, whose links often share the items'
address pattern and may outnumber the list.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from scrapers.parsing.lists import surroundings, table_heads, weights
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.page import dom
from scrapers.parsing.page.markup import Markup

_ITEM = re.compile(
    r"\d{4,}|[0-9a-f]{16,}|/\d{4}[-/]\d{1,2}|info/\d+/\d+|[?&](?:id|aid|newsid|infoid|articleid|contentid)=|\.(?:pdf|docx?|xlsx?)$",
    re.I,
)


_INDEX = re.compile(
    r"(?:/|/(?:index|list|default|main)\w*\.\w+|/col/col\d+/.*|/channels/\d+\.html|\.gov\.cn)$", re.I
)


@lru_cache(maxsize=4096)  # menus repeat the same addresses on every page of a site
def is_item_like(href: str) -> bool:
    """Whether an address looks like an item's: a long number, a date, an id, a document."""
    return bool(_ITEM.search(href)) and not (_INDEX.search(href) and not re.search(r"\d{6,}", href))


def quality(candidate: Candidate) -> float:
    """Mean worth of a row: 0 (navigation) to 2.5 (a long title with a date and an item's address)."""
    total = 0.0
    for dated, link in zip(candidate.dates, candidate.links, strict=True):
        if link is None:
            continue
        length = len(link.text)
        title = next(worth for least, worth in weights.TITLE if length >= least)
        address = _worth_of_address(link.href)
        total += title + address + (weights.DATE if dated else 0.0)
    return total / max(1, len(candidate.titled))


@lru_cache(maxsize=4096)
def _worth_of_address(href: str) -> float:
    if is_item_like(href):
        return weights.ITEM_ADDRESS
    return weights.COLUMN_ADDRESS if _INDEX.search(href) else 0.0


def _worth(candidate: Candidate) -> float:
    """Worth of the rows alone, wherever they stand; numbers count, but a long menu is no better for it."""
    return candidate.mean_quality * (1 + math.log2(len(candidate.titled)))


def rank(candidate: Candidate) -> tuple[bool, float]:
    """Order in which candidates are looked at closely: by their rows alone, those beside the pager first."""
    return candidate.beside_pager, _worth(candidate)


def score_of(candidate: Candidate, markup: Markup, context: surroundings.Context) -> float:
    """What the candidate is worth at its place on the page; notes in passing whether it stands under 热门."""
    count = len(candidate.titled)
    score = _worth(candidate)
    if candidate.rows[0].tag not in ("li", "tr", "dd") and count == 1:
        score *= weights.LONE
    if count == 1 and not candidate.dated:
        score *= weights.LONE_UNDATED
    score *= weights.PLACE.get(candidate.place, 1.0)
    heading = context.heading_factor(candidate.container, candidate.rows[0])
    candidate.hot = heading < 1
    score *= heading
    score *= context.own_address_factor([link.href for link in candidate.titled])
    if context.before_position(candidate.rows[0]):
        score *= weights.BEFORE_POSITION
    if candidate.beside_pager:
        score *= weights.BESIDE_PAGER
    linkless = len(candidate.rows) - count
    if linkless > count and not table_heads.is_heading(dom.spaced(candidate.rows[0])):
        score *= weights.LINKLESS
    return score
