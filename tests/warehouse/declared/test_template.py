"""The sheet to fill in: only what a person must give, locked but for it, the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.declared.filling import (
    ORGAN,
    SOURCE,
    book_of,
    checked,
    filled,
    said,
    saved,
    template,
)
from warehouse.declared import Declaration, Known, asked_cells, template_of
from warehouse.declared.layout import FIRST_ROW, HEADS, INPUT_COLUMN, REMARK_COLUMN
from warehouse.forms import form_named, forms_of
from warehouse.forms.sources import read_sources

FORM = form_named("report-2021")
COMPUTED = {(one.form, one.code) for one in read_sources() if one.origin == "computed"}


def known(code: str, value: int | None, origin: str, year: int = 2021, form: str = "report-2021") -> Known:
    state = "given" if value is not None else "missing"
    return Known(form, year, code, None if value is None else Decimal(value), None, state, origin)  # type: ignore[arg-type]


def declared(code: str, value: int, year: int = 2021) -> Declaration:
    number = Decimal(value)
    return Declaration("report-2021", year, code, "given", number, "", "按台账", "王某", "", "", "", "yunze")


def test_cells_that_the_website_gives_are_not_asked_and_the_others_say_what_is_known() -> None:
    figures = [
        known("2.R1.C1", 3, "computed"),
        known("2.R3.C1", 12, "lower_bound"),
        known("2.R4.C1", None, "missing"),
        known("2.R1.C2", 4, "declared", 2020, "report-2021"),
    ]
    asked = {one.value.code: one for one in asked_cells(FORM, 2021, figures, [declared("2.R5.C1", 7)], FORM)}
    assert "2.R1.C1" not in asked
    assert len(asked) == len(FORM.values) - 1
    assert (asked["2.R3.C1"].from_site, asked["2.R4.C1"].from_site) == ("至少 12", "")
    assert asked["2.R1.C2"].last_year == "4"
    assert asked["2.R5.C1"].standing is not None
    assert (asked["2.R3.C1"].row_label, asked["2.R3.C1"].column_head) == (
        "行政许可",
        "第二十条第（五）项 / 本年处理决定数量",
    )


def test_what_the_website_would_give_is_asked_only_while_it_was_not_read_whole() -> None:
    form = form_named("website-annual")
    for origin, shown in (("computed", None), ("lower_bound", "至少 7"), ("missing", "没有读全")):
        figures = [known("P0", None if origin == "missing" else 7, origin, form=form.name)]
        asked = {one.value.code: one for one in asked_cells(form, 2021, figures, [], None)}
        assert (asked["P0"].from_site if "P0" in asked else None) == shown
        assert "J0" not in asked, "of which nothing is said"


def test_a_revised_forms_code_for_another_cell_shows_nothing_of_last_year() -> None:
    """2.R3.C2 of 2019 is 本年增/减; 3.R1.C7 is the same cell in both."""
    was = form_named("report-2019")
    figures = [known(code, 9, "declared", 2020, "report-2019") for code in ("2.R3.C1", "3.R1.C7")]
    asked = {one.value.code: one for one in asked_cells(FORM, 2021, figures, [], was)}
    assert (asked["2.R3.C1"].last_year, asked["3.R1.C7"].last_year) == ("", "9")


@pytest.mark.parametrize("year", [2016, 2020, 2021])
def test_every_cell_that_no_website_gives_is_asked_once_with_its_printed_labels(year: int) -> None:
    book = book_of(template(year, most=999))
    assert book.sheetnames == ["填表说明", *(form.name for form in forms_of(year))]
    for form in forms_of(year):
        rows = list(book[form.name].iter_rows(min_row=FIRST_ROW, values_only=True))
        values = [value for value in form.values if (form.name, value.code) not in COMPUTED]
        assert [row[0] for row in rows] == [value.code for value in values]
        for row, value in zip(rows, values, strict=True):
            assert value.row_label.replace("\n", "") in f"{row[1]} {row[2]}", row


def test_all_is_locked_but_the_cells_to_fill_in_and_nothing_is_hidden_or_has_a_password() -> None:
    book = book_of(template())
    for sheet in book.worksheets:
        assert sheet.protection.sheet and not sheet.protection.password
        assert sheet.sheet_state == "visible"
        assert not any(
            told.hidden for told in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        )
    for sheet in book.worksheets[1:]:
        assert tuple(cell.value for cell in sheet[FIRST_ROW - 1]) == HEADS
        open_columns = {
            cell.column - 1 for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        assert open_columns == {INPUT_COLUMN, REMARK_COLUMN}


def test_each_input_cell_says_what_it_takes_and_lets_the_words_in() -> None:
    sheet = book_of(template())["website-annual"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    of_code = {sheet.cell(row, 1).value: rules[f"H{row}"] for row in range(FIRST_ROW, sheet.max_row + 1)}
    assert of_code["B1"].type == "list" and of_code["B1"].formula1 == '"是,否,空白,不适用,撤回"'
    assert of_code["V1"].type == "custom"
    assert all(part in of_code["V1"].formula1 for part in ("不适用", "空白", "ISNUMBER", ">=0", "INT("))
    assert "INT(" not in of_code["I3"].formula1 and "单位:天" in of_code["I3"].prompt


def test_equal_arguments_give_equal_bytes_and_what_is_in_force_stands_in_its_cell() -> None:
    assert template() == template()
    standing = [declared("2.R3.C1", 41)]
    cells = asked_cells(FORM, 2021, [], standing, None)
    data = template_of([(FORM, cells)], 2021, ORGAN, "yunze")
    [row] = [row for row in book_of(data)["report-2021"].iter_rows(values_only=True) if row[0] == "2.R3.C1"]
    assert (row[INPUT_COLUMN], row[REMARK_COLUMN]) == (41, "按台账")
    again = checked(data)
    assert [(one.code, one.value, one.remark) for one in again.good] == [("2.R3.C1", Decimal(41), "按台账")]
    assert again.good[0].who == SOURCE.who


def test_what_stands_in_the_template_is_never_a_formula() -> None:
    book = book_of(template_of([(FORM, asked_cells(FORM, 2021, [], [], None)[:3])], 2021, "=1+1", "yunze"))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_it_and_nothing_is_lost(tmp_path: Path) -> None:
    book, meant = filled(5)
    before = tmp_path / "filled.xlsx"
    before.write_bytes(saved(book))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*words, "--outdir", tmp_path / "out", before], check=True, capture_output=True, timeout=120
    )
    data = (tmp_path / "out" / "filled.xlsx").read_bytes()
    found = checked(data)
    assert (found.faults, said(found)) == ((), meant)
    assert said(checked(before.read_bytes())) == meant
    was, now = book["website-annual"], book_of(data)["website-annual"]
    labels = [[cell.value for cell in row[:5]] for row in was.iter_rows(min_row=FIRST_ROW)]
    assert [[cell.value for cell in row[:5]] for row in now.iter_rows(min_row=FIRST_ROW)] == [
        [value or None for value in row] for row in labels
    ]
    assert now.protection.sheet and not now["H5"].protection.locked
    assert {rule.type for rule in now.data_validations.dataValidation} >= {"list", "custom"}
