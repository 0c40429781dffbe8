"""What styles of a Word document say of its text: whether it is hidden, and how its paragraphs are
numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scrapers.documents.words.names import NAMES, child, number, on, value


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    hidden: bool | None = None
    list_id: str = ""
    level: int | None = None


def list_of(numbering: Any) -> tuple[str, int | None]:
    """Id of the list and level that w:numPr (w:listPr of 2003) names; '' and None where it does not."""
    list_id, level = "", None
    for each in numbering:
        name = NAMES[each.tag]
        if name in ("numId", "ilfo"):
            list_id = value(each)
        elif name == "ilvl":
            level = number(value(each))
    return list_id, level


def hidden_by(properties: Any) -> bool | None:
    """Whether w:rPr hides; None where it does not speak of it."""
    mark = child(properties, "vanish")
    return None if mark is None else on(mark)


class Styles:
    """Styles by id, each with what it inherits. Loops of inheritance end where they close."""

    def __init__(self, root: Any) -> None:
        """`root`: w:styles, or None where a document has none."""
        self._styles: dict[str, _Style] = {}
        self._hidden: dict[str, bool | None] = {}
        self._numbered: dict[str, tuple[str, int | None, str]] = {}
        self.default = ""
        """Id of the paragraphs' default style."""
        self.default_hidden = False
        for each in root if root is not None else ():
            if NAMES[each.tag] == "style":
                self._add(each)
            elif NAMES[each.tag] == "docDefaults":
                self.default_hidden = bool(hidden_by(child(child(each, "rPrDefault"), "rPr")))
        self.any_hidden = self.default_hidden or any(style.hidden for style in self._styles.values())

    def _add(self, element: Any) -> None:
        style = _Style()
        paragraph = child(element, "pPr")
        numbering = child(paragraph, "numPr")
        if numbering is None:
            numbering = child(paragraph, "listPr")
        if numbering is not None:
            style.list_id, style.level = list_of(numbering)
        style.hidden = hidden_by(child(element, "rPr"))
        based_on = child(element, "basedOn")
        style.based_on = value(based_on) if based_on is not None else ""
        style_id = value(element, "styleId")
        self._styles.setdefault(style_id, style)
        if value(element, "type") == "paragraph" and value(element, "default", "0") not in (
            "0",
            "false",
            "off",
        ):
            self.default = self.default or style_id

    def _line(self, style_id: str) -> list[tuple[str, _Style]]:
        """A style and those it is based on, nearest first."""
        line: dict[str, _Style] = {}
        while style_id not in line and style_id in self._styles:
            line[style_id] = self._styles[style_id]
            style_id = line[style_id].based_on
        return list(line.items())

    def hidden(self, style_id: str) -> bool | None:
        """Whether the style hides its text; None where it says nothing."""
        if style_id not in self._hidden:
            said = (style.hidden for _, style in self._line(style_id))
            self._hidden[style_id] = next((hidden for hidden in said if hidden is not None), None)
        return self._hidden[style_id]

    def numbered(self, style_id: str) -> tuple[str, int | None, str]:
        """The list that a paragraph style names, the level where it or one it is based on says one, and the
        style that names the list."""
        if style_id not in self._numbered:
            self._numbered[style_id] = self._number(style_id)
        return self._numbered[style_id]

    def _number(self, style_id: str) -> tuple[str, int | None, str]:
        level = None
        for found, style in self._line(style_id):
            level = style.level if level is None else level
            if style.list_id:
                return style.list_id, level, found
        return "", None, ""
