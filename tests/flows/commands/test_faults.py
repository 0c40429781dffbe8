"""Whatever befalls the disk, a database or the program: one Chinese line, the promised exit code, no
traceback."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from tests.flows.test_wrong_use import GOOD
from tests.warehouse.build import Told, county, portal, section
from warehouse import instances
from warehouse.home import Home

WRITING = {
    "nightly": ["nightly"],
    "nightly plain": ["nightly", "--plain"],
    "backfill": ["backfill", "--year", "2017"],
    "republish": ["republish"],
    "reparse": ["reparse"],
}
READING = {
    "report": ["report", "--year", "2017"],
    "why item": ["why", "x"],
    "why figure": ["why", "sections", "2017", "政府文件"],
    "status": ["status"],
    "layout": ["layout", "news"],
    "extract": ["extract", __file__, "--section", "news"],
    "bounds": ["bounds", "propose"],
}
LOCKING = WRITING | {"seal": ["seal", "--year", "2017"], "serve": ["serve"]}

ENGLISH = re.compile(r"Error|error|No space|denied|Traceback|lock on|valid DuckDB")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("faults") / "home"
    with county(root, portal(section("news", "政务动态", "动态信息"))) as made:
        made.night(news=[Told("news/1.html")])
    (root / "portals").mkdir()
    (root / "portals" / "sample.toml").write_text(GOOD.replace('"small"', '"sample"'), encoding="utf-8")
    return root


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


def gongkai(words: list[str], home: Path) -> Result:
    return CliRunner().invoke(cli, [*words, "--home", str(home)])


def one_line(ran: Result) -> str:
    """What a command that came to nothing said."""
    assert isinstance(ran.exception, SystemExit)
    assert ran.stdout == ""
    [line] = ran.stderr.splitlines()
    return line


DATABASE = {
    "full disk": ('IO Error: Could not write file "{file}": No space left on device', "磁盘已满"),
    "held": (
        'IO Error: Could not set lock on file "{file}": Conflicting lock is held in python3 (PID 4242)',
        "正被另一个程序以读写方式打开,进程号 4242",
    ),
    "not ours": ('IO Error: Cannot open file "{file}": Permission denied', "权限"),
    "no database": (
        'IO Error: The file "{file}" exists, but it is not a valid DuckDB database file!',
        "损坏",
    ),
    "cut off": ('IO Error: Could not read enough bytes from file "{file}": attempted to read 9', "截断"),
    "bad disk": ('IO Error: Could not read from file "{file}": Input/output error', "磁盘读写出错"),
}


@pytest.mark.parametrize(("told", "said"), DATABASE.values(), ids=DATABASE)
@pytest.mark.parametrize("command", (WRITING | READING).values(), ids=WRITING | READING)
def test_what_the_database_says_is_put_into_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], told: str, said: str
) -> None:
    def failing(file: str = "", *_: object, **__: object) -> None:
        raise duckdb.IOException(told.format(file=file))

    monkeypatch.setattr(instances, "_IDLE", defaultdict(list))
    monkeypatch.setattr(duckdb, "connect", failing)
    ran = gongkai(command, home)
    line = one_line(ran)
    assert ran.exit_code in (1, 2)
    assert said in line
    assert ";" in line, "and what to do"
    assert ENGLISH.findall(line) == []


def test_words_that_are_not_known_follow_in_brackets(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error: could not allocate block")

    monkeypatch.setattr(instances, "_IDLE", defaultdict(list))
    monkeypatch.setattr(duckdb, "connect", failing)
    for command in (WRITING["republish"], READING["report"]):
        assert "数据库的原话:Out of Memory Error: could not allocate" in one_line(gongkai(command, home))


SYSTEM = {
    "full disk": (errno.ENOSPC, "写 WORK 时磁盘已满;请腾出空间后重试,公布文件没有改动"),
    "quota": (errno.EDQUOT, "磁盘已满"),
    "another's": (errno.EACCES, "不可读写(WORK);请检查所有者和权限,或用 --home 换一个目录"),
    "read-only": (errno.EROFS, "不可读写"),
    "too large": (errno.EFBIG, "超过系统允许的文件大小"),
    "a file": (errno.ENOTDIR, "不是目录"),
    "bad disk": (errno.EIO, "磁盘读写出错"),
}


@pytest.mark.parametrize(("number", "said"), SYSTEM.values(), ids=SYSTEM)
@pytest.mark.parametrize("command", LOCKING.values(), ids=LOCKING)
def test_what_the_system_says_is_put_into_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], number: int, said: str
) -> None:
    work = str(home / "work")

    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "English", work)

    monkeypatch.setattr(Home, "create", failing)
    ran = gongkai(command, home)
    assert said.replace("WORK", work) in one_line(ran)
    assert ran.exit_code == 1


@pytest.mark.parametrize("command", LOCKING.values(), ids=LOCKING)
def test_a_fault_of_the_program_is_kept_in_a_file_that_the_line_names(
    home: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise KeyError("no such thing\nat all")

    monkeypatch.setattr(Home, "create", failing)
    ran = gongkai(command, home)
    line = one_line(ran)
    assert ran.exit_code == 1
    assert line.startswith("程序出错(KeyError:") and "请交给维护程序的人" in line
    [log] = (home / "work").glob("gongkai-fault-*.log")
    assert str(log) in line
    assert "Traceback" in log.read_text(encoding="utf-8") and "KeyError" in log.read_text(encoding="utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_fault_in_a_home_that_is_not_there_is_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("flows.standing.read_status", lambda *_: 1 / 0)
    ran = gongkai(["status"], tmp_path / "never")
    assert ran.exit_code == 1
    [log] = tmp_path.glob("gongkai-fault-*.log")
    assert str(log) in one_line(ran) and "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", LOCKING.values(), ids=LOCKING)
def test_ctrl_c_is_one_line_and_130(home: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Home, "create", stopped)
    ran = gongkai(command, home)
    assert ran.exit_code == 130
    assert one_line(ran).startswith("已按 Ctrl-C 停止")


@pytest.mark.parametrize("command", ["report", "why figure", "status"])
def test_a_file_of_another_version_says_so_without_the_databases_words(home: Path, command: str) -> None:
    for table in ("exclusions", "item_sections", "section_runs"):
        with duckdb.connect(str(_writable(home / "gongkai.duckdb"))) as file:
            file.execute(f"ALTER TABLE {table} RENAME TO {table}_of_before")
    ran = gongkai(READING[command], home)
    line = one_line(ran)
    assert ran.exit_code == 2
    assert "另一版本的程序" in line and "gongkai republish" in line and "原话" not in line


def _writable(file: Path) -> Path:
    file.chmod(0o600)
    return file


@pytest.mark.parametrize(
    "raised",
    [RuntimeError("Query interrupted"), duckdb.InterruptException("INTERRUPT Error: Interrupted!")],
    ids=["a statement", "a wait"],
)
def test_ctrl_c_in_a_statement_is_no_fault_of_the_program(
    home: Path, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    """DuckDB raises these, and no KeyboardInterrupt, when the signal comes while it is at work."""

    def stopped(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(Home, "create", stopped)
    ran = gongkai(["republish"], home)
    assert ran.exit_code == 130
    assert one_line(ran).startswith("已按 Ctrl-C 停止")


SPOILT: dict[str, Callable[[Path], object]] = {
    "no database": lambda file: file.write_bytes(b"x" * 5000),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:9000]),
    "empty": lambda file: file.write_bytes(b"\0" * 20000),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
@pytest.mark.parametrize("command", ["nightly plain", "backfill", "republish", "reparse"])
def test_a_ledger_that_is_none_is_named_with_the_way_out(
    home: Path, spoil: Callable[[Path], object], command: str
) -> None:
    spoil(home / "work" / "ledger.duckdb")
    ran = gongkai(WRITING[command], home)
    line = one_line(ran)
    assert ran.exit_code == 1
    assert "台账" in line and str(home / "work" / "ledger.duckdb") in line
    assert ENGLISH.findall(line) == []


def test_a_folder_in_the_published_files_place_is_named(home: Path) -> None:
    SPOILT["a folder"](home / "gongkai.duckdb")
    ran = gongkai(["republish"], home)
    assert ran.exit_code == 1
    assert f"{home / 'gongkai.duckdb'} 是目录,不是文件" in one_line(ran)


HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def held(home: Path) -> Iterator[int]:
    """A program of somebody's has the ledger open; its process id."""
    command = [sys.executable, "-I", "-c", HOLD, str(home / "work" / "ledger.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield process.pid
        process.communicate("")


def test_who_holds_the_ledger_is_named(home: Path, held: int) -> None:
    ran = gongkai(["republish"], home)
    assert ran.exit_code == 1
    assert f"进程号 {held}" in one_line(ran)


UNREACHABLE = {
    "no such host": "http://nowhere.invalid/",
    "refused": "http://127.0.0.1:9/",
    "refused, https": "https://127.0.0.1:9/",
}


@pytest.mark.parametrize("address", UNREACHABLE.values(), ids=UNREACHABLE)
@pytest.mark.parametrize("command", [["extract"], ["probe", "--rate", "1000"]], ids=["extract", "probe"])
def test_a_host_that_cannot_be_reached_is_5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], address: str
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr("time.sleep", lambda _: None)
    ran = gongkai([*command, address], tmp_path)
    assert (ran.exit_code, ran.stdout) == (5, "")
    assert address in ran.stderr.splitlines()[-1]
    assert "Traceback" not in ran.stderr


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["nightly", "--help"], ["status"], ["config"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_finds_no_room_is_no_fault_of_the_home(
    home: Path, words: list[str], unbuffered: str
) -> None:
    ran = _with_stdout(home, words, ">/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith("输出没有写完(磁盘已满)")
    assert "数据目录" not in ran.stderr and ENGLISH.findall(ran.stderr) == []


@pytest.mark.parametrize("words", [["--help"], ["status"], ["config"]])
@pytest.mark.parametrize("closed", [">&-", "<&- >&-", ">&- 2>&-"])
def test_closed_streams_cost_nothing(home: Path, words: list[str], closed: str) -> None:
    ran = _with_stdout(home, words, closed)
    assert ran.returncode == 0
    assert list((home / "work").glob("gongkai-fault-*")) == []


def _with_stdout(
    home: Path, words: list[str], shell: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    """The command as a shell starts it, its streams as `shell` says."""
    gongkai = shlex.join([sys.executable, "-m", "flows", *words])
    return subprocess.run(
        ["sh", "-c", f"exec {gongkai} {shell}"],
        env={**os.environ, "GONGKAI_HOME": str(home), **environ},
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
