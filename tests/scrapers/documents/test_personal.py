"""Personal data in what is told of a document: every place, also where a number is drawn apart."""

from __future__ import annotations

import json

import pytest

from scrapers.documents import Document, LeftOut, Table, described, written
from scrapers.documents.personal import masked, masked_row

ID = "11010519491231002X"
"""The example of GB 11643-1999."""
MOBILE = "13812345678"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (ID, "110105********002X"),
        ("证号110105194\n91231002X,", "证号110105***\n*****002X,"),
        ("110105 19491231 002X", "110105 ******** 002X"),
        ("110105-19491231-002X", "110105-********-002X"),
        ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "1 1 0 1 0 5 * * * * * * * * 0 0 2 X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "110105********002X"),
        ("电话+8613812345678", "电话+86138****5678"),
        ("0086-13812345678", "0086-138****5678"),
    ],
)
def test_a_number_that_is_drawn_apart_or_wide_is_masked_too(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "110105\t19491231\t0021",  # a division, a day, a count: in three cells of a table of figures
        "110105 19491231 0021",  # no check digit
        "110105--19491231002X",
        "1234567 13812345",
    ],
)
def test_figures_beside_each_other_stay(text: str) -> None:
    assert masked(text) == text


def test_a_number_over_the_cells_of_a_form() -> None:
    boxes = masked_row(["证号", *ID[:8], None, *ID[8:]])
    assert boxes == ["证号", *"110105**", None, *"******002X"]
    assert masked_row(["证号", ID[:10], ID[10:], "35"]) == ["证号", "110105****", "****002X", "35"]
    assert masked_row(["", None, "35"]) == ["", None, "35"]


def test_no_place_of_the_json_has_it() -> None:
    rows = (("证号", ID), (ID[:10], ID[10:]), ("人数", f"35人({ID})"))
    text = "".join("\t".join(row) + "\n" for row in rows)
    inside = Document("damaged", "txt", "text/plain", f"{ID}坏了", name=f"d/张三{ID}.txt")
    document = Document(
        "partial",
        "zip",
        "application/zip",
        reason=f"{ID}.txt:坏了",
        name=f"{MOBILE}.zip",
        text=text,
        tables=(Table(rows, name=f"{ID}的表"),),
        left_out=(LeftOut("members", f"d/{ID}.txt"),),
        notes=(f"工作表「{MOBILE}」中整行的空白没有列出",),
        members=(inside,),
    )
    told = described(document)
    said = json.dumps(told, ensure_ascii=False)
    assert ID not in said and MOBILE not in said and ID[10:] not in said
    cells = {(cell["row"], cell["column"]): cell for cell in told["tables"][0]["cells"]}
    assert "number" not in cells[1, 0], "half of an ID number is no amount"
    assert (cells[2, 1]["number"], cells[2, 1]["remark"]) == ("35", "110105********002X")


def test_written_piece_by_piece_it_is_the_same() -> None:
    table = Table((("a", None), ("1", ID)), spans={(0, 0): (1, 2)})
    empty = Table(())
    document = Document("ok", "zip", "z", tables=(table, empty), members=(Document("ok", "txt", "t"),))
    assert json.loads("".join(written(document))) == described(document)


def test_a_large_sheet_is_written_without_being_described_in_memory() -> None:
    document = Document("ok", "xlsx", "x", tables=(Table((("1",) * 100,) * 10_000),))
    pieces = written(document)
    for _, piece in zip(range(100), pieces, strict=False):
        assert len(piece) < 1000
