"""The stretch of a page that is its pager: its text, its links, and what each link stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

import turbohtml

from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.choices import leads_to_pages, options_of
from scrapers.parsing.pager.controls import ARROWS, Control, is_word, kind_of, label_of, read_control
from scrapers.parsing.words.pager import (
    BEHIND_TOTALS,
    CHOSEN,
    CONTROLS,
    LAST,
    LOAD_MORE,
    NEXT,
    PAGER_BOXES,
    PAGER_WORDS,
    PREVIOUS,
    TOTAL_HINTS,
    TOTAL_ONLY,
    TOTAL_TITLES,
)

_TURNING = NEXT | LAST | PREVIOUS | LOAD_MORE
"""Words around which a pager is found; 首页 stands in every menu."""
_TURNING_BEGINS = frozenset(word[0] for word in _TURNING)
_TOTAL_HINT = re.compile("|".join(map(re.escape, TOTAL_HINTS)))
_NO_PAGERS = dom.HIDDEN | {"option", "html"}
_NUMBERS = re.compile(r"[\d\s\[\]()（）【】|<>«»‹›＜＞…·.\u00a0-]+")
"""The text of a pager that prints numbers only."""
_DIGITS = re.compile(r"\d+")
_PICTURED = ("input", "img", "area")
"""Elements that are labelled by an attribute."""
_MAY_BE_CONTROLS = (
    *("a", "span", "li", "button", "input", "div", "td", "em", "img", "b", "i", "p", "font", "strong", "u"),
    *("label", "dd", "th", "area"),
)


@dataclass(frozen=True, slots=True)
class PagerBlock:
    """A pager found in the markup."""

    element: Element
    text: str
    next: Control | None = None
    previous: Control | None = None
    last: Control | None = None
    more: Control | None = None
    """A control that loads more rows under those shown."""
    numbers: tuple[Control, ...] = ()
    current: int | None = None
    records: int | None = None
    """Records stated by an element's title, as EmpireCMS does."""

    @property
    def speaks(self) -> bool:
        """Whether this is a pager by its words or links, and not only by its name."""
        said = self.numbers or self.next or self.records is not None or PAGER_WORDS.search(self.text)
        return bool(said) or bool(options_of(self.element))


def find_pager_block(markup: Markup) -> PagerBlock | None:
    """The pager of the page: the stretch around 下一页 or 尾页, else one named as a pager, else bare totals.

    Several are common (above and below the list); the last that holds a link wins.
    """
    found: list[PagerBlock] = []
    for element in _candidates(markup.tree):
        block = _read(markup, element)
        if block is not None:
            found.append(block)
    return max(found, key=_worth, default=None)


@lru_cache(maxsize=2048)  # menus repeat the same words on every page of a site
def is_control(text: str) -> bool:
    """Whether a link's text is a pager control (下一页, 尾页, a page number, GO …) and no title."""
    bare = text.strip(ARROWS)
    if not bare or bare.isdigit():
        return True
    return is_word(bare, CONTROLS)


def _worth(block: PagerBlock) -> tuple[bool, bool, int, bool]:
    linked = bool((block.next and block.next.is_live) or block.numbers)
    return linked, block.previous is not None or block.last is not None, len(block.numbers), bool(block.text)


def _candidates(tree: Element) -> Iterator[Element]:
    """Elements that may be pagers, each once, in page order."""
    seen: set[Element] = set()
    known: dict[Element, bool] = {}
    for node in tree.node.iter_elements():
        tag = node.tag
        if tag in _NO_PAGERS:
            continue
        start = _seed(node, tag)
        if start is None:
            continue
        block = _widened(start, known)
        if block is not None and block not in seen:
            seen.add(block)
            yield block


def _seed(node: turbohtml.Element, tag: str) -> Element | None:
    """The element itself where it is a pager control, a pager's box, or a total on its own."""
    element, attribute = Element(node), node.attr
    written = element.text
    own = written.strip(ARROWS) if written else ""
    if (own and _may_turn(own) and is_word(own, _TURNING)) or (tag in _PICTURED and _turns(element)):
        return element
    classes, name = attribute("class"), attribute("id")
    if (classes or name) and _is_pagers(classes, name) and len(dom.text_of(element)) <= limits.PAGER:
        return element
    title = attribute("title")
    if title and title.lower() in TOTAL_TITLES:
        return element
    if own and tag != "a" and _TOTAL_HINT.search(own) and TOTAL_ONLY.match(dom.text_of(element)):
        return element
    if tag == "select" and leads_to_pages(element):
        return element
    if tag == "a" and own.isdigit() and len(own) <= limits.DIGITS:
        return _run_of_numbers(element)
    return None


def _may_turn(own: str) -> bool:
    """Whether a text begins as some word of turning does."""
    first = own[0]
    return first.isspace() or first.lower() in _TURNING_BEGINS


