"""Files of decisions that people and the program write at the same time: nothing is lost, everything is asked
about, and what changed stands in the log."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from warehouse import bounds, following, handwritten, rewriting, row_ids
from warehouse.cells import CannotWrite, with_ids, with_rows
from warehouse.decision_log import CHANGES, copy_file, log_file, read_book, read_log
from warehouse.decisions import HomeDecisions, take_home_decisions
from warehouse.handwritten import column_names
from warehouse.home import Home
from warehouse.overrides import FILE_NAME, HEADER, LETTER, Decision
from warehouse.spreadsheet import NotText, rows_of, text_of

HEAD = ",".join(HEADER)
A = "exclude,05dcccbe125816da,,王某,2018-01-22,重复"
B = "category,http://x.cn/b.html,通知公告,王某,2018-01-22,是转发通知"
C = "exclude,1234567890123456,,李某,2018-01-23,重复"
D = "merge,1234567890123456,9876543210123456,李某,2018-01-23,同一份"
NB = "nb,*,5,40,张三,2018-01-20,核对过"
FIRST = datetime(2018, 5, 10, 2, 0, tzinfo=UTC)
ONE, TWO, THREE = (row_ids.made(LETTER, number) for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


class Desk:
    """A home, its file of decisions, and the publications that pass, a day apart."""

    def __init__(self, home: Home) -> None:
        home.create()
        self.home, self.file, self.days = home, home.overrides / FILE_NAME, 0

    def save(self, *rows: str, header: str = HEAD) -> None:
        self.file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")

    def publish(self) -> HomeDecisions:
        people = take_home_decisions(self.home, FIRST + timedelta(days=self.days))
        self.days += 1
        return people

    def saved(self, *rows: str, header: str = HEAD) -> HomeDecisions:
        self.save(*rows, header=header)
        return self.publish()

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8-sig")

    def log(self) -> list[tuple[str, str]]:
        """(id, change) of every line about a row."""
        return [(one.id, one.change) for one in read_book(self.home).entries if one.id]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Home(tmp_path / "home"))


def stand(people: HomeDecisions) -> set[str]:
    """The decisions that apply, as rows of the file."""
    return {",".join(row.cells()) for row in people.decisions if row.fault is None and not row.settled}


# Ids.


def test_ids_are_short_checked_unlike_numbers_and_end_in_a_letter() -> None:
    given = [row_ids.made(letter, number) for letter in "DB" for number in range(1, 400)]
    assert len(set(given)) == len(given) and max(map(len, given)) == 5
    assert all(row_ids.read(one) == one and one[-1].isalpha() for one in given)
    assert row_ids.read(f" {given[4].lower()} ") == given[4]
    for wrong in ("D1", "D1A1", "1", "D0K", f"D2{given[0][-1]}", "", "D１x"):
        assert row_ids.read(wrong) == ""
    assert row_ids.read(given[0], "B") == ""


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_ids_are_written_and_nothing_else_is_touched(
    desk: Desk, encoding: str, end: str, separator: str
) -> None:
    rows = [
        ["备注", "why", "kind", "item", "value", "who", "when"],
        ["#说明,不是一行", "", "", "", "", "", ""],
        ["要紧", "有,逗号;和\t制表", "exclude", "'0512345678901234", "", "王某", "2018/1/22"],
        [],
        ["", '说“是”"否"', "排除", "05dcccbe125816da", "", "王某", "2018年1月22日"],
    ]
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    before = out.getvalue()
    desk.file.write_bytes(before.encode(encoding))
    people = desk.publish()
    assert len(stand(people)) == 2 and people.problems == ()
    after = desk.file.read_bytes().decode(encoding)
    assert after.count(ONE) == after.count(TWO) == after.count("编号") == 1
    for added in (ONE, TWO, "编号"):
        after = after.replace(f"{separator}{added}", "")
    assert after == before
    stood = desk.file.read_bytes()
    assert stand(desk.publish()) == stand(people) and desk.file.read_bytes() == stood


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (f"{HEAD},编号\n{A},\n{B}\n", f"{HEAD},编号\n{A},{ONE}\n{B},{TWO}\n"),
        (f"编号,{HEAD}\n,{A}\n,{B}", f"编号,{HEAD}\n{ONE},{A}\n{TWO},{B}"),
        (f"ID,{HEAD},备注\n{TWO},{A},x\n,{B},\n", f"ID,{HEAD},备注\n{TWO},{A},x\n{THREE},{B},\n"),
        (f"{HEAD},,,\n{A},,,\n{B},,,\n", f"{HEAD},编号,,\n{A},{ONE},,\n{B},{TWO},,\n"),
        (f"sep=,\n{HEAD}\n{A}\n", f"sep=,\n{HEAD},编号\n{A},{ONE}\n"),
        (f"{HEAD}\n{A.replace('重复', chr(34) + '两' + chr(10) + '行' + chr(34))}\n", None),
        (f"{HEAD},编号\n{A},7\n{B},第八号\n", f"{HEAD},编号\n{A},7\n{B},第八号\n"),
    ],
    ids=["end", "begin", "some", "empty-columns", "sep", "two-lines", "own-numbers"],
)
def test_where_ids_stand(desk: Desk, written: str, after: str | None) -> None:
    desk.file.write_text(written, encoding="utf-8", newline="")
    os.utime(desk.file, (1_500_000_000, 1_500_000_000))
    people = desk.publish()
    assert all(row.id for row in people.decisions) and people.problems == ()
    told = desk.file.read_bytes().decode()
    assert told == after if after else (f'行",{ONE}\n' in told and told.count("\n") == written.count("\n"))


def test_a_file_of_ascii_gets_an_ascii_header(desk: Desk) -> None:
    """Chinese without a BOM would be read by Excel as GBK."""
    desk.saved("exclude,05dcccbe125816da,,wang,2018-01-22,twice")
    assert desk.text.splitlines()[0] == f"{HEAD},id"


@pytest.mark.parametrize("mark", [f"~${FILE_NAME}", f".~lock.{FILE_NAME}#", f".~{FILE_NAME}"])
def test_a_file_that_is_open_is_left_alone_and_its_rows_work_without_ids(desk: Desk, mark: str) -> None:
    beside = desk.home.overrides / mark
    beside.write_bytes(b"\x05clerk")
    people = desk.saved(A, B)
    assert (stand(people), desk.text) == ({A, B}, f"{HEAD}\n{A}\n{B}\n")
    assert [row.id for row in people.decisions] == [ONE, TWO]
    assert stand(desk.saved(B, C)) == {A, B, C}, "known by their words meanwhile"
    assert desk.log() == [(ONE, "added"), (TWO, "added"), (THREE, "added"), (ONE, "missing")]
    beside.unlink()
    desk.publish()
    assert desk.text == f"{HEAD},编号\n{B},{TWO}\n{C},{THREE}\n"


def test_a_file_saved_while_ids_are_written_keeps_what_was_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = rewriting.write_durably

    def meanwhile(path: Path, content: bytes) -> Path:
        desk.save(A, B, C)
        return write(path, content)

    monkeypatch.setattr(rewriting, "write_durably", meanwhile)
    desk.saved(A, B)
    assert desk.text == f"{HEAD}\n{A}\n{B}\n{C}\n"
    monkeypatch.undo()
    people = desk.publish()
    assert [row.id for row in people.decisions] == [ONE, TWO, THREE]
    assert not [one for one in desk.home.overrides.iterdir() if "aside" in one.name]


def test_a_link_to_the_file_stays_a_link_and_its_mode_stays(desk: Desk, tmp_path: Path) -> None:
    real = tmp_path / "shared.csv"
    real.write_text(f"{HEAD}\n{A}\n", encoding="utf-8")
    real.chmod(0o664)
    desk.file.symlink_to(real)
    desk.publish()
    assert desk.file.is_symlink() and ONE in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", "a,重复\n".encode() + "重复\n".encode("gbk")])
def test_what_could_not_be_kept_byte_for_byte_is_not_written(data: bytes) -> None:
    with pytest.raises(CannotWrite):
        with_ids(data, ("a",), {2: "D1K"})
    with pytest.raises(CannotWrite):
        with_rows(data, ("a",), [{"a": "1"}])


# Two clerks, one file.


def test_a_row_lost_when_another_clerk_saved_over_it_stays_and_is_asked_about(desk: Desk) -> None:
    desk.saved(A, B)
    desk.saved(A, B, C)  # one clerk
    people = desk.saved(A, B, D)  # the other, who had opened the file before
    assert stand(people) == {A, B, C, D}
    [missing] = people.missing
    assert (missing.id, missing.words) == (THREE, "exclude 1234567890123456 李某 2018-01-23 重复")
    assert "2018-05-12" in missing.sentence and f"withdraw,{THREE}," in missing.sentence
    assert desk.publish().missing[0].since == missing.since, "since when stays"
    assert desk.saved(A, B, C, D).missing == ()
    assert desk.log()[-3:] == [(row_ids.made(LETTER, 4), "added"), (THREE, "missing"), (THREE, "returned")]


def test_sorted_rows_a_lost_id_column_and_retyped_days_are_the_same_rows(desk: Desk) -> None:
    desk.saved(A, B, C)
    known = desk.log()
    for rows, header in (
        ([f"{C},{THREE}", f"{A},{ONE}", f"{B},{TWO}"], f"{HEAD},编号"),
        ([C, A.replace("2018-01-22", "2018/1/22"), B], HEAD),
        ([f"{A},", f"{B},", f"{C},"], f"{HEAD},编号"),
    ):
        people = desk.saved(*rows, header=header)
        assert (stand(people), people.missing, desk.log()) == ({A, B, C}, (), known)
        assert {row.id: row.item for row in people.decisions}[ONE] == "05dcccbe125816da"


def test_a_row_copied_with_its_id_and_ids_drawn_downwards_are_new_rows(desk: Desk) -> None:
    desk.saved(A)
    copied = desk.saved(f"{C},{ONE}", f"{A},{ONE}", f"{B},{ONE}", header=f"{HEAD},编号")
    assert [(row.id, row.item[:4]) for row in copied.decisions] == [
        (TWO, "1234"),
        (ONE, "05dc"),
        (THREE, "http"),
    ]
    assert desk.text.splitlines()[1:] == [f"{C},{TWO}", f"{A},{ONE}", f"{B},{THREE}"]
    swapped = desk.saved(f"{A},{TWO}", f"{C},{ONE}", f"{B},{THREE}", header=f"{HEAD},编号")
    assert stand(swapped) == {A, B, C} and swapped.missing == ()


def test_changed_words_are_changed_and_both_stand_in_the_log(desk: Desk) -> None:
    desk.saved(A, B)
    desk.saved(f"{B.replace('通知公告', '政策解读')},{TWO}", f"{A},{ONE}", header=f"{HEAD},编号")
    lines = [one for one in read_book(desk.home).entries if one.id == TWO]
    assert [(one.change, one.content[2]) for one in lines] == [("added", "通知公告"), ("changed", "政策解读")]
    assert [one.cells[5] for one in lines] == ["王某", "王某"]


@pytest.mark.parametrize("content", [b"", None, b"who,what\n", f"{HEAD}\n".encode()])
def test_an_emptied_file_withdraws_nothing(desk: Desk, content: bytes | None) -> None:
    desk.saved(A, B, C)
    desk.file.unlink()
    if content is not None:
        desk.file.write_bytes(content)
    for _ in range(2):
        people = desk.publish()
        assert stand(people) == {A, B, C}
        assert bool(people.problems) != bool(people.missing), "the file, or each row of it"
        assert people.notes
    assert desk.saved(A, B, C).notes == ()


def test_of_a_renamed_file_is_said_where_it_may_be(desk: Desk) -> None:
    desk.saved(A)
    desk.file.rename(desk.file.with_name("decisions(1).csv"))
    [problem] = desk.publish().problems
    assert "不见了" in problem.sentence and "decisions(1).csv" in problem.sentence


NAMES = {
    "decisions(1).csv": True,
    "decisions (2).csv": True,
    "decisions - 副本.csv": True,
    "副本decisions.csv": True,
    "decisions.csv.csv": True,
    "decisions2.csv": True,
    "decisions copy.csv": True,
    "bounds.csv": False,
    "log.csv": False,
    "~$decisions.csv": False,
    "old-decisions.txt": False,
}


def test_which_names_look_like_the_same_file(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).touch()
    found = {one.name for one in rewriting.copies(tmp_path / FILE_NAME)}
    assert found == {name for name, is_copy in NAMES.items() if is_copy}


def test_of_many_lost_rows_a_few_are_named_and_all_are_asked_about(desk: Desk) -> None:
    rows = [f"exclude,{number:016d},,王某,2018-01-22,重复" for number in range(40)]
    desk.saved(*rows)
    people = desk.saved(*rows[:10])
    assert (len(stand(people)), len(people.missing), len(people.notes)) == (40, 30, 6)
    assert "另有 25 行" in people.notes[-1]


# Withdrawing.


def test_a_row_ends_when_somebody_withdraws_it(desk: Desk) -> None:
    desk.saved(A, B)
    people = desk.saved(B, f"撤回,{ONE.lower()},,赵某,2018-05-11,不是重复")
    assert (stand(people), people.missing) == ({B}, ())
    [line] = [one for one in read_book(desk.home).entries if one.change == "withdrawn"]
    assert (line.id, line.cells[5]) == (ONE, "赵某")
    assert "不是重复" in line.cells[7] and THREE in line.cells[7]
    assert desk.saved(B).missing == (), "nothing is asked of a withdrawal of what is gone"
    people = desk.saved(B, f"{A},{ONE}", header=f"{HEAD},编号")
    assert stand(people) == {B}, "yesterday's copy brings nothing back"
    assert [one.id for one in people.missing] == [THREE]


def test_a_withdrawn_row_that_still_stands_in_the_file_does_nothing_and_says_so(desk: Desk) -> None:
    desk.saved(A, B)
    withdraw = f"withdraw,{ONE},,赵某,2018-05-11,不是重复"
    people = desk.saved(A, B, withdraw)
    assert stand(people) == {B}
    [row] = [row for row in people.decisions if row.id == ONE]
    assert row.settled is not None and row.settled[0] == "no_effect" and THREE in row.settled[1]
    assert desk.publish().decisions == people.decisions and desk.log()[-1] == (ONE, "withdrawn")
    undone = desk.saved(A, B, withdraw, f"withdraw,{THREE},,赵某,2018-05-12,弄错了")
    assert stand(undone) == {A, B}, "a withdrawal is withdrawn like any other row"
    four = row_ids.made(LETTER, 4)
    assert desk.log()[-3:] == [(four, "added"), (ONE, "returned"), (THREE, "withdrawn")]


def test_a_row_pasted_anew_after_its_withdrawal_is_a_new_one(desk: Desk) -> None:
    desk.saved(A)
    withdraw = f"withdraw,{ONE},,赵某,2018-05-11,不是重复"
    desk.saved(withdraw)
    people = desk.saved(withdraw, A)
    assert stand(people) == {A} and {row.id for row in people.decisions} == {TWO, THREE}


IDS = f"{HEAD},编号"
W = f"withdraw,{ONE},,赵某,2018-05-11,不对,{THREE}"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([f"{B},{ONE}", f"{A},{TWO}", W], {B}),
        ([f"{C},{ONE}", f"{B},{TWO}", W], {B, C}),
        ([f"{A.replace('重复', '重复了')},{ONE}", f"{B},{TWO}", W], {B}),
        ([f"{D},{ONE}", f"{A},{ONE}", f"{B},{TWO}", W], {B, D}),
    ],
    ids=["sorted without the ids", "written over", "another reason", "copied and rewritten"],
)
@pytest.mark.parametrize("is_gone", [False, True])
def test_a_withdrawal_ends_what_it_was_of_and_nothing_that_came_by_its_id(
    desk: Desk, now: list[str], expected: set[str], is_gone: bool
) -> None:
    desk.saved(A, B)
    desk.saved(f"{A},{ONE}", f"{B},{TWO}", W, header=IDS)
    if is_gone:
        desk.saved(f"{B},{TWO}", W, header=IDS)
        expected = expected | ({A} if f"{A},{TWO}" in now else set())  # pasted anew: a new one
    for _ in range(2):
        assert stand(desk.saved(*now, header=IDS)) == expected
    whose = {one.id: one.cells[5] for one in read_book(desk.home).entries if one.change == "withdrawn"}
    assert whose == {ONE: "赵某"}


def test_what_was_withdrawn_by_mistake_comes_back_though_its_line_is_gone(desk: Desk) -> None:
    desk.saved(A, B, NB)
    desk.saved(f"{A},{ONE}", f"{B},{TWO}", W, header=IDS)
    assert stand(desk.saved(f"{B},{TWO}", W, header=IDS)) == {B}
    undo = f"withdraw,{THREE},,孙某,2018-05-12,还是对的"
    for _ in range(3):
        back = desk.saved(f"{B},{TWO}", W, f"{undo},", header=IDS)
        assert stand(back) == {A, B} and [one.id for one in back.missing] == [ONE]
    lines = [one for one in read_book(desk.home).entries if one.id == ONE]
    assert [(one.change, one.cells[5]) for one in lines] == [
        ("added", "王某"),
        ("withdrawn", "赵某"),
        ("returned", "孙某"),
    ]


def test_what_the_log_has_last_stands_where_the_copy_is_older(desk: Desk) -> None:
    desk.saved(A, B)
    older = desk.home.decided.read_bytes()
    newer = B.replace("通知公告", "政策解读")
    desk.saved(f"{A},{ONE}", f"{newer},{TWO}", header=IDS)
    desk.home.decided.write_bytes(older)
    assert stand(desk.saved(f"{A},{ONE}", header=IDS)) == {A, newer}


@pytest.mark.parametrize("content", ["<p>" + "x," * 100_000, f"{HEAD}\n{A}\n{B}" + "长" * 200_000 + "\n"])
def test_lines_of_any_length_are_read(desk: Desk, content: str) -> None:
    desk.saved(A)
    desk.file.write_text(content, encoding="utf-8")
    for _ in range(2):
        people = desk.publish()
        assert A in stand(people) and read_book(desk.home).faults == ()


def test_a_long_file_spoilt_as_a_whole_is_read_in_seconds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[object] = []
    alike = following._alike
    monkeypatch.setattr(following, "_alike", lambda *told: compared.append(told) or alike(*told))
    rows = [f"exclude,{number:016x},,王某,2018-01-22,重复" for number in range(2000)]
    (desk.home.overrides / f"~${FILE_NAME}").touch()
    desk.saved(*rows)
    spoilt = desk.saved(*(row.replace("2018-01-22", "1/22/2018") for row in rows))
    assert stand(spoilt) == set(rows) and spoilt.missing == ()
    assert len(compared) < 100_000


def test_a_mark_beside_a_link_holds_the_file(desk: Desk, tmp_path: Path) -> None:
    real = tmp_path / "shared.csv"
    real.write_text(f"{HEAD}\n{A}\n", encoding="utf-8")
    desk.file.symlink_to(real)
    (desk.home.overrides / f".~lock.{FILE_NAME}#").touch()
    desk.publish()
    assert real.read_text(encoding="utf-8") == f"{HEAD}\n{A}\n"


def test_bounds_are_withdrawn_in_the_file_of_decisions(desk: Desk) -> None:
    file = desk.home.overrides / bounds.FILE_NAME
    header = ",".join(bounds.HEADER)
    file.write_text(f"{header}\n{NB}\n", encoding="utf-8")
    given = desk.publish().bounds[0].id
    file.write_text(f"{header}\n", encoding="utf-8")
    people = desk.publish()
    assert [row.min_rows for row in people.bounds] == [5] and [one.id for one in people.missing] == [given]
    assert desk.saved(f"withdraw,{given},,赵某,2018-05-11,栏目已撤").bounds == []
    assert desk.publish().missing == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("withdraw,D9,,赵某,2018-05-11,x", "编号"),
        (f"withdraw,{ONE},是,赵某,2018-05-11,x", "value 应留空"),
        (f"withdraw,{ONE},,赵某,昨天,x", "when"),
        (f"withdraw,{ONE},,,2018-05-11,x", "who"),
    ],
)
def test_a_withdrawal_that_cannot_be_read_withdraws_nothing(desk: Desk, row: str, said: str) -> None:
    desk.saved(A)
    people = desk.saved(row)
    assert stand(people) == {A}
    assert [said in (one.fault or "") for one in people.decisions if one.fault] == [True]


def test_a_withdrawal_of_what_never_was_says_so(desk: Desk) -> None:
    people = desk.saved(A, f"withdraw,{row_ids.made(LETTER, 77)},,赵某,2018-05-11,x")
    assert people.decisions[1].settled is not None and people.decisions[1].settled[0] == "unknown_item"


# The log.


def test_the_log_begins_with_what_was_in_force_before_it(desk: Desk) -> None:
    desk.home.decided.write_text(
        f'{{"decisions.csv": [[2, {str(A.split(",")).replace(chr(39), chr(34))}]]}}', encoding="utf-8"
    )
    desk.saved(A, B)
    first, *others = read_book(desk.home).entries
    assert first.change == "begun" and "1 行" in first.cells[7] and len(first.cells[7].split()[-1]) == 64
    assert [(one.id, one.change) for one in others] == [(ONE, "added"), (TWO, "added")]


def test_the_log_is_read_by_a_spreadsheet_and_survives_being_saved_by_one(desk: Desk) -> None:
    desk.saved('exclude,05dcccbe125816da,,=cmd(),2018-01-22,"两\n行,""引号"""', B)
    data = log_file(desk.home).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[5] for row in rows[1:]] == ["", "'=cmd()", "王某"]
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    log_file(desk.home).write_bytes(out.getvalue().encode("gb18030"))
    assert read_book(desk.home).faults == ()
    desk.saved(C, B)
    assert log_file(desk.home).read_bytes().startswith(data)


