"""Automatic numbers of a Word document, computed as Word shows them (ECMA-376 part 1, 17.9): 一、（一）1.
1.1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from scrapers.documents.words.counting import BY_CODE, counted, labelled
from scrapers.documents.words.docx_styles import Styles
from scrapers.documents.words.names import NAMES, child, number, on, value

LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    follows: str = "tab"
    legal: bool = False
    restart: int | None = None
    """Restarts after a number of this level (counted from 1) or above; 0: never; None: of the one above."""
    style: str = ""
    hidden: bool = False


@dataclass(slots=True)
class _Definition:
    """w:abstractNum, and how far it has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    link: str = ""
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _List:
    """w:num: a list that uses a definition."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Gives paragraphs their labels; asked in the order of the text."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """`root`: w:numbering (w:lists of 2003), or None where the document numbers nothing."""
        self._styles = styles
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, _List] = {}
        for each in root if root is not None else ():
            name = NAMES[each.tag]
            if name in ("abstractNum", "listDef"):
                self._define(each)
            elif name in ("num", "list"):
                self._add(each)

    def _define(self, element: Any) -> None:
        definition = _Definition()
        for each in element:
            name = NAMES[each.tag]
            if name == "lvl":
                definition.levels[number(value(each, "ilvl"))] = _level(each)
            elif name in ("numStyleLink", "listStyleLink"):
                definition.link = value(each)
        key = value(element, "abstractNumId") or value(element, "listDefId")
        self._definitions.setdefault(key, definition)

    def _add(self, element: Any) -> None:
        found = _List()
        for each in element:
            name = NAMES[each.tag]
            if name in ("abstractNumId", "ilst"):
                found.definition = value(each)
            elif name == "lvlOverride":
                level = number(value(each, "ilvl"))
                start, whole = child(each, "startOverride"), child(each, "lvl")
                if start is not None:
                    found.starts[level] = number(value(start), 1)
                if whole is not None:
                    found.levels[level] = _level(whole)
        self._lists.setdefault(value(element, "numId") or value(element, "ilfo"), found)

    def label(self, list_id: str, level: int | None, style_id: str) -> str:
        """The label of the next paragraph of a list, with what sets it apart from the text; '' where there
        is none. `list_id` and `level` as the paragraph says itself ('' and None: as its style does)."""
        if not list_id:
            list_id, said, by = self._styles.numbered(style_id)
            level = level if level is not None else self._level_of(list_id, style_id, by, said)
        chosen = self._lists.get(list_id)
        if chosen is None:  # 0 takes a number away that the style gives
            return ""
        definition = self._definition_of(chosen)
        level = min(level or 0, LEVELS - 1)
        self._begin(chosen, definition)
        return self._count(chosen, definition, level)

    def _level_of(self, list_id: str, style_id: str, by: str, said: int | None) -> int:
        """The level that names the style, else what the style says, else the one that names the style it
        has the list of."""
        named: dict[str, int] = {}
        if list_id in self._lists:
            for level, found in self._definition_of(self._lists[list_id]).levels.items():
                named.setdefault(found.style, level)
        if style_id and style_id in named:
            return named[style_id]
        return said if said is not None else named.get(by, 0) if by else 0

    def _definition_of(self, chosen: _List) -> _Definition:
        """The definition of a list, also where it is a numbering style's."""
        seen: set[str] = set()
        definition = self._definitions.get(chosen.definition)
        while definition is not None and definition.link and definition.link not in seen:
            seen.add(definition.link)
            linked = self._lists.get(self._styles.numbered(definition.link)[0])
            onward = self._definitions.get(linked.definition) if linked else None
            if onward is None:
                break
            definition = onward
        return definition or self._definitions.setdefault(chosen.definition, _Definition())

    def _begin(self, chosen: _List, definition: _Definition) -> None:
        """A list that overrides starts begins anew where it is used first."""
        if not chosen.used:
            chosen.used = True
            for level in chosen.starts:
                if 0 <= level < LEVELS:
                    definition.counts[level] = None

    def _count(self, chosen: _List, definition: _Definition, level: int) -> str:
        counts = definition.counts
        current = counts[level]
        counts[level] = self._start(chosen, definition, level) if current is None else current + 1
        for below in range(level + 1, LEVELS):
            restart = _of(chosen, definition, below).restart
            if restart is None or level < restart:
                counts[below] = None
        shown = _of(chosen, definition, level)
        if shown.format == "bullet" or shown.hidden or not shown.text:
            return ""
        text = re.sub(
            r"%([1-9])", lambda found: self._value(chosen, definition, int(found[1]) - 1, shown), shown.text
        )
        return labelled(text, shown.follows)

    def _value(self, chosen: _List, definition: _Definition, level: int, shown: _Level) -> str:
        format = _of(chosen, definition, level).format
        if shown.legal and format not in ("none", "decimalZero"):
            format = "decimal"
        count = definition.counts[level]
        return counted(self._start(chosen, definition, level) if count is None else count, format)

    def _start(self, chosen: _List, definition: _Definition, level: int) -> int:
        return chosen.starts.get(level, _of(chosen, definition, level).start)


def _of(chosen: _List, definition: _Definition, level: int) -> _Level:
    return chosen.levels.get(level) or definition.levels.get(level) or _NONE


_NONE = _Level(format="none")


def _level(element: Any) -> _Level:
    level = _Level()
    for each in element:
        name, said = NAMES[each.tag], value(each)
        if name == "start":
            level.start = number(said, 1)
        elif name == "numFmt":
            level.format = said or "decimal"
        elif name == "nfc":
            level.format = BY_CODE.get(number(said), "decimal")
        elif name == "lvlText":
            level.text = said
        elif name == "suff":
            level.follows = said.lower()
        elif name == "isLgl":
            level.legal = on(each)
        elif name == "lvlRestart":
            level.restart = number(said)
        elif name == "pStyle":
            level.style = said
        elif name == "AlternateContent":
            format = child(child(each, "Fallback"), "numFmt")
            level.format = value(format) if format is not None else level.format
        elif name == "rPr":
            mark = child(each, "vanish")
            level.hidden = mark is not None and on(mark)
    return level
