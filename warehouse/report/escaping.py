"""Makes text of strangers harmless where it is printed: titles and names of portals may hold anything."""

from __future__ import annotations

import re

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_LOOKS_NUMERIC = re.compile(r"[\d\s.,:/eE+-]*\d[\d\s.,:/eE+-]*")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def csv_text(text: str) -> str:
    """`text` for a cell that has to stay text: a spreadsheet neither computes nor re-writes it.

    What begins as a formula does (= + - @, in either width), or would be read as a number or a date (an id),
    gets an apostrophe in front.
    """
    text = visible(text)
    return f"'{text}" if text.startswith(_FORMULA) or _LOOKS_NUMERIC.fullmatch(text) else text


def markdown_text(text: str) -> str:
    """`text` on one line of Markdown, with every character that means something there escaped."""
    return _MARKDOWN.sub(r"\\\1", " ".join(visible(text).split()))


def visible(text: str) -> str:
    """`text` without control characters and marks that turn the writing direction."""
    return _CONTROL.sub("", text)