def test_personal_data_does_not_come_into_the_log(desk: Desk) -> None:
    people = desk.saved("exclude,05dcccbe125816da,,王某,2018-01-22,他的手机是13812345678")
    assert "13812345678" not in log_file(desk.home).read_text(encoding="utf-8-sig")
    assert "138****5678" in people.decisions[0].why


def lines_of(file: Path) -> list[str]:
    return file.read_bytes().decode("utf-8-sig").split("\r\n")


TAMPERED: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "a word altered": (lambda lines: [*lines[:3], lines[3].replace("王某", "李某"), *lines[4:]], "第 3 行"),
    "a line taken out": (lambda lines: [*lines[:2], *lines[3:]], "第 2 行"),
    "a line put in": (lambda lines: [*lines[:3], lines[2], *lines[3:]], "第 3 行"),
    "lines swapped": (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], "第 2 行"),
    "the last line taken out": (lambda lines: [*lines[:-2], ""], "缺第 4 行"),
    "emptied": (lambda lines: [lines[0], ""], "缺第 1 行"),
    "another header": (lambda lines: ["a,b", *lines[1:]], ""),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_log_that_was_altered_is_told_with_its_first_bad_line_and_mended(desk: Desk, case: str) -> None:
    desk.saved(A, B, C)
    change, said = TAMPERED[case]
    whole = read_book(desk.home).entries
    log_file(desk.home).write_bytes("\r\n".join(change(lines_of(log_file(desk.home)))).encode("utf-8-sig"))
    [fault] = read_book(desk.home).faults
    assert said in fault
    people = desk.publish()
    assert stand(people) == {A, B, C} and fault in people.notes
    book = read_book(desk.home)
    assert (book.faults, book.entries[:-1]) == ((), whole)
    assert book.entries[-1].change == "repaired" and fault in book.entries[-1].cells[7]
    [aside] = desk.home.work.glob("decisions.log.altered.*.csv")
    assert aside.name in book.entries[-1].cells[7]
    assert desk.publish().notes == ()


