"""The item's title, and the line that prints it.

`<title>` is often the site's name, headings are often menus, so neither is believed alone: a printed line
that agrees with ArticleTitle or `<title>` wins; else the heading beside the line of date and source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from scrapers.parsing.items import limits
from scrapers.parsing.items.title_tags import stated_title, title_tag, without_site
from scrapers.parsing.page.dom import Element, fold, names_of
from scrapers.parsing.page.headings import (
    HEADINGS,
    Group,
    is_date,
    key_of,
    looks_like_title,
    may_be_title,
    printed_groups,
)
from scrapers.parsing.page.lines import PageLines
from scrapers.parsing.page.metas import Metas
from scrapers.parsing.page.pairs import Pair
from scrapers.parsing.words.frame import CRUMBS
from scrapers.parsing.words.item import NOT_A_TITLE, SITES, TITLE_BOXES

_FONT_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)\s*(px|pt|r?em)", re.IGNORECASE)
_SEPARATES = re.compile(r"[-_|—–·»>＞(（【,，:：]")
_SEPARATED = re.compile(r"[-_|—–·»>＞】:：]$")
_STEP = re.compile(r"[>›»＞/→\\]+|-{2,}|\s-\s")


class Headline(NamedTuple):
    """The title, where it was read, and the number of the line that prints it (None where none does)."""

    title: str | None
    read_from: str | None
    line: int | None


def headline_of(root: Element, page_lines: PageLines, metas: Metas, pairs: list[Pair]) -> Headline:
    """The item's title with the place it was read from; all None where the page prints and states none."""
    printed = printed_groups(page_lines, {p.line for p in pairs})
    anchor = _date_line(pairs, printed)
    stated, page_title = stated_title(metas, printed), title_tag(root)
    if stated:
        return Headline(stated, "meta:ArticleTitle", _line_saying(stated, printed, anchor))
    free = _without_labels(_around(anchor, printed), pairs)
    beside = _main(_heading_beside(anchor, free, boxed=_is_boxed(anchor, pairs)), printed)
    agreeing = _agreeing(page_title, printed, anchor, metas)
    if agreeing and beside and beside.key != agreeing.group.key:
        printed_so = agreeing.group
        if _is_frame(printed_so, beside, page_title) or _is_section(printed_so, printed):
            agreeing = None
    if agreeing and (beside is None or agreeing.outweighs(beside)):
        return group_headline(agreeing.group)
    named = _named(pairs)
    if named:
        line = _line_saying(named.value, _without_labels(printed, pairs), anchor)
        return Headline(named.value, f"label:{named.label}", named.line if line is None else line)
    group = (
        beside
        or (agreeing and agreeing.group)
        or _line_above(anchor, free)
        or _only_heading(_without_labels(printed, pairs), page_title)
    )
    if group:
        return group_headline(group)
    alone = without_site(page_title, metas, printed)
    return Headline(alone, "title", None) if alone else Headline(None, None, None)


@dataclass(frozen=True, slots=True)
class _Agreeing:
    """A printed group that agrees with `<title>`, and whether date and source stand right below it."""

    group: Group
    near: bool
    leading: bool
    """Whether `<title>` begins with it; its end is the site's or the section's name as often as not."""

    def outweighs(self, beside: Group) -> bool:
        """Whether it is the title rather than the heading beside date and source."""
        if not self.leading and beside.last > self.group.last:
            return False
        sure = self.leading and len(self.group.key) >= limits.SURE and not SITES.search(self.group.text)
        return self.near or sure or looks_like_title(self.group.first.node)


def group_headline(group: Group) -> Headline:
    """The title that a printed group is, entities in it decoded."""
    return Headline(fold(unescape(group.text)), f"heading:{group.first.node.tag}", group.last)


def _date_line(pairs: list[Pair], printed: list[Group]) -> int | None:
    """The line that prints the publish date or the source of the item: the first labelled one, unless a bare
    date stands right below a heading long before it.
    """
    published = next((p.line for p in pairs if p.kind == "published" and p.value and not p.boxed), None)
    source = next((p.line for p in pairs if p.kind == "unit" and not p.boxed), None)
    dated = next(
        (
            below.first.number
            for above, below in pairwise(printed)
            if is_date(below.text)
            and not above.linked
            and len(above.key) > limits.DATED_HEADING
            and (above.first.node.tag in HEADINGS or TITLE_BOXES.search(names_of(above.first.node)))
        ),
        None,
    )
    if dated is not None and published is None:
        return dated if published or source is None or source > dated else source
    return published or source


