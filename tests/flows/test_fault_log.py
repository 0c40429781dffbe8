"""What a fault of the program leaves behind stays small, masked, few, and its owner's."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.fault_log import KEPT, LARGEST, drop_oldest, keep_fault
from flows.serving.server import DAMAGED_KEPT, put_damaged_aside
from flows.troubles import told

NOW = datetime(2026, 2, 28, 23, 59, 50, tzinfo=UTC)


def fault(words: str) -> Exception:
    try:
        raise KeyError(words)
    except KeyError as error:
        return error


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "home" / "work").mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "home"


def test_only_the_newest_stay_and_nothing_else_goes(home: Path) -> None:
    (home / "work" / "ledger.duckdb").touch()
    written = []
    for n in range(KEPT + 3):
        file = keep_fault(fault(str(n)), home, NOW + timedelta(seconds=n))
        assert file is not None
        os.utime(file, (n, n))
        written.append(file)
    assert sorted((home / "work").glob("gongkai-fault-*")) == sorted(written[3:])
    assert (home / "work" / "ledger.duckdb").exists()


def test_personal_data_is_in_neither_file_nor_sentence(home: Path) -> None:
    number, mobile = "11010519491231002X", "13812345678"
    code, sentence = told(fault(f"身份证 {number},手机 {mobile}"), home)
    [file] = (home / "work").glob("gongkai-fault-*")
    kept = file.read_text(encoding="utf-8")
    assert code == 1 and "KeyError" in kept and "138****5678" in kept
    assert not [data for data in (number, mobile) for text in (sentence, kept) if data in text]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("words", ["x" * 5_000_000, "公开\n" * 900_000], ids=["one line", "many lines"])
def test_a_long_course_keeps_its_beginning_and_its_end(home: Path, words: str) -> None:
    file = keep_fault(RuntimeError(words), home, NOW)
    assert file is not None
    text = file.read_text(encoding="utf-8")
    assert LARGEST < len(text) < LARGEST + 200 and "略去" in text and "RuntimeError" in text


def test_where_the_home_takes_nothing_the_temporary_folder_is_bounded_too(home: Path) -> None:
    (home / "work").rmdir()
    for n in range(KEPT + 2):
        file = keep_fault(fault("x"), home, NOW + timedelta(minutes=n))
        assert file is not None and file.parent == home.parent / "temporary"
        os.utime(file, (n, n))
    assert len(list((home.parent / "temporary").iterdir())) == KEPT


def test_where_nothing_takes_it_the_sentence_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "flows.fault_log.write_durably", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
    )
    assert "没有地方可记" in told(fault("x"), home)[1]


def test_what_is_somebody_elses_or_a_link_into_another_place_stays_there(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "kept").write_text("precious")
    (tmp_path / "a.log").symlink_to(tmp_path / "other" / "kept")
    (tmp_path / "b.log").touch()
    drop_oldest(tmp_path, "*.log", 0)
    assert (tmp_path / "other" / "kept").read_text() == "precious"
    assert list(tmp_path.glob("*.log")) == []


def test_of_damaged_records_the_newest_two_stay(tmp_path: Path) -> None:
    old = [tmp_path / f"prefect.db.damaged-2026010{n}000000" for n in range(1, 4)]
    for n, file in enumerate(old):
        file.touch()
        os.utime(file, (n, n))
    (tmp_path / "prefect.db").write_bytes(b"garbage\n")
    put_damaged_aside(tmp_path / "prefect.db")
    left = sorted(tmp_path.iterdir())
    assert len(left) == DAMAGED_KEPT and left[0] == old[-1] and left[1].read_bytes() == b"garbage\n"
