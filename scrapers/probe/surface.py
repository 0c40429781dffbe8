"""What a page shows beside its rows: links with their names and headings, units, what it calls the portal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from scrapers.address import host_of
from scrapers.charset import decode
from scrapers.parsing import cms
from scrapers.parsing.page import dom, metas
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.entities import decoded
from scrapers.probe import names
from scrapers.probe.columns import key_of
from scrapers.probe.records import PageLink, Surface
from scrapers.probe.units import units_of
from scrapers.records import Page

LONGEST_NAME = 24
"""A longer link text is a title or a sentence, not a column's name."""

_GOES = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['\"]([^'\"]+)['\"]"
)
_BODY = re.compile(r"(?:人民政府|管理委员会|管委会|政府|局|厅|委员会|委|办公室|中心|法院|检察院)$")
_SPONSOR = re.compile(r"(?:主办单位|主办|版权所有|网站主办)\s*[:：]\s*([\u4e00-\u9fff（）()]{4,30})")
_SITE_TAIL = re.compile(r"(?:门户|官方|政务)*(?:网站|网|网页|站点)?(?:首页|主页)?$")
_GREETING = re.compile(r"^欢迎您?(?:访问|光临|来到)?")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "dt", "th", "caption", "strong", "b"})
_CLIMB = 6


def surface_of(page: Page) -> Surface:
    """Everything of a page that leads on. Pure; never raises: what is no markup has no links."""
    text, encoding = decode(page.body, page.content_type)
    tree = dom.parse(text)
    tags = metas.metas_of(tree)
    links = tuple(_links(tree, page.url))
    own = [link.name for link in links if key_of(link.url) == key_of(page.url)]
    return Surface(
        url=page.url,
        links=links,
        units=units_of(tree),
        site_names=tuple(_site_names(tree, tags)),
        column_name=_column_name(tree, tags, own),
        addresses=frozenset(_addresses(tree, page.url)),
        families=tuple((family.name, "、".join(seen)) for family, seen in cms.recognise(text, page.url)),
        encoding=encoding,
    )


def _links(tree: Element, url: str) -> Iterator[PageLink]:
    base, seen = dom.base_url(tree, url), set[tuple[str, str]]()
    for element in tree.iter("a", "area", "iframe", "frame", "li", "div", "span", "td"):
        for target in _targets(element):
            address = _address(base, target)
            if address is None:
                continue
            name = _name(element)
            group = _group(element, name)
            if not name and dom.text_of(element):
                # 更多 behind a heading leads to the column that the heading names.
                name = group
            if len(name) <= LONGEST_NAME and (address, name) not in seen:
                seen.add((address, name))
                yield PageLink(address, name, group if group != name else "", url)


def _addresses(tree: Element, url: str) -> Iterator[str]:
    """Canonical addresses of all links."""
    base = dom.base_url(tree, url)
    for link in tree.iter("a"):
        address = _address(base, link.get("href") or "#")
        if address is not None:
            yield key_of(address)


def _targets(element: Element) -> list[str]:
    """Addresses that the element leads to: its own, or in an onclick."""
    target = element.get("href") or (element.get("src") if element.tag in ("iframe", "frame") else None)
    found = [target] if target and element.tag in ("a", "area", "iframe", "frame") else []
    return found + _GOES.findall(element.get("onclick") or "")


def _address(base: str, target: str) -> str | None:
    """The absolute web address of a link, without its fragment; None for scripts, mail and anchors."""
    if target.strip().startswith("#") or re.match(
        r"\s*(?:javascript|mailto|tel|data|about):", target, re.IGNORECASE
    ):
        return None
    address = dom.absolute(base, target)
    if address is None or not re.match(r"https?://", address, re.IGNORECASE) or not host_of(address):
        return None
    return urldefrag(address)[0]


def _name(element: Element) -> str:
    """The link's shown text, else its title, else its picture's; '' for 更多 and pictures without words."""
    images = [image.get("alt") or image.get("title") or "" for image in element.iter("img")]
    for text in (dom.text_of(element), element.get("title") or "", *images):
        if tidied := names.tidy(decoded(text)):
            return tidied
    return ""


def _group(element: Element, name: str) -> str:
    """The heading that the link stands under: of its menu entry, or of its block; '' when there is none."""
    node = element
    for _ in range(_CLIMB):
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return ""
        if (
            node.tag in ("ul", "ol", "dl", "div")
            and parent.tag in ("li", "dd")
            and (head := _lead(parent, node))
        ):
            return head
        for before in node.itersiblings(preceding=True):
            head = _heading(before)
            if head and head != name:
                return head
        node = parent
    return ""


def _lead(parent: Element, inner: Element) -> str:
    """The words of a menu entry before its sub-menu."""
    words = [parent.text or ""]
    for child in parent:
        if child is inner:
            break
        words += [dom.text_of(child), child.tail or ""]
    head = names.tidy(decoded(" ".join(words)))
    return head if 1 < len(head) <= LONGEST_NAME else ""


def _heading(element: Element) -> str:
    """The element's text where it is a heading by tag or by the usual names of classes."""
    if element.tag not in _HEADINGS and not re.search(
        r"\b(?:hd|tit\w*|head\w*|\w*title\w*|bt|name)\b", dom.names_of(element), re.IGNORECASE
    ):
        return ""
    head = names.tidy(decoded(dom.text_of(element)))
    return head if 1 < len(head) <= LONGEST_NAME and not names.is_boilerplate(head) else ""


def _site_names(tree: Element, tags: metas.Metas) -> Iterator[str]:
    """Who runs the portal, as its tags, its footer, and its title say; only what names a body."""
    stated = [tags.first("SiteName") or ""]
    stated += _SPONSOR.findall(dom.text_of(tree)[-3000:])[:2]
    stated += [dom.page_title(tree)]
    for text in map(decoded, stated):
        for part in re.split(r"[-_—|·,,]+", text):
            bare = _SITE_TAIL.sub("", _GREETING.sub("", names.tidy(part)))
            if _BODY.search(bare):
                yield re.sub(r"(?<=人民政府)办公[室厅]$", "", bare)


def _column_name(tree: Element, tags: metas.Metas, own: list[str]) -> str:
    """ColumnName, else the name of the page's link to itself (breadcrumb, menu), else its title without
    the site's name; '' when none is short."""
    titles = re.split(r"[-_—|]+", decoded(dom.page_title(tree)))
    titles = [part for part in titles if not re.search(r"(?:网站|网|政府)$", part.strip())]
    for text in (decoded(tags.last("ColumnName") or ""), *own, *titles[:1]):
        name = names.tidy(text)
        if 1 < len(name) <= LONGEST_NAME and not names.is_boilerplate(name):
            return name
    return ""
