"""The item's title as tags say it: `ArticleTitle`, and `<title>` without what the template adds."""

from __future__ import annotations

import re
from html import unescape

from scrapers.parsing.items import limits
from scrapers.parsing.page.dom import Element, fold, text_of
from scrapers.parsing.page.entities import decoded
from scrapers.parsing.page.headings import Group, key_of, looks_like_title, may_be_title
from scrapers.parsing.page.metas import Metas
from scrapers.parsing.words.item import SITES

_LAST_PART = re.compile(r"^(.*?)(\s*[-_|—–·»>＞]+\s*)([^-_|—–·»>＞]*)$")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,400}>")
_PLAIN_SEPARATOR = re.compile(r"\s*[_|]\s*|\s+-+\s+")
"""What parts `<title>` and hardly ever stands in a title."""


def title_tag(root: Element) -> str:
    """The text of `<title>`; '' without one."""
    title = root.find(".//title")
    return "" if title is None else decoded(text_of(title))


def stated_title(metas: Metas, printed: list[Group]) -> str | None:
    """What ArticleTitle says: whole where its template cut it, without markup and the site's name where only
    the rest is what the page prints. None where it says nothing."""
    stated = fold(unescape(metas.title() or ""))
    return _uncut(_as_printed(stated, metas, printed), printed) if stated else None


def without_site(page_title: str, metas: Metas, printed: list[Group]) -> str | None:
    """`<title>` without the names of site and section at its end; None where it holds nothing else. A section
    is known by its tag or by a menu, and before a site's name it stands behind the same separator."""
    menu = {group.key for group in printed if group.linked}
    names = {key_of(name) for name in (metas.first("SiteName"), metas.last("ColumnName")) if name}
    rest, behind = page_title, ""
    while rest:
        parts = _LAST_PART.match(rest)
        head, separator, tail = parts.groups() if parts else ("", "", rest)
        plain = behind and separator == behind and _PLAIN_SEPARATOR.fullmatch(separator)
        section = head and len(tail) <= limits.SECTION and (plain or key_of(tail) in menu)
        if key_of(tail) not in names and not SITES.search(tail) and not section:
            break
        rest, behind = head, separator
    return rest if len(rest) >= limits.ALONE else None


def _as_printed(stated: str, metas: Metas, printed: list[Group]) -> str:
    """The title of the tag without what only the tag holds, where the page prints the rest."""
    keys = {group.key for group in printed}
    if key_of(stated) in keys:
        return stated
    bare = fold(_MARKUP.sub("", stated))
    shorter = (bare, without_site(stated, metas, printed) or "")
    return next((text for text in shorter if text and text != stated and key_of(text) in keys), stated)


def _uncut(stated: str, printed: list[Group]) -> str:
    """The longer heading that begins with what the tag says, where the tag's template cut it off."""
    key = key_of(stated).rstrip("….")
    longer = [
        g
        for g in printed
        if len(key) >= limits.SURE
        and len(g.key) > len(key)
        and g.key.startswith(key)
        and may_be_title(g)
        and looks_like_title(g.first.node)
    ]
    return longer[0].text if longer else stated
