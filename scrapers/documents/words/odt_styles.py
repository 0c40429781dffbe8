"""What styles of an OpenDocument file say: what is hidden, which list a paragraph style belongs to, how
lists count (ODF 1.3 part 3, 16 and 20)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from scrapers.documents.words.counting import counted, labelled
from scrapers.documents.words.names import NAMES, attribute, child, number

LEVELS = 10
_T = TypeVar("_T")


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str = "none"
    """A name of `counting`; `none` of bullets."""
    pattern: str = ""
    """The label, %1% for the number of level 1."""
    start: int = 1
    follows: str = "tab"


@dataclass(slots=True)
class _Style:
    parent: str = ""
    hidden: bool | None = None
    raised: bool | None = None
    list_style: str | None = None


@dataclass(slots=True)
class Styles:
    """Styles of both parts that hold them, by family and name."""

    styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)
    column_widths: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of styles of table columns, in twips, and as a share of the table's; 0 where it is not said."""
    consecutive: set[str] = field(default_factory=set)
    """List styles that count through all levels in one row."""

    def add(self, root: Any) -> None:
        """Takes up the styles of a part (content.xml, styles.xml, or a flat file)."""
        for each in root.iter("{*}style", "{*}list-style", "{*}outline-style"):
            name = NAMES[each.tag]
            if name == "style":
                self._style(each)
            elif name == "list-style":
                self.lists[attribute(each, "name")] = _levels(each)
                if attribute(each, "consecutive-numbering") == "true":
                    self.consecutive.add(attribute(each, "name"))
            else:
                self.outline = self.outline or _levels(each)

    def _style(self, element: Any) -> None:
        style = _Style(attribute(element, "parent-style-name"))
        for key, value in element.items():
            if key.endswith("}list-style-name"):
                style.list_style = value
        for properties in element:
            name = NAMES[properties.tag]
            if name == "text-properties" and (place := attribute(properties, "text-position")):
                style.raised = place.startswith("super") or not place.startswith(("sub", "-", "0"))
            if name in ("text-properties", "section-properties"):
                style.hidden = (
                    _hidden(attribute(properties, "display")) if style.hidden is None else style.hidden
                )
            elif name == "table-column-properties":
                width = (length(attribute(properties, "column-width")) or 0) // 635
                share = number(attribute(properties, "rel-column-width").rstrip("*"))
                self.column_widths[attribute(element, "name")] = (width, share)
            elif name == "drawing-page-properties" and attribute(properties, "visibility") == "hidden":
                style.hidden = True
        self.styles[attribute(element, "family"), attribute(element, "name")] = style

    def hidden(self, family: str, name: str) -> bool | None:
        """Whether a style hides what has it; None where it says nothing."""
        return self._said(family, name, lambda style: style.hidden)

    def raised(self, name: str) -> bool:
        """Whether a style of texts puts them above the line."""
        return bool(self._said("text", name, lambda style: style.raised))

    def list_style(self, name: str) -> str | None:
        """The list style of a paragraph style; '' where it says that there is none, None where nothing is
        said."""
        return self._said("paragraph", name, lambda style: style.list_style)

    def _said(self, family: str, name: str, of: Callable[[_Style], _T | None]) -> _T | None:
        seen: set[str] = set()
        while name not in seen and (style := self.styles.get((family, name))) is not None:
            found = of(style)
            if found is not None:
                return found
            seen.add(name)
            name = style.parent
        return None


_EMU = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": 12_700, "pc": 152_400, "px": 9_525}


def length(text: str) -> int | None:
    """A length of ODF (2.5cm) in EMU; None where it is none."""
    found = re.fullmatch(r"(-?[\d.]{1,12})(cm|mm|in|pt|pc|px)", text)
    try:
        return int(float(found[1]) * _EMU[found[2]]) if found else None
    except ValueError:
        return None


def _hidden(display: str) -> bool | None:
    return {"none": True, "true": False}.get(display)


def _levels(element: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for each in element:
        at = number(attribute(each, "level"), 0)
        if NAMES[each.tag] in ("list-level-style-number", "outline-level-style") and 1 <= at <= LEVELS:
            levels[at] = _level(each, at)
    return levels


def _level(element: Any, at: int) -> Level:
    said = attribute(element, "num-format")
    level = Level(_format(said), start=number(attribute(element, "start-value", "1"), 1))
    level.pattern = attribute(element, "num-list-format")
    if not level.pattern:
        levels = range(max(1, at - number(attribute(element, "display-levels", "1"), 1) + 1), at + 1)
        shown = ".".join(f"%{each}%" for each in levels) if said else ""
        level.pattern = attribute(element, "num-prefix") + shown + attribute(element, "num-suffix")
    alignment = child(child(element, "list-level-properties"), "list-level-label-alignment")
    if alignment is not None:
        follows = attribute(alignment, "label-followed-by", "listtab")
        level.follows = {"space": "space", "nothing": "nothing"}.get(follows, "tab")
    return level


_FORMATS = {
    "": "none", "1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter",
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "〇": "ideographDigital",
    "01": "decimalZero",
}  # fmt: skip


def _format(said: str) -> str:
    """`一, 二, 三, ...` and the like are named by their first signs; what is not known counts in digits."""
    if said.startswith("壹, 貳"):
        return "ideographLegalTraditional"
    first = re.split(r"[,，、 ]", said)[0]
    return _FORMATS.get(first, "decimal")


def label_of(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
    """The label of a paragraph, with what sets it apart from the text; '' of bullets."""
    found = levels.get(level)
    if found is None or not found.pattern:
        return ""

    def one(match: re.Match[str]) -> str:
        at = int(match[1])
        of = levels.get(at, _NONE)
        return counted(counts.get(at, of.start), of.format)

    return labelled(re.sub(r"%(\d{1,2})%", one, found.pattern), found.follows)


_NONE = Level()