def test_a_log_and_its_copy_that_were_both_altered_stay_a_fault(desk: Desk) -> None:
    desk.saved(A, B, C)
    for file in (log_file(desk.home), copy_file(desk.home)):
        file.write_bytes(file.read_bytes().replace("王某".encode(), "李某".encode(), 1))
    for rows in ((A, B, C), (A, B, C, D)):
        people = desk.saved(*rows)
        assert stand(people) == set(rows)
        assert len(people.log_faults) == 1 and "第 2 行" in people.log_faults[0]
    assert desk.log()[-1][1] == "added", "it goes on being written"


@pytest.mark.parametrize("gone", [["log"], ["copy"], ["log", "copy"], ["decided"], ["log", "decided"]])
def test_of_what_is_kept_each_part_may_be_lost(desk: Desk, gone: list[str]) -> None:
    desk.saved(A, B)
    files = {"log": log_file(desk.home), "copy": copy_file(desk.home), "decided": desk.home.decided}
    for name in gone:
        files[name].unlink()
    people = desk.saved(A)
    assert stand(people) == {A, B} and [one.id for one in people.missing] == [TWO]
    assert all(file.is_file() for file in files.values())
    book = read_book(desk.home)
    assert book.faults == () and {ONE, TWO} <= set(book.ids)
    assert len(desk.saved(A, B, C).decisions) == 3 and desk.log()[-1] == (THREE, "added")