def _run_of_numbers(link: Element) -> Element | None:
    """The element around a number's link that holds numbers only, counted on from 1 or from another, of which
    at most one is no link: the pages of a list, and not the days of a calendar."""
    for around in islice(link.iterancestors(), limits.LEVELS_OF_NUMBERS):
        text = dom.spaced(around)
        if not _NUMBERS.fullmatch(text):
            return None
        counted = [int(number) for number in _DIGITS.findall(text)]
        if len(counted) < 2:
            continue
        linked = [a for a in around.iter("a") if dom.text_of(a).strip(ARROWS).isdigit()]
        in_turn = all(before < after for before, after in pairwise(counted))
        return around if in_turn and len(counted) - len(linked) <= 1 else None
    return None


@lru_cache(maxsize=2048)  # the boxes of a site have the same names on all its pages
def _is_pagers(classes: str | None, name: str | None) -> bool:
    """Whether a box is called a pager by its class or id."""
    return PAGER_BOXES.search(f"{classes or ''} {name or ''}") is not None


def _turns(element: Element) -> bool:
    """Whether what a button or picture is labelled with turns the pages."""
    return is_word(label_of(element).strip(ARROWS), _TURNING)


def _widened(start: Element, known: dict[Element, bool]) -> Element | None:
    """The largest ancestor that is still only a pager: short, without a date, without a title's link. `known`
    says of which elements it is known: all controls of a pager stand in the same ones."""

    def is_only(element: Element) -> bool:
        if element not in known:
            known[element] = _is_pager_only(element)
        return known[element]

    if not is_only(start):
        return None
    block = start
    while True:
        parent = block.getparent()
        if parent is None or parent.tag in ("body", "html") or not is_only(parent):
            return block
        block = parent


def _is_pager_only(element: Element) -> bool:
    text = dom.spaced(element)
    if len(text) > limits.PAGER or dates.find_moment(text) is not None:
        return False
    if next(element.node.iter_elements(("h1", "h2", "h3")), None) is not None:
        return False
    texts = (dom.text_of(link) for link in element.iter("a"))
    return all(len(text) <= limits.LINK or is_control(text) or TOTAL_ONLY.match(text) for text in texts)


def _read(markup: Markup, element: Element) -> PagerBlock | None:
    """The pager's controls; None where the stretch holds neither a control nor a number."""
    controls: dict[str, Control] = {}
    numbers: list[Control] = []
    for node in element.iter(*_MAY_BE_CONTROLS):
        link = read_control(markup, node)
        if link is None:
            continue
        kind = kind_of(node, link.text)
        if kind == "number":
            numbers.append(link)
        elif kind and (link.url or link.text or re.search(r"\d", link.script)):
            # Arrows without text, address or number turn the pictures of a slide show, not pages.
            before = controls.get(kind)
            if before is None or link.rank > before.rank:
                controls[kind] = link
    text = dom.spaced(element)
    if not controls and not numbers and not re.search(r"\d", text) and not options_of(element):
        return None
    return PagerBlock(
        element=element,
        text=text,
        next=controls.get("next"),
        previous=controls.get("previous"),
        last=controls.get("last"),
        more=controls.get("more"),
        numbers=tuple(link for link in numbers if link.is_live),
        current=_chosen(element),
        records=_titled_records(element),
    )


def _chosen(element: Element) -> int | None:
    """The current page: the number that is no link, or the link marked as chosen; None when not one only."""
    plain: list[int] = []
    marked: list[int] = []
    for node in element.iter("a", "b", "strong", "span", "em", "font", "i", "li", "td", "div"):
        text = (node.text or "").strip(ARROWS)
        if not text.isdigit() or len(text) > limits.DIGITS or in_total(node, element):
            continue
        parent = node.getparent()
        around = parent.get("class") if parent is not None and node.tag == "a" else None
        if CHOSEN.search(node.get("class") or "") or CHOSEN.search(around or ""):
            marked.append(int(text))
        elif node.tag in ("b", "strong", "span", "em", "font", "i") and not _inside_link(node, element):
            plain.append(int(text))
    if len(set(marked)) == 1:
        return marked[0]
    return plain[0] if len(plain) == 1 and _has_number_links(element) else None


def _has_number_links(element: Element) -> bool:
    return any(dom.text_of(a).strip(ARROWS).isdigit() and not in_total(a, element) for a in element.iter("a"))


def _inside_link(node: Element, limit: Element) -> bool:
    return any(parent.tag == "a" for parent in node.iterancestors() if parent is not limit)


def in_total(node: Element, limit: Element) -> bool:
    """Whether the number belongs to a total (`<a title="Total record"><b>333</b></a>`, 共<b>9</b>条)."""
    for parent in (node, *node.iterancestors()):
        if (parent.get("title") or "").lower() in TOTAL_TITLES:
            return True
        if parent is limit:
            break
    return bool(BEHIND_TOTALS.match(node.tail or ""))


def _titled_records(element: Element) -> int | None:
    for node in element.iter():
        if (node.get("title") or "").lower() in TOTAL_TITLES:
            digits = re.sub(r"\D", "", dom.text_of(node))
            return int(digits) if digits else None
    return None