def _is_boxed(anchor: int | None, pairs: list[Pair]) -> bool:
    """Whether date and source stand in a property box, which may be above the title."""
    box = ("index_number", "document_number", "issued")
    return anchor is not None and any(p.kind in box and abs(p.line - anchor) <= limits.NEAR for p in pairs)


def _line_saying(title: str, printed: list[Group], anchor: int | None) -> int | None:
    """Number of the line that prints the title: right above date and source, else the first heading, else
    the first place that is no link.
    """
    key = key_of(title)
    places = [g for g in printed if g.key == key] or [
        g for g in printed if len(g.key) > limits.PART and (key.startswith(g.key) or key.endswith(g.key))
    ]
    best = _best_place(places, anchor)
    return best.last if best else None


def _best_place(places: list[Group], anchor: int | None) -> Group | None:
    near = [g for g in places if _is_near(g, anchor)]
    free = [g for g in places if not g.linked and not g.first.hidden]
    styled = [g for g in free if looks_like_title(g.first.node)]
    return next(iter(near[-1:] or styled or free or places), None)


def _is_near(group: Group, anchor: int | None) -> bool:
    return anchor is not None and 0 < anchor - group.last <= limits.NEAR


def _agreeing(page_title: str, printed: list[Group], anchor: int | None, metas: Metas) -> _Agreeing | None:
    """The printed line that is the longest part of `<title>`; site and column names are none."""
    whole = key_of(page_title)
    names = {key_of(name) for name in (metas.first("SiteName"), metas.last("ColumnName")) if name}
    fitting = [
        g
        for g in _continued(printed, whole)
        if _is_part(g.key, whole) and g.key not in names and not CRUMBS.search(g.text)
    ]
    longest = max((len(g.key) for g in fitting), default=0)
    best = _best_place([g for g in fitting if len(g.key) == longest], anchor)
    if best is None:
        return None
    near = _is_near(best, anchor)
    if best.linked and (best.first.node.tag == "li" or not near):
        return None
    if not near and anchor is not None and SITES.search(best.text):
        return None
    cut = whole.rstrip("….")
    if best.last > best.first.number:
        best = replace(best, text=_spelled(page_title, best) or best.text)
    return _Agreeing(best, near, whole.startswith(best.key) or best.key.startswith(cut))


def _is_frame(group: Group, beside: Group, page_title: str) -> bool:
    """Whether what `<title>` says above the heading beside the date is the site's name, which is all that it
    says, or a word too short for a title, printed as no heading."""
    if beside.last <= group.last:
        return False
    site = group.key == key_of(page_title) and SITES.search(group.text)
    return bool(site) or (len(group.key) < limits.ADJACENT and not looks_like_title(group.first.node))


def _is_section(group: Group, printed: list[Group]) -> bool:
    """Whether a printed part of `<title>` is the section's name: an entry of the menu, also of one above it,
    or the last step of the breadcrumb. Templates whose `<title>` names the section only print it so.
    """
    if len(group.key) > limits.SECTION:
        return False
    above = [g for g in printed if g.first.number <= group.first.number]
    steps = (key_of(_STEP.split(g.text)[-1]) for g in above if g is not group and CRUMBS.search(g.text))
    return any(g.linked and g.key == group.key for g in above) or group.key in steps


def _spelled(page_title: str, group: Group) -> str | None:
    """A heading of several lines as `<title>` writes it: a line break is a blank there or nothing."""
    ends = (end for end in range(1, len(page_title) + 1) if key_of(page_title[:end]) == group.key)
    end = next(ends, None)
    return page_title[:end].strip() if end else None


def _continued(printed: list[Group], whole: str) -> list[Group]:
    """The groups, each with those right below it joined on as long as `<title>` goes on with them: a title
    may break over several paragraphs.
    """
    joined = []
    for place, group in enumerate(printed):
        grown = group
        if group.key and group.key != whole and whole.startswith(group.key):
            for below in printed[place + 1 :]:
                if not whole.startswith(grown.key + below.key) or below.first.number != grown.last + 1:
                    break
                grown = replace(
                    grown, text=f"{grown.text} {below.text}", key=grown.key + below.key, last=below.last
                )
        joined.append(grown)
    return joined


