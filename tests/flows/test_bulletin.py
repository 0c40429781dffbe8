"""`gongkai report --form bulletin`: files where the reports of the year stand; what is wrong is one line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from flows.commands.report import BULLETIN_FORMATS
from flows.writing import write_bulletin
from tests.warehouse.build import one_home
from tests.warehouse.report.bulletin.counted import SECTIONS, counted, declared
from warehouse.report.bulletin import FORMATS

BULLETIN = ("report", "--form", "bulletin", "--period", "2017-12")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the county that was counted by hand. Reports are written elsewhere."""
    root = tmp_path_factory.mktemp("county")
    with counted(root):
        pass
    return root


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of two portals."""
    nights = [(declared(name), {"zfwj": SECTIONS["zfwj"][:1]}) for name in ("one", "other")]
    return one_home(tmp_path_factory.mktemp("several"), nights).home.root


def gongkai(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)))


def test_every_format_is_written_unless_some_are_asked_for(home: Path) -> None:
    ran = gongkai(*BULLETIN, "--home", home)
    assert ran.exit_code == 0, ran.output
    folder = home / "reports" / "2017"
    files = [f"bulletin-2017-12.{name}" for name in BULLETIN_FORMATS]
    assert ran.stdout.splitlines()[-5:] == [str(folder / file) for file in files]
    assert "样例县人民政府2017年12月政府信息公开情况通报" in ran.stdout and "至少4条" in ran.stdout
    assert "排名" not in ran.stdout and "gongkai why" in ran.stderr
    assert sorted(file.name for file in folder.iterdir()) == sorted(files)


def test_the_command_knows_the_formats_that_there_are() -> None:
    assert tuple(FORMATS) == BULLETIN_FORMATS


def test_the_year_may_stand_beside_the_period(home: Path, tmp_path: Path) -> None:
    ran = gongkai(
        *("report", "--form", "bulletin", "--period", "2017-q4", "--year", "2017", "--rank"),
        *("--format", "csv, html", "--out", tmp_path / "报送", "--home", home),
    )
    assert ran.exit_code == 0, ran.output
    names = sorted(file.name for file in (tmp_path / "报送").iterdir())
    assert names == ["bulletin-2017-Q4.csv", "bulletin-2017-Q4.html"] and "排名" in ran.stdout


WRONG = {
    "no period": (["--form", "bulletin"], "--period"),
    "no such period": (["--form", "bulletin", "--period", "2017-13"], "没有期间 2017-13;可以写 2017-10(月)"),
    "two years": (["--form", "bulletin", "--period", "2017-12", "--year", "2016"], "不是同一年"),
    "not begun": (["--form", "bulletin", "--period", "2018-02"], "读到 2018-01-21 为止"),
    "no such format": (
        ["--form", "bulletin", "--period", "2017", "--format", "md,xlsx"],
        "没有格式 md;可用: xlsx",
    ),
    "no format": (["--form", "bulletin", "--period", "2017", "--format", ","], "(空)"),
    "a period of another form": (["--period", "2017-12"], "--period 只和 --form bulletin 同用"),
    "ranks of another form": (["--year", "2017", "--rank"], "--rank 只和 --form bulletin 同用"),
    "neither year nor period": ([], "缺少选项 '--year'"),
    "no format of a year": (["--year", "2017", "--format", "pdf"], "没有格式 pdf;可用: md、html"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_one_chinese_line(home: Path, case: str, tmp_path: Path) -> None:
    words, said = WRONG[case]
    ran = gongkai("report", *words, "--out", tmp_path / "none", "--home", home)
    assert (ran.exit_code, ran.stdout) == (2, "")
    [line] = ran.stderr.splitlines()
    assert said in line
    assert not (tmp_path / "none").exists()


def test_without_a_published_file_it_says_what_to_run(tmp_path: Path) -> None:
    ran = gongkai(*BULLETIN, "--home", tmp_path)
    assert ran.exit_code == 2 and "gongkai backfill" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_of_several_portals_one_has_to_be_named(several: Path) -> None:
    ran = gongkai(*BULLETIN, "--home", several)
    assert ran.exit_code == 2 and "--portal" in ran.stderr and len(ran.stderr.splitlines()) == 1
    ran = gongkai(*BULLETIN, "--home", several, "--portal", "other", "--format", "json")
    assert ran.stdout.splitlines()[-1] == str(
        several / "reports" / "other" / "2017" / "bulletin-2017-12.json"
    )


def test_the_same_file_gives_the_same_bytes_on_any_day(home: Path, tmp_path: Path, time_machine: Any) -> None:
    made = []
    for year in (2026, 2031):
        time_machine.move_to(datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC))
        text, paths = write_bulletin(home, "2017-12", out=tmp_path / str(year), with_ranks=True)
        made.append([text.encode(), *(path.read_bytes() for path in paths)])
    assert made[0] == made[1] and len(made[0]) == 6


def test_what_people_wrote_of_working_days_is_heeded(home: Path, tmp_path: Path) -> None:
    """A day off that only the home's calendar knows: the last working day before 13 January is the 11th."""
    calendar = home / "overrides" / "calendar.csv"
    calendar.write_text("day,kind,source\n2018-01-12,休,样政办〔2018〕1号\n", encoding="utf-8")
    try:
        text, _ = write_bulletin(home, "2017-12", ["csv"], tmp_path)
    finally:
        calendar.unlink()
    assert "2018-01-11" in text and "2018-01-12" not in text
