"""Printed labels as they are compared: reports differ in spaces, line breaks, marks, widths and a few words
(domain/README.md, 「What real reports do」). The words are data: `wordings.csv`."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from warehouse.spreadsheet import text_of

WORDINGS = Path(__file__).with_name("wordings.csv")
"""seen → printed: how a label is worded elsewhere, and how it is worded for comparing."""

_MARKS = re.compile(r"[\W_]+")
_REMARK = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")
_NUMBER = re.compile(r"[(\[【〔{][\s\d一二三四五六七八九十]*[)\]】〕}]")
"""（一）, (1): part of a label, no remark on it."""
_LEADING = re.compile(rf"(?:{_NUMBER.pattern}|(?:\d+|[一二三四五六七八九十]+)\s*[、.,:]|其\s*中\s*:)\s*")
"""What may stand before a label's words: （一）, 一、, 1., 其中：."""


def normalised(label: str) -> str:
    """The label without spaces, line breaks and marks, in half width, its words as `wordings.csv` has them.

    `1、`, `1.` and `１．` come out alike, as do all kinds of brackets and quotes, 行政规范性文件 and
    规范性文件, 结果维护 (a misprint) and 结果维持.
    """
    text = _MARKS.sub("", unicodedata.normalize("NFKC", label)).lower()
    for seen, printed in wordings():
        text = text.replace(seen, printed)
    return text


def without_remark(label: str) -> str:
    """`normalised` of the label without what stands in brackets behind it, such as （单位：万元）, which
    reports leave out or word otherwise; its number （一） stays."""
    text = unicodedata.normalize("NFKC", label)
    return normalised(_REMARK.sub(lambda found: found[0] if _NUMBER.fullmatch(found[0]) else "", text))


def without_number(label: str) -> str:
    """`without_remark` of the label without the number or 其中： before it, which some reports leave out."""
    text = unicodedata.normalize("NFKC", label).strip()
    return without_remark(_LEADING.sub("", text, count=1) if _LEADING.match(text) else text)


@cache
def wordings() -> tuple[tuple[str, str], ...]:
    """How labels are worded elsewhere, and how each of these is worded for comparing."""
    rows = csv.DictReader(text_of(WORDINGS.read_bytes()).splitlines())
    return tuple((row["seen"], row["printed"]) for row in rows)
