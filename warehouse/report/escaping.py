"""Makes text of strangers harmless where it is printed: titles and names of portals may hold anything."""

from __future__ import annotations

import re

_FORMULA = tuple("=+-@＝＋－＠")
_LIKE_A_NUMBER = re.compile(r"[\d\s.,:/eE+-]+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&$]|^[-+=]|^\d+(?=[.)]))")
_FULL_WIDTH = str.maketrans(",;:()?!", "\uff0c\uff1b\uff1a\uff08\uff09\uff1f\uff01")
_BESIDE_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[,;:()?!]+|[,;:()?!]+(?=[\u3000-\u9fff])")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


_NO_XML = str.maketrans("", "", "\ufffe\uffff" + "".join(chr(code) for code in range(0xD800, 0xE000)))
"""What XML cannot hold, beside the control characters."""


def csv_text(text: str) -> str:
    """`text` for a cell that has to stay text: a spreadsheet neither computes nor re-writes it.

    What begins as a formula does (= + - @, in either width), or would be read as a number or a date (an id),
    gets an apostrophe in front.
    """
    text = visible(text)
    like_a_number = _LIKE_A_NUMBER.fullmatch(text) and any(sign.isdigit() for sign in text)
    return f"'{text}" if like_a_number or text.lstrip().startswith(_FORMULA) else text


def markdown_text(text: str) -> str:
    """`text` on one line of Markdown, with every character that means something there escaped."""
    return _MARKDOWN.sub(_escaped, " ".join(visible(text).split()))


def _escaped(match: re.Match[str]) -> str:
    """A backslash before a sign; behind a number, whose dot would begin a numbered list."""
    found = match[0]
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def typeset(text: str) -> str:
    """`text` with the full-width punctuation that Chinese print has beside Chinese characters."""
    return _BESIDE_HAN.sub(lambda match: match[0].translate(_FULL_WIDTH), text)


def visible(text: str) -> str:
    """`text` without control characters and marks that turn the writing direction."""
    return _CONTROL.sub("", text)


def json_text(told: str) -> str:
    """JSON with those signs as JSON escapes them: a program gets them, a terminal does not obey them."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", told)


def xml_text(text: str) -> str:
    """`text` that a Word or an Excel file can hold; a line ends in one sign."""
    # What is printable throughout holds none of them: most texts of a hundred thousand rows.
    if text.isprintable():
        return text
    return visible(text).translate(_NO_XML).replace("\r\n", "\n").replace("\r", "\n")
