"""Paragraphs and tables of a Word document in order: body, cells, text boxes, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Paragraph, Table
from scrapers.documents.words.docx_cells import Cell, Row, laid_out
from scrapers.documents.words.docx_text import Found, Shared, Texts
from scrapers.documents.words.names import NAMES, alternative, attribute, child, number, on, value

DEEPEST = 24
"""Tables and text boxes within one another that are told apart; the text of deeper ones is given as lines."""

Blocks = Iterator[Paragraph | Table]
Elsewhere = Callable[[str, Any], list[Paragraph | Table]]
"""What an element leads to in other parts: (what, element) to blocks."""

_BLOCKS = frozenset({"p", "tbl", "altChunk", "del", "moveFrom"})
_CLOSED_NAMES = (
    "p tbl tr tc pPr tblPr tblGrid tblPrEx trPr tcPr sectPr sdtPr sdtEndPr customXmlPr del moveFrom "
    "bookmarkStart bookmarkEnd proofErr"
)
_CLOSED = frozenset(_CLOSED_NAMES.split())
"""What is not looked into for blocks; whatever else wraps them (content controls, revisions, tags) is."""
_ROWS, _CELLS = frozenset({"tr"}), frozenset({"tc"})


class Story:
    """Reads a part's blocks in order, once."""

    def __init__(self, root: Any, shared: Shared, asked: Asked, elsewhere: Elsewhere) -> None:
        self._texts = Texts(shared, root)
        self._shared, self._asked, self._elsewhere = shared, asked, elsewhere
        self._read = 0
        self.notes: list[tuple[str, str]] = []
        """References to notes met so far, in order."""
        self.later: list[Any] = []
        """Notes whose text stood at the reference."""
        self.cells = 0
        self.stopped = False

    def blocks(self, container: Any, depth: int = 0) -> Blocks:
        """Paragraphs that have text, and tables, of everything in `container`."""
        before = ""
        for each in _flattened(container, _BLOCKS):
            name = NAMES[each.tag]
            if self._late():
                break
            if name == "p":
                found = self._texts.read(each)
                if found.joins:
                    before += found.text
                    yield from self._hanging(found, depth)
                    continue
                text, before = (found.label + before + found.text).rstrip(), ""
                if text:
                    yield Paragraph(text)
                yield from self._hanging(found, depth)
                continue
            if before and name != "moveFrom" and name != "del":
                yield Paragraph(before)
                before = ""
            if name == "tbl":
                yield from self._table(each, depth)
            elif name == "altChunk":
                yield from self._elsewhere("chunk", each)
            else:
                self._texts.deleted(each)
        if before:
            yield Paragraph(before)
        if depth == 0:
            self._shared.tally.add("unread", bool(self._texts.swallowed))

    def _late(self) -> bool:
        """Whether time is over or the bound of cells is passed: looked at now and then."""
        self._read += 1
        if not self.stopped and self._read % 500 == 0:
            self.stopped = self._asked.late()
        return self.stopped

    def _hanging(self, found: Found, depth: int) -> Blocks:
        """What hangs on a paragraph, after it."""
        if not (found.boxes or found.notes or found.objects or found.inline_notes):
            return
        self.notes += found.notes
        self.later += found.inline_notes
        for box in found.boxes:
            if isinstance(box, str):
                yield Paragraph(box)
            elif depth >= DEEPEST:
                yield from self._flat(box)
            else:
                yield from self.blocks(box, depth + 1)
        for what, element in found.objects:
            yield from self._elsewhere(what, element)

    def _flat(self, element: Any) -> Blocks:
        """All text of an element too deep to be told apart; said as not understood."""
        self._shared.tally.add("unread")
        for paragraph in element.iter("{*}p"):
            text = "".join(
                each.text or "" for each in paragraph.iterchildren("{*}r") for each in each.iter("{*}t")
            )
            if text.strip():
                yield Paragraph(text.rstrip())

    def _table(self, element: Any, depth: int) -> Blocks:
        """A table, then the tables in its cells. One that is only a frame around others gives what it
        frames."""
        if depth >= DEEPEST:
            yield from self._flat(element)
            return
        inner: list[Table] = []
        kept: list[Row] = []
        for each in _flattened(element, _ROWS):
            row = self._row(each, depth, inner)
            if self.stopped:  # a row that was read in part would show empty cells where figures stand
                self._shared.tally.add("rows")
            elif row is not None and row.cells:
                kept.append(row)
        if inner and len(kept) == 1 and len(kept[0].cells) == 1:
            yield from kept[0].cells[0].blocks
            return
        grid = child(element, "tblGrid")
        columns = grid.iterchildren("{*}gridCol") if grid is not None else ()
        widths = [number(value(column, "w")) for column in columns]
        yield from laid_out(kept, widths, self._shared.tally, self._asked.limits.cells)
        yield from inner

    def _row(self, element: Any, depth: int, inner: list[Table]) -> Row | None:
        """A row's cells; None of one that is deleted or hidden."""
        row = Row()
        properties = child(element, "trPr")
        for each in properties if properties is not None else ():
            name = NAMES[each.tag]
            if name == "gridBefore":
                row.before = min(max(number(value(each)), 0), 1_000)
            elif name == "gridAfter":
                row.after = min(max(number(value(each)), 0), 1_000)
            elif name == "wBefore":
                row.width_before = number(value(each, "w"))
            elif name == "wAfter":
                row.width_after = number(value(each, "w"))
            elif name == "del" or attribute(each, "type") == "Word.Deletion":
                self._shared.tally.add("deletions")
                return None
            elif name == "hidden" and on(each):
                self._shared.tally.add("hidden_rows")
                return None
        if self.stopped:
            return None
        row.cells = [self._cell(cell, depth, inner) for cell in _flattened(element, _CELLS)]
        return row

    def _cell(self, element: Any, depth: int, inner: list[Table]) -> Cell:
        """A cell; tables in it go to `inner`."""
        cell = Cell()
        properties = child(element, "tcPr")
        if properties is not None:
            cell.take(properties)
        self.cells += cell.span
        if self.cells > self._asked.limits.cells:
            self.stopped = True
        cell.blocks = list(self.blocks(element, depth + 1))
        tables = [block for block in cell.blocks if isinstance(block, Table)]
        inner += tables
        if len(cell.blocks) == 1 and not tables:
            cell.text = cell.blocks[0].text  # type: ignore[union-attr]
        else:
            cell.text = "\n".join(block.text for block in cell.blocks if isinstance(block, Paragraph))
        return cell


def _flattened(element: Any, wanted: frozenset[str]) -> Iterator[Any]:
    """Children of the wanted names in order, also within content controls and revisions; of alternatives
    what is shown; without recursion, so no depth of wrapping breaks it."""
    stack = [iter(element)]
    while stack:
        for each in stack[-1]:
            name = NAMES[each.tag]
            if name in wanted:
                yield each
            elif name not in _CLOSED and name and not _gone(name, each):
                if name == "AlternateContent":
                    each = alternative(each)
                    if each is None:
                        continue
                stack.append(iter(each))
                break
        else:
            stack.pop()


def _gone(name: str, element: Any) -> bool:
    return name == "annotation" and attribute(element, "type") in ("Word.Deletion", "Word.Comment")
