"""Pages of one site compared link by link: what they have in common is frame, what differs is content.

A link that the reader took for no row is explained where it stands at the same place of another page, outside
the rows there, or in the same box at another one. An item that only some box of another page shows, as its
newest or most read, may be a row here. What nothing explains may be a row that was missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scrapers.layout import LearnedFrom
from scrapers.parsing.layouts import limits
from scrapers.records import LinkRole, PageLink

Links = Sequence[PageLink]
"""The links of one page, in page order."""

_ROWS = frozenset({"row", "second", "inside", "pager"})
"""Roles of links that are no frame."""

_FRAME = frozenset({"frame", "aside", "outside"})
"""Roles of links that are, or may be."""

_PLACED: tuple[LinkRole, ...] = ("aside", "row", "inside")


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
    asides = _asides([*own, *sections])
    groups = [_groups(page, _FRAME) for page in own]
    beside = [_groups(page, _FRAME) for page in (*sections, *items)]
    frames = [_frame_urls(page) for page in own]
    pages_with = Counter(url for urls in frames for url in urls)
    for place, page in enumerate(own):
        known = _explained(groups[place], [*groups[:place], *groups[place + 1 :], *beside])
        for link in page:
            lacks = len(own) > 1 and pages_with[link.url] == (link.url in frames[place])
            if link.place not in asides and _is_unexplained(link, known, lacks=lacks):
                found.setdefault(link.url, link)
    rows = {link.url for page in own for link in page if link.role == "row"}
    return Comparison(ground, tuple(link for url, link in found.items() if url not in rows))


def content_of(page: Links, others: Sequence[Links]) -> str | None:
    """The place of a list's rows on a page of which the rules could make nothing: of the links that stand on
    none of the other pages, those of the largest group under one place. None where no group is most of them,
    or its texts are too short to be titles."""
    known = _explained(_groups(page, _FRAME), [_groups(other, _FRAME) for other in others])
    changing = {link.place for link in page if is_changing(link.place, others)}
    groups: dict[str, list[PageLink]] = {}
    for link in page:
        if link.place in changing or link.role in ("pager", "aside"):
            continue
        if link.url and link.url not in known and link.text:
            groups.setdefault(link.place, []).append(link)
    if not groups or not others:
        return None
    place, largest = max(groups.items(), key=lambda group: len(group[1]))
    letters = sum(len(link.text) for link in largest) / len(largest)
    total = sum(len(group) for group in groups.values())
    return place if letters >= limits.TITLES and len(largest) * 2 > total else None


def boxes_of(page: Links, others: Sequence[Links]) -> tuple[str, ...]:
    """The places of the site's frame, where a box of it was read as a page's rows: another page holds most of
    the same links, and not as its rows. At another place it may be a box with this section's items, unless
    there is something else on this page that is on no other. Empty where the rows are none such."""
    frames = [_groups(other, _FRAME) for other in others]
    groups = _groups(page, _FRAME | {"row"})
    boxes = {
        place
        for place, urls in groups.items()
        if any(len(urls & frame.get(place, frozenset())) * 2 >= len(urls) for frame in frames)
    }
    rows = {link.place for link in page if link.role == "row"}
    if not rows & boxes and _has_content(page, others):
        boxes |= {
            place
            for place in rows
            if any(_same(groups[place], box) for frame in frames for box in frame.values())
        }
    return tuple(sorted(boxes)) if rows & boxes else ()


def _has_content(page: Links, others: Sequence[Links]) -> bool:
    """Whether links that look like items' and are no rows stand on no other page."""
    known = {link.url for other in others for link in other if link.role in _FRAME}
    return any(link.role == "outside" and link.url not in known for link in page)


def _same(group: frozenset[str], box: frozenset[str]) -> bool:
    """Whether two groups of links are one box, at two places."""
    shared = len(group & box)
    return shared > 1 and shared * 2 > max(len(group), len(box))


def is_changing(place: str, others: Sequence[Links]) -> bool:
    """Whether links at a place that differ from page to page may be a box of the site's frame, with other
    content at every look: pages of other sections have the place as well, and no rows there."""
    held = [link.role for other in others for link in other if link.place == place]
    return bool(held) and "row" not in held


def frame_of(own: Sequence[Links]) -> tuple[str, ...]:
    """The places at which the list's pages hold links of the frame, in order of the alphabet."""
    rows = {link.place for page in own for link in page if link.role in ("row", "second")}
    frame = {link.place for page in own for link in page if link.role not in _ROWS}
    return tuple(sorted(frame - rows))


def _frame_urls(page: Links) -> frozenset[str]:
    return frozenset(link.url for link in page if link.role not in _ROWS)


_Groups = Mapping[str, frozenset[str]]
"""Addresses of a page's links, by place."""


def _groups(page: Links, roles: frozenset[str]) -> _Groups:
    """The addresses of a page's links of these roles, by place."""
    found: dict[str, set[str]] = {}
    for link in page:
        if link.role in roles and link.url:
            found.setdefault(link.place, set()).add(link.url)
    return {place: frozenset(urls) for place, urls in found.items()}


def _asides(pages: Iterable[Links]) -> frozenset[str]:
    """Places at which no page has rows and some page a box that is something else by its name or heading."""
    held = {role: {link.place for page in pages for link in page if link.role == role} for role in _PLACED}
    return frozenset(held["aside"] - held["row"] - held["inside"])


def _explained(own: _Groups, others: Iterable[_Groups]) -> frozenset[str]:
    """Addresses of a page that stand at the same place of another page, or in a box that is the same; each
    page is given by its frame."""
    found: set[str] = set()
    for other in others if own else ():
        for place, urls in other.items():
            found |= own.get(place, frozenset()) & urls
            for group in own.values():
                if _same(group, urls):
                    found |= group & urls
    return frozenset(found)


def _is_unexplained(link: PageLink, known: frozenset[str], *, lacks: bool) -> bool:
    """Whether a link may be a missed row: among the rows, or like one and on no other page. What does not
    look like an item's is missed only where the list's other pages, which have the same frame, are there and
    lack it."""
    if link.role == "inside":
        return True
    if link.role == "outside":
        return link.url not in known
    if link.role != "frame" or not lacks or not link.url:
        return False
    return link.url not in known and len(link.text) >= limits.TITLES
