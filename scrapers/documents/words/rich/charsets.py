"""Bytes of RTF as characters: the font's character set decides, then the document's code page."""

from __future__ import annotations

from scrapers.documents.words.signs import sign_of

_BY_CHARSET = {
    128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    77: "mac-roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "cp950", 255: "cp437", 254: "cp437",
}  # fmt: skip
SIGNS = 2
"""Character set of fonts of signs."""


def of_charset(charset: int | None) -> str:
    """Codec of a font's character set; '' where the document's holds."""
    return _BY_CHARSET.get(charset or 0, "")


def of_page(page: int | None) -> str:
    """Codec of the document's code page; '' where none is told or known."""
    if page in (936, 54936):
        return "gb18030"
    codec = {65001: "utf-8", 10000: "mac-roman", None: ""}.get(page, f"cp{page}")
    try:
        "".encode(codec or "ascii")
    except LookupError:
        return ""
    return codec


class Fonts:
    """The table of fonts, and what else tells by which codec bytes are read."""

    def __init__(self) -> None:
        """Before anything is told."""
        self.page = ""
        self.default: int | None = None
        self.chinese = False
        """Whether the document says somewhere that it is Chinese."""
        self._charsets: dict[int, int] = {}
        self._names: dict[int, str] = {}

    def define(self, font: int) -> None:
        """A font of the table begins."""
        self._charsets[font], self._names[font] = 0, ""

    def charset(self, font: int, charset: int) -> None:
        """The character set of a font."""
        self._charsets[font] = charset
        self.chinese = self.chinese or charset == 134

    def name(self, font: int, text: str) -> None:
        """More of the name of a font: it ends with a semicolon."""
        if ";" not in (known := self._names.get(font, "")):
            self._names[font] = known + text

    def read(self, font: int | None, data: bytes) -> tuple[str, int]:
        """The characters of bytes in a font, and how many of them could not be told."""
        font = self.default if font is None else font
        charset = self._charsets.get(-1 if font is None else font, 0)
        if charset != SIGNS:
            return decoded(data, of_charset(charset), self.page, self.chinese)
        name = self._names.get(-1 if font is None else font, "").split(";")[0]
        signs = [sign_of(name, code) if code != 0x20 else " " for code in data]
        return "".join(sign or "" for sign in signs), signs.count(None)


_FEW = 2
"""Bytes beyond ASCII that may be Western letters in a Chinese document: no text of it is that short."""


def decoded(data: bytes, font: str, page: str, chinese: bool) -> tuple[str, int]:
    """The characters, and how many of them could not be told.

    Where neither font nor document tells, Chinese writers left it out: pairs of GB 2312 are those; all of
    GB 18030 only where the document is `chinese` otherwise, since such pairs are Western letters as well.
    """
    told = font or page
    western = not told or (not font and sum(byte > 0x7F for byte in data) <= _FEW)
    codecs = (told, *(() if told else ("gb2312", "gb18030" if chinese else "")), "cp1252" if western else "")
    for codec in filter(None, codecs):
        try:
            return data.decode(codec), 0
        except ValueError:
            continue
    text = data.decode(told or "gb18030", "replace")
    return text, text.count("\ufffd")
