"""Slides of an OpenDocument presentation: shapes as people read them, from top to bottom."""

from __future__ import annotations

from typing import Any

from scrapers.documents.records import Reading
from scrapers.documents.words.names import NAMES, attribute
from scrapers.documents.words.odt_body import Body
from scrapers.documents.words.odt_styles import length
from scrapers.documents.words.odt_text import SHAPES
from scrapers.documents.words.reading_order import Placing, in_order

_BESIDE = ("header", "footer", "date-time", "page-number")


def slides(content: Any, body: Body, reading: Reading) -> None:
    """Adds the pages of office:presentation to the reading: hidden ones and notes are told."""
    pages = [page for page in content if NAMES[page.tag] == "page"]
    reading.pages = len(pages)
    for at, page in enumerate(pages, 1):
        if at > body.asked.limits.pages or body.asked.late():
            left = len(pages) - at + 1
            body.tally.add("pages", left, f"第 {at} 页起")
            break
        body.page = at
        for notes in page.iterchildren("{*}notes"):
            said = any(text.strip() for text in notes.itertext())
            body.tally.add("hidden_text", said, f"第 {at} 页备注")
        if body.styles.hidden("drawing-page", attribute(page, "style-name")):
            body.tally.add("hidden_text", 1, f"第 {at} 页(隐藏的幻灯片)")
            continue
        for shape in in_order([_placed(each) for each in page if _shown(each, body)]):
            reading.blocks += body.shape(shape, 0)


def _shown(shape: Any, body: Body) -> bool:
    if attribute(shape, "class") in _BESIDE:
        body.tally.add("headers", any(text.strip() for text in shape.itertext()))
        return False
    return NAMES[shape.tag] in SHAPES and attribute(shape, "placeholder") != "true"


def _placed(shape: Any) -> Placing:
    title = attribute(shape, "class") == "title"
    return Placing(shape, length(attribute(shape, "y")), length(attribute(shape, "x")), title)