def _is_part(key: str, whole: str) -> bool:
    """Whether a line is `<title>`, its beginning or end up to a separator, or what it cuts off."""
    cut = whole.rstrip("….")
    if not (whole.startswith(key) or whole.endswith(key) or key.startswith(cut)):
        return False
    if not key or NOT_A_TITLE.match(key) or (len(key) == 1 and not "\u4e00" <= key <= "\u9fff"):
        return False
    if key == whole:
        return True
    if whole.startswith(key):
        return bool(_SEPARATES.match(whole[len(key) :])) or len(key) >= limits.BEGINNING
    if whole.endswith(key):
        return bool(_SEPARATED.search(whole[: -len(key)])) and len(key) >= limits.END
    return 0 < len(cut) < len(whole) and key.startswith(cut)


def _named(pairs: list[Pair]) -> Pair | None:
    """名称 or 标题 of a property box: believed only beside another property of the catalogue."""
    boxes = {p.line for p in pairs if p.kind in ("index_number", "document_number", "issued")}
    return next(
        (p for p in pairs if p.kind == "title" and len(p.value) >= limits.NAMED and boxes),
        None,
    )


def _around(anchor: int | None, printed: list[Group]) -> list[Group]:
    """The groups from which the line of date and source is near enough to tell of a title."""
    if anchor is None:
        return []
    near = range(anchor - limits.NEAR, anchor + limits.NEAR + 1)
    return [g for g in printed if g.last in near or g.first.number in near]


def _without_labels(printed: list[Group], pairs: list[Pair]) -> list[Group]:
    """Groups that may be a title; a line with a label of the property box is none."""
    labelled = {p.line for p in pairs}
    return [g for g in printed if (g.leads or not labelled & {g.last, g.first.number}) and may_be_title(g)]


def _heading_beside(anchor: int | None, free: list[Group], *, boxed: bool) -> Group | None:
    """The nearest real heading or title class above the line of date and source, else below it: property
    boxes stand above the title. Without such a box the line right above is the title.
    """
    if anchor is None:
        return None
    headings = [g for g in free if looks_like_title(g.first.node)]
    above = [g for g in headings if _is_near(g, anchor) or (g.leads and g.last == anchor)]
    below = [g for g in headings if 0 < g.first.number - anchor <= limits.NEAR]
    adjacent = [] if boxed else [g for g in free if g.last == anchor - 1 and len(g.key) >= limits.ADJACENT]
    if any("。" not in g.text for g in adjacent):  # then a heading that is a word or two is the section's
        above = [g for g in above if len(g.key) >= limits.ADJACENT]
    return next(iter(above[-1:] or adjacent or below), None)


def _main(beside: Group | None, printed: list[Group]) -> Group | None:
    """The heading of a higher level, or the larger line, right above a heading and in one box with it: that
    one is its subtitle. The name of the site or the section there is no title."""
    if beside is None:
        return None
    node, above = beside.first.node, [g for g in printed if g.last == beside.first.number - 1]
    return next(
        (
            g
            for g in above
            if _outranks(g.first.node, node)
            and g.first.node.getparent() is node.getparent()
            and len(g.key) >= limits.ONLY
            and may_be_title(g)
            and not SITES.search(g.text)
            and not _is_section(g, printed)
        ),
        beside,
    )


def _outranks(above: Element, node: Element) -> bool:
    """Whether an element is a heading of a higher level, or written larger, than the one below it."""
    if node.tag in HEADINGS or above.tag in HEADINGS:
        return node.tag in HEADINGS and above.tag in HEADINGS and above.tag < node.tag
    larger, size = _letters(above), _letters(node)
    return larger is not None and size is not None and larger[0] > size[0] and larger[1] == size[1]


def _letters(node: Element) -> tuple[float, str] | None:
    """The size of letters that an element's own style or that of what fills it names, with its measure."""
    for element in (node, *node[:1]):
        written = _FONT_SIZE.search(element.get("style") or "")
        if written:
            return float(written[1]), written[2].lower()
    return None


def _line_above(anchor: int | None, free: list[Group]) -> Group | None:
    """The nearest line above date and source."""
    above = [g for g in free if _is_near(g, anchor)]
    return above[-1] if above else None


def _only_heading(free: list[Group], page_title: str) -> Group | None:
    """The only heading or title class of the page, `<title>`'s site name aside."""
    whole = key_of(page_title)
    headings = [
        g for g in free if looks_like_title(g.first.node) and len(g.key) >= limits.ONLY and g.key not in whole
    ]
    return headings[0] if len(headings) == 1 else None
