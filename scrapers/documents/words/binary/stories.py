"""A document's stories as blocks: its text, footnotes, text boxes, each with the properties of its
paragraphs. [MS-DOC] 2.3, 2.4.3-2.4.5."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from scrapers.documents.limits import Asked
from scrapers.documents.raised import raised
from scrapers.documents.records import LeftOut, Paragraph, Refused, Table
from scrapers.documents.words.binary.fib import (
    CHARACTERS,
    CLX,
    FONTS,
    LISTS,
    OVERRIDES,
    PARAGRAPHS,
    STORIES,
    STYLES,
    Fib,
)
from scrapers.documents.words.binary.lists import Lists
from scrapers.documents.words.binary.marks import Cut, clean, cuts_of_fields, merged
from scrapers.documents.words.binary.pages import character_runs, paragraph_runs
from scrapers.documents.words.binary.pieces import text_of
from scrapers.documents.words.binary.sprms import Characters, Paragraphs, characters_of, paragraphs_of
from scrapers.documents.words.binary.styles import Style, styles_of
from scrapers.documents.words.counters import joined
from scrapers.documents.words.flow import Flow
from scrapers.documents.words.signs import sign_of

_MARK = re.compile("[\r\x07\x0c]")
_PLAIN = Style()


class Body:
    """The text and properties of a document. Raises Refused where there is no text to follow."""

    def __init__(self, word: bytes, table: bytes, data: bytes, fib: Fib, asked: Asked) -> None:
        """The streams of the file as far as they are there."""

        def part(number: int, beyond: bool = False) -> bytes:
            at, size = fib.place(number)
            return table[at : None if beyond and size else at + size]

        if not table:
            raise Refused("damaged", f"文件损坏:缺少 {fib.table} 部分,正文的次序在那里")
        self._fib, self._data, self._asked = fib, data, asked
        self._text = text_of(word, part(CLX), asked)
        self._paragraphs = paragraph_runs(word, part(PARAGRAPHS))
        self._characters = character_runs(word, part(CHARACTERS))
        self._styles = styles_of(part(STYLES))
        self._fonts = _fonts(part(FONTS))
        self._lists = Lists(part(LISTS, beyond=True), part(OVERRIDES))
        self._known: dict[tuple[bytes | None, bytes], Paragraphs] = {}
        self._runs: dict[bytes, Characters] = {}
        self.counts: Counter[str] = Counter()
        self.left_out: list[LeftOut] = []
        self.nested = 0
        self._untold = 0
        self._begun = False
        self._cuts = self._all_cuts()

    def missing(self) -> str:
        """What of the file is missing (Chinese), as far as its stories were read; '' where nothing is."""
        lost = max(self._text.lost, sum(self._fib.lengths.values()) - len(self._text.characters))
        if lost > 0:
            return f"正文少 {lost} 个字"
        if not self._paragraphs.whole or self._untold:
            return "部分段落的格式缺失,那里的表格按单元格标记分行"
        return ""

    def _bounds(self, story: str) -> tuple[int, int]:
        start = 0
        for name in STORIES:
            length = self._fib.lengths[name]
            if name == story:
                return min(start, len(self._text.characters)), min(start + length, len(self._text.characters))
            start += length
        return 0, 0

    def story_has_text(self, story: str) -> bool:
        """Whether people would see anything of a story."""
        return bool(clean(self._text.characters[slice(*self._bounds(story))]).strip())

    def story(self, name: str) -> list[Paragraph | Table]:
        """The blocks of one story."""
        start, end = self._bounds(name)
        flow = Flow(self._asked)
        if start < end:
            self._tell(start, end, flow)
        flow.end()
        self.left_out.extend(flow.left_out)
        self.nested += flow.nested
        return flow.blocks

    def _tell(self, start: int, end: int, flow: Flow) -> None:
        """Paragraph by paragraph into the flow."""
        number = 0
        begun = start
        for found in _MARK.finditer(self._text.characters, start, end):
            at, mark = found.start(), found.group()
            if mark == "\r" and self._hides(at) and not self._properties(at).inner_cell:
                continue
            self._paragraph(begun, at, mark, flow)
            begun = at + 1
            number += 1
            if number % 1000 == 0 and self._asked.late():
                self.left_out.append(LeftOut("unread", "时间到了,后面的正文没有读"))
                return
        if begun < end:
            self._paragraph(begun, end, "\r", flow)

    def _paragraph(self, start: int, end: int, mark: str, flow: Flow) -> None:
        properties = self._properties(end)
        self._untold += not properties.told
        depth = properties.at_depth()
        if (properties.row_end or properties.inner_row) and mark != "\x0c":
            flow.row(depth or 1, properties.row)
            return
        text = self._shown(start, end)
        if self._style(properties.style).hidden:
            text = self._unhidden(start, end, text)
        if not self._begun and (text or mark != "\x0c"):
            text = self._numbered(properties, text)
        # A page may break within a paragraph.
        self._begun = mark == "\x0c" and bool(text or self._begun) and self._goes_on(end)
        if mark == "\x07" and not properties.told:
            flow.loose(text)
        elif mark == "\x07" or (properties.inner_cell and mark != "\x0c"):
            flow.cell(text, depth or 1)
        else:
            flow.paragraph(text, depth)

    def _goes_on(self, place: int) -> bool:
        """Whether the next character belongs to the same paragraph."""
        where, piece = self._text.byte_of(place)
        return self._paragraphs.end_of(where) > where + (2 if piece.wide else 1)

    def _properties(self, place: int) -> Paragraphs:
        """Of the paragraph that a mark ends."""
        where, piece = self._text.byte_of(place)
        found = self._paragraphs.at(where)
        run = found or b""
        key = (found, piece.changes)
        known = self._known.get(key)
        if known is None:
            style = int.from_bytes(run[:2], "little")
            known = self._known[key] = paragraphs_of(style, run[2:] + piece.changes, self._data)
            known.told = found is not None
        return known

    def _numbered(self, properties: Paragraphs, text: str) -> str:
        """A paragraph with its automatic number, if any: also an empty one, as cells of a column 序号 are."""
        style = self._style(properties.style)
        override = style.override if properties.override is None else properties.override
        level = style.level if properties.level is None else properties.level
        if not override or override == 0xF801:
            return text
        number, close = self._lists.number(override, level or 0)
        return joined(number, text, close)

    def _unhidden(self, start: int, end: int, text: str) -> str:
        """What runs of a paragraph whose style is hidden say to show."""
        pieces: list[str] = []
        for place in range(start, end):
            where, piece = self._text.byte_of(place)
            if self._run((self._characters.at(where) or b"") + piece.changes).hidden in (0, 129):
                pieces.append(self._shown(place, place + 1))
        shown = "".join(pieces)
        self.counts["hidden_text"] += len(shown.strip()) < len(text.strip())
        return shown

    def _style(self, number: int | None) -> Style:
        return self._styles[number] if number is not None and number < len(self._styles) else _PLAIN

    def _hides(self, place: int) -> bool:
        found = bisect_right(self._cuts, place, key=lambda cut: cut.start) - 1
        return found >= 0 and place < self._cuts[found].end

    def _shown(self, start: int, end: int) -> str:
        """The text from `start` to `end` as people see it."""
        at = max(bisect_right(self._cuts, start, key=lambda cut: cut.start) - 1, 0)
        pieces: list[str] = []
        while at < len(self._cuts) and (cut := self._cuts[at]).start < end:
            if cut.end > start:
                pieces += [self._text.characters[start : max(cut.start, start)], cut.instead]
                start = max(cut.end, start)
            at += 1
        text = "".join([*pieces, self._text.characters[start:end]])
        if not text.isprintable():
            for sign, what in _COUNTED.items():
                self.counts[what] += text.count(sign)
        return clean(text)

    def _all_cuts(self) -> list[Cut]:
        """All that is not shown: codes of fields, hidden and deleted text, signs of other fonts."""
        text = self._text.characters
        cuts: list[Cut] = []
        for story in STORIES:
            start, end = self._bounds(story)
            found, untold = cuts_of_fields(text[start:end])
            cuts.extend(Cut(cut.start + start, cut.end + start, cut.instead) for cut in found)
            self.counts["fields"] += untold
        hidden = self._hidden()
        return merged([*cuts, *hidden]) if hidden else merged(cuts)

    def _hidden(self) -> list[Cut]:
        """Runs of characters that are not text as it stands."""
        runs = self._characters
        cuts: list[Cut] = []
        for piece in self._text.pieces:
            width = 2 if piece.wide else 1
            last = piece.at + (piece.end - piece.start) * width
            at = max(bisect_right(runs.starts, piece.at) - 1, 0)
            while at < len(runs.starts) and runs.starts[at] < last:
                found = self._run(runs.properties[at] + piece.changes)
                if not found.plain():
                    first = piece.start + max(0, -(-(runs.starts[at] - piece.at) // width))
                    end = piece.start + (min(runs.ends[at], last) - piece.at) // width
                    cuts.extend(self._cuts_of(found, first, end))
                at += 1
        return cuts

    def _run(self, grpprl: bytes) -> Characters:
        known = self._runs.get(grpprl)
        if known is None:
            known = self._runs[grpprl] = characters_of(grpprl)
        return known

    def _cuts_of(self, run: Characters, start: int, end: int) -> list[Cut]:
        text = self._text.characters[start:end]
        if not text:
            return []
        if run.embedded:
            return []
        if run.deleted:
            self.counts["deletions"] += 1
            return _between_marks(text, start)
        if self._is_hidden(run, start):
            self.counts["hidden_text"] += 1 if clean(text).strip() else 0
            return _between_marks(text, start)
        if run.symbol and text == "(" * len(text):
            font = self._fonts[run.symbol[0]] if run.symbol[0] < len(self._fonts) else ""
            sign = sign_of(font, run.symbol[1])
            self.counts["characters"] += len(text) if sign is None else 0
            return [Cut(start, end, (sign or "") * len(text))]
        if run.raised and (high := raised(text, clean(self._text.characters[start - 1 : start]))) != text:
            return [Cut(start, end, high)]
        return []

    def _is_hidden(self, run: Characters, start: int) -> bool:
        """By the run itself, else by its style and its paragraph's; 129 is the opposite of those."""
        if run.hidden in (0, 1):
            return run.hidden == 1
        styled = run.style is not None and self._style(run.style).hidden
        if run.hidden is not None:
            where, _ = self._text.byte_of(start)
            paragraph = self._paragraphs.at(where) or b""
            styled = styled or self._style(int.from_bytes(paragraph[:2], "little")).hidden
        return styled != (run.hidden == 129)

    def notes(self) -> list[str]:
        """What people should know of how it was read (Chinese)."""
        told = []
        if self._lists.unknown:
            told.append(f"{self._lists.unknown} 处自动编号没有算出")
        if not self._characters.whole:
            told.append("部分文字的格式缺失:隐藏的或修订中删除的文字可能也在读出的文字里")
        if self.nested:
            told.append(f"{self.nested} 个表格在别的表格里面,列在外层表格之后")
        return told


_COUNTED = {"\0": "characters", "\x01": "images", "\x08": "drawings", "\x05": "comments"}
"""Characters that stand for something that is not text."""


def _between_marks(text: str, start: int) -> list[Cut]:
    """Cuts of a text that leave the marks of cells and rows."""
    return [Cut(start + found.start(), start + found.end()) for found in re.finditer("[^\x07\x0c]+", text)]


def _fonts(table: bytes) -> list[str]:
    """Names of the fonts. [MS-DOC] 2.9.286 (SttbfFfn)."""
    names: list[str] = []
    at = 4
    number = int.from_bytes(table[:2], "little")
    while at < len(table) and len(names) < number:
        size = table[at] + 1
        name = table[at + 40 : at + size]
        names.append(name[: len(name) // 2 * 2].decode("utf-16-le", "replace").split("\0")[0])
        at += size
    return names
