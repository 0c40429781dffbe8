"""What could be read of people's files stays in force: what is deleted, rewritten, unreadable."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse import handwritten
from warehouse.bounds import FILE_NAME as BOUNDS
from warehouse.bounds import HEADER as BOUNDS_HEADER
from warehouse.decision_log import copy_file, log_file
from warehouse.decisions import HomeDecisions, read_home_decisions, take_home_decisions
from warehouse.home import Home
from warehouse.overrides import FILE_NAME as DECISIONS
from warehouse.overrides import HEADER

HEAD = ",".join(HEADER)
A = "exclude,05dcccbe125816da,,王某,2018-01-22,重复"
B = "category,http://x.cn/b.html,通知公告,王某,2018-01-22,是转发通知"
C = "exclude,1234567890123456,,王某,2018-01-22,重复"
D = "exclude,9876543210123456,,王某,2018-01-22,重复"
NOW = datetime(2018, 5, 10, 2, 0, tzinfo=UTC)
NB = "nb,*,5,40,张三,2018-01-20,核对过"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


def save(home: Home, *rows: str, name: str = DECISIONS, header: str = HEAD) -> None:
    (home.overrides / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def took(home: Home, *rows: str) -> HomeDecisions:
    save(home, *rows)
    return take_home_decisions(home, NOW)


def stand(people: HomeDecisions) -> list[str]:
    """The decisions that can apply, as rows of the file."""
    return [",".join(row.cells()) for row in people.decisions if row.fault is None]


UNREADABLE = [
    ("exclude,05dcccbe125816da,,王某,昨天,重复", "when 是“昨天”"),
    ("exclude,05dcccbe125816da,,王某,43122,重复", "日期序号"),
    ("exclude,05dcccbe125816da,,王某,1/22/2018,重复", "先后分不清"),
    ("exclude,05dcccbe125816da,,??,2018-01-22,??", "who 是“??”"),
    ("exclude,05dcccbe125816da,,,2018-01-22,重复", "who 没有填"),
    ("exclud,05dcccbe125816da,,王某,2018-01-22,重复", "没有“exclud”这一种类"),
    ("exclude,,,王某,2018-01-22,重复", "item 没有填"),
    ("exclude,05dcccbe125816da,,王某,2018-01-22,重复,共两条", "有 7 列"),
    ('exclude,05dcccbe125816da,,王某,2018-01-22,"重复', "引号不成对"),
    ('exclude,"05dcccbe125816da,,王某,2018-01-22,重复', "引号不成对"),
    (",exclude,05dcccbe125816da,,王某,2018-01-22,重复", "有 7 列"),
    ("1,exclude,05dcccbe125816da,,王某,2018-01-22,重复", "有 7 列"),
    ("05dcccbe125816da,,王某,2018-01-22,重复", "没有“05dcccbe125816da”这一种类"),
    ("########,05dcccbe125816da,,王某,2018-01-22,重复", "列太窄"),
]


@pytest.mark.parametrize(("row", "said"), UNREADABLE)
def test_a_row_that_became_unreadable_stands_as_it_was(home: Home, row: str, said: str) -> None:
    assert took(home, A, B).problems == ()
    people = took(home, B, row, D)
    assert stand(people) == [B, A, D]
    [problem] = people.problems
    assert (problem.file, problem.line, problem.kept) == (DECISIONS, 3, True)
    assert said in problem.sentence and "仍按上次能读时的内容执行" in problem.sentence
    assert "第 3 行" in problem.sentence and "gongkai republish" in problem.sentence
    assert [row.line for row in people.decisions] == [2, 3, 4]
    again = took(home, B, row, D)
    assert (stand(again), again.problems[0].subject) == ([B, A, D], problem.subject)
    assert took(home, B, A, D).problems == ()


@pytest.mark.parametrize(
    "row",
    [
        "exclude,5dcccbe125816da,,王某,昨天,重复",
        "include,05dcccbe125816da,,王某,昨天,重复",
        "exclude,9876543210123456,,王某,昨天,重复",
        ",exclude,9876543210123456,,王某,2018-01-22,重复",
        "include,,05dcccbe125816da,,王某,2018-01-22,重复",
    ],
)
def test_an_unreadable_row_about_something_else_is_new(home: Home, row: str) -> None:
    took(home, A, B)
    people = took(home, B, row)
    assert stand(people) == [B, A], "A is gone, which is asked about"
    [problem] = people.problems
    assert (problem.kept, problem.line) == (False, 3)
    assert "没有起作用" in problem.sentence
    assert [one.words for one in people.missing] == [A.replace(",,", ",").replace(",", " ")]
    assert people.notes == (people.missing[0].sentence,), "the new row is told with all that did nothing"


def test_a_rewritten_row_is_changed_and_a_deleted_one_stays_and_is_asked_about(home: Home) -> None:
    took(home, A, B, C)
    reworded = A.replace("重复", "与另一条重复")
    people = took(home, reworded, B)
    assert stand(people) == [reworded, B, C]
    assert [one.words for one in people.missing] == ["exclude 1234567890123456 王某 2018-01-22 重复"]
    assert sorted(stand(took(home, B))) == sorted([B, reworded, C])
    assert sorted(stand(took(home))) == sorted([reworded, B, C])
    assert took(home, C, B, reworded).missing == ()


def test_of_two_damaged_ids_each_stands_as_the_row_that_it_was(home: Home) -> None:
    took(home, C, A, D)
    bare = ",,王某,2018/1/22,重复"
    people = took(home, f"exclude,9.87654E+15{bare}", A, f"exclude,1.23457E+15{bare}")
    assert stand(people) == [D, A, C]
    assert [problem.line for problem in people.problems] == [2, 4]
    other = took(home, f"exclude,5.55E+15{bare}", A)
    assert stand(other) == [A, D, C], "none of those that stood: they are gone, and asked about"
    assert len(other.missing) == 2


def test_a_row_written_anew_beside_its_damaged_form_is_the_one_that_counts(home: Home) -> None:
    took(home, "category,x,通知公告,王某,2018-01-22,转发", A)
    anew = "category,x,政策解读,王某,2018-01-23,是解读"
    people = took(home, "category,x,通知公告,王某,昨天,转发", A, anew)
    assert stand(people) == [A, anew]


def test_days_as_excel_prints_them_are_the_same_rows(home: Home) -> None:
    took(home, A, C)
    people = took(home, A.replace("2018-01-22", "2018/1/22"), "exclude,1.23457E+15,,王某,2018/1/22,重复")
    assert stand(people) == [A, C]
    assert [(problem.line, problem.kept) for problem in people.problems] == [(3, True)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"item,value\nx,y\n", "第 1 行的表头"),
        (b"PK\x03\x04\x14\x00", ".xlsx"),
        (HEAD.encode()[:20], "表头"),
        (f"{HEAD}\n{A}\ncategory,http://x.cn/b".encode(), "像是没有存完"),
        (f"{HEAD}\nexclude,05dc".encode(), "像是没有存完"),
        (None, "不见了"),
    ],
)
def test_of_a_file_that_became_unreadable_all_stands(home: Home, content: bytes | None, said: str) -> None:
    took(home, A, B, C)
    file = home.overrides / DECISIONS
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    for _ in range(2):
        people = take_home_decisions(home, NOW)
        assert stand(people) == [A, B, C]
        [problem] = people.problems
        assert (problem.line, problem.kept, problem.subject) == (0, True, DECISIONS)
        assert said in problem.sentence and "3 行" in problem.sentence
        assert people.notes == (problem.sentence,)
    assert stand(took(home, B)) == [B, A, C]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_file_saved_in_another_encoding_is_the_same_file(home: Home, encoding: str) -> None:
    before = took(home, A, B)
    (home.overrides / DECISIONS).write_text("\r\n".join([HEAD, A, B, ""]), encoding=encoding, newline="")
    after = take_home_decisions(home, NOW)
    assert (after.decisions, after.problems) == (before.decisions, ())


def test_a_last_row_not_finished_is_new_where_nothing_is_missing(home: Home) -> None:
    took(home, A)
    (home.overrides / DECISIONS).write_text(f"{HEAD}\n{A}\nexclude,98", encoding="utf-8")
    people = take_home_decisions(home, NOW)
    assert stand(people) == [A]
    assert [(problem.line, problem.kept) for problem in people.problems] == [(3, False)]


def test_a_file_that_never_could_be_read_holds_nothing_and_says_so(home: Home) -> None:
    (home.overrides / DECISIONS).write_text("who,what\n", encoding="utf-8")
    people = take_home_decisions(home, NOW)
    assert (list(people.decisions), len(people.notes)) == ([], 1)
    assert "没有起作用" in people.notes[0]


def test_a_home_without_files_has_nothing_to_say(home: Home) -> None:
    assert take_home_decisions(home, NOW) == HomeDecisions([], [], ())


def test_looking_changes_nothing(home: Home) -> None:
    took(home, A)
    before = {file: file.read_bytes() for file in home.root.rglob("*") if file.is_file()}
    save(home, B)
    assert stand(read_home_decisions(home)) == [B, A]
    (home.overrides / DECISIONS).unlink()
    assert stand(read_home_decisions(home)) == [A]
    del before[home.overrides / DECISIONS]
    assert {file: file.read_bytes() for file in home.root.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "copy", ["[1, 2", "[]", "null", '{"decisions.csv": [[2, ["exclude"]]]}', '{"decisions.csv": 1}', ""]
)
def test_a_damaged_copy_is_as_none(home: Home, copy: str) -> None:
    took(home, A)
    home.decided.write_text(copy, encoding="utf-8")
    spoilt = A.replace("2018-01-22", "昨天")
    assert stand(took(home, spoilt)) == [A], "by the log"
    home.decided.write_text(copy, encoding="utf-8")
    for log in (log_file(home), copy_file(home)):
        log.unlink()
    assert stand(took(home, spoilt)) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nb,*,5,40,张三,昨天,核对过", "when 是“昨天”"),
        ("nb,*,五,40,张三,2018-01-20,核对过", "min_rows 是“五”"),
        ("nb,17,5,40,张三,2018-01-20,核对过", "year 是“17”"),
        ("1.2E+3,*,5,40,张三,2018-01-20,核对过", "科学记数"),
        (",nb,*,5,40,张三,2018-01-20,核对过", "有 8 列"),
    ],
)
def test_bounds_stand_as_they_were(home: Home, row: str, said: str) -> None:
    header = ",".join(BOUNDS_HEADER)
    if row.startswith("1.2E"):
        save(home, NB.replace("nb", "1200"), name=BOUNDS, header=header)
    else:
        save(home, NB, name=BOUNDS, header=header)
    before = take_home_decisions(home, NOW)
    save(home, row, name=BOUNDS, header=header)
    after = take_home_decisions(home, NOW)
    assert after.bounds == before.bounds and before.bounds[0].min_rows == 5
    assert said in after.problems[0].sentence and after.problems[0].kept
    (home.overrides / BOUNDS).unlink()
    assert take_home_decisions(home, NOW).bounds == before.bounds
    save(home, name=BOUNDS, header=header)
    people = take_home_decisions(home, NOW)
    assert [row.min_rows for row in people.bounds] == [5], "an empty table withdraws nothing"
    assert [one.file for one in people.missing] == [BOUNDS]
