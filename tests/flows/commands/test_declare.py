"""`gongkai declare` as a person meets it: the sheet, its return, exit codes and words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from flows.cli import cli

PORTAL = """
[portal]
id = "{0}"
name = "云泽县人民政府"
home = "http://{0}.example/"
default_unit = "云泽县人民政府"

[[section]]
id = "zfwj"
name = "政府文件"
url = "http://{0}.example/zfwj/"
category = "政府文件"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home before its first night."""
    root = tmp_path / "home"
    (root / "portals").mkdir(parents=True)
    (root / "portals" / "yunze.toml").write_text(PORTAL.format("yunze"), encoding="utf-8")
    return root


def declare(home: Path, *words: object, year: int = 2021) -> Result:
    return CliRunner().invoke(cli, ["declare", "--year", str(year), *map(str, words), "--home", str(home)])


def given_out(home: Path, *words: object) -> tuple[Path, Any]:
    ran = declare(home, "template", *words)
    assert ran.exit_code == 0, ran.output
    path = Path(ran.stdout.strip())
    return path, openpyxl.load_workbook(path)


def returned(home: Path, book: Any, *words: object) -> Result:
    file = home / "填好的.xlsx"
    book.save(file)
    return declare(home, "import", file, *words)


def test_from_the_sheet_to_the_book(home: Path) -> None:
    path, book = given_out(home)
    assert path == home / "reports" / "2021" / "declare-2021.xlsx"
    assert book.sheetnames == ["填表说明", "report-2021", "website-annual"]
    sheet = book["report-2021"]
    sheet["H5"].value, sheet["H6"].value, sheet["I5"].value = 0, "不适用", "无规章制定权"
    ran = returned(home, book, "--who", "王某")
    assert ran.exit_code == 0, ran.output
    assert "已记入" in ran.stdout and "2 格" in ran.stdout
    assert "接下来:公布:gongkai republish" in ran.stderr
    rows = (home / "declared" / "2021.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].startswith("report-2021,2021,2.R1.C1,given,0,,无规章制定权,王某,20")
    assert rows[1].endswith(",yunze") and "填好的.xlsx" in rows[1]
    again = returned(home, book, "--who", "王某")
    assert "0 格,另有 2 格与已填报的相同" in again.stdout
    _, next_time = given_out(home)
    assert next_time["report-2021"]["H6"].value == "不适用"


def test_one_form_to_a_named_file(home: Path, tmp_path: Path) -> None:
    path, book = given_out(home, "--form", "website-annual", "--out", tmp_path / "网站.xlsx")
    assert path == tmp_path / "网站.xlsx" and book.sheetnames == ["填表说明", "website-annual"]


def test_all_faults_are_told_and_nothing_is_kept_unless_asked(home: Path) -> None:
    _, book = given_out(home)
    sheet = book["report-2021"]
    for cell, value in (("H5", -1), ("H6", "许多"), ("H7", 4), ("H8", "５")):
        sheet[cell].value = value
    ran = returned(home, book)
    assert ran.exit_code == 2 and ran.stdout == ""
    faults = [line for line in ran.stderr.splitlines() if line.startswith("错误")]
    assert len(faults) == 2 and "H5(2.R1.C1)" in faults[0] and "H6(2.R1.C2)" in faults[1]
    assert "说明" in ran.stderr and "没有导入" in ran.stderr.splitlines()[-1]
    assert not (home / "declared").exists() or not list((home / "declared").iterdir())
    ran = returned(home, book, "--only-good")
    assert ran.exit_code == 3 and "2 格,2 处有错没有导入" in ran.stdout
    assert len((home / "declared" / "2021.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


WRONG = {
    "no file": (("import", "没有.xlsx"), "无法读取"),
    "no workbook": (("import", "{home}/portals/yunze.toml"), "不是 Excel 工作簿"),
    "no form": (("template", "--form", "report-1999"), "没有名为 report-1999 的表"),
    "no portal": (("template", "--portal", "minquan"), "minquan"),
    "no folder": (("template", "--out", "{home}/portals/yunze.toml/a.xlsx"), "无法写入"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_said_in_one_line(home: Path, case: str) -> None:
    words, said = WRONG[case]
    ran = declare(home, *(word.format(home=home) for word in words))
    assert (ran.exit_code, ran.stdout) == (2, ""), ran.output
    [line] = ran.stderr.splitlines()
    assert said in line


def test_the_sheet_of_another_year_is_refused(home: Path) -> None:
    _, book = given_out(home)
    book["report-2021"]["H5"].value = 1
    file = home / "a.xlsx"
    book.save(file)
    ran = declare(home, "import", file, year=2022)
    assert ran.exit_code == 2 and "是 2021 年的表,要导入的是 2022 年" in ran.stderr


def test_of_several_portals_one_has_to_be_named(home: Path) -> None:
    (home / "portals" / "minquan.toml").write_text(PORTAL.format("minquan"), encoding="utf-8")
    assert declare(home, "template").exit_code == 2
    path, _ = given_out(home, "--portal", "yunze")
    assert path.is_file()
