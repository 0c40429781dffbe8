"""One workbook, written by openpyxl and converted by LibreOffice: `python -m
tests.scrapers.documents.made.sheets.make`.

A new machine has no LibreOffice: the converted files are kept beside this script.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import tempfile
from pathlib import Path

import openpyxl

ROOM = Path(__file__).parent


def workbook() -> bytes:
    """The XLSX that all others come from."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收费情况"
    sheet.append(["2017年收费情况表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["单位", "金额（万元）", "日期", "比例", "编号", "证件号", "说明"])
    sheet.append(["财政局", 350, dt.date(2017, 12, 31), 0.12, 123, "152201199001011234", "两\n行"])
    sheet.append(["教育局", 0.3, dt.datetime(2017, 12, 31, 8, 30), 0.5, 7, 152201199001011234, True])
    sheet.append(["民政局", 1234567.5, dt.time(8, 30), 1, 45, None, "１２３"])
    sheet.append(["小计", None, None, None, None, None, -3])
    sheet.merge_cells("A6:A7")
    sheet["G7"] = 1e-5
    sheet["B7"] = "=1/0"
    for row in (3, 4, 5):
        sheet.cell(row, 4).number_format = "0.0%"
        sheet.cell(row, 5).number_format = "000000"
        sheet.cell(row, 2).number_format = "#,##0.00"
    sheet.row_dimensions[4].hidden = True
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden.append(["看不见"])
    second = book.create_sheet("第二")
    for at, (value, code) in enumerate(
        [("孤", ""), (12.5, '0.00"万元"'), (43100, 'yyyy"年"m"月"'), (43100, 'yyyy"年"m"月"d"日"')], 5
    ):
        second.cell(at, 4).value = value
        if code:
            second.cell(at, 4).number_format = code
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def main() -> None:
    """Writes the converted files."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sheets.xlsx"
        source.write_bytes(workbook())
        for kind in ("xls:MS Excel 97", "ods", "xlsx:Calc MS Excel 2007 XML"):
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [
                "soffice",
                "--headless",
                profile,
                "--convert-to",
                kind,
                "--outdir",
                str(ROOM),
                str(source),
            ]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
