"""A clerk who fills in the template: random answers by seed, written by openpyxl as a spreadsheet would."""

from __future__ import annotations

import io
import random
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl

from warehouse.declared import Before, Checked, Declaration, Source, Wanted, check_workbook, template_of
from warehouse.declared.asking import Asked, asked_cells
from warehouse.declared.layout import FIRST_ROW
from warehouse.declared.options import options_of
from warehouse.forms import Entry, Form, Value, form_named, forms_of

WANTED = Wanted(2021, "yunze")
SOURCE = Source("填好的.xlsx", "王某", datetime(2022, 1, 20, 16, 30))
ORGAN = "云泽县人民政府"
KEPT = 24
"""Cells of a form that are asked in most tests: enough of each kind, and cheap."""
WORDS = {"空白": Entry("blank"), "不适用": Entry("not_applicable")}

Answers = dict[tuple[str, str], Entry]
"""Form and code → what the clerk means."""


def asked(form: Form, year: int = 2021, most: int = KEPT) -> list[Asked]:
    """The first cells of each kind, in the order of the form."""
    cells = asked_cells(form, year, [], [], None)
    few = [one for kind in {one.value.kind for one in cells} for one in of_kind(cells, kind)[:most]]
    return sorted(few, key=cells.index)


def of_kind(cells: list[Asked], kind: str) -> list[Asked]:
    return [one for one in cells if one.value.kind == kind]


def template(year: int = 2021, most: int = KEPT) -> bytes:
    forms = [(form, asked(form, year, most)) for form in forms_of(year)]
    return template_of(forms, year, ORGAN, WANTED.portal)


def book_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer(chance: random.Random, form: str, value: Value) -> tuple[object, Entry]:
    """What is written into a cell, and what it means."""
    if chance.random() < 0.2:
        word = chance.choice(list(WORDS))
        return word, WORDS[word]
    if value.kind in ("int", "signed", "decimal"):
        low = -500 if value.kind == "signed" else 0
        number = Decimal(chance.randint(low, 500))
        if value.kind == "decimal":
            number = Decimal(chance.randint(0, 10**9)).scaleb(-chance.randint(0, 6))
        written = int(number) if number == int(number) else float(number)
        return written, Entry("given", number)
    options = options_of(form, value)
    chosen = chance.choice(options) if options else f"县政务网 {chance.randint(1, 99)}"
    return chosen, Entry("given", None, chosen)


def filled(seed: int, year: int = 2021, share: float = 0.6) -> tuple[Any, Answers]:
    """A filled workbook and what was meant; empty cells mean nothing."""
    chance, book, meant = random.Random(seed), book_of(template(year)), {}
    for sheet in book.worksheets[1:]:
        form = form_named(sheet.title)
        for row in range(FIRST_ROW, sheet.max_row + 1):
            code = sheet.cell(row, 1).value
            if chance.random() < share:
                written, entry = answer(chance, form.name, form.value(code))
                sheet.cell(row, 8).value = written
                meant[form.name, code] = entry
    return book, meant


def checked(data: bytes, standing: tuple[Declaration, ...] = (), before: Before | None = None) -> Checked:
    return check_workbook(data, WANTED, SOURCE, standing, before or Before())


def said(found: Checked) -> Answers:
    """What the good rows say."""
    return {(one.form, one.code): one.entry for one in found.good}
