"""Tabs: a bar of labels, and one box for each of them elsewhere, shown when its tab is pressed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

from scrapers.parsing.page.dom import Element, text_of
from scrapers.parsing.page.lines import PageLines

LEVELS = 4
"""Elements around a bar beside which its boxes are looked for."""
_NO_BOX = frozenset({"script", "style", "link", "template", "noscript"})


class _Label(Protocol):
    line: int
    label: str
    is_whole: bool


def panes_of(
    page_lines: PageLines, labels: Sequence[_Label], label_of: Callable[[str], str]
) -> dict[int, Element]:
    """By id of the label its box, for labels that stand side by side in a bar of tabs."""
    found: dict[int, Element] = {}
    done: set[Hashable] = set()
    for label in labels:
        if not label.is_whole or id(label) in found:
            continue
        bar = _bar_of(page_lines.lines[label.line].node, label.label, label_of)
        if bar is None or bar[0].node in done:
            continue
        done.add(bar[0].node)
        names, boxes = [label_of(text_of(tab)) for tab in bar[1]], _boxes(*bar)
        first, end = page_lines.spans.of(bar[0], (label.line, label.line + 1))
        for one in labels:
            if one.is_whole and one.label in names and first <= one.line < max(end, first + 1):
                box = boxes.get(names.index(one.label))
                if box is not None:
                    found[id(one)] = box
    return found


def _bar_of(
    node: Element, label: str, label_of: Callable[[str], str]
) -> tuple[Element, list[Element]] | None:
    """The bar in which a label is one of the tabs, and its tabs: two of them at least are labels."""
    for bar in (node, *list(node.iterancestors())[:3]):
        tabs = [one for one in bar if one.tag not in _NO_BOX and text_of(one)]
        if len(tabs) < 2 or any(len(text_of(tab)) > 16 for tab in tabs):
            continue
        if len({tab.tag for tab in tabs}) > 1 or tabs[0].tag in ("td", "th", "tr", "dt", "p"):
            return None
        if sum(bool(label_of(text_of(tab))) for tab in tabs) >= 2:
            return bar, tabs
    return None


def _boxes(bar: Element, tabs: Sequence[Element]) -> dict[int, Element]:
    """By number of the tab its box: the one that its link names, else that of its number among as many."""
    root = list(bar.iterancestors())[-1]
    named = {place: box for place, tab in enumerate(tabs) if (box := _named(root, tab)) is not None}
    if named:
        return named
    for around in (bar, *list(bar.iterancestors())[:LEVELS]):
        beside = [one for one in around.itersiblings() if one.tag not in _NO_BOX]
        if len(beside) == len(tabs) and len({one.tag for one in beside}) == 1:
            return dict(enumerate(beside))
        for one in beside:
            inner = [box for box in one if box.tag not in _NO_BOX]
            if len(inner) == len(tabs) and len({box.tag for box in inner}) == 1:
                return dict(enumerate(inner))
            if len(text_of(one)) > 0 and one.tag in ("h1", "h2", "footer"):
                break
    return {}


def _named(root: Element, tab: Element) -> Element | None:
    """The box that a tab's link, or what its script is told, names by id."""
    for element in tab.iter():
        for name in ("href", "data-target", "data-tab", "rel", "aria-controls", "data-id", "for"):
            written = (element.get(name) or "").strip()
            wanted = written.removeprefix("#")
            if not wanted or (name == "href" and not written.startswith("#")) or " " in wanted:
                continue
            box = next((one for one in root.iter() if one.get("id") == wanted), None)
            if box is not None and box.node != element.node and text_of(box) != text_of(tab):
                return box
    return None
