"""Paragraphs, lists and tables of an OpenDocument file in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Paragraph, Table
from scrapers.documents.words.names import NAMES, attribute, number
from scrapers.documents.words.odt_styles import LEVELS, Level, Styles, label_of
from scrapers.documents.words.odt_tables import table_at
from scrapers.documents.words.odt_text import SHAPES, Texts
from scrapers.documents.words.tally import Tally

DEEPEST = 24
"""Tables, boxes and lists within one another that are told apart; of deeper ones the text is given as
lines."""

Blocks = Iterator[Paragraph | Table]
Objects = Callable[[Any], str]
"""What an object in a frame is: its text (a formula), '' where it was only counted."""

_THROUGH = frozenset(
    {
        "section",
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
        "index-body",
        "index-title",
        "numbered-paragraph",
        "a",
        "text-box",
    }
)


@dataclass(slots=True)
class _List:
    """Where in which list a paragraph stands."""

    style: str
    counts: dict[int, int]
    level: int = 1
    labelled: bool = False
    """Whether its paragraph is one that takes a number: the first of an item."""
    start: int | None = None


@dataclass(slots=True)
class Body:
    """Reads the blocks of one document."""

    styles: Styles
    tally: Tally
    asked: Asked
    objects: Objects
    page: int | None = None
    stopped: bool = False
    cells: int = 0
    notes: list[Any] = field(default_factory=list)
    """Bodies of notes met so far, in order."""
    _read: int = 0
    _by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    _by_style: dict[str, dict[int, int]] = field(default_factory=dict)
    _outline: dict[int, int] = field(default_factory=dict)

    def blocks(self, container: Any, depth: int = 0, within: _List | None = None) -> Blocks:
        """Paragraphs that have text, and tables, of everything in `container`."""
        for each in container:
            self._read += 1
            if self._read % 500 == 0:
                self.stopped = self.stopped or self.asked.late()
            if self.stopped:
                return
            name = NAMES[each.tag]
            if name in ("p", "h"):
                yield from self._paragraph(each, name, depth, within)
            elif name == "table":
                yield from self._table(each, depth)
            elif depth >= DEEPEST:
                yield from self._flat(each)
            elif name == "list":
                yield from self._list(each, depth, within)
            elif name in SHAPES:
                yield from self.shape(each, depth)
            elif name in _THROUGH:
                if not self._hidden(name, each):
                    yield from self.blocks(each, depth + (name != "a"))
            elif name == "tracked-changes":
                self.tally.add("deletions", sum(1 for _ in each.iter("{*}deletion")))

    def _hidden(self, name: str, element: Any) -> bool:
        """Whether a section is hidden: told, with what is in it."""
        if name != "section":
            return False
        display = attribute(element, "display")
        hidden = display == "none" or (display == "condition" and attribute(element, "is-hidden") == "true")
        self.tally.add("hidden_text", hidden)
        return hidden

    def _paragraph(self, element: Any, name: str, depth: int, within: _List | None) -> Blocks:
        found = self._texts().read(element)
        if found.hidden:
            return
        text = (self._label(element, name, within) + found.text).rstrip()
        if text:
            yield Paragraph(text, self.page)
        self.notes += [note for note in found.notes if note is not None]
        for shape in found.shapes:
            if depth >= DEEPEST:
                yield from self._flat(shape)
            else:
                yield from self.shape(shape, depth + 1)

    def _texts(self) -> Texts:
        return Texts(self.styles, self.tally)

    def _label(self, element: Any, name: str, within: _List | None) -> str:
        """The number that the paragraph's list, or the outline, gives it."""
        if within is not None:
            if not within.labelled:
                return ""
            within.labelled = False
            levels = self.styles.lists.get(within.style, {})
            if within.style in self.styles.consecutive and within.counts:
                within.start = within.start or max(within.counts.values()) + 1
            return _counted(levels, within.level, within.counts, within.start)
        level = number(attribute(element, "outline-level"), 0)
        if name != "h" or not 1 <= level <= LEVELS or attribute(element, "is-list-header") == "true":
            return ""
        said = self.styles.list_style(attribute(element, "style-name"))
        if said == "" or not self.styles.outline:
            return ""
        return _counted(self.styles.outline, level, self._outline, None)

    def _list(self, element: Any, depth: int, around: _List | None) -> Blocks:
        """A list: items take numbers, headers do not."""
        style = attribute(element, "style-name") or (around.style if around else "")
        counts = self._counts(element, style, around)
        level = around.level + 1 if around else 1
        for item in element:
            name = NAMES[item.tag]
            if name not in ("list-item", "list-header"):
                continue
            start = attribute(item, "start-value")
            within = _List(attribute(item, "style-override") or style, counts, level, name == "list-item")
            within.start = number(start, 1) if start else None
            yield from self.blocks(item, depth + 1, within)

    def _counts(self, element: Any, style: str, around: _List | None) -> dict[int, int]:
        """How far the list has counted: as the one that it goes on with, else not at all."""
        if around is not None and not attribute(element, "style-name"):
            return around.counts
        counts: dict[int, int] | None = None
        if around is not None and around.style == style:
            counts = around.counts
        elif onward := attribute(element, "continue-list"):
            counts = self._by_id.get(onward)
        elif attribute(element, "continue-numbering") == "true":
            counts = self._by_style.get(style)
        counts = {} if counts is None else counts
        self._by_style[style] = counts
        if name := attribute(element, "id"):
            self._by_id[name] = counts
        return counts

    def shape(self, element: Any, depth: int) -> Blocks:
        """What a drawing says: of a frame the first thing in it, the others are its pictures."""
        name = NAMES[element.tag]
        if depth >= DEEPEST:
            yield from self._flat(element)
        elif name == "control":
            self.tally.add("fields")
        elif name == "g":
            for each in element:
                if NAMES[each.tag] in SHAPES:
                    yield from self.shape(each, depth + 1)
        elif name == "frame":
            for each in element:
                if NAMES[each.tag] in _FRAMED:
                    yield from self._framed(NAMES[each.tag], each, depth)
                    break
        else:
            yield from self.blocks(element, depth + 1)

    def _framed(self, name: str, element: Any, depth: int) -> Blocks:
        if name == "text-box":
            yield from self.blocks(element, depth + 1)
        elif name == "table":
            yield from self._table(element, depth)
        elif name == "image":
            self.tally.add("images")
        elif name == "object":
            if text := self.objects(element):
                yield Paragraph(text, self.page)
        elif name == "floating-frame":
            self.tally.add("links")
        else:
            self.tally.add("embedded")

    def _flat(self, element: Any) -> Blocks:
        """All text of an element too deep to be told apart; said as not understood."""
        self.tally.add("unread")
        for paragraph in element.iter("{*}p", "{*}h"):
            text = "".join(paragraph.itertext()).rstrip()
            if text:
                yield Paragraph(text, self.page)

    def _table(self, element: Any, depth: int) -> Blocks:
        if depth >= DEEPEST:
            yield from self._flat(element)
        else:
            yield from table_at(self, element, depth)


_FRAMED = frozenset(
    {"text-box", "table", "image", "object", "object-ole", "plugin", "applet", "floating-frame"}
)


def _counted(levels: dict[int, Level], level: int, counts: dict[int, int], start: int | None) -> str:
    """Counts one paragraph of a level; those below begin anew."""
    found = levels.get(level)
    if start is not None:
        counts[level] = start
    elif level in counts:
        counts[level] += 1
    else:
        counts[level] = found.start if found else 1
    for below in range(level + 1, LEVELS + 1):
        counts.pop(below, None)
    return label_of(levels, level, counts)
