"""Where an element stands on a page, as selectors that match it and nothing else there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import turbohtml

from scrapers.parsing.page.dom import MOST_LEVELS, Element

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
_STEP = r"[a-z][a-z0-9]*(?::nth-of-type\(\d+\))?"
_PLAIN = re.compile(rf"{_STEP}(?: > {_STEP})*")
"""A tag, or a way of such, that is a selector as it is written: Word's `o:p` is none."""


class PagePlaces:
    """The places of a page's elements. To look a selector up takes a walk over the page: each is looked up
    once, and not at all where what is known of its parts says what it would match."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree
        self._counts: dict[str, int] = {}
        """By selector how many elements of the page it matches."""

    def of(self, element: Element) -> tuple[str, ...]:
        """The selectors, those that a person would write first: the element's own id or class, then where it
        stands in a box with one, at last its way down from the body. Empty only of an element out of the
        body."""
        node = element.node
        own, way, many = tuple(_named(node)), _step(node), False
        found = dict.fromkeys(name for name in own if self._is_alone(name))
        for around in islice(_around(node), MOST_LEVELS):
            if around.tag == "body":
                found |= dict.fromkeys(place for place in (f"body > {way}",) if self._is_alone(place))
                break
            many = many or _holds_many(around, node.tag)
            for name in _named(around):
                found |= self._within(name, own, node.tag, way, many=many)
            way = f"{_step(around)} > {way}"
        return tuple(found)

    def _within(self, box: str, own: tuple[str, ...], tag: str, way: str, *, many: bool) -> dict[str, None]:
        """Of the selectors that begin with a box around an element those that match it alone. In a box that
        is the only one of its name there is one element at the end of a way; and one of a tag unless there
        are `many`."""
        boxes = self._count(box)
        if not boxes:
            return {}  # a name that is no selector, of Word's tags
        held = [name for name in own if self._is_alone(name) or self._is_alone(f"{box} {name}")]
        if not many and ((boxes == 1 and _PLAIN.fullmatch(tag)) or self._is_alone(f"{box} {tag}")):
            held.append(tag)
        found = dict.fromkeys(f"{box} {one}" for one in held)
        if (boxes == 1 and _PLAIN.fullmatch(way)) or self._is_alone(f"{box} > {way}"):
            found[f"{box} > {way}"] = None
        return found

    def _is_alone(self, place: str) -> bool:
        return self._count(place) == 1

    def _count(self, place: str) -> int:
        count = self._counts.get(place)
        if count is None:
            count = self._counts[place] = len(selected(self._tree, place))
        return count


def selected(tree: Element, place: str) -> list[Element]:
    """What a selector matches, in page order; nothing where it is none."""
    try:
        return [Element(node) for node in tree.node.select(place)]
    except turbohtml.SelectorSyntaxError:
        return []


def _holds_many(around: turbohtml.Element, tag: str) -> bool:
    """Whether several elements of a name are in a box, as then in every box around it."""
    return len(list(islice(around.iter_elements(tag), 2))) > 1


def _around(node: turbohtml.Element) -> Iterator[turbohtml.Element]:
    parent = node.parent
    while isinstance(parent, turbohtml.Element):
        yield parent
        parent = parent.parent


def _named(node: turbohtml.Element) -> Iterator[str]:
    """By its id, all its classes together, and each of them."""
    if node.tag == "body":
        return
    identity = str(node.attr("id") or "")
    if _NAME.fullmatch(identity):
        yield f"#{identity}"
    classes = [name for name in str(node.attr("class") or "").split() if _NAME.fullmatch(name)]
    if classes:
        yield node.tag + "".join(f".{name}" for name in classes)
    if len(classes) > 1:
        yield from (f"{node.tag}.{name}" for name in classes)


def _step(node: turbohtml.Element) -> str:
    """Its tag, counted among its siblings of that name where there are several."""
    siblings = node.parent.children if node.parent is not None else ()
    alike = [one for one in siblings if isinstance(one, turbohtml.Element) and one.tag == node.tag]
    return node.tag if len(alike) < 2 else f"{node.tag}:nth-of-type({alike.index(node) + 1})"
