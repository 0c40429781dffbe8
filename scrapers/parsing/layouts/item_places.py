"""Where an element stands on a page, as selectors that match it and nothing else there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import turbohtml

from scrapers.parsing.page.dom import MOST_LEVELS, Element

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")


def places_of(element: Element, tree: Element) -> tuple[str, ...]:
    """The selectors, those that a person would write first: the element's own id or class, then where it
    stands in a box with one, at last its way down from the body. Empty only of an element out of the body."""
    found = dict.fromkeys(_candidates(element.node))
    return tuple(place for place in found if len(selected(tree, place)) == 1)


def selected(tree: Element, place: str) -> list[Element]:
    """What a selector matches, in page order; nothing where it is none."""
    try:
        return [Element(node) for node in tree.node.select(place)]
    except turbohtml.SelectorSyntaxError:
        return []


def _candidates(node: turbohtml.Element) -> Iterator[str]:
    yield from _named(node)
    way = _step(node)
    for around in islice(_around(node), MOST_LEVELS):
        if around.tag == "body":
            yield f"body > {way}"
            return
        for name in _named(around):
            yield from (f"{name} {own}" for own in (*_named(node), node.tag))
            yield f"{name} > {way}"
        way = f"{_step(around)} > {way}"


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
