"""The files that an item itself links to: not the site's banners, client downloads or footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from scrapers.parsing.page.dom import Element, absolute, fold, tag_of, text_of
from scrapers.parsing.words.item import FILE_ADDRESSES, FILE_COUNTERS, FILE_NAME, FILE_PATH
from scrapers.records import Attachment

_EMBEDDED = ("iframe", "embed", "object")
_WRITTEN_LINK = re.compile(
    r"""document\.write(?:ln)?\([^)]{0,300}?<a\b[^>]{0,200}?href=\\?["']?(?P<href>[^"'\\>\s]+)[^>]{0,200}>(?P<text>[^\n]{0,300}?)</a>""",
    re.IGNORECASE,
)
"""A complete link that a template's script writes into the page (TRS: `可下载附件：<a href="./P….pdf">`)."""
_TAGS = re.compile(r"<[^>]*>")
_HASHED = re.compile(r"[0-9a-f_-]{16,}\.\w{2,5}$", re.IGNORECASE)


def attachments_of(nodes: list[Element], base: str) -> tuple[Attachment, ...]:
    """Linked and embedded files inside `nodes` in page order, each address once, with the text shown.

    `base` is what relative addresses are resolved against. Of several links to one file (icon and text) the
    first with a text gives the name; a file without any text is named by its path.
    """
    found: dict[str, str] = {}
    for node in nodes:
        for href, shown in _links(node):
            url = absolute(base, href)
            if url and url.startswith(("http://", "https://")) and _is_file(url, shown):
                found[url] = found.get(url) or FILE_COUNTERS.sub("", shown).strip()
    return tuple(Attachment(url, name or _named_by(url)) for url, name in found.items())


def _links(node: Element) -> Iterator[tuple[str, str]]:
    for element in node.iter():
        tag = tag_of(element)
        if tag == "a" and element.get("href"):
            text, title = text_of(element), (element.get("title") or "").strip()
            yield element.get("href", ""), title if title and (not text or _HASHED.match(text)) else text
        elif tag == "script":
            for literal in _WRITTEN_LINK.finditer(element.text or ""):
                yield literal["href"], fold(_TAGS.sub("", literal["text"]))
        elif tag in _EMBEDDED:
            source = element.get("src") or element.get("data") or ""
            if FILE_PATH.search(_viewed(source)):
                yield _viewed(source), (element.get("title") or "").strip()


def _viewed(source: str) -> str:
    """The file that an embedded viewer shows (`viewer.html?file=/a.pdf`), else the source itself."""
    shown = parse_qs(urlsplit(source).query).get("file") if "?" in source else None
    return shown[0] if shown else source


def _is_file(url: str, shown: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if FILE_PATH.search(unquote(parts.path)) or FILE_ADDRESSES.search(url):
        return True
    return bool(FILE_NAME.search(shown)) or bool(FILE_PATH.search(unquote(parts.query)))


def _named_by(url: str) -> str:
    return unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1]
