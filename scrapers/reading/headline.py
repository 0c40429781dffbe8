"""The item's title, and the line that prints it.

`<title>` is often the site's name, headings are often menus, so neither is believed alone: a printed line that
agrees with ArticleTitle or `<title>` wins; else the heading right above the line of date and source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from lxml.html import HtmlElement

from scrapers.reading.dom import fold, names_of, tag_of, text_of
from scrapers.reading.flow import Flow, Line
from scrapers.reading.labels import Pair
from scrapers.reading.metas import Metas

_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:\w*title\w*|\w*tit|bt|biaoti|headline|xl_?bt|wz_?bt|\w*_bt|subject)(?:$|[\s_-])", re.I
)
_CRUMBS = re.compile(
    r"(?:当前|您的|您所在的?|现在的?|所在的?)位置|^首页|^\s*主页|您现在所在|首页\s*[>›»＞/\-]"
)
_LAST_PART = re.compile(r"^(.*?)(\s*[-_|—–·»>＞]+\s*)([^-_|—–·»>＞]*)$")
_SITE_LIKE = re.compile(r"(?:网|网站|门户|平台|人民政府|首页|局|委员会)$")
_NOT_A_TITLE = re.compile(
    r"^(?:正文|全文|详细信息|详情|内容|信息内容|文章内容|基本信息|打印|关闭|返回|首页|搜索|登录|注册|分享|x)$",
    re.I,
)
_MARKS = re.compile(r"[\s\u200b]+")
_NEAR = 8
"""Lines between a heading and the line of date and source below it."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The title, where it was read, and the number of the line that prints it (None where none does)."""

    title: str | None
    read_from: str | None
    line: int | None


def headline_of(root: HtmlElement, flow: Flow, metas: Metas, pairs: list[Pair]) -> Headline:
    """The item's title with the place it was read from; all None where the page prints and states none."""
    stated = metas.title()
    page_title = _page_title(root)
    anchor = _date_line(pairs)
    printed = _printed_groups(flow)
    if stated:
        line = _line_saying(stated, printed, anchor)
        return Headline(stated, "meta:ArticleTitle", line)
    agreeing = _agreeing(page_title, printed, anchor, metas)
    if agreeing:
        return agreeing
    named = _named(pairs)
    if named:
        return Headline(named.value, f"label:{named.label}", named.line)
    above = _above(anchor, printed) or _styled(printed, page_title)
    if above:
        return above
    alone = _without_site(page_title, metas)
    return Headline(alone, "title", None) if alone else Headline(None, None, None)


@dataclass(frozen=True, slots=True)
class _Group:
    """Consecutive lines of one block element: a heading that breaks over lines is one."""

    text: str
    key: str
    first: Line
    last: int
    linked: bool


def _printed_groups(flow: Flow) -> list[_Group]:
    groups = []
    for _, run in groupby(flow.lines, key=lambda line: id(line.node)):
        lines = list(run)
        if len(lines) > 6:
            continue
        text = fold(" ".join(line.text for line in lines))
        if len(text) <= 400:
            linked = sum(line.linked for line in lines) * 2 > len(text)
            groups.append(_Group(text, _key(text), lines[0], lines[-1].number, linked))
    return groups


def _page_title(root: HtmlElement) -> str:
    title = root.find(".//title")
    return "" if title is None else text_of(title)


def _key(text: str) -> str:
    """Text without any blanks: line breaks and padding make no other title."""
    return _MARKS.sub("", text).replace("\u3000", "").lower()


def _date_line(pairs: list[Pair]) -> int | None:
    """The line that prints the publish date or the source of the item: the first labelled one."""
    return next((p.line for p in pairs if p.kind == "published" and p.value and not p.boxed), None) or next(
        (p.line for p in pairs if p.kind == "unit" and not p.boxed), None
    )


def _line_saying(title: str, printed: list[_Group], anchor: int | None) -> int | None:
    """Where the title is printed: the first unlinked place, preferably right above date and source."""
    key = _key(title)
    places = [g for g in printed if g.key == key] or [
        g for g in printed if len(g.key) > 8 and (key.startswith(g.key) or key.endswith(g.key))
    ]
    near = [g for g in places if anchor is not None and 0 < anchor - g.last <= _NEAR]
    free = [g for g in places if not g.linked and not g.first.hidden]
    styled = [g for g in free if _looks_like_title(g.first.node)]
    best = (near[-1:] or styled or free or places)[:1]
    return best[0].last if best else None


