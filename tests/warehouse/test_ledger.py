"""A ledger that is cut off or overwritten, beside one that another program holds: different words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sql
from tests.warehouse.build import Told, county, portal, section
from warehouse.home import HomeError, clear_errors
from warehouse.ledger import LedgerDamaged, LedgerError, open_ledger

HOLD = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    declared = portal(section("nb", "信息公开年报", "信息公开年报"))
    with county(tmp_path_factory.mktemp("ledger"), declared) as made:
        made.tell("nb", [Told(f"nb/{n}.html") for n in range(3000)])
        made.load()
        made.ledger.execute("CHECKPOINT")
    return made.home.ledger.read_bytes()


DAMAGES = {
    "empty": lambda content: b"",
    "headers cut off": lambda content: content[:5000],
    "first block cut off": lambda content: content[:12288],
    "cut off in the middle": lambda content: content[: 12288 + 262144],
    "no database": lambda content: b"x" * 9000,
    "a byte of the catalog": lambda content: content[:12400] + b"?" + content[12401:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_is_said_to_be_damaged_and_left(tmp_path: Path, sound: bytes, damage: str) -> None:
    path = tmp_path / "ledger.duckdb"
    content = DAMAGES[damage](sound)
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged, match=r"已损坏或被截断.*从备份恢复") as told:
        open_ledger(path)
    assert str(path) in str(told.value) and str(tmp_path / "packages") in str(told.value)
    assert path.read_bytes() == content


def test_a_short_ledger_that_lost_nothing_opens(
    tmp_path: Path, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB may name free blocks at the end that were never written; when it does so is its own choice."""
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(sound)
    statement = sql.statement
    always = {"ledger/is_short": "SELECT $bytes::BIGINT > 0"}
    monkeypatch.setattr(sql, "statement", lambda name: always.get(name) or statement(name))
    with open_ledger(path) as ledger:
        assert ledger.execute("SELECT count(*) FROM items").fetchall() == [(3000,)]


def test_a_ledger_that_another_program_holds_is_not_called_damaged(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(sound)
    command = [sys.executable, "-I", "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(LedgerError, match=r"正被另一个程序以读写方式打开,进程号 \d+") as told:
            open_ledger(path)
        assert not isinstance(told.value, LedgerDamaged)
        holder.communicate("")


def test_damage_that_comes_out_in_a_run_is_not_called_a_full_disk(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(sound)
    with open_ledger(path) as ledger:
        with path.open("r+b") as file:
            file.truncate(12288 + 262144)
        with pytest.raises(HomeError, match=r"已损坏或被截断.*从备份恢复"), clear_errors(tmp_path):
            ledger.execute("SELECT sum(hash(told)) FROM items AS told").fetchall()
