"""The control that leads on and whose address nothing on the page tells, quoted as it is printed.

Looked for only where neither a next page nor a numbering is known: 下一页 and numbers of the pager that a
script turns, choices of pages, 加载更多 under the list, and the calls and elements that draw a pager.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.block import PagerBlock, in_total
from scrapers.parsing.pager.choices import choice_of_pages
from scrapers.parsing.pager.controls import ARROWS, Control, is_disabled, label_of, read_control
from scrapers.parsing.pager.more import load_more
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.pager.scripted import drawn_by, is_bound
from scrapers.parsing.words.pager import SLIDES, WEEK

_LEVELS = 3
"""Elements around a pager whose names may say that it turns pictures."""
_QUOTED = 60
"""Characters of what is quoted."""
_ARGUMENT = re.compile(r"\(\s*(?:[\"'][^\"']*[\"']\s*,\s*)*?[\"']?(\d+)[\"']?\s*[,)]")


def unfollowed(markup: Markup, block: PagerBlock | None, pager: Pager) -> str:
    """The control, as printed; '' where next page or numbering of `pager` cover it, or there is none."""
    if pager.next is not None or _is_covered(pager) or pager.records == 0:
        return ""
    at_end = pager.pages is not None and (pager.current or 1) >= pager.pages
    if block is not None and not _turns_something_else(block.element):
        control = _leading(markup, block, pager, at_end)
        if control is not None:
            return _printed(control)
    if at_end:
        return ""
    choice = _unread_choice(markup, block, pager.current) if block is not None else ""
    more = "" if choice else load_more(markup)
    return choice or more or drawn_by(markup, pager)


def _is_covered(pager: Pager) -> bool:
    numbering = pager.numbering
    if numbering is None:
        return False
    return numbering.last is None or pager.current is None or pager.current < numbering.last


def _turns_something_else(element: Element) -> bool:
    """Whether the controls turn the pictures of a slide show or the months of a calendar."""
    around: list[Element] = [element]
    for parent in element.iterancestors():
        around.append(parent)
        if len(around) > _LEVELS:
            break
    inside = (child for child in element)
    named = any(SLIDES.search(dom.names_of(node)) for node in (*around, *inside))
    return named or WEEK.search(dom.spaced(element)) is not None


def _leading(markup: Markup, block: PagerBlock, pager: Pager, at_end: bool) -> Control | None:
    current = pager.current or block.current or 1
    following = block.next
    if following is not None and not following.url:
        number = _number(following)
        if number is not None and number > current:
            return following
        if number is None and not at_end and _acts(markup, block, following, pager):
            return following
    for number, control in _numbers(markup, block.element):
        near = control.is_live or number == current + 1
        if near and number > current and not control.url:
            return control
    return None


def _acts(markup: Markup, block: PagerBlock, following: Control, pager: Pager) -> bool:
    """Whether a 下一页 without an address does something. One that does nothing by what is written on it, as
    scripts bind to it, is judged by the controls beside it."""
    element = following.element
    if following.acts or (element is not None and (element.tag != "a" or is_bound(markup, element))):
        return True
    if not following.is_live:
        return False
    if pager.pages is not None and pager.current is not None:
        return pager.current < pager.pages
    previous = block.previous
    back_is_known = previous is not None and bool(previous.url)
    # With numbers printed, one above the current would show that there is more.
    return not back_is_known and block.current is None and not block.numbers


def _number(control: Control) -> int | None:
    """The page that the control's script is given, where it is given a number."""
    if control.number is not None:
        return control.number
    argument = _ARGUMENT.search(control.script)
    return int(argument[1]) if argument else None


def _numbers(markup: Markup, element: Element) -> Iterator[tuple[int, Control]]:
    """The numbers of pages that are printed as controls, also where nothing on them says what they do."""
    for node in element.iter("a", "li", "button", "span", "div", "input"):
        text = (label_of(node) if node.tag == "input" else dom.text_of(node)).strip(ARROWS)
        number = text.isdigit() and len(text) <= limits.DIGITS
        if not number or is_disabled(node) or in_total(node, element):
            continue
        control = read_control(markup, node)
        if control is None and (is_bound(markup, node) or (node.tag == "li" and not len(node))):
            control = Control(text, "", element=node)
        if control is not None:
            yield int(text), control


def _unread_choice(markup: Markup, block: PagerBlock, current: int | None) -> str:
    """The first page above the current of a choice whose values are no addresses."""
    chosen = choice_of_pages(markup, block.element)
    page = next((page for page, url in chosen if page > (current or 1) and not url), None)
    return "" if page is None else f"第{page}页"


def _printed(control: Control) -> str:
    text = dom.fold(control.text)
    if not text and control.element is not None:
        text = label_of(control.element) or dom.fold(dom.markup_of(control.element))
    return text[:_QUOTED]