@pytest.mark.parametrize("lost", [1, 7, 40, 100])
def test_a_line_cut_off_by_a_kill_is_mended_in_words(desk: Desk, lost: int) -> None:
    desk.saved(A, B)
    file = log_file(desk.home)
    file.write_bytes(file.read_bytes()[: -lost - 2])
    book = read_book(desk.home)
    assert (len(book.faults), len(book.notes), len(book.entries)) == (0, 1, 3)
    assert "没有写完" in desk.publish().notes[0]
    assert read_log(file).is_whole and read_book(desk.home).notes == ()


@pytest.mark.parametrize("until", ["log.csv", "decisions.log.csv", "decided.json", FILE_NAME])
def test_a_kill_between_two_writes_loses_and_repeats_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, until: str
) -> None:
    desk.saved(A, B)
    rename = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if Path(target).name == until:
            raise KeyboardInterrupt
        return rename(self, target)

    desk.save(A.replace("重复", "两次"), C)
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.publish()
    monkeypatch.undo()
    people = desk.publish()
    assert stand(people) == {A.replace("重复", "两次"), B, C}
    book = read_book(desk.home)
    assert book.faults == ()
    assert [(one.id, one.change) for one in book.entries if one.id][2:] == [
        (ONE, "changed"),
        (THREE, "added"),
        (TWO, "missing"),
    ]


