"""A ledger of before is brought to the present form whole or not at all, and its copy stands beside it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from scrapers.reader_version import reader_version
from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.home import Home
from warehouse.ledger import SCHEMA_VERSION, LedgerError, LedgerTooNew, open_ledger
from warehouse.portals import sync_portal

V4 = (Path(__file__).parent / "ledger_v4.sql").read_text(encoding="utf-8")
"""The tables as the last version without migrations made them, with three readings of two sections."""

V5 = (Path(__file__).parent / "ledger_v5.sql").read_text(encoding="utf-8")
"""The same of the version after it, whose readings have a ground; with an item and its page."""

READINGS = "SELECT run_id, section_id, outcome, proof FROM section_runs ORDER BY run_id, section_id"

KILLED = """
import os, resource, signal, sys
from pathlib import Path
from warehouse import ledger, ledger_copies, query
run, at = query.run, sys.argv[2]
def told(connection, statement, /, **values):
    if statement == at:
        os.kill(os.getpid(), signal.SIGKILL)
    run(connection, statement, **values)
query.run = told
if at == "copy":
    ledger_copies.fsync = lambda path: os.kill(os.getpid(), signal.SIGKILL)
class Committing:
    def __init__(self, connection):
        self.connection = connection
    def __getattr__(self, name):
        return getattr(self.connection, name)
    def commit(self):
        if at == "before commit":
            os.kill(os.getpid(), signal.SIGKILL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # the system kills in the middle of the writing
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(at.split()[1]), resource.RLIM_INFINITY))
        self.connection.commit()
if "commit" in at:
    settled = ledger._settled
    ledger._settled = lambda connection, version: settled(Committing(connection), version)
