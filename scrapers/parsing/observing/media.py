"""Pictures, frames and files, which may be all that stands under a label."""

from __future__ import annotations

import re

from scrapers.parsing.page.dom import Element, text_of
from scrapers.parsing.page.lines import Line, PageLines

_SHOWN = frozenset({"img", "iframe", "embed", "object", "video"})
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|jpe?g|png|gif|ofd)(?:$|\?)", re.IGNORECASE)


def holds_media(node: Element) -> bool:
    """Whether something is shown in an element beside text, or a file is linked."""
    return any(is_media(element) for element in node.iter())


def is_media(element: Element) -> bool:
    """Whether an element shows something, or links to a file."""
    if element.tag == "a":
        return bool(_FILE.search(element.get("href") or ""))
    return element.tag in _SHOWN


def media_between(page_lines: PageLines, first: int, until: int) -> bool:
    """Whether a picture or a file stands behind the label of line `first` and before the line `until`."""
    lines, spans = page_lines.lines, page_lines.spans
    stop = lines[until].node if until < len(lines) else None
    named = spans.named(lambda tag, _class, _id: tag == "a" or tag in _SHOWN)
    for element in filter(is_media, named):
        begins, _ = spans.of(element)
        if begins == first and not _is_behind_words(element, lines[first]):
            continue
        if begins == until and (stop is None or not _is_before(element, stop)):
            continue
        if first <= begins <= until:
            return True
    return False


def _is_behind_words(element: Element, line: Line) -> bool:
    """Whether a picture of the label's own line stands behind its words."""
    for one in (element, *element.iterancestors()):
        if one.node == line.node.node:
            return False
        before, around = one.getprevious(), one.getparent()
        if (before is not None and text_of(before)) or (around is not None and (around.text or "").strip()):
            return True
    return False


def _is_before(element: Element, stop: Element) -> bool:
    """Whether an element stands outside the line `stop`, and is no icon of that."""
    return all(one.node != stop.node for one in (element, *element.iterancestors()))
