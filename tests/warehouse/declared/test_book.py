"""The book of all answers: the last row of a cell counts, nothing is lost, whatever people do to the file."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.declared.filling import checked, filled, saved
from warehouse import handwritten
from warehouse.declared import Declaration, DeclareError, append, read_declarations, take_declarations
from warehouse.home import Home
from warehouse.rewriting import HeldOpen

NOW = datetime(2022, 1, 20, 8, 30, tzinfo=UTC)
CODE = "3.R1.C1"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


def declared(code: str = CODE, value: str | None = "3", **told: Any) -> Declaration:
    number = None if value is None else Decimal(value)
    usual = {
        "state": "given",
        "text": "",
        "remark": "",
        "who": "王某",
        "declared_at": "2022-01-20T16:30:00+08:00",
    }
    usual |= {"file": "填.xlsx", "file_sha256": "0" * 64, "portal": "yunze"}
    return Declaration("report-2021", 2021, code, value=number, **(usual | told))


def book(home: Home) -> Path:
    return home.declared / "2021.csv"


def in_force(home: Home) -> dict[str, tuple[Any, ...]]:
    return {one.code: one.said[:3] for one in read_declarations(home).rows}


@pytest.mark.parametrize("seed", range(3))
def test_what_was_taken_of_a_sheet_is_what_the_book_says(home: Home, seed: int) -> None:
    good = checked(saved(filled(seed)[0])).good
    assert append(home, 2021, good, NOW) == len(good)
    assert list(read_declarations(home).rows) == list(good)
    assert append(home, 2021, good, NOW) == 0, "the same again adds nothing"


def test_a_second_import_replaces_and_the_first_stays_to_be_read(home: Home) -> None:
    append(home, 2021, [declared(), declared("3.R1.C2")], NOW)
    append(home, 2021, [declared(value="5", who="李某")], NOW)
    append(home, 2021, [declared("3.R1.C2", None, state="missing")], NOW)
    assert in_force(home) == {CODE: ("given", Decimal(5), ""), "3.R1.C2": ("missing", None, "")}
    lines = book(home).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == (
        "form,year,code,state,value,value_text,remark,who,declared_at,file,file_sha256,portal"
    )
    assert [line.split(",")[2:5] for line in lines[1:]] == [
        [CODE, "given", "3"],
        ["3.R1.C2", "given", "3"],
        [CODE, "given", "5"],
        ["3.R1.C2", "missing", ""],
    ]


def test_nothing_is_withdrawn_that_nobody_declared(home: Home) -> None:
    assert append(home, 2021, [declared(value=None, state="missing")], NOW) == 0
    assert not book(home).exists()


BY_HAND = {
    "gb18030": lambda text: text.encode("gb18030"),
    "excel": lambda text: ("\ufeff" + text.replace(",", "\t")).encode("utf-16"),
    "semicolons": lambda text: text.replace(",", ";").encode(),
}


@pytest.mark.parametrize("form", BY_HAND)
def test_a_person_may_write_it_by_hand_and_the_program_goes_on_in_that_form(home: Home, form: str) -> None:
    """In Chinese words, without the columns that only the program fills."""
    cells = ("3.R1.C1,已填,7,王某", "3.R1.C2,不适用,,王某")
    rows = "form,year,code,state,value,who\n" + "".join(f"report-2021,2021,{row}\n" for row in cells)
    if form != "excel":
        rows = rows.replace("who", "who,value_text,remark,declared_at,file,file_sha256,portal", 1)
    book(home).write_bytes(BY_HAND[form](rows))
    assert in_force(home) == {CODE: ("given", Decimal(7), ""), "3.R1.C2": ("not_applicable", None, "")}
    if form == "excel":
        with pytest.raises(DeclareError, match="表头缺"):
            append(home, 2021, [declared()], NOW)
        return
    append(home, 2021, [declared("3.R1.C3", "1", portal="", remark="据台账")], NOW)
    assert in_force(home)["3.R1.C3"] == ("given", Decimal(1), "")
    assert book(home).read_bytes().startswith(BY_HAND[form](rows))


SPOILT = {
    "number": ("3", "许多", "不是一个数"),
    "code": (CODE, "3.R99.C1", "3.R99.C1"),
    "state": ("given", "好", "state"),
    "year": (",2021,", ",2020,", "year"),
    "who": ("王某", "", "who"),
    "day": ("2022-01-20T16:30:00+08:00", "去年", "declared_at"),
    "form": ("report-2021", "report-1999", "report-1999"),
    "lost by excel": (CODE, "#######", "井号"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_row_that_became_unreadable_is_told_and_what_was_read_last_stays(home: Home, case: str) -> None:
    append(home, 2021, [declared(), declared("3.R1.C2", "9")], NOW)
    take_declarations(home)
    before = in_force(home)
    was, becomes, word = SPOILT[case]
    head, row, *rest = book(home).read_text(encoding="utf-8-sig").splitlines()
    at = row.rfind(was) if case == "number" else row.find(was)
    changed = (
        row.replace("given,3,", f"given,{becomes},")
        if case == "number"
        else row[:at] + becomes + row[at + len(was) :]
    )
    book(home).write_text("\n".join([head, changed, *rest]) + "\n", encoding="utf-8")
    told = take_declarations(home)
    assert in_force(home) == before
    sentences = " ".join(problem.sentence for problem in told.problems)
    assert "第 2 行" in sentences and word in sentences and "上次" in sentences, sentences


@pytest.mark.parametrize("becomes", [None, b"", b"\x00\xff", "别的,表头\n".encode()])
def test_a_book_that_is_gone_or_no_table_leaves_every_figure(home: Home, becomes: bytes | None) -> None:
    append(home, 2021, [declared()], NOW)
    take_declarations(home)
    book(home).unlink()
    if becomes is not None:
        book(home).write_bytes(becomes)
    told = take_declarations(home)
    assert in_force(home) == {CODE: ("given", Decimal(3), "")}
    assert len(told.problems) == 1 and "declared/2021.csv" in told.problems[0].sentence


def test_a_row_that_disappears_stays_in_force_until_one_withdraws_it(home: Home) -> None:
    append(home, 2021, [declared(), declared("3.R1.C2")], NOW)
    take_declarations(home)
    lines = book(home).read_text(encoding="utf-8-sig").splitlines()
    book(home).write_text("\n".join([lines[0], lines[2]]) + "\n", encoding="utf-8")
    told = take_declarations(home)
    assert CODE in in_force(home) and "撤回" in told.problems[0].sentence
    append(home, 2021, [declared(value=None, state="missing")], NOW)
    assert in_force(home)[CODE][0] == "missing" and take_declarations(home).problems == ()


def test_nothing_is_written_while_a_spreadsheet_has_it_open(home: Home) -> None:
    append(home, 2021, [declared()], NOW)
    before = book(home).read_bytes()
    (home.declared / "~$2021.csv").touch()
    with pytest.raises(HeldOpen):
        append(home, 2021, [declared(value="4")], NOW)
    assert book(home).read_bytes() == before


def test_what_a_person_saves_meanwhile_is_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading the book and replacing it."""
    append(home, 2021, [declared()], NOW)
    from warehouse.declared import book as room

    with_rows, saves = room.with_rows, iter([b"report-2021,2021,3.R2.C1,given,8,,,\xe6\x9d\x8e,,,,yunze\n"])

    def saving(*args: Any, **more: Any) -> bytes:
        made = with_rows(*args, **more)
        for line in saves:
            book(home).write_bytes(book(home).read_bytes() + line)
        return made

    monkeypatch.setattr(room, "with_rows", saving)
    append(home, 2021, [declared(value="4")], NOW)
    assert in_force(home) == {CODE: ("given", Decimal(4), ""), "3.R2.C1": ("given", Decimal(8), "")}


@pytest.mark.parametrize("seed", range(4))
def test_any_history_of_imports_ends_in_its_last_words(home: Home, seed: int) -> None:
    chance, model = random.Random(seed), {}
    for _ in range(12):
        rows = []
        for code in chance.sample([f"3.R1.C{number}" for number in range(1, 8)], 3):
            states = ["given", "given", "blank", "not_applicable"] + ["missing"] * (code in model)
            state = chance.choice(states)
            value = str(chance.randint(0, 9)) if state == "given" else None
            remark = chance.choice(["", "=1+1", 'a"b,c', "第一行 第二行", "'12"])
            rows.append(declared(code, value, state=state, remark=remark))
            model[code] = rows[-1].said[:3]
        append(home, 2021, rows, NOW)
        if chance.random() < 0.5:
            take_declarations(home)
        assert in_force(home) == model
