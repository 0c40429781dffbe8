"""Locks between processes: taken, waited for, given up, signed, let go of by a kill."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers import flock
from scrapers.flock import Given, Taken, flocked, free, holder, shared

NOW = datetime(2018, 1, 20, 18, 0, tzinfo=UTC)

SHARER = """
import sys
from pathlib import Path
from scrapers.flock import shared
held = shared(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flock, "_POLL", 0.002)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_a_second_holder_is_told_who_and_since_when(lock: Path) -> None:
    with (
        flocked(lock, NOW),
        pytest.raises(Taken, match=r"^进程 \d+,始于 2018-01-21 02:00:00$"),
        flocked(lock, NOW),
    ):
        pass
    with flocked(lock, NOW):
        pass


def test_a_lock_is_let_go_of_when_its_block_raises(lock: Path) -> None:
    with pytest.raises(ZeroDivisionError), flocked(lock, NOW):
        raise ZeroDivisionError
    assert holder(lock) is None and lock.read_text() == ""


def test_a_short_holder_is_waited_for(lock: Path) -> None:
    order: list[str] = []
    waiting = threading.Event()

    class Told(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waiting.set()
            return super().wait(timeout)

    def second() -> None:
        with flocked(lock, NOW, wait=60.0, stop=Told()):
            order.append("second")

    thread = threading.Thread(target=second)
    with flocked(lock, NOW):
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_the_wait_is_given_up_when_the_run_is_to_stop(lock: Path) -> None:
    stop = threading.Event()
    stop.set()
    with flocked(lock, NOW), pytest.raises(Given), flocked(lock, NOW, wait=60.0, stop=stop):
        pass


def test_one_who_waits_says_once_whom_for(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flock, "_SOON", 0.01)
    said: list[str] = []
    with (
        flocked(lock, NOW),
        pytest.raises(Taken),
        flocked(lock, NOW, wait=0.1, waiting=said.append),
    ):
        pass
    assert len(said) == 1 and said[0].endswith("始于 2018-01-21 02:00:00")
    with flocked(lock, NOW, wait=0.1, waiting=said.append):
        assert len(said) == 1, "one who waits for nobody says nothing"


def test_one_who_is_to_stop_is_not_kept_from_the_lock_by_a_glance(lock: Path) -> None:
    """A stopped run loads what it has; that somebody asks just then who holds the home is no holder."""
    lock.touch()
    asker = shared(lock)

    class Leaves(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            asker.close()
            return True

    with flocked(lock, NOW, wait=60.0, stop=Leaves()):
        assert holder(lock) is not None


def test_a_stop_does_not_keep_from_a_free_lock(lock: Path) -> None:
    stop = threading.Event()
    stop.set()
    with flocked(lock, NOW, stop=stop):
        assert holder(lock) is not None


def test_one_who_asks_who_holds_it_keeps_nobody_from_taking_it(lock: Path) -> None:
    """`holder` has the lock for an instant; one who waits for nobody must not be refused because of it."""
    lock.touch()
    asked = threading.Event()

    class Leaves(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            asker.close()
            asked.set()
            return False

    asker = shared(lock)
    with flocked(lock, NOW, wait=0.0, stop=Leaves()):
        assert asked.is_set()


@pytest.mark.parametrize("signed", ["", "{", '{"pid": 1}', "[]", "\0\0"])
def test_a_holder_that_has_not_signed_yet_is_unknown(lock: Path, signed: str) -> None:
    with flocked(lock, NOW):
        lock.write_text(signed)
        assert holder(lock) == "进程号未知"


def test_nobody_holds_a_lock_that_was_never_made(lock: Path) -> None:
    assert holder(lock) is None and free(lock)
    assert not lock.exists()


def test_several_share_a_lock_and_a_kill_ends_their_share(lock: Path) -> None:
    mine = shared(lock)
    sharer = subprocess.Popen(
        [sys.executable, "-c", SHARER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert sharer.stdout is not None and sharer.stdout.readline() == b"held\n"
    mine.close()
    assert not free(lock)
    sharer.kill()
    sharer.wait()
    assert free(lock)
