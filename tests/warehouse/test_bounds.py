"""Bounds of sections: read, proposed, compared; findings; a reading held back until a person says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.build import Told, county, portal, section
from warehouse.bounds import (
    HEADER,
    BoundRow,
    BoundsError,
    Observed,
    bound_of,
    difference,
    propose,
    read_bounds,
    written,
)
from warehouse.bounds import observed as observed_in
from warehouse.known import known_of_section
from warehouse.read_only import open_read_only

TODAY = date(2018, 1, 25)
ROW = BoundRow("nb", "*", 5, 40, "张三", date(2018, 1, 20), "核对过", 2)


def write(folder: Path, *lines: str, header: str = ",".join(HEADER)) -> Path:
    """A bounds file of those lines."""
    file = folder / "bounds.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8-sig")
    return file


def test_written_rows_are_read_back(tmp_path: Path) -> None:
    rows = [ROW, BoundRow("nb", "2017", None, 3, "张三", date(2018, 1, 20), "含,逗号", 3)]
    (tmp_path / "bounds.csv").write_bytes(written(rows))
    assert read_bounds(tmp_path / "bounds.csv") == rows
    assert read_bounds(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nb,*,5,40,,2018-01-20,x", "who"),
        ("nb,17,5,40,a,2018-01-20,x", "year"),
        ("nb,*,五,40,a,2018-01-20,x", "min_rows"),
        ("nb,*,50,40,a,2018-01-20,x", "大于"),
        ("nb,*,5,40,a,2018-02-30,x", "when"),
    ],
)
def test_wrong_line_is_kept_with_its_fault(tmp_path: Path, line: str, fault: str) -> None:
    [row] = read_bounds(write(tmp_path, line))
    assert fault in (row.fault or "")


def test_two_rows_of_one_section_are_not_guessed_at(tmp_path: Path) -> None:
    rows = read_bounds(write(tmp_path, "nb,*,5,40,a,2018-01-20,x", "nb,*,6,40,a,2018-01-20,x"))
    assert all(row.fault for row in rows)
    one, broken = read_bounds(write(tmp_path, "nb,*,5,40,a,2018-01-20,x", "nb,*,六,40,a,2018-01-20,x"))
    assert one.fault is None and "min_rows" in str(broken.fault), "what cannot be read contradicts nothing"


def test_file_with_another_header_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(BoundsError, match=r"bounds\.csv.*section_id,year"):
        read_bounds(write(tmp_path, header="栏目,年"))


@pytest.mark.parametrize(
    ("seen", "changed"),
    [
        (Observed("nb", "*", 30), False),
        (Observed("nb", "*", 4), True),
        (Observed("nb", "*", 41), True),
        (Observed("nb", "*", 30, date(2018, 1, 24), "疑为网站改版"), True),
        (Observed("nb", "*", 30, date(2018, 1, 19), "疑为网站改版"), False),
        (Observed("nb", "2017", 30), True),
    ],
)
def test_accepted_rows_stand_where_they_fit(seen: Observed, changed: bool) -> None:
    proposed = propose([ROW], [seen], "李四", TODAY)
    assert bool(difference([ROW], proposed)) is changed
    for row in proposed:
        assert row.fault is None
        assert row == ROW or row.holds(seen.rows)


def test_held_back_list_is_released_by_a_row_of_that_day_or_later(tmp_path: Path) -> None:
    everything = [Told(f"nb/{n}.html") for n in range(20)]
    with county(tmp_path / "home", portal(section("nb", "年报"))) as sample:
        sample.night(nb=everything)
        sample.begin()
        sample.tell("nb", everything[:6], outcome="partial", reason="行数骤减")
        sample.load()
        sample.publish()
        held_on = sample.now.date()
        for when, released in ((date(2018, 1, 1), False), (date(2018, 1, 30), True)):
            row = BoundRow("nb", "*", 3, 26, "张三", when, "核对过")
            bound = bound_of(sample.ledger, [row], "sample", "nb")
            assert bound is not None
            assert bound.releases(6) is released
            assert not bound.releases(2)
            assert not bound.releases(27)
        with open_read_only(sample.home.published) as published:
            published.execute("SET TimeZone = 'Asia/Shanghai'")
            [told] = [row for row in observed_in(published) if row.year == "*"]
        assert (told.rows, told.reason) == (6, "行数骤减")
        assert told.held_on is not None and (told.held_on - held_on).days in (0, 1)
        run_id = sample.run_id
        sample.next_night()
        sample.night(nb=everything[:6])
        bound = known_of_section(sample.ledger, "nb", run_id, [row]).bound
        assert bound is not None and not bound.released  # the alarm is armed again


@pytest.mark.parametrize(
    ("line", "outcome", "said"),
    [
        ("nb,*,1,40,a,2018-01-20,x", "pass", "之内"),
        ("nb,*,4,40,a,2018-01-20,x", "uncertain", "列表有 3 条,低于下限 4"),
        ("nb,2017,0,2,a,2018-01-20,x", "uncertain", "2017 年有 3 条,高于上限 2"),
        ("nb,2016,1,2,a,2018-01-20,x", "uncertain", "2016 年有 0 条,低于下限 1"),
        ("other,*,1,2,a,2018-01-20,x", "uncertain", "不在门户文件中"),
        ("nb,*,1,2,,2018-01-20,x", "uncertain", "第 2 行不起作用"),
    ],
)
def test_findings_tell_what_is_outside_its_bounds(tmp_path: Path, line: str, outcome: str, said: str) -> None:
    with county(tmp_path / "home", portal(section("nb", "年报"))) as sample:
        write(sample.home.overrides, line)
        sample.night(nb=[Told(f"nb/{n}.html") for n in range(3)])
        [(found, message)] = sample.rows(
            "SELECT outcome, message FROM findings WHERE check_id = 'section-bounds'"
        )
    assert found == outcome
    assert said.replace(",", ",") in message.replace(",", ",")
