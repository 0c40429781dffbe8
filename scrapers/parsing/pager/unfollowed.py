"""The control that leads on and whose address nothing in the markup tells, as it is printed.

Looked for only where neither a next page nor a numbering is known: 下一页 and numbers of the pager that a
script turns, choices of pages, 加载更多 under the list, and the calls and elements that draw a pager.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.block import PagerBlock, in_total
from scrapers.parsing.pager.choices import choice_of_pages, options_of
from scrapers.parsing.pager.controls import ARROWS, Control, is_disabled, is_hidden, label_of, read_control
from scrapers.parsing.pager.engine.questions import Press
from scrapers.parsing.pager.more import load_more
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.pager.pressing import Way, way_of
from scrapers.parsing.pager.scripted import drawn_by, is_bound
from scrapers.parsing.words.pager import LOAD_MORE, SLIDES, WEEK

_LEVELS = 3
"""Elements around a pager whose names may say that it turns pictures."""
_PRESSED = 3
"""Controls that are pressed: more would say the same."""
_QUOTED = 60
"""Characters of what is quoted."""
_ARGUMENT = re.compile(r"(?<=[(,+])\s*[\"']?(\d{1,5})[\"']?\s*(?=[,);]|$)")


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads on: as it is printed, and how it is pressed."""

    quoted: str
    ways: tuple[Way, ...] = ()
    may_lead_elsewhere: bool = False
    """更多 and 加载更多 may open another column: only an address that counts pages is a further page."""
    is_sure: bool = True
    """Whether it leads on by what it is called, wherever its script goes."""


def lead_of(markup: Markup, block: PagerBlock | None, pager: Pager) -> Lead | None:
    """What leads on without an address; None where next page or numbering of `pager` cover it, or there is
    nothing."""
    if pager.next is not None or is_covered(pager) or pager.records == 0:
        return None
    at_end = is_at_end(pager)
    if block is not None and not _turns_something_else(block.element):
        lead = _of_controls(markup, block, pager, at_end)
        if lead is not None:
            return lead
    if at_end:
        return None
    lead = _of_choice(markup, block, pager.current) if block is not None else None
    return lead or _of_more(markup, pager) or _of_call(markup, pager)


def _of_controls(markup: Markup, block: PagerBlock, pager: Pager, at_end: bool) -> Lead | None:
    current = pager.current or block.current or 1
    above = [(number, control) for number, control in _above(markup, block, current) if not control.url]
    if block.next is not None and _leads(markup, block, pager, at_end):
        above.insert(0, (_page_after(block.next, pager.current or block.current), block.next))
    if not above:
        return None
    ways = [way_of(control, page, _written(control, page)) for page, control in above[:_PRESSED]]
    return Lead(_printed(above[0][1]), tuple(way for way in ways if way is not None))


def _page_after(following: Control, current: int | None) -> int:
    """The page that a 下一页 leads to, by the number it is written with where the current is not known."""
    written = _arguments(following)
    return written[0] if current is None and len(written) == 1 and written[0] > 1 else (current or 1) + 1


def _above(markup: Markup, block: PagerBlock, current: int) -> Iterator[tuple[int, Control]]:
    for number, control in _numbers(markup, block.element):
        if number == current + 1 or (number > current and control.is_live):
            yield number, control


def _of_more(markup: Markup, pager: Pager) -> Lead | None:
    control = load_more(markup)
    if control is None:
        return None
    page = (pager.current or 1) + 1
    way = way_of(control, page, _written(control, page))
    ways = (way,) if way is not None else ()
    is_sure = control.text.lower() in LOAD_MORE
    return Lead(_printed(control), ways, may_lead_elsewhere=True, is_sure=is_sure)


def _of_call(markup: Markup, pager: Pager) -> Lead | None:
    call = drawn_by(markup, pager)
    return Lead(call) if call else None


def is_at_end(pager: Pager) -> bool:
    """Whether the page says that it is the last."""
    return pager.pages is not None and (pager.current or 1) >= pager.pages


def is_covered(pager: Pager) -> bool:
    """Whether the numbering tells the next page."""
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