def test_every_change_has_its_word() -> None:
    assert len(set(CHANGES.values())) == len(CHANGES)


# The program adds rows.


def test_a_row_is_added_to_what_a_person_saved_meanwhile(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.save(A)
    write = rewriting.write_durably
    saves = iter([lambda: desk.save(A, B), lambda: desk.save(A, B, C)])

    def meanwhile(path: Path, content: bytes) -> Path:
        next(saves, lambda: None)()
        return write(path, content)

    monkeypatch.setattr(rewriting, "write_durably", meanwhile)
    row = dict(zip(HEADER, D.split(","), strict=True))
    assert rewriting.rewrite(desk.home, FILE_NAME, lambda data: with_rows(data or b"", HEADER, [row]), FIRST)
    assert stand(desk.publish()) == {A, B, C, D}


def test_nothing_is_added_to_a_file_that_is_open(desk: Desk) -> None:
    desk.save(A)
    (desk.home.overrides / f"~${FILE_NAME}").touch()
    with pytest.raises(rewriting.HeldOpen, match="打开"):
        rewriting.rewrite(desk.home, FILE_NAME, lambda data: (data or b"") + b"x", FIRST)
    assert desk.text == f"{HEAD}\n{A}\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_rows_are_added_as_the_file_is_written(encoding: str) -> None:
    data = "why;备注;item\r\n重复;x;1\r\n说;;2".encode(encoding)
    after = with_rows(data, ("item", "why"), [{"item": "05", "why": "a;b"}]).decode(encoding)
    assert after == 'why;备注;item\r\n重复;x;1\r\n说;;2\r\n"a;b";;\'05\r\n'
    with pytest.raises(CannotWrite, match="who"):
        with_rows(data, ("item",), [{"item": "1", "who": "王某"}])
    assert with_rows(b"item\n", ("item",), [{"item": "重复"}]).startswith(b"\xef\xbb\xbf")


def test_an_owner_whom_the_program_cannot_keep_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, user: int, group: int) -> None:
        raise PermissionError(1, "no")

    desk.save(A)
    os.chown(desk.file, os.geteuid(), os.getegid() + 1)
    monkeypatch.setattr(rewriting.os, "chown", refused)
    people = desk.publish()
    assert stand(people) == {A} and desk.text == f"{HEAD}\n{A}\n"