ledger.open_ledger(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Opens a ledger and is killed where the second argument says, at the latest when it has opened it."""


def old_ledger(folder: Path, committed: Callable[[Path], object] = lambda path: None, made: str = V4) -> Path:
    """A ledger of version 4, or as `made` makes it; `committed` is done before it is closed."""
    path = folder / "ledger.duckdb"
    with duckdb.connect(str(path)) as ledger:
        ledger.execute(made)
        committed(path)
    return path


def copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob("ledger.v*.duckdb"))


def test_a_ledger_of_before_is_brought_up_and_its_copy_is_said(tmp_path: Path) -> None:
    path, said = old_ledger(tmp_path), list[str]()
    before = path.read_bytes()
    with open_ledger(path, said.append) as ledger:
        assert ledger.execute("SELECT schema_version FROM ledger_meta").fetchall() == [(SCHEMA_VERSION,)]
        assert ledger.execute(READINGS).fetchall() == [
            ("nightly-1", "kb", "empty", "before"),
            ("nightly-1", "nb", "complete", "before"),
            ("nightly-2", "nb", "partial", None),
        ]
    [copy] = copies(path)
    assert copy.read_bytes() == before
    assert said == [
        f"台账已从版本 4 升级到版本 {SCHEMA_VERSION};升级前的台账保存在 {copy},退回旧版程序时用它"
    ]
    with open_ledger(path, said.append):
        assert len(said) == 1 and copies(path) == [copy], "once and for all"


def test_what_was_committed_and_not_yet_in_the_file_is_in_the_copy_too(tmp_path: Path) -> None:
    """A process that was killed leaves a log beside the ledger."""

    def take(path: Path) -> None:
        (tmp_path / "taken").mkdir()
        for file in (path, path.with_name(f"{path.name}.wal")):
            shutil.copy(file, tmp_path / "taken" / file.name)

    old_ledger(tmp_path, take)
    path = tmp_path / "taken" / "ledger.duckdb"
    with open_ledger(path) as ledger:
        assert len(ledger.execute(READINGS).fetchall()) == 3
    [copy] = copies(path)
    with duckdb.connect(str(copy), read_only=True) as kept:
        assert kept.execute("SELECT count(*) FROM section_runs").fetchall() == [(3,)]


def test_a_ledger_of_version_5_keeps_its_readings_and_says_nothing_of_links_and_layouts(
    tmp_path: Path,
) -> None:
    path = old_ledger(tmp_path, made=V5)
    new = "links_seen, rows_seen, rows_set_aside, reader_version, list_layout_version, item_layout_version"
    with open_ledger(path) as ledger:
        assert [(run, outcome, proof) for run, _, outcome, proof in ledger.execute(READINGS).fetchall()] == [
            ("nightly-1", "empty", None),
            ("nightly-1", "complete", "total"),
            ("nightly-2", "partial", None),
        ]
        assert ledger.execute(f"SELECT DISTINCT {new} FROM section_runs").fetchall() == [(None,) * 6]
        assert ledger.execute("SELECT body_digest, reader_version FROM item_versions").fetchall() == [
            ("d0d0d0d0d0d0d0d0", None)
        ]
        assert ledger.execute("SELECT count(*) FROM section_layouts").fetchall() == [(0,)]


def test_a_home_of_version_5_goes_on_with_its_next_night(tmp_path: Path) -> None:
    declared = portal(section("nb", "信息公开年报", "信息公开年报"))
    home = Home(tmp_path)
    home.create()
    old_ledger(home.work, made=V5).replace(home.ledger)
    with open_ledger(home.ledger) as ledger:
        sync_portal(ledger, declared)
        made = County(home, ledger, declared, now=datetime(2018, 3, 3, 18, tzinfo=UTC))
        told = [Told("nb/1.html"), Told("nb/2.html", page=page(title="通知", content_sha256="c" * 64))]
        made.tell("nb", told, ground="total")
        made.load()
        made.publish()
    readings = (
        "SELECT section_id, outcome, proof, reader_version FROM section_runs ORDER BY finished_at, section_id"
    )
    assert made.rows(readings) == [
        ("nb", "complete", "total", None),
        ("kb", "empty", None, None),
        ("nb", "partial", None, None),
        ("nb", "complete", "total", reader_version()),
    ]
    versions = "SELECT content_sha256, reader_version FROM item_versions ORDER BY seen_at"
    assert made.rows(versions) == [("c0ffee", None), ("c" * 64, reader_version())]


@pytest.mark.parametrize("before", [V4, V5], ids=["v4", "v5"])
def test_the_tables_of_a_migrated_ledger_are_those_of_a_new_one(tmp_path: Path, before: str) -> None:
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable, column_index FROM duckdb_columns()"
        " WHERE database_name = 'ledger' ORDER BY ALL"
    )
    (tmp_path / "new").mkdir()
    with open_ledger(tmp_path / "new" / "ledger.duckdb") as new:
        made = new.execute(columns).fetchall()
    with open_ledger(old_ledger(tmp_path, made=before)) as migrated:
        assert migrated.execute(columns).fetchall() == made


@pytest.mark.parametrize(
    "at",
    [
        "ledger/checkpoint", "copy", "ledger/migrate_4_to_5", "ledger/migrate_5_to_6",
        "ledger/migrate_6_to_7", "ledger/schema", "ledger/taken_out", "ledger/raise_version",
        "ledger/set_version",
        "before commit", "after 100 bytes of the commit", "after 3000 bytes of the commit", "afterwards",
    ],
)  # fmt: skip
def test_a_kill_leaves_the_old_ledger_or_the_new_one(tmp_path: Path, at: str) -> None:
    path = old_ledger(tmp_path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), at], check=False)
    assert killed.returncode == -(signal.SIGXFSZ if "bytes" in at else signal.SIGKILL)
    with duckdb.connect(str(path)) as left:
        stated = left.execute("SELECT schema_version FROM ledger_meta").fetchall()
        columns = left.execute("SELECT * FROM section_runs").description
    old, new = ([(4,)], 12), ([(SCHEMA_VERSION,)], 19)
    # So many bytes may be more than the commit writes: then it was killed in the checkpoint after it.
    left_so = {"afterwards": [new], "after 3000 bytes of the commit": [old, new]}.get(at, [old])
    assert (stated, len(columns)) in left_so
    with open_ledger(path) as ledger:
        assert [proof for *_, proof in ledger.execute(READINGS).fetchall()] == ["before", "before", None]
    with duckdb.connect(str(copies(path)[0]), read_only=True) as kept:
        assert kept.execute("SELECT schema_version FROM ledger_meta").fetchall() == [(4,)]
    assert not list(tmp_path.glob(".*")), "what a kill left half copied is gone"


def test_without_room_for_the_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_ledger(tmp_path)
    before = path.read_bytes()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1000))
    with pytest.raises(LedgerError, match=r"需要升级.*磁盘已满.*未作任何改动.*腾出") as told:
        open_ledger(path)
    assert str(path) in str(told.value)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_up_under_the_copy_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_ledger(tmp_path)
    before = path.read_bytes()

    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy", full)
    with pytest.raises(LedgerError, match="磁盘已满"):
        open_ledger(path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_a_ledger_newer_than_this_program_is_neither_copied_nor_touched(tmp_path: Path) -> None:
    path = old_ledger(tmp_path)
    with duckdb.connect(str(path)) as newer:
        newer.execute("UPDATE ledger_meta SET schema_version = 99")
    before = path.read_bytes()
    with pytest.raises(LedgerTooNew, match=r"版本是 99.*请升级程序"):
        open_ledger(path)
    assert path.read_bytes() == before and copies(path) == []


def test_a_home_of_before_keeps_its_figures(tmp_path: Path) -> None:
    """Readings that nobody asked for their ground count as they did."""
    figures = "SELECT year, code, value, origin FROM figures ORDER BY ALL"
    with county(tmp_path, portal(section("nb", "信息公开年报", "信息公开年报"))) as made:
        made.night(nb=[Told(f"nb/{n}.html") for n in range(3)])
        before = made.rows(figures)
        made.ledger.close()
        with duckdb.connect(str(made.home.ledger)) as old:
            old.execute("ALTER TABLE section_runs DROP COLUMN proof")
            old.execute("UPDATE ledger_meta SET schema_version = 4")
        with open_ledger(made.home.ledger) as made.ledger:
            made.publish()
            assert made.rows(figures) == before and before
            assert made.rows("SELECT DISTINCT outcome, proof FROM section_runs") == [("complete", "before")]
