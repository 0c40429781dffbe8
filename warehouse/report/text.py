"""The `sections` report on a terminal: columns line up although Chinese characters are two cells wide."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.report.draft import draft
from warehouse.report.escaping import visible
from warehouse.report.form import SectionsForm, moment_words
from warehouse.report.formats import title
from warehouse.report.notes import notes

WIDTH = 100

_NO_BREAK = "\U0010fffd"
"""Stands for a space where a line must not be broken at spaces alone."""
_CLOSING = frozenset("、。,;:!?)》」』”’,.;:!?)")


def render_text(form: SectionsForm, width: int = WIDTH) -> str:
    """The report as plain text, `width` cells wide: table, what is missing, notes, drafted sentences."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    console.print(Text(visible(title(form)), style="bold"))
    console.print(Text(f"数据截至 {moment_words(form.data_as_of)}"))
    console.print(_figures(form))
    if form.missing:
        labels = "、".join(row.label for row in form.missing)
        _say(console, f"缺({len(form.missing)} 类,没有数字,不等于零):{labels}")
    for sentence in notes(form):
        _say(console, f"· {sentence}")
    if form.incomplete:
        console.print(_incomplete(form))
    for paragraph in draft(form).paragraphs:
        console.print()
        _say(console, paragraph)
    lines = file.getvalue().replace(_NO_BREAK, " ").splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _say(console: Console, text: str) -> None:
    console.print(Text(folded(text, console.width)))


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
    table.add_column("栏目", overflow="fold")
    table.add_column("最近结果", no_wrap=True)
    table.add_column("读到/声明", no_wrap=True)
    table.add_column("原因", overflow="fold")
    table.add_column("数字依据", overflow="fold")
    for section in form.incomplete:
        counts = section.read_of_declared.replace("、", "\n")
        cells = (section.name, section.outcome_words, counts, section.reason, section.basis)
        table.add_row(*(Text(visible(cell).replace(" ", _NO_BREAK)) for cell in cells))
    return table


def folded(text: str, width: int) -> str:
    """`text` in lines of at most `width` cells, broken between any two signs: Chinese has no spaces.

    A line does not begin with closing punctuation; the sign before it moves down with it.
    """
    lines = [""]
    for sign in visible(text):
        if cell_len(lines[-1] + sign) > width:
            carried = lines[-1][-1:] if sign in _CLOSING else ""
            lines[-1] = lines[-1].removesuffix(carried)
            lines.append(carried)
        lines[-1] += sign
    return "\n".join(lines)
