"""Pieces of text in a paragraph."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from warehouse.report.escaping import xml_text


def run_of(text: str, to_fill: bool = False, size: float | None = None, font: str | None = None) -> Any:
    """`w:r`; line ends in `text` break the line. What is to be filled in is marked yellow. `size` in points
    and `font` (of Chinese signs) where the paragraph's style has another."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    # Word takes “ ” — … ·, which Chinese and Latin type share, from the Latin font unless it is told.
    properties.append(element("w:rFonts", hint="eastAsia", **({"eastAsia": font} if font else {})))
    if size is not None:
        properties.extend(element(name, val=int(size * 2)) for name in ("w:sz", "w:szCs"))
    if to_fill:
        properties.append(element("w:highlight", val="yellow"))
    run.append(properties)
    for number, line in enumerate(xml_text(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        if line:
            piece = OxmlElement("w:t")
            piece.text = line
            piece.set(qn("xml:space"), "preserve")
            run.append(piece)
    return run


def element(name: str, **attributes: object) -> Any:
    """An element with attributes of the same namespace `w`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made
