"""The forms of a year in all formats, against xlsxwriter alone writing the sheet of items once."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from statistics import median

import duckdb
import xlsxwriter

from tests.bench.table import Bar, Result
from tests.bench.turns import by_turns, middle, took
from tests.warehouse.report.sample import AS_OF, computed, publish
from warehouse.forms import forms_of
from warehouse.report import FORMATS as OF_SECTIONS
from warehouse.report import render
from warehouse.report.printed import FORMATS, FormsOfYear, read_forms, render_forms

ITEMS = 100_000
YEAR = 2017
MADE = Path(__file__).with_name("forms.sql")


def measure(items: int = ITEMS) -> list[Result]:
    """In turns: reading the published file and writing every form in every format; the rival has the rows."""
    with tempfile.TemporaryDirectory() as folder:
        published = _published(Path(folder) / "f.duckdb", items)
        rows = read_forms(published, YEAR, forms_of(YEAR))
        out = Path(folder) / "reports"
        rounds = by_turns(lambda: took(lambda: _rival(rows)), lambda: took(lambda: _ours(published, out)))
    ratios = [mine.seconds / theirs.seconds for theirs, mine in rounds]
    note = f"{median(mine.seconds for _, mine in rounds):.1f} s"
    what = f"forms of a year, all formats, {items:,} items / xlsxwriter writing the items"
    return [middle(what, ratios, bar=Bar("at most", 1.5), note=note)]


def _published(path: Path, items: int) -> Path:
    publish(path, computed(total=items))
    with duckdb.connect(str(path)) as connection:
        for statement in MADE.read_text(encoding="utf-8").split(";\n"):
            told = {"rows": items} if "$rows" in statement else {}
            if statement.strip():
                connection.execute(statement, told | ({"at": AS_OF} if "$at" in statement else {}))
    return path


def _ours(published: Path, out: Path) -> None:
    forms = read_forms(published, YEAR, forms_of(YEAR))
    render(forms.sections, OF_SECTIONS, out)
    render_forms(forms, FORMATS, out)


def _rival(forms: FormsOfYear) -> None:
    with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, item in enumerate(forms.items):
            texts = (item.codes, item.title, item.url, item.unit)
            for column, text in enumerate(texts):
                sheet.write_string(number, column, text)
            sheet.write_datetime(number, 4, item.published_on, day)
            for column, text in enumerate((item.document_number, item.index_number, item.item_id), 5):
                if text:
                    sheet.write_string(number, column, text)
