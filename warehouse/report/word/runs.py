"""Pieces of text in a paragraph."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length

from warehouse.report.escaping import xml_text


def run_of(text: str, to_fill: bool = False, size: Length | None = None) -> Any:
    """`w:r`; line ends in `text` break the line. What is to be filled in is marked yellow."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if size is not None:
        for name in ("w:sz", "w:szCs"):
            half_points = OxmlElement(name)
            half_points.set(qn("w:val"), str(int(size.pt * 2)))
            properties.append(half_points)
    if to_fill:
        highlight = OxmlElement("w:highlight")
        highlight.set(qn("w:val"), "yellow")
        properties.append(highlight)
    if len(properties):
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
