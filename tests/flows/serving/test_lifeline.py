"""A process whose parent is killed ends too: at once, or after it has ended cleanly."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.serving.lifeline import LEAVING, PARENT, PRESENCE
from scrapers.flock import free

PARENT_OF = """
import os, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-S", "-c", sys.argv[1]], env={**os.environ, "GONGKAI_PARENT": str(os.getpid())}
)
child.wait()
"""
"""Starts what is its first argument, and names itself to it."""

AT_ONCE = """
import sys; sys.path[:0] = PATHS
from flows.serving import lifeline
lifeline.LOOK = 0.01
lifeline.follow_parent()
print("ready", flush=True)
import threading; threading.Event().wait()
"""

WITH_GRACE = """
import sys; sys.path[:0] = PATHS
import os, threading
from flows.serving import lifeline
lifeline.LOOK = 0.01
lifeline.follow_parent(lambda: print("orphaned", os.getpid(), flush=True), grace=GRACE)
print("ready", flush=True)
threading.Event().wait()
"""

PRESENT = """
import sys; sys.path[:0] = PATHS
import threading
from flows.serving import lifeline
lifeline.LOOK = 0.01
lifeline.be_present()
lifeline.follow_parent()
print("ready", flush=True)
threading.Event().wait()
"""

STOPPING = """
import sys; sys.path[:0] = PATHS
import os, signal
from flows.stopping import ORPHANED, STOP, listen
listen()
os.kill(os.getpid(), getattr(signal, sys.argv[1]))
print(STOP.is_set(), ORPHANED.is_set(), flush=True)
"""


def with_paths(script: str) -> str:
    return script.replace("PATHS", repr(sys.path))


def started(script: str, **environ: str) -> subprocess.Popen[bytes]:
    """A parent whose child is ready; its stdout is the child's, and ends with it."""
    parent = subprocess.Popen(
        [sys.executable, "-S", "-c", PARENT_OF, with_paths(script)],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert parent.stdout is not None and parent.stdout.readline() == b"ready\n"
    return parent


def rest(parent: subprocess.Popen[bytes], within: float) -> bytes:
    """What comes from the child until it is gone; fails when it is not within so many seconds."""
    assert parent.stdout is not None
    said = b""
    while True:
        assert select.select([parent.stdout], [], [], within)[0], "the child lives on"
        piece = os.read(parent.stdout.fileno(), 1000)
        if not piece:
            return said
        said += piece


def test_without_a_wish_of_its_own_it_ends_at_once() -> None:
    parent = started(AT_ONCE)
    parent.kill()
    assert rest(parent, 5) == b""
    parent.wait()


def test_it_is_given_grace_to_end_cleanly_and_no_more() -> None:
    parent = started(WITH_GRACE.replace("GRACE", "0.05"))
    parent.kill()
    assert rest(parent, 5).startswith(b"orphaned ")
    parent.wait()


def test_within_its_grace_it_goes_on() -> None:
    parent = started(WITH_GRACE.replace("GRACE", "600"))
    parent.kill()
    parent.wait()
    assert parent.stdout is not None
    word, child = parent.stdout.readline().split()
    still_there = not select.select([parent.stdout], [], [], 0.1)[0]
    os.kill(int(child), signal.SIGKILL)
    assert word == b"orphaned" and still_there


def test_the_lock_of_presence_is_held_as_long_as_it_lives(tmp_path: Path) -> None:
    lock = tmp_path / "flows.lock"
    parent = started(PRESENT, **{PRESENCE: str(lock)})
    assert not free(lock)
    parent.kill()
    rest(parent, 5)
    parent.wait()
    assert free(lock)


def test_a_process_begun_by_hand_has_nobody_to_follow() -> None:
    environ = {name: value for name, value in os.environ.items() if name != PARENT}
    script = with_paths(AT_ONCE).replace("import threading; threading.Event().wait()", "import threading")
    ran = subprocess.run(
        [sys.executable, "-S", "-c", script + "print(threading.active_count())"],
        env=environ,
        capture_output=True,
        timeout=20,
    )
    assert ran.stdout == b"ready\n1\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [("SIGTERM", b"True False\n"), ("SIGINT", b"True False\n"), (LEAVING.name, b"True True\n")],
)
def test_a_parent_that_leaves_asks_for_the_same_end_but_no_person_did(name: str, said: bytes) -> None:
    ran = subprocess.run(
        [sys.executable, "-S", "-c", with_paths(STOPPING), name], capture_output=True, timeout=20
    )
    assert ran.stdout == said, ran.stderr
