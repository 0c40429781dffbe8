"""The `sections` report on a terminal: columns line up although Chinese characters are two cells wide."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.report.draft import draft
from warehouse.report.escaping import visible
from warehouse.report.form import SectionsForm, moment_words
from warehouse.report.formats import title
from warehouse.report.notes import notes

WIDTH = 100


def render_text(form: SectionsForm, width: int = WIDTH) -> str:
    """The report as plain text, `width` cells wide: table, what is missing, notes, drafted sentences."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    console.print(Text(visible(title(form)), style="bold"))
    console.print(Text(f"数据截至 {moment_words(form.data_as_of)}"))
    console.print(_figures(form))
    if form.missing:
        labels = "、".join(row.label for row in form.missing)
        console.print(Text(visible(f"缺({len(form.missing)} 类,没有数字,不等于零):{labels}")))
    for sentence in notes(form):
        console.print(Text(f"· {visible(sentence)}"))
    if form.incomplete:
        console.print(_incomplete(form))
    for paragraph in draft(form).paragraphs:
        console.print(Text(f"\n{visible(paragraph)}"))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _figures(form: SectionsForm) -> Table:
    table = Table()
    table.add_column("类别")
    table.add_column("数量", justify="right")
    table.add_column("单位")
    table.add_column("来源")
    table.add_column("数据截至")
    for row in (*form.given, form.total):
        if row is form.total:
            table.add_section()
        cells = (row.label, row.number, row.measure, row.origin_words, moment_words(row.as_of))
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def _incomplete(form: SectionsForm) -> Table:
    table = Table(title="没有读全的栏目", title_justify="left")
    for head in ("栏目", "最近结果", "读到/声明", "原因", "数字依据"):
        table.add_column(head, overflow="fold")
    for section in form.incomplete:
        cells = (section.name, section.outcome_words, section.read_of_declared, section.reason, section.basis)
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table
