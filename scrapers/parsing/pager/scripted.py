"""Totals that a page's paging script is given, for pagers whose further addresses are not known.

`laypage({pages: 14})`, `laypage.render({count: 169, limit: 15})`, `$('#p').pagination(169, {…})` or
`var totalPage = 14`. Such a list has more pages than can be asked, and must not pass for complete because
no 下一页 link is found.
"""

from __future__ import annotations

import re

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.words.pager import (
    EMPTY_PAGER_BOXES,
    PAGE_NAMES,
    PAGE_VARIABLES,
    PAGER_CALLS,
    RECORD_NAMES,
    RECORD_VARIABLES,
    SIZE_NAMES,
    TOLD_CALLS,
)

_FIRST_NUMBER = re.compile(r"^\s*[\"']?(\d+)[\"']?\s*,\s*\{")


def _named(names: tuple[str, ...], before: str, after: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """A number behind one of the names."""
    return re.compile(rf"{before}(?:{'|'.join(names)}){after}\s*[\"']?(\d+)", flags)


_COUNT, _PAGES, _SIZE = (
    _named(names, r"\b", r"[\"']?\s*[:=]", re.IGNORECASE) for names in (RECORD_NAMES, PAGE_NAMES, SIZE_NAMES)
)
_VARIABLE_COUNT, _VARIABLE_PAGES = (
    _named(names, r"\b(?:var|let)\s+", r"\s*=", re.NOFLAG) for names in (RECORD_VARIABLES, PAGE_VARIABLES)
)


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
    for element in tree.iter():
        called = element.tag == "script" and PAGER_CALLS.search(element.text or "")
        if called and next(element.iterancestors("head"), None) is None:
            return element
        if EMPTY_PAGER_BOXES.fullmatch(element.get("id") or "") and not dom.text_of(element):
            return element
    return None
