"""Fields, and characters that stand for something else than themselves. [MS-DOC] 2.4.2, 2.9.87."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrapers.documents.words.signs import sign_of

BEGIN, MIDDLE, END = "\x13", "\x14", "\x15"
_FIELD = re.compile("[\x13\x14\x15]")
_END = re.compile("[\r\x07\x0c]")
LONGEST = 2_000
"""Characters of a field's code that are looked at."""


class Cut(NamedTuple):
    """Characters that are not shown, and what stands there instead."""

    start: int
    end: int
    instead: str = ""


def cuts_of_fields(text: str) -> tuple[list[Cut], int]:
    """What of fields is not shown: their codes; the results stay. How many have no result that can be told.

    A field that nothing ends is taken to end with its paragraph.
    """
    cuts: list[Cut] = []
    stack: list[tuple[int, bool]] = []
    untold = 0
    for found in _FIELD.finditer(text):
        at, mark = found.start(), found.group()
        if mark == BEGIN:
            stack.append((at, False))
        elif mark == MIDDLE and stack and not stack[-1][1]:
            cuts.append(Cut(stack[-1][0], at + 1))
            stack[-1] = (stack[-1][0], True)
        elif mark == END and stack:
            start, shown = stack.pop()
            if shown:
                cuts.append(Cut(at, at + 1))
                continue
            instead = shown_of(text[start + 1 : min(at, start + 2 + LONGEST)])
            untold += instead is None
            cuts.append(Cut(start, at + 1, instead or ""))
        else:
            cuts.append(Cut(at, at + 1))
    done = 0
    for start, shown in stack:
        if not shown and start >= done:
            paragraph = _END.search(text, start)
            done = paragraph.start() if paragraph else len(text)
            cuts.append(Cut(start, done))
    return cuts, untold


_SILENT = re.compile(
    r"\s*(?:XE|TC|TA|RD|SET|ASK|PRIVATE|ADVANCE|SHAPE|INCLUDEPICTURE|EMBED|LINK|CONTROL|HTMLCONTROL)\b", re.I
)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s*(.*)", re.I | re.S)
_EQUATION = re.compile(r"\s*EQ\b", re.I)
_SIGN = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]{1,4}|[1-9]\d{0,4})\b", re.I)
_FONT = re.compile(r'\\f\s*"?([^"\\]+)"?', re.I)


def shown_of(code: str) -> str | None:
    """What a field without a result shows: the text of a button, the parts of an equation (a circled number,
    a character under its reading), a sign. '' where it shows nothing, None where that is not told."""
    if len(code) > LONGEST:
        return None
    if _SILENT.match(code) or not code.strip():
        return ""
    if button := _BUTTON.match(code):
        return button.group(1).strip()
    if _EQUATION.match(code):
        return _equation(code)
    if sign := _SIGN.match(code):
        font = _FONT.search(code)
        return sign_of(font.group(1) if font else "", int(sign.group(1), 0))
    return None


def _equation(code: str) -> str | None:
    ruby = re.search(r"\\o\s*\\a[dclr]\s*\(\s*\\s\s*\\up\s*\d+\s*\((.*?)\)\s*[,;,](.*)\)\s*$", code, re.S)
    if ruby:
        return ruby.group(2).strip()
    circled = re.search(r"\\o\s*\\ac\s*\((.*)\)\s*$", code, re.S)
    if circled:
        parts = [
            re.sub(r"\\s\s*\\(?:up|do)\s*-?\d+\s*\((.*?)\)", r"\1", part)
            for part in circled.group(1).split(",")
        ]
        return "".join(part.strip() for part in parts[1:]) or parts[0].strip()
    return None


def merged(cuts: Iterable[Cut]) -> list[Cut]:
    """The cuts in order, none within another."""
    kept: list[Cut] = []
    for cut in sorted(cuts):
        if kept and cut.start < kept[-1].end:
            last = kept[-1]
            if cut.end > last.end:
                kept[-1] = last._replace(end=cut.end)
        else:
            kept.append(cut)
    return kept


CHARACTERS = {
    **dict.fromkeys(range(32)),
    0x09: "\t",
    0x0B: "\n",
    0x0E: "\n",
    0x1E: "-",
    0x0A: "\n",
}
"""What is shown for characters below the space: lines, tabs, hyphens that keep words together."""


def clean(text: str) -> str:
    """Text with what is shown for special characters; halves of characters put together."""
    if not text.isprintable():
        text = text.translate(CHARACTERS)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
