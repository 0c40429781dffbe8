"""A log that somebody left beside a published or sealed file: nobody of ours follows it, verify names it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.flows.command import gongkai
from tests.warehouse.archived import archived_county, told
from tests.warehouse.build import portal, section
from warehouse.home import Home
from warehouse.read_only import logs_of, open_read_only, open_without_logs, wal_of
from warehouse.seal import seal

KILLED = """
import os, signal, sys, duckdb
os.chmod(sys.argv[1], 0o644)
writer = duckdb.connect(sys.argv[1])
writer.execute("UPDATE figures SET value = 999 WHERE value IS NOT NULL")
writer.execute("UPDATE items SET title = '改过的标题'")
os.kill(os.getpid(), signal.SIGKILL)
"""

FILE = told("a.html", "关于印发方案的通知")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A published home with 2017 sealed."""
    declared = portal(section("zfwj", "政府文件", "政府文件"))
    with archived_county(tmp_path_factory.mktemp("sound"), declared) as made:
        made.night(zfwj=[FILE])
        seal(made.home, 2017, None, made.now, made.payload)
        yield made.home


@pytest.fixture
def home(built: Home, tmp_path: Path) -> Home:
    """A copy of it without the ledger."""
    copy = tmp_path / "home"
    shutil.copytree(built.root, copy, ignore=shutil.ignore_patterns("work"))
    return Home(copy)


def leave_log(file: Path) -> None:
    """Somebody opens the file for writing and is killed; the file itself stays as it was."""
    before = file.read_bytes()
    ran = subprocess.run([sys.executable, "-I", "-c", KILLED, file], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert wal_of(file).stat().st_size > 0
    assert file.read_bytes() == before
    with duckdb.connect(str(file), read_only=True) as reader:
        assert reader.execute("SELECT max(value)::INTEGER FROM figures").fetchall() == [(999,)], "the danger"


COMMANDS = {
    "report": ("report", "--year", "2017"),
    "why item": ("why", FILE.id),
    "why figure": ("why", "sections", "2017", "政府文件"),
    "status": ("status",),
    "layout": ("layout", "zfwj"),
    "bounds": ("bounds", "propose"),
    "seal": ("seal", "--year", "2017"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_follows_a_log_beside_the_published_file(home: Home, command: tuple[str, ...]) -> None:
    leave_log(home.published)
    ran = gongkai(*command, "--home", home.root)
    assert ran.returncode == 2
    assert ran.stdout == "" or "不见了" in ran.stdout  # status also tells of the ledger that is not there
    [line] = ran.stderr.strip().splitlines()
    assert str(wal_of(home.published)) in line
    assert "gongkai republish" in line
    assert [file.name for file in home.sealed.glob("*.duckdb")] == ["2017.duckdb"]


def test_no_command_follows_a_log_beside_a_sealed_file(home: Home) -> None:
    sealed = home.sealed / "2017.duckdb"
    leave_log(sealed)
    for command in (("why", FILE.id, "--file", str(sealed)), ("seal", "--year", "2017")):
        ran = gongkai(*command, "--home", home.root)
        assert (ran.returncode, ran.stdout) == (2, "")
        [line] = ran.stderr.strip().splitlines()
        assert str(wal_of(sealed)) in line
        assert "移到别处" in line and "republish" not in line
    assert [file.name for file in home.sealed.glob("*.duckdb")] == ["2017.duckdb"]


@pytest.mark.parametrize("which", ["published", "sealed"])
def test_verify_names_the_log_and_reads_the_file_without_it(home: Home, which: str) -> None:
    file, more = (
        (home.published, ()) if which == "published" else (home.sealed / "2017.duckdb", ("--year", "2017"))
    )
    leave_log(file)
    before = sorted(file.parent.iterdir())
    ran = gongkai("verify", *more, "--home", home.root)
    assert ran.returncode == 1
    [difference] = [line for line in ran.stdout.splitlines() if line.startswith("差异")]
    assert str(wal_of(file)) in difference
    assert "1 处差异" in ran.stdout
    assert wal_of(file).exists(), "what it is and whose, a person may want to know"
    assert sorted(file.parent.iterdir()) == before


def test_opened_alone_reads_the_file_where_no_link_can_be_made(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    leave_log(home.published)
    before = sorted(home.root.iterdir())
    monkeypatch.setattr(os, "link", no_link)
    with open_without_logs(home.published) as reader:
        assert reader.execute("SELECT DISTINCT title FROM items").fetchall() == [(FILE.title,)]
    assert sorted(home.root.iterdir()) == before


def test_a_log_under_the_other_names_counts_as_one(home: Home) -> None:
    for ending in (".wal.checkpoint", ".wal.recovery"):
        log = home.published.with_name(home.published.name + ending)
        log.write_bytes(b"")
        assert logs_of(home.published) == [log]
        log.unlink()
    with open_read_only(home.published) as reader:
        assert reader.execute("SELECT count(*) FROM items").fetchall() == [(1,)]
