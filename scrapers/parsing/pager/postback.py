"""Pagers that send a form: ASP.NET `__doPostBack('AspNetPager1','2')` with the page's hidden fields.

The next page needs `__VIEWSTATE` and its kin exactly as this page holds them, so the request carries them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

from scrapers.parsing.page import dom
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.block import PagerBlock
from scrapers.parsing.pager.pager import Pager
from scrapers.records import Numbering, Request

FORM = "application/x-www-form-urlencoded"
_CALL = re.compile(r"__doPostBack\(\s*[\"']([^\"']*)[\"']\s*,\s*[\"']([^\"']*)[\"']\s*\)")
_SENT = frozenset({"hidden", "text", ""})
_MARK = "gongkai-page-number"


def postback_pager(markup: Markup, block: PagerBlock, pages: int | None) -> Pager | None:
    """Next page, numbering and current page of a `__doPostBack` pager; None where the block holds none."""
    following = _CALL.search(block.next.script) if block.next else None
    numbers = [(int(link.text), _CALL.search(link.script)) for link in block.numbers]
    calls = [(number, match) for number, match in numbers if match]
    if following is None and not calls:
        return None
    fields = _fields(markup)
    current = block.current
    action = _action(markup)
    if following is None and current is not None:
        following = next((match for number, match in calls if number == current + 1), None)
    last_call = _CALL.search(block.last.script) if block.last else None
    if pages is None and last_call and last_call[2].isdigit():
        pages = int(last_call[2])
    following = following or (None if current else calls[0][1])
    request = None
    if following is not None:
        body = _body(fields, following[1], following[2], markup.encoding)
        request = Request(action, "POST", body, FORM)
    sample = following or calls[0][1]
    numbering = _numbering(
        action, lambda argument: _body(fields, sample[1], argument, markup.encoding), sample, pages
    )
    if current is None and following and following[2].isdigit():
        current = int(following[2]) - 1
    return Pager(pages, None, current, request, numbering)


def _numbering(
    action: str, body_of: Callable[[str], str], call: re.Match[str], pages: int | None
) -> Numbering | None:
    """Page N where the call's argument is a page number (`2`, `Page$2`)."""
    if not re.search(r"\d+$", call[2]):
        return None
    argument = re.sub(r"\d+$", _MARK, call[2])
    body = body_of(argument).replace("{", "%7B").replace(_MARK, "{n}")
    return Numbering(action, 2, pages, method="POST", body_template=body, content_type=FORM)


def _body(fields: list[tuple[str, str]], target: str, argument: str, encoding: str) -> str:
    kept = [(name, value) for name, value in fields if name not in ("__EVENTTARGET", "__EVENTARGUMENT")]
    sent = [("__EVENTTARGET", target), ("__EVENTARGUMENT", argument), *kept]
    return urlencode(sent, encoding=encoding, errors="xmlcharrefreplace")


def _fields(markup: Markup) -> list[tuple[str, str]]:
    """What a browser would send of the form: hidden and text fields and chosen options, no buttons."""
    sent: list[tuple[str, str]] = []
    for element in markup.tree.iter("input", "select"):
        name = element.get("name")
        if not name:
            continue
        if element.tag == "input" and (element.get("type") or "").lower() in _SENT:
            sent.append((name, element.get("value") or ""))
        elif element.tag == "select":
            options = list(element.iter("option"))
            chosen = next(
                (o for o in options if o.get("selected") is not None), options[0] if options else None
            )
            if chosen is not None:
                sent.append((name, chosen.get("value") or dom.text_of(chosen)))
    return sent


def _action(markup: Markup) -> str:
    for form in markup.tree.iter("form"):
        if any(field.get("name") == "__VIEWSTATE" for field in form.iter("input")):
            return dom.absolute(markup.base, form.get("action") or "") or markup.url
    return markup.url
