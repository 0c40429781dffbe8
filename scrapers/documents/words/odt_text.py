"""The text of one paragraph of an OpenDocument file, and what hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from scrapers.documents.raised import raised
from scrapers.documents.words.math import grouped
from scrapers.documents.words.names import NAMES, attribute, child, number
from scrapers.documents.words.odt_styles import Styles
from scrapers.documents.words.tally import Tally

SPACES = 1_000
"""Of one text:s at most: more is a bomb."""


@dataclass(slots=True)
class Found:
    """A paragraph: its text, shapes anchored in it, notes that it refers to."""

    text: str = ""
    shapes: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    hidden: bool = False


SHAPES = frozenset(
    {
        "frame",
        "g",
        "custom-shape",
        "rect",
        "circle",
        "ellipse",
        "polygon",
        "polyline",
        "path",
        "line",
        "regular-polygon",
        "caption",
        "connector",
        "measure",
        "control",
        "page-thumbnail",
        "scene",
    }
)
_SKIPPED = frozenset(
    {
        "ruby-text",
        "number",
        "tracked-changes",
        "forms",
        "title",
        "desc",
        "event-listeners",
        "script",
        "bibliography-mark-data",
        "label",
        "glue-point",
        "enhanced-geometry",
        "creator",
        "date-string",
        "variable-decls",
        "sequence-decls",
        "user-field-decls",
    }
)
_SPACE = re.compile(r"[ \t\r\n]+")


class Texts:
    """Reads paragraphs (text:p, text:h)."""

    def __init__(self, styles: Styles, tally: Tally) -> None:
        self._styles, self._tally = styles, tally

    def read(self, paragraph: Any) -> Found:
        """The paragraph's text as it is seen; of a hidden one only that it is hidden."""
        found = Found()
        pieces: list[str] = []
        if self._styles.hidden("paragraph", attribute(paragraph, "style-name")):
            found.hidden = True
        else:
            self._walk(paragraph, pieces, found)
        if found.hidden:
            self._tally.add("hidden_text", any(text.strip() for text in paragraph.itertext()))
            return Found(hidden=True)
        text = "".join(pieces)
        lines = text.split("\n") if "\n" in text else [text]
        found.text = "\n".join(line for line in (each.rstrip() for each in lines) if line)
        return found

    def _walk(self, paragraph: Any, pieces: list[str], found: Found) -> None:
        """All of a paragraph, without recursion."""
        self._put(paragraph.text, pieces)
        stack, opened = [iter(paragraph)], []
        while stack:
            for each in stack[-1]:
                step = self._step(each, pieces, found)
                if step is not None:
                    self._put(step.text, pieces)
                    stack.append(iter(step))
                    opened.append(each)
                    break
                self._put(each.tail, pieces)
            else:
                stack.pop()
                if opened:
                    self._put(opened.pop().tail, pieces)

    def _put(self, text: str | None, pieces: list[str]) -> None:
        """Characters of the file: runs of space are one, at the beginning of a paragraph none."""
        if text:
            if "  " in text or "\n" in text or "\t" in text or "\r" in text:
                text = _SPACE.sub(" ", text)
            if text[0] == " " and (not pieces or pieces[-1][-1:] in (" ", "\n")):
                text = text[1:]
            if text:
                pieces.append(text)

    def _step(self, each: Any, pieces: list[str], found: Found) -> Any:
        """Deals with an element; what is to be walked through next, or None."""
        name = NAMES[each.tag]
        if name == "span":
            if self._styles.hidden("text", attribute(each, "style-name")):
                self._tally.add("hidden_text", any(text.strip() for text in each.itertext()))
                return None
            if pieces and not len(each) and self._styles.raised(attribute(each, "style-name")):
                pieces.append(raised(each.text or "", pieces[-1]))
                return None
            return each
        if name == "s":
            pieces.append("\u0020" * min(max(number(attribute(each, "c", "1"), 1), 0), SPACES))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name == "note":
            found.notes.append(child(each, "note-body"))
        elif name == "annotation":
            self._tally.add("comments")
        elif name in SHAPES:
            self._shape(each, pieces, found)
        elif name == "ruby":
            return child(each, "ruby-base")
        elif name in ("hidden-text", "hidden-paragraph", "variable-set"):
            return self._conditional(name, each, found)
        elif name not in _SKIPPED and name:
            return each
        return None

    def _conditional(self, name: str, each: Any, found: Found) -> Any:
        """Fields that hide themselves or their paragraph."""
        if name == "hidden-paragraph":
            found.hidden = found.hidden or attribute(each, "is-hidden") == "true"
            return None
        if name == "variable-set":
            return None if attribute(each, "display") == "none" else each
        if attribute(each, "is-hidden") == "true":
            self._tally.add("hidden_text")
            return None
        return each

    def _shape(self, each: Any, pieces: list[str], found: Found) -> None:
        """A formula stands in the line; all other shapes come after the paragraph."""
        formula = child(child(each, "object"), "math")
        if formula is not None:
            pieces.append(mathml(formula))
        else:
            found.shapes.append(each)


_MATH = {"mfrac": "/", "msup": "^", "msub": "_"}


def mathml(element: Any, depth: int = 0) -> str:
    """A formula of MathML on one line; what stands above or below is set apart, so that 10³ is not read as
    103."""
    name = NAMES[element.tag]
    if name in ("annotation", "annotation-xml") or depth > 40:
        return ""
    parts = [mathml(each, depth + 1) for each in element if NAMES[each.tag]]
    own = (element.text or "").strip()
    sign = _MATH.get(name, "")
    if sign:
        parts = [grouped(part) for part in parts]
    return own + sign.join(part for part in parts if part)
