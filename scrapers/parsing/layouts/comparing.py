"""Pages of one site compared link by link: what they have in common is frame, what differs is content.

A link that the reader took for no row is explained where it stands on another page as well, outside the rows
there. What nothing explains may be a row that was missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scrapers.layout import LearnedFrom
from scrapers.parsing.layouts import limits
from scrapers.records import PageLink

Links = Sequence[PageLink]
"""The links of one page, in page order."""

_ROWS = frozenset({"row", "second", "inside", "pager"})
"""Roles of links that are no frame."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing a list's pages with others."""

    ground: LearnedFrom
    """What they were compared with; `rules` where there was nothing."""
    unexplained: tuple[PageLink, ...]
    """Links that may be rows and were not read as such, each address once."""


def compare(own: Sequence[Links], sections: Sequence[Links], items: Sequence[Links]) -> Comparison:
    """Compares pages of a list (`own`: one, or several in order) with each other, with the first pages of
    other sections' lists, and with pages of its items."""
    ground: LearnedFrom = "rules"
    if len(own) > 1:
        ground = "pages"
    elif sections:
        ground = "sections"
    elif items:
        ground = "items"
    found: dict[str, PageLink] = {}
    for place, page in enumerate(own):
        others = [*own[:place], *own[place + 1 :]]
        known = _frame_urls([*others, *sections, *items])
        twins = _frame_urls(others) if others else None
        for link in page:
            if _is_unexplained(link, known, twins):
                found.setdefault(link.url, link)
    rows = {link.url for page in own for link in page if link.role == "row"}
    return Comparison(ground, tuple(link for url, link in found.items() if url not in rows))


def content_of(page: Links, others: Sequence[Links]) -> str | None:
    """The place of a list's rows on a page of which the rules could make nothing: of the links that stand on
    none of the other pages, those of the largest group under one place. None where no group is most of them,
    or its texts are too short to be titles."""
    known = {link.url for other in others for link in other}
    groups: dict[str, list[PageLink]] = {}
    for link in page:
        if link.url and link.url not in known and link.role != "pager" and link.text:
            groups.setdefault(link.place, []).append(link)
    if not groups or not others:
        return None
    place, largest = max(groups.items(), key=lambda group: len(group[1]))
    letters = sum(len(link.text) for link in largest) / len(largest)
    total = sum(len(group) for group in groups.values())
    return place if letters >= limits.TITLES and len(largest) * 2 > total else None


def frame_of(own: Sequence[Links]) -> tuple[str, ...]:
    """The places at which the list's pages hold links of the frame, in order of the alphabet."""
    rows = {link.place for page in own for link in page if link.role in ("row", "second")}
    frame = {link.place for page in own for link in page if link.role not in _ROWS}
    return tuple(sorted(frame - rows))


def _frame_urls(pages: Iterable[Links]) -> frozenset[str]:
    return frozenset(link.url for page in pages for link in page if link.role not in _ROWS)


def _is_unexplained(link: PageLink, known: frozenset[str], twins: frozenset[str] | None) -> bool:
    """Whether a link may be a missed row: among the rows, or like one and on no other page. What does not
    look like an item's is missed only where another page of the list, which has the same frame, lacks it."""
    if link.role == "inside":
        return True
    if link.role == "outside":
        return link.url not in known
    if link.role != "frame" or twins is None or not link.url:
        return False
    return link.url not in twins and link.url not in known and len(link.text) >= limits.TITLES