# All of it, by chance.


class Clerk:
    """One who has the file open, as it was when he opened it, and saves it over whatever stands there."""

    def __init__(self, desk: Desk, chance: Random, name: str) -> None:
        self.desk, self.chance, self.name = desk, chance, name
        self.header: list[str] = []
        self.rows: list[list[str]] = []

    def open(self) -> None:
        with suppress(FileNotFoundError, NotText):
            rows = rows_of(text_of(self.desk.file.read_bytes()), HEADER)
            if rows and set(HEADER) <= set(column_names(rows[0])):
                self.header = column_names(rows[0])
                self.rows = [row.cells + [""] * (len(self.header) - len(row.cells)) for row in rows[1:]]

    def edit(self) -> None:
        if not self.header:
            self.header = list(HEADER)
        does = self.chance.choice(
            ["add", "add", "add", "drop", "sort", "why", "copy", "no-ids", "note", "clear"]
        )
        if does == "add":
            told = ["exclude", f"{self.chance.getrandbits(63):016x}", "", self.name, "2018/1/22", "重复"]
            cells = dict(zip(HEADER, told, strict=True))
            self.rows.append([cells.get(name, "") for name in self.header])
        elif does == "drop" and self.rows:
            self.rows.pop(self.chance.randrange(len(self.rows)))
        elif does == "sort":
            self.chance.shuffle(self.rows)
        elif does == "why" and self.rows:
            self.chance.choice(self.rows)[self.header.index("why")] = f"更正{self.chance.randrange(100)}"
        elif does == "copy" and self.rows:
            row = list(self.chance.choice(self.rows))
            row[self.header.index("item")] = f"{self.chance.getrandbits(63):016x}"
            self.rows.append(row)
        elif does == "no-ids" and "id" in self.header:
            place = self.header.index("id")
            self.header.pop(place)
            self.rows = [[cell for at, cell in enumerate(row) if at != place] for row in self.rows]
        elif does == "note" and "备注" not in self.header:
            self.header.insert(0, "备注")
            self.rows = [["看过", *row] for row in self.rows]
        elif does == "clear" and self.chance.random() < 0.3:
            self.rows = []

    def save(self) -> None:
        out = StringIO(newline="")
        names = ["编号" if name == "id" else name for name in self.header or HEADER]
        csv.writer(out, lineterminator=self.chance.choice(["\n", "\r\n"])).writerows([names, *self.rows])
        self.desk.file.write_bytes(out.getvalue().encode(self.chance.choice(ENCODINGS)))


