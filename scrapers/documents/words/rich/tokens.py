"""RTF as tokens: control words with their number, symbols, bytes by their code, groups, text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"([^\\{}\r\n]+)"
    rb"|((?:\\'[0-9a-fA-F]{2}){2,})"
    rb"|((?:\\u-?[0-9]{1,6} ?(?:\\'3[fF]|\?)){2,})"
    rb"|\\([a-zA-Z]{1,40})(-?[0-9]{1,10})?[ ]?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])"
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|\\",
    re.DOTALL,
)
_TEXT, _BYTES, _UNITS, _WORD, _NUMBER, _BYTE, _SYMBOL, _GROUP = range(1, 9)
_HEX = [bytes([sign]) for sign in b"0123456789abcdefABCDEF"]
_BRACE = re.compile(rb"[{}]|\\bin(-?[0-9]+)[ ]?|\\.", re.DOTALL)

Token = tuple[str, bytes, int | None]
"""Kind (word, byte, bytes, units, symbol, open, close, text), the bytes of it, number of a word or byte."""


class Tokens:
    """The tokens of a file. `skip` jumps over the rest of a group that nobody reads."""

    def __init__(self, data: bytes) -> None:
        """`data` is the whole file."""
        self._data = data
        self.at = 0
        self.cut = False
        """Whether bytes were announced that the file does not hold."""

    def __iter__(self) -> Iterator[Token]:
        """Each token once."""
        data, match = self._data, _TOKEN.match
        while self.at < len(data):
            found = match(data, self.at)
            if found is None:  # cannot be: any byte begins some token
                self.at += 1
                continue
            self.at = found.end()
            kind = found.lastindex
            if kind == _TEXT:
                yield "text", found[_TEXT], None
            elif kind == _BYTES:
                codes = found[_BYTES].replace(b"\\'", b"").decode("ascii")
                yield "bytes", bytes.fromhex(codes), None
            elif kind == _UNITS:
                yield "units", found[_UNITS], None
            elif kind in (_WORD, _NUMBER):
                yield from self._word(found)
            elif kind == _BYTE:
                yield "byte", b"", int(found[_BYTE], 16)
            elif kind == _SYMBOL and found[_SYMBOL] == b"'":
                self.at += data[self.at : self.at + 1] in _HEX  # half of a byte: no character
            elif kind == _SYMBOL:
                yield "symbol", found[_SYMBOL], None
            elif kind == _GROUP:
                yield ("open" if found[_GROUP] == b"{" else "close"), b"", None

    def _word(self, found: re.Match[bytes]) -> Iterator[Token]:
        """A control word, unless the file ends with it: nobody knows whether it or its number goes on."""
        if self.at == len(self._data) and found[0][-1:] != b" ":
            self.cut = True
            return
        number = int(found[_NUMBER]) if found[_NUMBER] else None
        if found[_WORD] == b"bin":
            self._binary(number or 0)
        else:
            yield "word", found[_WORD], number

    def skip(self) -> None:
        """To the end of the group that is being read: its closing brace comes next."""
        depth = 0
        while found := _BRACE.search(self._data, self.at):
            self.at = found.end()
            sign = found[0]
            if sign == b"{":
                depth += 1
            elif sign == b"}":
                if not depth:
                    self.at = found.start()
                    return
                depth -= 1
            elif found[1]:
                self._binary(int(found[1]))
        self.at = len(self._data)

    def more(self) -> bool:
        """Whether what follows is RTF too."""
        return b"\\" in self._data[self.at :].rstrip(b"\0 \r\n\t\x1a}")

    def _binary(self, size: int) -> None:
        if size > 0:
            self.cut = self.cut or self.at + size > len(self._data)
            self.at = min(self.at + size, len(self._data))
