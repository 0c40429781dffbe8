"""One stream of an RTF file's text: what of it stands in tables, paragraph by paragraph."""

from __future__ import annotations

from scrapers.documents.limits import Asked
from scrapers.documents.raised import raised
from scrapers.documents.words.counters import joined
from scrapers.documents.words.flow import Flow
from scrapers.documents.words.rich.rows import RowOf


class Sheet:
    """The body, the footnotes or the text boxes."""

    def __init__(self, asked: Asked) -> None:
        """With nothing on it."""
        self.flow = Flow(asked)
        self.row, self.inner_row = RowOf(), RowOf()
        self._pieces: list[str] = []
        self._number: list[str] = []
        self._defined = False
        self._told = False

    def text(self, text: str, high: bool = False) -> None:
        """Characters that people see; `high`: above the line."""
        self._pieces.append(raised(text, self._pieces[-1]) if high and self._pieces else text)

    def number(self, text: str) -> None:
        """Characters of the automatic number before a paragraph."""
        self._number.append(text)

    def pending(self) -> bool:
        """Whether a paragraph has begun."""
        return bool(self._pieces or self._number)

    def define(self, word: str, number: int, nested: bool) -> None:
        """A word that defines a row."""
        if nested:
            self.inner_row.word(word, number)
        else:
            self._defined = True
            self.row.word(word, number)

    def paragraph(self, depth: int) -> None:
        """The end of a paragraph."""
        self.flow.paragraph(self._taken(), self._depth(depth))

    def cell(self, depth: int) -> None:
        """The end of a cell."""
        self.flow.cell(self._taken(), depth)

    def end_row(self, depth: int) -> None:
        """The end of a row. What stands between its last cell and here belongs to no cell: kept in one."""
        if depth > 1:
            self.flow.row(depth, self.inner_row.boxes)
            return
        if left := self._taken():
            self.flow.paragraph(left, 1)
        self.flow.row(1, self.row.boxes)
        self._defined = False

    def end(self) -> None:
        """The end of the stream."""
        if self.pending():
            self.paragraph(0)
        self.flow.end()

    def told_in_table(self) -> None:
        """A paragraph said itself that it is in a table: then all do."""
        self._told = True

    def _depth(self, depth: int) -> int:
        """Writers that never say `intbl` mean it from the definition of a row to its end."""
        return 1 if not depth and self._defined and not self._told else depth

    def _taken(self) -> str:
        told, text = "".join(self._number), "".join(self._pieces)
        number = told.strip()
        self._number, self._pieces = [], []
        # A bullet is no number.
        if number and any(sign.isalnum() for sign in number):
            return joined(number, text, close=not told[-1].isspace())
        return text
