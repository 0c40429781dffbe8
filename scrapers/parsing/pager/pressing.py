"""Pagers that only scripts turn, followed by pressing their controls in the engine.

`javascript:toPage(2)` is pressed as it stands and with 3 and 4 in place of 2, so that the addresses give the
numbering; numbers that a script is bound to are pressed as printed; a choice of pages is chosen from; what a
pager's call was given as callback is called for some pages. Nothing is asked of the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scrapers.parsing.pager.controls import Control
from scrapers.parsing.pager.engine.questions import Effect, Press, Scripts
from scrapers.parsing.pager.numbering import expand, fit, number_of, same_address
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.words.pager import ADDRESS_ATTRIBUTES, HANDLER, NUMBER_ATTRIBUTES
from scrapers.records import Numbering, Request

_BREAK = "\n"
"""Between address and body of a request, where both are one text; in neither."""


@dataclass(frozen=True, slots=True)
class Way:
    """A control that may lead to a page; the first of several is asked for other pages as well."""

    page: int
    press: Press
    number: int | None = None
    """The number of a page that the control is written with, where it may be replaced."""


def follow(scripts: Scripts, ways: Sequence[Way], own: str, pager: Pager) -> Pager | None:
    """The pager with next page and numbering as the ways lead; None where that is not known. A pager without
    either where the controls surely do nothing or lead to the page itself."""
    presses = list(_with_others(ways))
    # One after the other in one start: each names its page, and the first is pressed on the page as it came.
    start = scripts.starts([[press for _, press in presses]])[0]
    effects = start.effects if start else (Effect(),) * len(presses)
    if not any(found.request and not _is(found.request, own) for found in effects[: len(ways)]):
        still = all(found.nothing or found.request is not None for found in effects[: len(ways)])
        return replace(pager, unfollowed="") if still else None
    onward = {
        page: found.request
        for (page, _), found in reversed(list(zip(presses, effects, strict=True)))
        if found.request is not None and not _is(found.request, own)
    }
    numbering = numbering_of(onward.items(), pager.pages)
    by_address = number_of(numbering, own) if numbering and numbering.method == "GET" else None
    current = pager.current or by_address or min(onward) - 1
    following = onward.get(current + 1) or (expand(numbering, current + 1) if numbering else None)
    if following is None:
        return None
    return replace(pager, current=current, next=following, numbering=numbering, unfollowed="")


def numbering_of(pairs: Iterable[tuple[int, Request]], last: int | None) -> Numbering | None:
    """The numbering that gives each request, or None where no single one does."""
    requests = dict(pairs)
    kinds = {(request.method, request.content_type) for request in requests.values()}
    texts = {page: f"{request.url}{_BREAK}{request.body or ''}" for page, request in requests.items()}
    found = fit(texts.items(), last) if len(kinds) == 1 else None
    if found is None:
        return None
    method, content_type = kinds.pop()
    url, _, body = found.template.partition(_BREAK)
    return replace(
        found,
        template=url,
        method=method,
        body_template=body if method == "POST" else None,
        content_type=content_type,
    )


def way_of(control: Control, page: int, number: int | None) -> Way | None:
    """The way that a control is; None where its element is not known."""
    return None if control.element is None else Way(page, Press(control.element), number)


def _with_others(ways: Sequence[Way]) -> Iterator[tuple[int, Press]]:
    """Each way as it stands, and the first with further numbers."""
    yield from ((way.page, way.press) for way in ways)
    if not ways:
        return
    lead = ways[0]
    for more in (1, 2):
        changed = _changed(lead, more)
        if changed is not None:
            yield lead.page + more, changed


def _changed(way: Way, more: int) -> Press | None:
    """The press of the same control, were it for a later page."""
    element, words = way.press.element, None
    attributes: dict[str, str] = {}
    if way.number is not None:
        for name, value in element.items():
            if value and (name in (*ADDRESS_ATTRIBUTES, *NUMBER_ATTRIBUTES) or HANDLER.fullmatch(name)):
                other = re.sub(rf"(?<![\w.]){way.number}(?![\w.])", str(way.number + more), value)
                attributes |= {name: other} if other != value else {}
    text = (element.text or "").strip()
    if text.isdigit() and int(text) == way.page:
        words = str(way.page + more)
    return replace(way.press, attributes=attributes, words=words) if attributes or words else None


def _is(request: Request, own: str) -> bool:
    return request.method == "GET" and same_address(request.url, own)
