"""A printed form as HTML, CSV, JSON and Markdown: each function gives the whole file's text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from warehouse.forms import Finding
from warehouse.report.escaping import csv_text, markdown_text
from warehouse.report.form import ORIGIN_WORDS, moment_words
from warehouse.report.formats import TEMPLATES, markdown_marked
from warehouse.report.printed.annual import text_of, wording_version
from warehouse.report.printed.charts import chart
from warehouse.report.printed.excel import STATE_WORDS
from warehouse.report.printed.filled import Figure, FilledForm, plain
from warehouse.report.printed.reading import OUTCOMES, FormsOfYear, as_of_words
from warehouse.report.printed.tables import grid_of
from warehouse.report.word import Heading, Text

_HEAD = ("编码", "项目", "数字", "写法", "单位", "状态", "来历", "规则", "SQL", "数据截至")
_NUMBERS = (2, 3)


def as_html(forms: FormsOfYear, one: FilledForm) -> str:
    """One self-contained page for reading and printing on A4; no script, nothing loaded from elsewhere."""
    headings = {heading.table: heading.text for heading in one.form.headings if heading.table}
    return TEMPLATES.get_template("printed/form.html.j2").render(
        one=one,
        tables=[_printed(one, table.name, headings.get(table.name, "")) for table in one.form.tables],
        drafted=text_of(one, forms.beside),
        as_of=as_of_words(forms),
        charts=[(name, chart(forms.bars, kind)) for name, kind in _CHARTS],
        checks=_told(forms, one),
        outcomes=OUTCOMES,
        origins=ORIGIN_WORDS,
        states=STATE_WORDS,
    )


_CHARTS = (("各月公开数", "month"), ("各单位公开数(前十二)", "unit"), ("各类别公开数", "category"))


def _printed(one: FilledForm, table: str, heading: str) -> dict[str, Any]:
    """What the template needs of a table: cells by the row they begin in, and columns' widths in percent."""
    grid = grid_of(one, one.form.table(table))
    height = 1 + max(cell.row for cell in grid.cells)
    return {
        "heading": heading,
        "columns": [round(100 * width / sum(grid.widths), 2) for width in grid.widths],
        "rows": [[cell for cell in grid.cells if cell.row == row] for row in range(height)],
        "heads": grid.heads,
        "is_whole": grid.together.issuperset(range(height - 1)),
    }


def _told(forms: FormsOfYear, one: FilledForm) -> list[Finding]:
    """The identities of the form that do not simply hold."""
    return [found for found in forms.checks if found.form == one.form.name and found.outcome != "pass"]


def as_csv(forms: FormsOfYear, one: FilledForm) -> str:
    """A row a cell; with a byte order mark, so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for figure in one.figures.values():
        # Numbers stay numbers; what people or pages wrote stays text.
        raw = _NUMBERS if figure.number is not None else ()
        writer.writerow([text if at in raw else csv_text(text) for at, text in enumerate(_cells(figure))])
    return "\ufeff" + out.getvalue()


def _cells(figure: Figure) -> list[str]:
    given = figure.state == "given"
    number = plain(figure.number) if given and figure.number is not None else ""
    return [
        figure.value.code,
        figure.value.name,
        number,
        figure.printed,
        figure.value.measure,
        STATE_WORDS[figure.state],
        ORIGIN_WORDS[figure.origin],
        figure.rule,
        figure.sql_file,
        moment_words(figure.as_of) if figure.as_of else "",
    ]


def as_json(forms: FormsOfYear, one: FilledForm) -> str:
    """Form, cells and identities; numbers as numbers, what is missing as null."""
    told = {
        "form": one.form.name,
        "title": one.title,
        "document": one.form.document,
        "version": one.form.version,
        "year": one.year,
        "organ": one.organ,
        "data_as_of": forms.data_as_of.isoformat() if forms.data_as_of else None,
        "built_at": forms.built_at.isoformat() if forms.built_at else None,
        "rules_version": forms.sections.rules_version,
        "cells": [_cell(figure) for figure in one.figures.values()],
        "unknown_codes": list(one.unknown),
        "checks": [_check(found) for found in forms.checks if found.form == one.form.name],
        "text": {"wording": wording_version(), "blocks": [*map(_block, text_of(one, forms.beside))]},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _cell(figure: Figure) -> dict[str, object]:
    number = figure.number if figure.state == "given" else None
    whole = number is not None and number == number.to_integral_value()
    return {
        "code": figure.value.code,
        "label": figure.value.name,
        "measure": figure.value.measure,
        "state": figure.state,
        "origin": figure.origin,
        "value": None if number is None else int(number) if whole else float(number),
        "text": figure.text or None,
        "printed": figure.printed,
        "rule": figure.rule,
        "sql_file": figure.sql_file,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
    }


def _check(found: Finding) -> dict[str, object]:
    return {
        "rule": found.rule,
        "severity": found.severity,
        "outcome": found.outcome,
        "sentence": found.sentence,
        "cells": [looked.code for looked in found.cells],
    }


def _block(block: Heading | Text) -> dict[str, object]:
    """A heading with its level, or a paragraph; what a person must write or check stands in 【】."""
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level}
    return {"paragraph": "".join(run.text for run in block.runs)}


def as_markdown(forms: FormsOfYear, one: FilledForm) -> str:
    """The cells as a list of labels and figures, what the identities say, and the report's text."""
    lines = [
        f"# {markdown_text(one.organ + one.title)}",
        as_of_words(forms),
        _table(("项目", "数字", "单位", "来历"), map(_line, one.figures.values())),
    ]
    if told := _told(forms, one):
        lines += [
            "## 勾稽",
            *(f"- {OUTCOMES[found.outcome]}:{markdown_text(found.sentence)}" for found in told),
        ]
    if text := text_of(one, forms.beside):
        lines += ["## 正文(草稿)", *map(_markdown_block, text)]
    return "\n\n".join(lines) + "\n"


def _markdown_block(block: Heading | Text) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 2)} {markdown_text(block.text)}"
    return markdown_marked("".join(run.text for run in block.runs))


def _line(figure: Figure) -> tuple[str, ...]:
    shown = figure.printed or STATE_WORDS[figure.state]
    return figure.value.name, shown, figure.value.measure, ORIGIN_WORDS[figure.origin]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(markdown_text, row)) + " |" for row in rows)])
