"""`gongkai bounds propose` and `gongkai reparse` as a person meets them: exit codes, words, and what they
leave."""

from __future__ import annotations

import csv
import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from flows.cli import cli
from tests.flows.command import gongkai
from tests.nights.house import House, read
from tests.portal import running_portal
from warehouse.bounds import FILE_NAME, HEADER, PROPOSED_NAME, read_bounds

COMMANDS = (("bounds", "propose"), ("reparse",))

BROKEN = {
    "another header": ("栏目,年份\ngknb,2017\n".encode(), ["表头", "栏目,年份", ",".join(HEADER)]),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", ["xlsx", "CSV"]),
    "empty": (b"", ["表头", ",".join(HEADER)]),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home after one night over one section."""
    with running_portal(edition="small") as portal:
        house = House(portal, tmp_path_factory.mktemp("commands") / "house", ("gknb",))
        house.night()
        yield house.home


@pytest.fixture
def home(crawled: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return Path(shutil.copytree(crawled, tmp_path / "home"))


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Another run holds the home."""
    with (home / "work" / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def reread_differs(home: Path) -> None:
    """The ledger comes to say of every page what today's rules do not read from it."""
    import duckdb

    with duckdb.connect(str(home / "work" / "ledger.duckdb")) as ledger:
        ledger.execute("UPDATE item_versions SET unit = '旧规则读出的单位'")


def one_line(ran: CompletedProcess[str]) -> str:
    """The only line on stderr; nothing is on stdout."""
    assert ran.stdout == ""
    [line] = ran.stderr.strip().splitlines()
    return line


def test_proposed_bounds_are_listed_written_and_stand_once_copied(home: Path) -> None:
    rows = len(read(home / "gongkai.duckdb", "FROM item_sections"))
    ran = gongkai("bounds", "propose", "--who", "张三", "--home", home)
    assert (ran.returncode, ran.stderr) == (0, "")
    proposed, accepted = home / "overrides" / PROPOSED_NAME, home / "overrides" / FILE_NAME
    assert f"新增 gknb 整个列表: {rows // 2}–{rows * 2 + 20} 条(最近一次读到 {rows} 条)" in ran.stdout
    assert f"cp '{proposed}' '{accepted}'" in ran.stdout
    assert not accepted.exists(), "accepting is a person's"
    with proposed.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["who"] for line in lines} == {"张三"}
    [whole] = [line for line in lines if line["year"] == "*"]
    assert (whole["min_rows"], whole["max_rows"]) == (str(rows // 2), str(rows * 2 + 20))
    assert [row.fault for row in read_bounds(proposed)] == [None] * len(lines)
    shutil.copyfile(proposed, accepted)
    again = gongkai("bounds", "propose", "--who", "李四", "--home", home)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == f"已写入 {proposed}({len(lines)} 行,与现行文件相比 0 处不同)。\n"
    assert proposed.read_bytes() == accepted.read_bytes()


def test_bounds_are_proposed_beside_a_run(home: Path) -> None:
    """It reads the published file alone, which a run never takes from its readers."""
    with held(home):
        ran = gongkai("bounds", "propose", "--home", home)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("broken", BROKEN)
def test_bounds_that_cannot_be_read_are_named_and_left(home: Path, broken: str) -> None:
    content, said = BROKEN[broken]
    accepted = home / "overrides" / FILE_NAME
    accepted.write_bytes(content)
    ran = CliRunner().invoke(cli, ["bounds", "propose", "--home", str(home)])
    assert (ran.exit_code, ran.stdout) == (2, "")
    [line] = ran.stderr.splitlines()
    for words in (str(accepted), *said):
        assert words in line
    assert accepted.read_bytes() == content
    assert not (home / "overrides" / PROPOSED_NAME).exists()


def test_wrong_line_is_dropped_from_the_proposal_and_said(home: Path) -> None:
    accepted = home / "overrides" / FILE_NAME
    accepted.write_text(f"{','.join(HEADER)}\ngknb,*,许多,,张三,2018-05-01,猜的\n", encoding="utf-8")
    ran = gongkai("bounds", "propose", "--home", home)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "去掉 第 2 行(min_rows 是“许多”,应为条数或留空)" in ran.stdout
    assert "新增 gknb 整个列表" in ran.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_home_it_says_what_to_run_first_and_makes_none(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = gongkai(*command, "--home", tmp_path / "nowhere")
    assert ran.returncode == 2
    line = one_line(ran)
    assert str(tmp_path / "nowhere") in line
    assert "gongkai nightly" in line and "gongkai backfill" in line
    assert not (tmp_path / "nowhere").exists()


def test_reparse_of_an_unchanged_archive_leaves_the_file_as_it_is(home: Path) -> None:
    before = (home / "gongkai.duckdb").read_bytes()
    pages = len(read(home / "gongkai.duckdb", "FROM item_versions"))
    ran = gongkai("reparse", "--home", home)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"重读内容页 {pages} 个:{pages} 个读法不变,0 个有变" in ran.stdout
    assert ran.stdout.endswith("没有变化,公布文件未动\n")
    assert (home / "gongkai.duckdb").read_bytes() == before


def test_reparse_publishes_what_reads_otherwise_and_only_tells_it_when_dry(home: Path) -> None:
    reread_differs(home)
    file = home / "gongkai.duckdb"
    before, units = file.read_bytes(), read(file, "SELECT url, unit FROM items ORDER BY ALL")
    dry = gongkai("reparse", "--dry-run", "--home", home)
    assert (dry.returncode, dry.stderr) == (0, "")
    assert "单位:" in dry.stdout and dry.stdout.endswith("只作比较,没有写入\n")
    assert file.read_bytes() == before
    ran = gongkai("reparse", "--home", home)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "有变的已另存新版本并重新公布" in ran.stdout
    assert read(file, "SELECT kind, outcome FROM runs ORDER BY started_at DESC LIMIT 1") == [
        ("reparse", "complete")
    ]
    assert read(file, "SELECT url, unit FROM items ORDER BY ALL") == units
    assert read(file, "SELECT DISTINCT version FROM item_versions ORDER BY ALL") == [(1,), (2,)]


def test_reparse_waits_for_nobody(home: Path) -> None:
    before = (home / "gongkai.duckdb").read_bytes()
    with held(home):
        ran = gongkai("reparse", "--home", home)
    assert ran.returncode == 4
    line = one_line(ran)
    assert str(home) in line and "占用" in line
    assert (home / "gongkai.duckdb").read_bytes() == before


def test_reparse_with_bounds_that_cannot_be_read_publishes_and_says_so(home: Path) -> None:
    reread_differs(home)
    accepted, file = home / "overrides" / FILE_NAME, home / "gongkai.duckdb"
    accepted.write_bytes(BROKEN["another header"][0])
    ran = gongkai("reparse", "--home", home)
    assert ran.returncode == 0
    assert f"overrides/{FILE_NAME}读不懂" in ran.stderr
    assert read(file, "SELECT DISTINCT version FROM item_versions ORDER BY ALL") == [(1,), (2,)]


@pytest.mark.parametrize("then", ["reparse", "republish"])
@pytest.mark.parametrize("stopped", ["before it said so", "while publishing"])
def test_what_a_stopped_reparse_kept_is_published_by_the_next(
    home: Path, monkeypatch: pytest.MonkeyPatch, stopped: str, then: str
) -> None:
    """Stopped after what it read was kept: the ledger knows it, the file does not."""
    import flows.reparse

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    reread_differs(home)
    file = home / "gongkai.duckdb"
    before = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(flows.reparse, "ending" if stopped == "before it said so" else "publish", stop)
        with pytest.raises(KeyboardInterrupt):
            flows.reparse.reparse(home)
    assert file.read_bytes() == before
    dry = gongkai("reparse", "--dry-run", "--home", home)
    assert dry.returncode == 0 and file.read_bytes() == before
    ran = gongkai(then, "--home", home)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert read(file, "SELECT DISTINCT version FROM item_versions ORDER BY ALL") == [(1,), (2,)]
    if then == "reparse":
        assert "上次重读后没有公布成的,已重新公布" in ran.stdout
        assert read(file, "SELECT outcome FROM runs WHERE kind = 'reparse'") == [("complete",)]
        published = file.read_bytes()
        assert gongkai("reparse", "--home", home).stdout.endswith("没有变化,公布文件未动\n")
        assert file.read_bytes() == published


def test_reparse_of_a_damaged_archive_names_the_file_and_exits_3(home: Path) -> None:
    damaged = max((home / "archive").glob("*.warc.gz"), key=lambda file: file.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:2000])
    before = (home / "gongkai.duckdb").read_bytes()
    ran = gongkai("reparse", "--home", home)
    assert ran.returncode == 3
    assert damaged.name in ran.stderr and "保持原样" in ran.stderr
    assert (home / "gongkai.duckdb").read_bytes() == before
