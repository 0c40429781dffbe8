"""The files that an item itself links to: not the site's banners, client downloads or footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from scrapers.parsing.page.dom import Element, absolute, fold, text_of
from scrapers.parsing.words.item import FILE_ADDRESSES, FILE_COUNTERS, FILE_KEYS, FILE_NAME, FILE_PATH
from scrapers.records import Attachment

_EMBEDDED = ("iframe", "embed", "object")
_WRITTEN_LINK = re.compile(
    r"""<a\b[^>]{0,200}?href=\\?["']?(?P<href>[^"'\\>\s]+)[^>]{0,200}>(?P<text>[^\n]{0,300}?)(?=</a>|<a\b|<br)""",
    re.IGNORECASE,
)
"""A link that a template's script writes into the page (TRS: `<a href="./P….pdf">`), closed or not."""
_OBJECT = re.compile(r"\{[^{}]{0,800}\}")
_STRING_VALUE = re.compile(r"""["']?(?P<key>\w+)["']?\s*:\s*(?P<mark>["'])(?P<value>.*?)(?P=mark)""")
_SHOWN_BY_CALL = re.compile(r"""PDFObject\.embed\(\s*["'](?P<href>[^"']+)["']""")
_SET_FILE = re.compile(
    r"""\bvar\s+\w*(?:url|path|file|src|pdf|doc)\w*\s*=\s*["'](?P<href>[^"'<>\s]{4,300})["']""", re.IGNORECASE
)
"""`var pdfUrl = "/upload/1.pdf";`, which a viewer is given below."""
_QUOTED = re.compile(r"""["']([^"']+)["']""")
_SET_ASIDE = ("data-href", "data-url", "data-file", "data-src")
"""Attributes in which templates keep the address that a script opens."""
_LINKING = ", ".join(
    ("script", *_EMBEDDED, "param[value]", "a[href]", "[onclick]", *(f"[{name}]" for name in _SET_ASIDE))
)
"""The elements that can lead to a file, of all that a text holds."""
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
    linking = [Element(found) for found in node.node.select(_LINKING)]
    for element in (node, *linking):
        tag = element.tag
        if tag == "script":
            yield from _written(element.text or "")
        elif tag == "param":
            if FILE_PATH.search(element.get("value") or ""):
                yield element.get("value") or "", ""
        elif tag in _EMBEDDED:
            source = _viewed(element.get("src") or element.get("data") or element.get("data-src") or "")
            if FILE_PATH.search(source):
                yield source, (element.get("title") or "").strip()
        elif href := element.get("href") if tag == "a" else None:
            viewed = _viewed(href)
            yield viewed if "/" in viewed and FILE_PATH.search(viewed) else href, _name_of(element)
        if tag != "script" and (opened := _opened(element)):
            yield opened, _name_of(element)


def _name_of(link: Element) -> str:
    """What a reader sees of a link; its title where that is nothing, or the name of a stored file."""
    text, title = text_of(link), (link.get("title") or "").strip()
    return title if title and (not text or _HASHED.match(text)) else text


def _opened(element: Element) -> str | None:
    """The file that a script opens when the element is clicked: named in `onclick` or in a link of script, or
    set aside for it."""
    aside = [element.get(name) or "" for name in _SET_ASIDE]
    href = element.get("href") or ""
    clicked = (element.get("onclick") or "", href if href.strip().lower().startswith("javascript:") else "")
    said = [*aside, *(quoted for script in clicked for quoted in _QUOTED.findall(script))]
    return next((text for text in said if "/" in text and FILE_PATH.search(text.partition("?")[0])), None)


def _written(script: str) -> Iterator[tuple[str, str]]:
    """Files of which a script writes links, holds a list, or that it shows in a viewer."""
    for literal in _WRITTEN_LINK.finditer(script):
        yield literal["href"], fold(_TAGS.sub("", literal["text"]))
    for listed in _OBJECT.findall(script):
        values = {found["key"].lower(): found["value"] for found in _STRING_VALUE.finditer(listed)}
        href = next((text for text in values.values() if "/" in text and FILE_PATH.search(text)), None)
        if href is not None:
            yield href.replace("\\/", "/"), next((values[key] for key in FILE_KEYS if key in values), "")
    for shown in _SHOWN_BY_CALL.finditer(script):
        yield shown["href"], ""
    for told in _SET_FILE.finditer(script):
        if "/" in told["href"] and FILE_PATH.search(told["href"]):
            yield told["href"], ""


def _viewed(source: str) -> str:
    """The file that a viewer shows (`viewer.html?file=/a.pdf`, `…#/a.pdf`), else the source itself."""
    if "?" not in source and "#" not in source:
        return source
    try:
        parts = urlsplit(source)
    except ValueError:
        return source
    shown = [*(value for values in parse_qs(parts.query).values() for value in values), parts.fragment]
    return next((text.removeprefix("file=") for text in shown if FILE_PATH.search(text)), source)


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