def _agreeing(page_title: str, printed: list[_Group], anchor: int | None, metas: Metas) -> Headline | None:
    """A printed line that is the leading or trailing part of `<title>`, the longest such; not a column's name."""
    whole = _key(page_title)
    names = {_key(name) for name in (metas.first("SiteName"), metas.last("ColumnName")) if name}
    fitting = [
        g for g in printed if not _CRUMBS.search(g.text) and _is_part(g.key, whole) and g.key not in names
    ]
    if not fitting:
        return None
    longest = max(len(g.key) for g in fitting)
    fitting = [g for g in fitting if len(g.key) == longest]
    near = [g for g in fitting if anchor is not None and 0 < anchor - g.last <= _NEAR]
    free = [g for g in fitting if not g.linked]
    best = (near[-1:] or free)[:1]
    if not best or (not near and anchor is not None and longest < len(whole) and _above(anchor, printed)):
        return None
    where = tag_of(best[0].first.node)
    return Headline(best[0].text, f"heading:{where}", best[0].last)


def _is_part(key: str, whole: str) -> bool:
    """Whether a line is all of `<title>`, or its beginning or end up to a separator, or its cut-off beginning."""
    if len(key) < 2 or _NOT_A_TITLE.match(key):
        return False
    if key == whole:
        return True
    if whole.startswith(key):
        return bool(re.match(r"[-_|—–·»>＞(（【,，:：]", whole[len(key) :])) or len(key) >= 12
    if whole.endswith(key):
        return bool(re.search(r"[-_|—–·»>＞】:：]$", whole[: -len(key)])) and len(key) >= 6
    cut = whole.rstrip("….")
    return len(cut) >= 10 and len(cut) < len(whole) and key.startswith(cut)


def _named(pairs: list[Pair]) -> Pair | None:
    """名称 or 标题 of a property box: believed only beside another property of the catalogue."""
    boxes = {p.line for p in pairs if p.kind in ("index_number", "document_number", "issued")}
    return next(
        (
            p
            for p in pairs
            if p.kind == "title" and len(p.value) >= 2 and any(abs(p.line - line) <= 16 for line in boxes)
        ),
        None,
    )


def _above(anchor: int | None, printed: list[_Group]) -> Headline | None:
    """The heading above the line of date and source: a real heading or a title class, else the nearest line."""
    if anchor is None:
        return None
    above = [g for g in printed if 0 < anchor - g.last <= _NEAR and _may_be_title(g)]
    strong = [g for g in above if _looks_like_title(g.first.node)]
    for group in (*reversed(strong), *reversed(above)):
        return Headline(group.text, f"heading:{tag_of(group.first.node)}", group.last)
    return None


def _styled(printed: list[_Group], page_title: str) -> Headline | None:
    """The only heading or title class of the page that is no link and not `<title>`'s site name."""
    styled = [g for g in printed if _looks_like_title(g.first.node) and _may_be_title(g) and len(g.key) >= 6]
    fresh = [g for g in styled if g.key not in _key(page_title)]
    if len(fresh) == 1:
        return Headline(fresh[0].text, f"heading:{tag_of(fresh[0].first.node)}", fresh[0].last)
    return None


def _may_be_title(group: _Group) -> bool:
    text = group.text
    return not (
        group.linked
        or len(group.key) < 2
        or len(group.key) > 200
        or _CRUMBS.search(text)
        or _NOT_A_TITLE.match(text)
        or re.search(r"[>›»＞]\s*$|^[>›»＞]|[：:]$|ICP备|版权所有", text)
        or re.fullmatch(r"[\d\s:：年月日/.-]+", text)
    )


def _looks_like_title(node: HtmlElement) -> bool:
    """A heading element or one whose class or id says title; the parent of the line counts too."""
    for element in (node, node.getparent()):
        if element is None:
            return False
        if element.tag in _HEADINGS or _TITLE_CLASS.search(names_of(element)):
            return True
    return False


def _without_site(page_title: str, metas: Metas) -> str | None:
    """`<title>` without the site's name at its end; None where it holds nothing else."""
    names = (metas.first("SiteName") or "", metas.last("ColumnName") or "")
    rest = page_title
    while rest:
        parts = _LAST_PART.match(rest)
        head, tail = (parts[1], parts[3]) if parts else ("", rest)
        if tail not in names and not _SITE_LIKE.search(tail):
            break
        rest = head
    return rest if len(rest) >= 4 else None
