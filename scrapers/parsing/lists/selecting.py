"""What a layout's selectors match on a page."""

from __future__ import annotations

from scrapers.layout import ListLayout
from scrapers.parsing.lists.places import exclusive
from scrapers.parsing.page.dom import Element


def rows_by(tree: Element, layout: ListLayout) -> list[Element]:
    """The rows in page order, none inside another. A selector that matches links stands for the largest
    elements around them that hold no other link. Raises turbohtml.SelectorSyntaxError."""
    matched = select(tree, ",".join(layout.rows))
    if any(element.tag == "a" for element in matched):
        anchors = {anchor: anchor.get("href") or "" for anchor in tree.iter("a")}
        around = exclusive(anchors, frozenset())
        matched = list(dict.fromkeys(around.get(element, element) for element in matched))
    if len(matched) < 2:
        return matched
    inner = {node for element in matched for node in element.iterdescendants()}
    return [element for element in matched if element not in inner]


def select(element: Element, selector: str) -> list[Element]:
    """What the selector matches in an element, in page order. Raises turbohtml.SelectorSyntaxError."""
    return [Element(node) for node in element.node.select(selector)]
