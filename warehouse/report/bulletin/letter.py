"""A bulletin as a Word file in official-document type: title, the whole in a paragraph, the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from warehouse.report.bulletin import words
from warehouse.report.bulletin.records import Bulletin
from warehouse.report.escaping import typeset, visible
from warehouse.report.form import ORIGIN_WORDS
from warehouse.report.word import Block, Grid, GridCell, Heading, Run, Signature, Text, Title, docx_of
from warehouse.report.word.blocks import Look

_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
_UNITS = (1500, 700, 3574, 830, 560, 560, 560, 560)
_UNITS_RANKED = (1500, 700, 3030, 830, 560, 560, 560, 560, 544)
_OVERDUE = (1500, 1800, 850, 1150, 1150, 800, 1594)
_SOON = (1500, 1800, 850, 1150, 1150, 1150, 1244)
_DOUBTFUL = (1500, 1800, 850, 1150, 1050, 2494)
"""Widths of the columns in twips: 156 mm in all, as wide as the text of an official document."""
_NUMERALS = "一二三四五六"


def as_docx(bulletin: Bulletin) -> bytes:
    """The file; what a person has to check or to write is marked. Equal bulletins give equal bytes."""
    made_at = bulletin.built_at or _FIRST
    return docx_of(blocks_of(bulletin), bulletin.title, bulletin.portal_name, made_at)


def blocks_of(bulletin: Bulletin) -> Iterator[Block]:
    """From title to signature."""
    yield Title((bulletin.portal_name, f"{bulletin.span.period.label}政府信息公开情况通报"))
    yield _text(words.summary(bulletin))
    yield Heading(f"{_NUMERALS[0]}、各单位发布情况")
    yield _unit_grid(bulletin)
    widths = (_OVERDUE, _SOON, _DOUBTFUL)
    for numeral, (heading, head, rows), columns in zip(_NUMERALS[1:], words.TABLES, widths, strict=False):
        yield Heading(f"{numeral}、{heading}")
        told = rows(bulletin)
        yield _grid(head, told, columns) if told else _text(words.NOTHING)
    yield Heading(f"{_NUMERALS[4]}、说明")
    for number, sentence in enumerate(words.notes(bulletin), 1):
        yield _text(f"{number}. {sentence}")
    yield Signature((Run("【发文机关】", to_fill=True), Run("【成文日期】", to_fill=True)))


def _unit_grid(bulletin: Bulletin) -> Grid:
    head = words.unit_head(bulletin)
    return _grid(head, words.unit_table(bulletin), _UNITS_RANKED if bulletin.with_ranks else _UNITS)


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[int, ...]) -> Grid:
    cells = [GridCell(0, column, typeset(name), "head") for column, name in enumerate(head)]
    for row, texts in enumerate(rows, 1):
        for column, (name, text) in enumerate(zip(head, texts, strict=True)):
            said = " ".join(visible(text).split())
            look: Look = "label" if name in words.LEFT else "number"
            cells.append(GridCell(row, column, said, look, to_fill=_is_open(name, said)))
    return Grid(widths, tuple(cells), size=9, rule=4, together=frozenset({0}), heads=1)


def _is_open(name: str, text: str) -> bool:
    """Whether a number is not all there is: a person has to look before the file goes out."""
    return name == "发布(条)" and (text == ORIGIN_WORDS["missing"] or text.startswith("至少"))


def _text(text: str) -> Text:
    return Text((Run(typeset(visible(text))),))
