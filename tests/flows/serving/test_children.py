"""A process that is begun again: with growing pauses, from anew once it was well, ended whatever it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from flows.serving import children
from flows.serving.children import PAUSES, WELL, Child
from flows.serving.lifeline import PARENT

STUBBORN = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
signal.pause()
"""


@dataclass
class Tended:
    """A child under a clock that a test moves."""

    child: Child
    said: list[str]
    at: float = 1000.0
    begun: int = field(default=0)

    def ends(self) -> None:
        """Waits for the process to be gone."""
        assert self.child.process is not None
        self.child.process.wait(10)


@pytest.fixture
def tended(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tended]:
    said: list[str] = []
    child = Child("任务", [sys.executable, "-S", "-c", "raise SystemExit(3)"], {}, _say=said.append)
    made = Tended(child, said)
    monkeypatch.setattr(children.time, "monotonic", lambda: made.at)
    yield made
    child.end(signal.SIGKILL)


def test_it_is_begun_again_after_pauses_that_grow(tended: Tended) -> None:
    for pause in (*PAUSES, PAUSES[-1]):
        assert tended.child.look()
        tended.ends()
        assert not tended.child.look()
        assert tended.said.pop() == f"任务已退出(退出码 3),{pause:.0f} 秒后重新启动"
        tended.at += pause - 0.5
        assert not tended.child.look()
        tended.at += 0.5
    assert tended.child.look() and tended.said == []


def test_after_it_was_well_its_next_end_is_a_first_one(tended: Tended) -> None:
    for _ in range(3):
        tended.child.look()
        tended.ends()
        tended.child.look()
        tended.at += 60
    assert tended.child.ends == 3
    tended.child.look()
    tended.at += WELL + 1
    tended.ends()
    tended.child.look()
    assert tended.child.ends == 1 and tended.said[-1].endswith("1 秒后重新启动")


def test_a_signal_is_named(tended: Tended) -> None:
    tended.child.arguments = [sys.executable, "-S", "-c", "import signal; signal.pause()"]
    tended.child.look()
    assert tended.child.process is not None
    tended.child.process.kill()
    tended.ends()
    tended.child.look()
    assert tended.said == ["任务已退出(被信号 SIGKILL 终止),1 秒后重新启动"]


def test_it_is_held_off(tended: Tended) -> None:
    tended.child.hold_off(15.0)
    assert not tended.child.look() and tended.child.process is None
    tended.at += 15.0
    assert tended.child.look()


def test_a_process_that_cannot_be_begun_is_tried_again(tended: Tended) -> None:
    right, tended.child.arguments = tended.child.arguments, ["/nowhere/python"]
    assert not tended.child.look()
    assert tended.said == ["任务无法启动:不存在,1 秒后重新启动"]
    tended.child.arguments = right
    tended.at += 1
    assert tended.child.look()


def test_it_knows_its_parent_and_has_a_session_of_its_own(
    tended: Tended, capfd: pytest.CaptureFixture[str]
) -> None:
    tended.child.environ = {"GIVEN": "值"}
    tell = f"import os; print(os.environ['GIVEN'], os.environ['{PARENT}'], os.getsid(0) == os.getpid())"
    tended.child.arguments = [sys.executable, "-S", "-c", tell]
    tended.child.look()
    tended.ends()
    assert capfd.readouterr().out == f"值 {os.getpid()} True\n"


def test_it_is_ended_with_the_signal_named(tended: Tended) -> None:
    tended.child.arguments = [sys.executable, "-S", "-c", "import signal; signal.pause()"]
    tended.child.look()
    process = tended.child.process
    assert process is not None
    tended.child.end(signal.SIGUSR1)
    assert process.returncode == -signal.SIGUSR1 and tended.child.process is None


def test_one_that_does_not_hear_is_killed(tended: Tended) -> None:
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", STUBBORN], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    tended.child.process = process
    tended.child.end(signal.SIGTERM, wait=0.02)
    assert process.returncode == -signal.SIGKILL


def test_what_is_not_up_can_be_asked_and_ended(tended: Tended) -> None:
    tended.child.ask(signal.SIGTERM)
    tended.child.end()
    tended.child.look()
    tended.ends()
    tended.child.end()
    assert tended.child.process is None


def test_a_secret_of_its_environment_stands_in_no_description() -> None:
    assert "geheim" not in repr(Child("任务", ["x"], {"PREFECT_API_AUTH_STRING": "user:geheim"}))
