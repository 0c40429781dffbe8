"""Texts of an XLSX workbook as its XML has them: runs, phonetic guides, signs by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from scrapers.documents.parts import local, xml_of
from scrapers.documents.raised import raised
from scrapers.documents.records import Place


def text_within(element: Any) -> str:
    """The text of a string item: its runs, without phonetic guides."""
    pieces = []
    for each in element.iter("{*}t"):
        if local(each.getparent().tag) != "rPh":
            pieces.append(each.text or "")
    return unescaped("".join(pieces))


def raised_within(item: Any) -> str:
    """The text of a string item with what of its runs is raised; '' where nothing is."""
    plain = text = ""
    for run in item.iter("{*}r"):
        said = text_within(run)
        high = any(each.get("val") == "superscript" for each in run.iter("{*}vertAlign"))
        plain, text = plain + said, text + (raised(said, text) if high else said)
    return text if text != plain else ""


INLINE = re.compile(rb'<c\b[^<>]*?\st="inlineStr"[^<>]*>\s*(<is\b.*?</is>)', re.DOTALL)
"""A cell that holds its own text."""


def raised_inline(cells: Iterable[tuple[Place, re.Match[bytes]]]) -> dict[Place, str]:
    """The texts of such cells in which something is raised, by their place."""
    told = ((place, match[1]) for place, match in cells if b'"superscript"' in match[1])
    return {place: text for place, item in told if (text := raised_within(xml_of(item)[0]))}


def unescaped(text: str) -> str:
    """`_x000D_` as the character it stands for, line ends as one."""
    if "_x" in text:
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