def _leads(markup: Markup, block: PagerBlock, pager: Pager, at_end: bool) -> bool:
    """Whether the pager's 下一页 leads on without an address."""
    following = block.next
    if following is None or following.url or (following.element is not None and is_hidden(following.element)):
        return False
    first, current, written = _first_number(block, pager), _current_of(pager, block), _arguments(following)
    if first is not None and current is not None and len(written) == 1:
        return written[0] - first + 1 > current
    if at_end:  # where one prints its own number, that of the page after it would be a contradiction
        return (pager.current or 1) + 1 in _arguments(following)
    return _acts(markup, block, following, pager)


def _current_of(pager: Pager, block: PagerBlock) -> int | None:
    """The number of the page shown, where it is known."""
    return pager.current or block.current


def _first_number(block: PagerBlock, pager: Pager) -> int | None:
    """The number by which the controls say page 1, by those whose page is known: printed numbers, 上一页 and
    尾页; None where none tells it, or they differ."""
    current = _current_of(pager, block) or 1
    known = [(int(link.text), link) for link in block.numbers]
    known += [(current - 1, block.previous)] if block.previous is not None and current > 1 else []
    known += [(pager.pages, block.last)] if block.last is not None and pager.pages is not None else []
    written = ((page, _arguments(link)) for page, link in known)
    found = {numbers[0] - page + 1 for page, numbers in written if len(numbers) == 1}
    return found.pop() if found in ({0}, {1}) else None


def _acts(markup: Markup, block: PagerBlock, following: Control, pager: Pager) -> bool:
    """Whether a 下一页 without an address does something. One that does nothing by what is written on it, as
    scripts bind to it, is judged by the controls beside it."""
    element = following.element
    if (
        following.acts
        or following.number is not None
        or (element is not None and (element.tag != "a" or is_bound(markup, element)))
    ):
        return True
    if not following.is_live:
        return False
    if pager.pages is not None and pager.current is not None:
        return pager.current < pager.pages
    previous = block.previous
    back_is_known = previous is not None and bool(previous.url)
    # With numbers printed, one above the current would show that there is more.
    return not back_is_known and block.current is None and not block.numbers


def _arguments(control: Control) -> tuple[int, ...]:
    """The numbers that the control's script is given."""
    found = tuple(int(number) for number in _ARGUMENT.findall(control.script))
    return found if control.number is None else (control.number, *found)


def _written(control: Control, page: int) -> int | None:
    """The number by which the control says `page`: the page, or one less where they are counted from 0."""
    written = _arguments(control)
    return next((number for number in (page, page - 1) if number in written), None)


def _numbers(markup: Markup, element: Element) -> Iterator[tuple[int, Control]]:
    """The numbers of pages that are printed as controls, also where nothing on them says what they do."""
    for node in element.iter("a", "li", "button", "span", "div", "input"):
        text = (label_of(node) if node.tag == "input" else dom.text_of(node)).strip(ARROWS)
        number = text.isdigit() and len(text) <= limits.DIGITS
        if not number or is_disabled(node) or is_hidden(node) or in_total(node, element):
            continue
        control = read_control(markup, node)
        if control is None and (is_bound(markup, node) or (node.tag == "li" and not len(node))):
            control = Control(text, "", element=node)
        if control is not None:
            yield int(text), control


def _of_choice(markup: Markup, block: PagerBlock, current: int | None) -> Lead | None:
    """The first page above the current of a choice whose values are no addresses."""
    above = [
        page for page, url in choice_of_pages(markup, block.element) if page > (current or 1) and not url
    ]
    if not above:
        return None
    options = list(options_of(block.element))
    ways = (
        Way(page, Press(options[page - 1][0], "change", value=options[page - 1][1]))
        for page in above[:_PRESSED]
    )
    return Lead(f"第{above[0]}页", tuple(ways))


def _printed(control: Control) -> str:
    text = dom.fold(control.text)
    if not text and control.element is not None:
        text = label_of(control.element) or dom.fold(dom.markup_of(control.element))
    return text[:_QUOTED]
