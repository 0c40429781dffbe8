"""Controls that load rows under those shown: 加载更多, 查看更多 … without an address.

The words that say so lead on wherever they stand. 更多 and its like lead to other columns as well, and count
where something is done by them and rows stand above them, none below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager import limits
from scrapers.parsing.pager.controls import ARROWS, Control, is_disabled, is_hidden, read_control
from scrapers.parsing.pager.scripted import is_bound, is_named
from scrapers.parsing.words.frame import PLACES
from scrapers.parsing.words.pager import LOAD_MORE, MORE, MORE_BOXES

_WORDS = LOAD_MORE | MORE
_SHORTEST = tuple(word for word in _WORDS if not any(other in word for other in _WORDS - {word}))
"""The words that hold none of the others: without any of these there is none."""
_SIGNS = " +⌄∨▼↓﹀.。…·"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "dt", "th", "caption")


def load_more(markup: Markup) -> Control | None:
    """The control; None where there is none."""
    lower = markup.text.lower()
    if not any(word in lower for word in _SHORTEST):
        return None
    for element, text in _labelled(markup.tree, _WORDS):
        if _loads(markup, element, text.lower() in LOAD_MORE):
            return replace(_pressed(markup, element), text=text)
    return None


def _pressed(markup: Markup, element: Element) -> Control:
    """The one of the element and those around it of which most is known where it leads."""
    controls = (control for node in _around(element) if (control := read_control(markup, node)) is not None)
    return max(controls, key=lambda control: control.rank, default=Control("", "", element=element))


def _labelled(tree: Element, words: frozenset[str]) -> Iterator[tuple[Element, str]]:
    """Elements whose own text is one of the words, with the text."""
    for element in tree.iter():
        if element.tag in dom.HIDDEN:
            continue
        texts = (element.text, *(child.tail for child in element))
        for text in (*texts, element.get("value") if element.tag == "input" else None):
            bare = dom.fold(text or "").strip(ARROWS + _SIGNS)
            if bare and bare.lower() in words:
                yield element, bare


def _loads(markup: Markup, element: Element, surely: bool) -> bool:
    around = list(_around(element))
    controls = [control for node in around if (control := read_control(markup, node)) is not None]
    if any(control.url for control in controls) or any(is_disabled(node) for node in around):
        return False
    if any(node.tag in _HEADINGS for node in around):
        return False
    if is_hidden(element) and not any(is_named(markup, node) for node in around):
        return False
    if surely:
        return True
    if any(_is_frame(node) for node in (element, *element.iterancestors())):
        return False
    acts = any(is_bound(markup, node) or MORE_BOXES.search(dom.names_of(node)) for node in around)
    return (acts or any(map(_does, controls))) and _is_under_rows(around[-1])


def _does(control: Control) -> bool:
    return control.is_live or (control.element is not None and control.element.tag in ("button", "input"))


def _around(element: Element) -> Iterator[Element]:
    """The element, and those around it that show nothing else."""
    text = dom.text_of(element)
    yield element
    for parent in element.iterancestors():
        if parent.tag in ("body", "html") or dom.text_of(parent) != text:
            return
        yield parent


def _is_frame(element: Element) -> bool:
    names = dom.names_of(element)
    return element.tag in ("nav", "header", "footer", "aside") or any(
        place in ("nav", "foot", "side") and rule.search(names) for place, rule in PLACES
    )


def _is_under_rows(element: Element) -> bool:
    """Whether links as long as titles stand above the element, and none below, within one of the elements
    around it."""
    node = element
    for _, parent in zip(range(limits.LEVELS_TO_ROWS), element.iterancestors(), strict=False):
        siblings = list(parent)
        place = siblings.index(node)
        if any(_titles(sibling) for sibling in siblings[place + 1 :]):
            return False
        if sum(map(_titles, siblings[:place])) >= limits.ROWS_ABOVE:
            return True
        node = parent
    return False


def _titles(element: Element) -> int:
    return sum(len(dom.text_of(link)) > limits.SHORTEST_TITLE for link in element.iter("a"))
