"""The `sections` report as a Word file: the table, what the figures do not say, the drafted sentences."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.report.draft import draft
from warehouse.report.escaping import typeset
from warehouse.report.form import SectionsForm, moment_words
from warehouse.report.notes import notes
from warehouse.report.word import Block, Grid, GridCell, Heading, Run, Text, Title, docx_of
from warehouse.report.word.document import LONG_AGO
from warehouse.report.wording import pieces

_HEAD = ("序号", "类别", "数量", "单位", "来源", "数据截至")
_WIDTHS = (740, 2700, 1200, 700, 1560, 1944)
"""Of the columns in twips: 156 mm in all, as wide as the text of an official document."""


def as_docx(form: SectionsForm) -> bytes:
    """The whole file."""
    title = f"{form.portal_name}{form.year}年政府信息公开栏目统计表"
    return docx_of(_blocks(form), title, form.portal_name, form.built_at or LONG_AGO)


def _blocks(form: SectionsForm) -> Iterator[Block]:
    yield Title((form.portal_name, f"{form.year}年政府信息公开栏目统计表"))
    yield _grid(form)
    yield Heading("说明")
    for sentence in notes(form):
        yield Text((Run(typeset(sentence)),))
    if paragraphs := draft(form).paragraphs:
        yield Heading("主动公开情况（草稿）")
        for paragraph in paragraphs:
            yield Text(tuple(Run(piece, to_write) for piece, to_write in pieces(typeset(paragraph))))


def _grid(form: SectionsForm) -> Grid:
    cells = [GridCell(0, column, text, "head") for column, text in enumerate(_HEAD)]
    for number, row in enumerate((*form.rows, form.total), 1):
        place = "" if row is form.total else str(number)
        texts = (place, row.label, row.number, row.measure, row.origin_words)
        # An instant of a figure that nobody has is none.
        as_of = moment_words(row.as_of) if row.value is not None else ""
        looks = ("number", "label", "number", "number", "number", "number")
        for column, (text, look) in enumerate(zip((*texts, as_of), looks, strict=True)):
            to_fill = column == 2 and row.origin in ("missing", "lower_bound")
            cells.append(GridCell(number, column, text, look, to_fill=to_fill))  # type: ignore[arg-type]
    return Grid(_WIDTHS, tuple(cells), size=12, heads=1)
