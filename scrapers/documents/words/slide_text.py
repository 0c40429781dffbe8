"""Paragraphs and tables of DrawingML (ECMA-376 part 1, 21.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Table
from scrapers.documents.words.counting import counted, labelled
from scrapers.documents.words.math import formula
from scrapers.documents.words.names import NAMES, alternative, attribute, child, number
from scrapers.documents.words.tables import WIDEST, Placed, compact, table_of
from scrapers.documents.words.tally import Tally

_SHAPED = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "Minus": "- {} -"}
_COUNTED = {
    "arabic": "decimal",
    "arabicDb": "decimalFullWidth",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "ea1Chs": "chineseCountingThousand",
    "ea1Cht": "chineseCountingThousand",
    "ea1JpnKor": "chineseCountingThousand",
    "ea1JpnChsDb": "chineseCountingThousand",
    "circleNumDb": "decimalEnclosedCircle",
    "circleNumWdWhite": "decimalEnclosedCircle",
    "circleNumWdBlack": "decimalEnclosedCircle",
}


def paragraphs(body: Any) -> Iterator[str]:
    """The paragraphs of a txBody that have text, with their automatic numbers."""
    if body is None:
        return
    levels = _list_style(child(body, "lstStyle"))
    counts: dict[int, tuple[str, int]] = {}
    for each in body:
        if NAMES[each.tag] == "p":
            text = _text(each)
            if text.strip():
                yield (_label(each, levels, counts) + text).rstrip()


def _text(paragraph: Any) -> str:
    pieces = []
    for each in paragraph:
        name = NAMES[each.tag]
        if name in ("r", "fld"):
            text = child(each, "t")
            pieces.append((text.text or "") if text is not None else "")
        elif name == "br":
            pieces.append("\n")
        elif name in ("m", "oMath", "AlternateContent"):
            pieces.append(_formula(each))
    text = "".join(pieces).replace("\x0b", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _formula(element: Any) -> str:
    chosen = alternative(element) if NAMES[element.tag] == "AlternateContent" else element
    if chosen is None:
        return ""
    formulas = [formula(each) for each in chosen.iter("{*}oMath")]
    return "".join(formulas or (each.text or "" for each in chosen.iter("{*}t")))


def _list_style(element: Any) -> dict[int, Any]:
    """a:lvl1pPr … of a list style, by level from 0."""
    return (
        {number(NAMES[each.tag][3:4], 1) - 1: each for each in element if len(each)}
        if element is not None
        else {}
    )


_BULLETS = frozenset({"buAutoNum", "buNone", "buChar", "buBlip"})


def _label(paragraph: Any, levels: dict[int, Any], counts: dict[int, tuple[str, int]]) -> str:
    """The number of a paragraph: it goes on while scheme and start are the same and no other stands
    between."""
    properties = child(paragraph, "pPr")
    level = number(attribute(properties, "lvl", "0")) if properties is not None else 0
    bullet = None
    for each in (properties, levels.get(level)):
        if bullet is None and each is not None:
            bullet = next((one for one in each if NAMES[one.tag] in _BULLETS), None)
    for below in [each for each in counts if each > level]:
        del counts[below]
    if bullet is None or NAMES[bullet.tag] != "buAutoNum":
        counts.pop(level, None)
        return ""
    scheme, start = attribute(bullet, "type", "arabicPeriod"), number(attribute(bullet, "startAt", "1"), 1)
    key = f"{scheme} {start}"
    last, count = counts.get(level, ("", 0))
    count = count + 1 if last == key else start
    counts[level] = (key, count)
    return labelled(_shaped(scheme, count), "tab")


def _shaped(scheme: str, count: int) -> str:
    for ending, shape in _SHAPED.items():
        if scheme.endswith(ending):
            return shape.format(counted(count, _COUNTED.get(scheme.removesuffix(ending), "decimal")))
    return counted(count, "decimal") + "."


def table_of_slide(element: Any, page: int, asked: Asked, tally: Tally) -> Table | None:
    """a:tbl as a grid; None where it has no rows, or more cells than are read (told)."""
    placed: list[Placed] = []
    rows = [each for each in element if NAMES[each.tag] == "tr"]
    width = 0
    for row, each in enumerate(rows):
        cells = [cell for cell in each if NAMES[cell.tag] == "tc"][:WIDEST]
        width = max(width, len(cells))
        for column, cell in enumerate(cells):
            text = "\n".join(paragraphs(child(cell, "txBody")))
            if any(attribute(cell, name) in ("1", "true") for name in ("hMerge", "vMerge")):
                tally.add("hidden_text", bool(text))
                continue
            spans = (number(attribute(cell, name, "1"), 1) for name in ("rowSpan", "gridSpan"))
            row_span, column_span = (min(max(span, 1), asked.limits.cells) for span in spans)
            placed.append(Placed(row, column, row_span, column_span, text))
    if not rows or not width:
        return None
    if len(rows) * width > asked.limits.cells:
        tally.add("rows", len(rows), f"第 {page} 页")
        return None
    kept, width = compact(placed, width)
    found = table_of(kept, len(rows), width, asked.limits.cells, page)
    tally.add("hidden_text", len(found.covered))
    return found.table
