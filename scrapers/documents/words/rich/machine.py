"""What the words of RTF do: text to its stream, the state of groups, what is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from scrapers.documents.limits import Asked
from scrapers.documents.words.binary.marks import shown_of
from scrapers.documents.words.rich.charsets import Fonts, of_page
from scrapers.documents.words.rich.rows import WORDS
from scrapers.documents.words.rich.sheet import Sheet
from scrapers.documents.words.rich.state import Field, State
from scrapers.documents.words.rich.tokens import Tokens
from scrapers.documents.words.rich.vocabulary import LEFT_OUT, OPENED, SAID, SKIPPED, SYMBOLS

SHEETS = ("body", "notes", "boxes")
_UNIT = re.compile(rb"\\u(-?[0-9]+)")


class Machine:
    """Takes tokens; what it made is on its sheets."""

    def __init__(self, tokens: Tokens, asked: Asked) -> None:
        """Reads nothing yet."""
        self._tokens, self._asked = tokens, asked
        self.sheets = {name: Sheet(asked) for name in SHEETS}
        self.counts: Counter[str] = Counter()
        self.broken = self.late = False
        self._state = State()
        self._stack: list[State] = []
        self._bytes = bytearray()
        self._skip = 0
        self._starred = False
        self._fonts = Fonts()
        self._fields: list[Field] = []
        self._said = 0
        self._unseen = False
        self._high = ""
        self._echo = b""
        """The character that was told by its number, as Chinese programs of before have it."""

    def run(self) -> None:
        """All tokens, until the end or until it is late."""
        for count, (kind, data, number) in enumerate(self._tokens):
            if kind == "text":
                self._take(data)
            elif kind == "bytes":
                self._run_of_bytes(data)
            elif kind == "units":
                self._units(data)
            elif kind == "byte":
                self._byte(number or 0)
            elif kind == "word":
                self._word(data.decode("ascii"), number)
            elif kind == "open":
                self._stack.append(self._state)
                self._skip = 0
            elif kind == "close":
                if self._close():
                    break
            else:
                self._symbol(data)
            if count % 4096 == 0 and self._asked.late():
                self.late = True
                break
        self._flush()
        self.broken = self.broken or bool(self._stack) or self._tokens.cut
        for sheet in self.sheets.values():
            sheet.end()

    def _close(self) -> bool:
        """The end of a group; whether it was that of the file."""
        self._skip = 0
        self._starred = False
        before = self._state
        self._flush_for(self._stack[-1] if self._stack else before)
        if not self._stack:
            self.broken = True
            return False
        self._state = self._stack.pop()
        while self._fields and len(self._stack) < self._fields[-1].level:
            self._end_field(self._fields.pop())
        if before.sheet != self._state.sheet and self.sheets[before.sheet].pending():
            self.sheets[before.sheet].paragraph(0)
        if self._stack:
            return False
        if self._tokens.more():
            self.broken = True
            return False
        return True

    def _end_field(self, field: Field) -> None:
        if self._said == field.said and (shown := shown_of("".join(field.code))):
            self._say(shown)

    def _flush_for(self, next_state: State) -> None:
        """Bytes that wait become text where what follows is read in another way: a character may have its two
        bytes on both sides of a brace."""
        if self._bytes and (self._where(next_state) != self._where(self._state)):
            self._flush()

    def _where(self, state: State) -> tuple[object, ...]:
        return state.into, state.sheet, state.font, state.hidden, state.deleted, state.raised

    def _take(self, data: bytes) -> None:
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        self._bytes += data

    def _byte(self, code: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(code)

    def _run_of_bytes(self, data: bytes) -> None:
        dropped = min(self._skip, len(data))
        # Writers that count a character's two bytes as one.
        if self._skip == 1 and len(self._echo) == 2 and data.startswith(self._echo):
            dropped = 2
        self._skip = max(self._skip - dropped, 0)
        self._bytes += data[dropped:]

    def _flush(self) -> None:
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        text, lost = self._fonts.read(self._state.font if self._state.into != "fonts" else None, data)
        if self._state.into == "text":
            self.counts["characters"] += lost
        self._say(text)

    def _say(self, text: str) -> None:
        """Characters to where the state has them."""
        state = self._state
        if state.into == "code":
            if self._fields:
                self._fields[-1].code.append(text)
        elif state.into == "fonts":
            if state.font is not None:
                self._fonts.name(state.font, text)
        elif state.hidden or state.deleted:
            if not self._unseen and text.strip():
                self.counts["deletions" if state.deleted else "hidden_text"] += 1
                self._unseen = True
        elif state.into == "number":
            self.sheets[state.sheet].number(text)
        else:
            self._unseen = False
            self._said += 1
            self.sheets[state.sheet].text(text, state.raised)

    def _symbol(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
            return
        if self._skip and sign in b"~_-{}\\":
            self._skip -= 1
            return
        if sign in b"\r\n":
            self._flush()
            self._end_paragraph()
        elif sign in SYMBOLS:
            self._flush()
            self._say(SYMBOLS[sign])
        elif sign not in b"-:|'" and sign[0] >= 0x80:
            self._take(sign)

    def _word(self, word: str, number: int | None) -> None:
        self._skip = 0
        starred, self._starred = self._starred, False
        if word == "u":
            self._unicode(number or 0)
            return
        if word in SAID:
            self._flush()
            self._say(SAID[word])
        elif word in WORDS:
            self.sheets[self._state.sheet].define(word, number or 0, self._state.nested_row)
        elif (change := _CHANGES.get(word)) is not None:
            change(self, number)
        elif word in LEFT_OUT or word in SKIPPED or (starred and word not in OPENED):
            self._leave(word)

    def _leave(self, word: str) -> None:
        """A group that is not read; its first word was this."""
        if not self._stack:
            return
        self._flush()
        if what := LEFT_OUT.get(word):
            self.counts[what] += 1 if what != "headers" or not self.counts[what] else 0
        self._tokens.skip()

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number + 0x10000 if number < 0 else number
        self._skip = self._state.unicode_skip
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
            return
        if 0xDC00 <= code < 0xE000:
            pair = (self._high + chr(code)).encode("utf-16-le", "surrogatepass")
            self._say(pair.decode("utf-16-le", "replace"))
        elif 0 < code < 0x110000:
            self._say(chr(code))
            self._echo = chr(code).encode("gb18030")
        self._high = ""

    def _units(self, data: bytes) -> None:
        """Characters by their numbers, each with a question mark for who does not know them."""
        codes = [int(code) & 0xFFFF for code in _UNIT.findall(data)]
        if self._state.unicode_skip == 1 and not any(0xD800 <= code < 0xE000 for code in codes):
            self._flush()
            self._skip = 0
            self._say("".join(map(chr, filter(None, codes))))
            return
        for code in codes:
            self._unicode(code)
            self._byte(ord("?"))

    def _set(self, **what: object) -> None:
        self._flush()
        self._state = self._state._replace(**what)  # type: ignore[arg-type]

    def _depth(self) -> int:
        if not self._state.in_table:
            return 0
        return max(1 if self._state.depth is None else self._state.depth, 1)

    def _end_paragraph(self) -> None:
        self._flush()
        if not (self._state.hidden or self._state.deleted):
            self.sheets[self._state.sheet].paragraph(self._depth())

    def _break(self) -> None:
        self._flush()
        if self.sheets[self._state.sheet].pending():
            self._end_paragraph()

    def _field(self) -> None:
        self._flush()
        if len(self._fields) < 10_000:
            self._fields.append(Field(len(self._stack), self._said, []))

    def _fonts_begin(self) -> None:
        self._set(into="fonts", font=None)

    def _font(self, number: int) -> None:
        self._set(font=number)
        if self._state.into == "fonts":
            self._fonts.define(number)

    def _charset(self, number: int) -> None:
        if self._state.into == "fonts" and self._state.font is not None:
            self._fonts.charset(self._state.font, number)

    def _code_page(self, number: int | None) -> None:
        self._fonts.page = of_page(number)

    def _language(self, number: int) -> None:
        self._fonts.chinese = self._fonts.chinese or number == 2052

    def _apart(self, sheet: str) -> None:
        """What follows in the group is not part of the body."""
        self._set(sheet=sheet, in_table=False, depth=None, into="text", hidden=False)

    def _row(self, nested: bool) -> None:
        self._flush()
        self.sheets[self._state.sheet].end_row(max(self._depth(), 2) if nested else 1)

    def _cell(self, nested: bool) -> None:
        self._flush()
        self.sheets[self._state.sheet].cell(max(self._depth(), 2) if nested else 1)

    def _into_table(self) -> None:
        self._set(in_table=True)
        self.sheets[self._state.sheet].told_in_table()

    def _default_font(self, number: int) -> None:
        self._fonts.default = number

    def _object(self) -> None:
        self.counts["embedded"] += 1

    def _shape(self) -> None:
        self.counts["drawings"] += 1


def _on(number: int | None) -> bool:
    return number != 0


_CHANGES: dict[str, Callable[[Machine, int | None], None]] = {
    "par": lambda m, _: m._end_paragraph(),
    "sect": lambda m, _: m._break(),
    "page": lambda m, _: m._break(),
    "cell": lambda m, _: m._cell(False),
    "nestcell": lambda m, _: m._cell(True),
    "row": lambda m, _: m._row(False),
    "nestrow": lambda m, _: m._row(True),
    "pard": lambda m, _: m._set(in_table=False, depth=None),
    "plain": lambda m, _: m._set(font=None, hidden=False, deleted=False, raised=False),
    "super": lambda m, n: m._set(raised=_on(n)),
    "nosupersub": lambda m, _: m._set(raised=False),
    "up": lambda m, n: m._set(raised=_on(n)),
    "intbl": lambda m, _: m._into_table(),
    "itap": lambda m, n: m._set(depth=n or 0),
    "v": lambda m, n: m._set(hidden=_on(n)),
    "deleted": lambda m, n: m._set(deleted=_on(n)),
    "uc": lambda m, n: m._set(unicode_skip=max(n or 0, 0)),
    "f": lambda m, n: m._font(n or 0),
    "fcharset": lambda m, n: m._charset(n or 0),
    "ansicpg": lambda m, n: m._code_page(n),
    "mac": lambda m, _: m._code_page(10000),
    "pc": lambda m, _: m._code_page(437),
    "pca": lambda m, _: m._code_page(850),
    "deff": lambda m, n: m._default_font(n or 0),
    "deflang": lambda m, n: m._language(n or 0),
    "deflangfe": lambda m, n: m._language(n or 0),
    "fonttbl": lambda m, _: m._fonts_begin(),
    "field": lambda m, _: m._field(),
    "fldinst": lambda m, _: m._set(into="code"),
    "listtext": lambda m, _: m._set(into="number"),
    "pntext": lambda m, _: m._set(into="number"),
    "footnote": lambda m, _: m._apart("notes"),
    "shptxt": lambda m, _: m._apart("boxes"),
    "dptxbxtext": lambda m, _: m._apart("boxes"),
    "nesttableprops": lambda m, _: m._set(nested_row=True),
    "object": lambda m, _: m._object(),
    "shp": lambda m, _: m._shape(),
}
"""What each word does that changes the state or ends something."""
