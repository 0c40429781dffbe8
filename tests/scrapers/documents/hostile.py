"""The process that reads documents, with readers that do what no reader should. Run by its path, isolated."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scrapers.documents import inside, worker
from scrapers.documents.limits import Asked
from scrapers.documents.records import Paragraph, Reading, Table


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


def _loop(content: bytes) -> None:
    while True:
        pass


def _loop_with_the_lock_held(content: bytes) -> None:
    ctypes.PyDLL(None).sleep(60)  # the interpreter's lock is not given up


def _eat(content: bytes) -> None:
    held = []
    while True:
        held.append(bytearray(16 << 20))


def _write(content: bytes) -> None:
    Path(content.decode()).write_bytes(b"x" * 100_000)


def _child(content: bytes) -> None:
    child = subprocess.Popen(["sleep", "300"])
    Path(content.decode()).touch()  # an empty file may be made: its name tells the child
    Path(content.decode()).rename(f"{content.decode()}.{child.pid}")
    time.sleep(300)


def _print(content: bytes) -> None:
    for number in (1, 2):
        os.write(number, b"x" * 1_000_000)
    print("y" * 100_000)
    sys.stdin.read()


def _abort(content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def _crash(content: bytes) -> None:
    ctypes.string_at(0)


def _leave(content: bytes) -> None:
    os._exit(7)


def _system_exit(content: bytes) -> None:
    raise SystemExit(0)


def _interrupt(content: bytes) -> None:
    raise KeyboardInterrupt


def _panic(content: bytes) -> None:
    raise PanicException("called `Option::unwrap()` on a `None` value")


def _recurse(content: bytes) -> None:
    _recurse(content)


def _network(content: bytes) -> None:
    import socket

    with socket.create_connection(("127.0.0.1", int(content)), timeout=2):
        pass


def _forge(content: bytes) -> None:
    """Answers in the process' place: fine bytes that are no document."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, len(content).to_bytes(worker.LENGTH, "big") + content)
        except OSError:
            continue
    os._exit(0)


BEHAVIOURS: dict[str, Callable[[bytes], object]] = {
    "loop": _loop,
    "loop_locked": _loop_with_the_lock_held,
    "eat": _eat,
    "write": _write,
    "child": _child,
    "print": _print,
    "abort": _abort,
    "crash": _crash,
    "leave": _leave,
    "system_exit": _system_exit,
    "interrupt": _interrupt,
    "panic": _panic,
    "recurse": _recurse,
    "network": _network,
    "forge": _forge,
    "sleep": lambda content: time.sleep(float(content)),
}


def _read(content: bytes, asked: Asked) -> Reading:
    name = asked.name or ""
    if name == "long":
        return Reading([Paragraph("字" * 1000)] * int(content))
    if name == "wide":
        return Reading([Table(tuple(("x",) * 100 for _ in range(int(content))))])
    if name in BEHAVIOURS:
        BEHAVIOURS[name](content)
    surroundings = {"cwd": str(Path.cwd()), "path": sys.path, "environment": dict(os.environ)}
    return Reading([Paragraph("read")], notes=[str(os.getpid()), repr(surroundings)])


if __name__ == "__main__":
    inside._reader = lambda content, format, asked: _read
    worker.main()
