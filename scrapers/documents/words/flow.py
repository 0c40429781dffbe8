"""Paragraphs and the marks that end cells and rows, put together to blocks: tables within tables too."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Paragraph, Table
from scrapers.documents.words.boxes import WIDTH, Box, Row, table_of

DEEPEST = 50
"""Tables within tables that are kept apart; Word itself makes no more than some thirty."""


@dataclass(slots=True)
class _Open:
    """A table that is being read."""

    rows: list[Row] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Of the cells of this row that are ended."""
    lines: list[str] = field(default_factory=list)
    """Of the cell that is not."""
    inside: list[Paragraph | Table] = field(default_factory=list)
    """Tables within its cells: they follow it."""


class Flow:
    """Takes what stands in a file, in its order; gives blocks. Depth 0 is text outside tables."""

    def __init__(self, asked: Asked) -> None:
        """`asked`: its bound of cells holds for all tables together."""
        self.blocks: list[Paragraph | Table] = []
        self.left_out: list[LeftOut] = []
        self.nested = 0
        self._open: list[_Open] = []
        self._left = asked.limits.cells
        self._unseen = 0
        self._rows_lost = 0
        self._loose: list[str] = []

    def paragraph(self, text: str, depth: int) -> None:
        """A paragraph, at the depth of tables at which it stands. Empty ones and empty lines are no text."""
        self._to(depth)
        lines = [line.rstrip() for line in text.split("\n") if line.strip()]
        if lines and self._open:
            self._open[-1].lines += lines
        elif lines:
            self.blocks.append(Paragraph("\n".join(lines)))

    def loose(self, text: str) -> None:
        """A cell of a table of which only the marks are left: the end of a row is an empty cell more."""
        if not self._loose:
            self._to(0)
        self._loose.append(text.rstrip())

    def cell(self, text: str, depth: int) -> None:
        """The last paragraph of a cell."""
        self.paragraph(text, max(depth, 1))
        table = self._open[-1]
        table.texts.append("\n".join(table.lines))
        table.lines = []

    def row(self, depth: int, boxes: Row) -> None:
        """The end of a row; `boxes` are its cells without texts. Where they are fewer or more than the texts,
        those count; without any, there is a cell for each text."""
        self._to(max(depth, 1))
        table = self._open[-1]
        if any(table.lines):
            table.texts.append("\n".join(table.lines))
        row, table.texts, table.lines = _filled(boxes, table.texts), [], []
        if not row:
            return
        self._left -= len(row)
        if self._left < 0:
            self._rows_lost += 1
        else:
            table.rows.append(row)

    def end(self) -> None:
        """The end of the text: what is open is closed."""
        self._to(0)
        if self._unseen:
            self.left_out.append(LeftOut("hidden_text", "合并单元格下面", self._unseen))
        if self._rows_lost:
            self.left_out.append(LeftOut("rows", count=self._rows_lost))
        self._unseen = self._rows_lost = 0

    def _to(self, depth: int) -> None:
        """Opens and closes tables until `depth` of them are open."""
        if self._loose:
            self._guess()
        depth = min(depth, DEEPEST)
        while len(self._open) > depth:
            self._close(self._open.pop())
        while len(self._open) < depth:
            self._open.append(_Open())

    def _guess(self) -> None:
        """Rows of cells without ends of rows: so long that each ends with an empty one; else one column."""
        texts, self._loose = self._loose, []
        size = len(texts)
        for length in range(2, min(len(texts), 64) + 1):
            if len(texts) % length == 0 and not any(texts[length - 1 :: length]):
                size = length
                break
        else:
            texts, size = [each for text in texts for each in (text, "")], 2
        self._to(1)
        for at in range(0, len(texts), size):
            for text in texts[at : at + size - 1]:
                self.cell(text, 1)
            self.row(1, [])

    def _close(self, table: _Open) -> None:
        into = self._open[-1].inside if self._open else self.blocks
        if any(table.lines):
            table.texts.append("\n".join(table.lines))
        if table.texts:  # a row that nothing ended
            table.rows.append(_filled([], table.texts))
        if table.inside and len(table.rows) == 1 and len(table.rows[0]) == 1:
            # One cell around tables is a frame: what it frames stands for itself.
            self.nested -= sum(isinstance(block, Table) for block in table.inside)
            into.extend(Paragraph(line) for line in table.rows[0][0].text.split("\n") if line)
        elif table.rows:
            made, unseen = table_of(table.rows)
            self._unseen += unseen
            self.nested += bool(self._open)
            into.append(made)
        into.extend(table.inside)


def _filled(boxes: Row, texts: list[str]) -> Row:
    """Cells with their texts; a text without a cell gets one after the others, a cell without a text none.
    Ends of cells beyond the last one that hold nothing are none: LibreOffice writes them after a table in a
    cell."""
    row = [Box(b.left, b.right, "", b.beside, b.top, b.below) for b in boxes]
    for at, text in enumerate(texts):
        if at >= len(boxes) > 0 and not any(texts[at:]):
            break
        if at == len(row):
            left = row[-1].right if row else 0
            row.append(Box(left, left + WIDTH))
        row[at].text = text
    return row