@pytest.mark.parametrize("seed", range(12))
def test_whatever_two_clerks_do_nothing_is_lost(desk: Desk, seed: int) -> None:
    """Whatever was in force stays so until a row withdraws it, or the row of its id says otherwise."""
    chance = Random(seed)
    clerks = [Clerk(desk, chance, name) for name in ("王某", "李某")]
    stood: dict[str, tuple[str, ...]] = {}
    for _ in range(25):
        clerk = chance.choice(clerks)
        does = chance.choice(["open", "save", "save", "publish", "publish", "spoil", "withdraw"])
        if does == "open":
            clerk.open()
        elif does == "save":
            clerk.edit()
            clerk.save()
        elif does == "spoil":
            desk.file.write_bytes(chance.choice([b"", b"PK\x03\x04", b"a,b\n", f"{HEAD}\n".encode()]))
        elif does == "withdraw" and stood:
            clerk.open()
            clerk.header = clerk.header or list(HEADER)
            told = ["withdraw", chance.choice(sorted(stood)), "", clerk.name, "2018-01-23", "不对"]
            cells = dict(zip(HEADER, told, strict=True))
            clerk.rows.append([cells.get(name, "") for name in clerk.header])
            clerk.save()
        mark = desk.file.with_name(f"~${FILE_NAME}")
        mark.touch() if chance.random() < 0.2 else mark.unlink(missing_ok=True)
        people = desk.publish()
        book = read_book(desk.home)
        assert book.faults == ()
        now = {row.id: row.cells() for row in people.decisions if row.fault is None and not _ended(row)}
        changed = {one.id for one in book.entries if one.change in ("changed", "returned")}
        for given, cells in stood.items():
            assert given in now or given in book.withdrawn, "nothing ends by itself"
            assert now.get(given, cells) == cells or given in changed
        assert len(now) == sum(row.fault is None and not _ended(row) for row in people.decisions), (
            "one id a row"
        )
        assert all(book.ids[given].content == cells for given, cells in now.items())
        missing = {one.id for one in people.missing}
        assert missing <= set(now)
        stood = now


def _ended(row: Decision) -> bool:
    return row.settled is not None and row.settled[0] == "no_effect"
