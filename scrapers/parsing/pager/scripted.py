"""Totals that a page's paging script is given, for pagers whose further addresses are not known.

`laypage({pages: 14})`, `laypage.render({count: 169, limit: 15})`, `$('#p').pagination(169, {…})` or
`var totalPage = 14`. Such a list has more pages than can be asked, and must not pass for complete because
no 下一页 link is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapers.address import host_of
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.words.pager import (
    DRAWING,
    DRAWING_NAMES,
    EMPTY_PAGER_BOXES,
    LIBRARIES,
    PAGE_NAMES,
    PAGE_VARIABLES,
    PAGER_CALLS,
    RECORD_NAMES,
    RECORD_VARIABLES,
    SIZE_NAMES,
    TOLD_CALLS,
    WIDGETS,
)

_BINDING = r"(?:click|on|bind|live|delegate|tap|one)\s*\(|onclick\b|addEventListener\b"
_COMMENT = re.compile(
    r"(?P<kept>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?<=:)//)|/\*.*?\*/|//[^\n]*", re.DOTALL
)
_FIRST_NUMBER = re.compile(r"^\s*[\"']?(\d+)[\"']?\s*,\s*\{")


def _named(names: tuple[str, ...], before: str, after: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """A number behind one of the names, where it is the whole of what is said."""
    return re.compile(rf"{before}(?:{'|'.join(names)}){after}\s*[\"']?(\d+)(?!\d|\s*[*/+%-])", flags)


_COUNT, _PAGES, _SIZE = (
    _named(names, r"\b", r"[\"']?\s*[:=]", re.IGNORECASE) for names in (RECORD_NAMES, PAGE_NAMES, SIZE_NAMES)
)
_VARIABLE_COUNT, _VARIABLE_PAGES = (
    _named(names, r"\b(?:var|let)\s+", r"\s*=", re.NOFLAG) for names in (RECORD_VARIABLES, PAGE_VARIABLES)
)


def scripts_of(tree: Element) -> str:
    """The page's own scripts, one after the other."""
    return "\n".join(script.text for script in tree.iter("script") if script.text)


def totals_in_scripts(source: str) -> tuple[int | None, int | None]:
    """Pages and records named in a paging call or variable of the page's scripts; zeros are starting values
    of scripts that fill them later, and count as nothing said.
    """
    pages: int | None = None
    records: int | None = None
    for call in TOLD_CALLS.finditer(source):
        body = call["body"]
        first = _FIRST_NUMBER.search(body)
        count = _number(first) or _number(_COUNT.search(body))
        pages = pages or _number(_PAGES.search(body))
        size = _number(_SIZE.search(body))
        records = records or (count if size or first else None)
        if pages is None and count and size:
            pages = -(-count // size)
    pages = pages or _number(_VARIABLE_PAGES.search(source))
    return pages, records or _number(_VARIABLE_COUNT.search(source))


def _number(match: re.Match[str] | None) -> int | None:
    return (int(match[1]) or None) if match else None


def place_of_pager(tree: Element) -> Element | None:
    """The empty element, or the script, where a script will write the pager."""
    for node in tree.node.iter_elements():
        if node.tag == "script":
            element = Element(node)
            called = PAGER_CALLS.search(element.text or "")
            if called and next(element.iterancestors("head"), None) is None:
                return element
        name = node.attr("id")
        if name and EMPTY_PAGER_BOXES.fullmatch(name) and not dom.text_of(Element(node)):
            return Element(node)
    return None


def drawn_by(markup: Markup, pager: Pager) -> str:
    """The beginning of the element or call that draws a pager of more pages, or of unknown ones; '' where
    there is none, and where records are stated and pages are not: then they say whether there is more.
    """
    if pager.records is not None and pager.pages is None:
        return ""
    if WIDGETS.search(markup.text):
        for element in markup.tree.iter():
            if WIDGETS.match(f"<{element.tag}"):
                return f"<{element.tag}>"
    return next(_drawing_calls(markup), "") or next(_boxes_to_fill(markup), "")


def _boxes_to_fill(markup: Markup) -> Iterator[str]:
    """The empty boxes of a pager that a script of the page names: what fills them is not understood."""
    for element in markup.tree.iter("div", "ul", "p", "span", "td", "nav"):
        name = element.get("id") or ""
        if EMPTY_PAGER_BOXES.fullmatch(name) and not dom.text_of(element) and is_named(markup, element):
            yield f'<{element.tag} id="{name}">'


def _drawing_calls(markup: Markup) -> Iterator[str]:
    for script in markup.tree.iter("script"):
        source = script.text or ""
        if DRAWING.search(source):
            yield from (dom.fold(call[0]) for call in DRAWING.finditer(without_comments(source)))


def script_files(markup: Markup) -> tuple[str, ...]:
    """Addresses of the site's own script files, no libraries, that are not known yet: those named as a pager
    first, at most `limits.FILES`."""
    written = (script.get("src") or "" for script in markup.tree.iter("script"))
    addresses = dict.fromkeys(url for src in written if src and (url := dom.absolute(markup.base, src)))
    own = host_of(markup.url)
    wanted = [
        url
        for url in addresses
        if host_of(url) == own and url not in markup.scripts and not LIBRARIES.search(urlsplit(url).path)
    ]
    return tuple(
        sorted(wanted, key=lambda url: not DRAWING_NAMES.search(url.rpartition("/")[2]))[: limits.FILES]
    )


def without_comments(source: str) -> str:
    """A script without what it leaves out."""
    return _COMMENT.sub(lambda found: found["kept"] or " ", source)


def is_named(markup: Markup, element: Element) -> bool:
    """Whether a script of the page names the element by its id or one of its classes."""
    names = _names(element)
    return bool(names) and any(
        re.search(rf"[\"'](?:[^\"'\n]*[#.])?(?:{names})\b", script.text or "")
        for script in markup.tree.iter("script")
    )


def is_bound(markup: Markup, element: Element) -> bool:
    """Whether a script of the page does something when the element is pressed, by its id or class."""
    names = _names(element)
    if not names:
        return False
    selector = rf"[\"'][^\"'\n]*[#.](?:{names})(?![\w-])[^\"'\n]*[\"']"
    by_id = rf"getElementById\(\s*[\"'](?:{names})[\"']\s*\)|getElementsByClassName\(\s*[\"'](?:{names})[\"']"
    rule = re.compile(
        rf"{selector}\s*\)[^;\n]{{0,40}}?\.\s*(?:{_BINDING})|\.(?:on|live|delegate)\([^;\n]{{0,40}}?{selector}"
        rf"|(?:{by_id})[^;\n]{{0,40}}?\.\s*(?:{_BINDING})"
    )
    return any(rule.search(script.text or "") for script in markup.tree.iter("script"))


def _names(element: Element) -> str:
    """A group of the element's id and classes; '' where it has none."""
    names = dom.names_of(element).split()
    return "|".join(re.escape(name) for name in names if len(name) > 1)
