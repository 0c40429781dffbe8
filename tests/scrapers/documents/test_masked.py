"""Personal data in what is told of a document: masked wherever it may stand. All numbers here are made up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scrapers.documents import Document, LeftOut, Table, described

ID = "11010519491231002X"
MASKED = "110105********002X"


def told(**about: Any) -> dict[str, Any]:
    return described(Document("ok", "xlsx", "x", **about))


def cell_of(text: str) -> dict[str, Any]:
    table = Table(((text, "甲"),))
    found: dict[str, Any] = told(tables=(table,), text=f"{text}\t甲\n")["tables"][0]["cells"][0]
    return found


def test_names_of_files_members_and_sheets_and_places() -> None:
    document = told(
        name=f"张三{ID}.xlsx",
        tables=(Table((("1",),), name=f"表{ID}"),),
        left_out=(LeftOut("hidden_sheets", f"藏{ID}"),),
        members=(Document("ok", "txt", "x", name=f"名单/{ID}.txt"),),
    )
    assert document["name"] == f"张三{MASKED}.xlsx"
    assert document["tables"][0]["name"] == f"表{MASKED}"
    assert document["left_out"][0]["where"] == f"藏{MASKED}"
    assert document["members"][0]["name"] == f"名单/{MASKED}.txt"


@pytest.mark.parametrize("text", [f"35（{ID}）", f"35,其中{ID}"])
def test_a_remark_behind_a_number(text: str) -> None:
    cell = cell_of(text)
    assert cell["number"] == "35" and MASKED in cell["remark"] and ID not in json.dumps(cell)


def test_a_number_whose_text_is_masked() -> None:
    assert "number" not in cell_of("13800000000元") and cell_of("1380000000元")["number"] == "1380000000"


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [("１１０１０５１９４９１２３１００２Ｘ", MASKED), ("１３８００００００００", "138****0000")],
)
def test_wide_digits(wide: str, narrow: str) -> None:
    assert cell_of(wide)["text"] == narrow


@pytest.mark.parametrize("shape", [("", ID), ("身份证号", ID, "")])
def test_an_id_written_one_sign_a_cell(shape: tuple[str, ...]) -> None:
    row = tuple(sign for part in shape for sign in (part if part == ID else (part,)))
    document = told(tables=(Table((row, ("2",) * len(row))),), text="\t".join(row) + "\n")

    cells = [cell["text"] for cell in document["tables"][0]["cells"] if cell["row"] == 0]
    assert "".join(cells).replace("身份证号", "") == MASKED
    assert document["text"].replace("\t", "").replace("身份证号", "").strip() == MASKED
    numbers = [cell.get("number") for cell in document["tables"][0]["cells"] if cell["text"] == "*"]
    assert numbers == [None] * 8


def test_single_figures_side_by_side_are_counts() -> None:
    row = tuple("13800000000") + tuple("2345678")
    document = told(tables=(Table((row,)),), text="\t".join(row) + "\n")
    assert [cell["number"] for cell in document["tables"][0]["cells"]] == list(row)
    assert document["text"] == "\t".join(row) + "\n"
