"""Asks processes to read documents: one file at a time each, ended where a file passes its bounds."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import scrapers
from scrapers.documents.formats import guessed
from scrapers.documents.limits import Limits
from scrapers.documents.messages import answer_of, question
from scrapers.documents.office.profile import drop_sockets
from scrapers.documents.records import Document
from scrapers.documents.worker import FOLDER, LENGTH, clean

FILES = 50
"""Documents that one process reads at most: what libraries leak goes with it."""

_ROOT = str(Path(scrapers.__file__).parents[1])
_PROGRAM = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); import scrapers; del sys.path[0]; "
    "from scrapers.documents.worker import main; main()"
)
"""This very package, and of the folder that it lies in nothing else."""
_KEPT = ("PATH", "GONGKAI_SOFFICE", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS")
"""What a process is told of the environment: where converters are, and what the processor can do."""


class Reader:
    """Reads documents, each in a process of its own bounds; one thread at a time, one file at a time.

    The process goes on to the next file only after a clean end, `FILES` at most. Use as a context manager, or
    close it: processes and their temporary files go with it.
    """

    def __init__(
        self, limits: Limits | None = None, files: int = FILES, *, program: Sequence[str] | None = None
    ) -> None:
        """Starts nothing before there is something to read. `program`: what is started instead of the room's
        own process; tests ask hostile ones."""
        self.limits = limits or Limits()
        self._files = files
        # Isolated: nothing of the environment or the working folder changes what is run.
        self._program = program or (sys.executable, "-I", "-c", _PROGRAM)
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._worker: _Worker | None = None

    def __enter__(self) -> Reader:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    def read(self, content: bytes, name: str | None = None) -> Document:
        """What the document says; whatever goes wrong with it is its outcome.

        `name` (of a file or address) is believed last. Raises OSError where no process can be started.
        """
        self._leave_to_parent()
        with self._lock:
            if len(content) > self.limits.content:
                most = self.limits.content >> 20
                return _ended("too_large", content, name, f"文件超过 {most} MB,没有读")
            worker = self._worker
            if worker is None or worker.read >= self._files:
                self._end()
                worker = self._worker = _Worker(self._program)
            try:
                document = worker.ask(content, name, self.limits)
            except BaseException:  # Ctrl-C between question and answer: the next one must not get this answer
                self._end()
                raise
            if worker.stopped or not clean(document):
                self._end()
            return document

    def _leave_to_parent(self) -> None:
        """After a fork: the process that reads is the parent's, who may be asking it at this moment."""
        if self._owner != os.getpid():
            self._owner, self._lock, self._worker = os.getpid(), threading.Lock(), None

    def close(self) -> None:
        """Ends the process."""
        self._leave_to_parent()
        with self._lock:
            self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


class _Worker:
    """One process, and the folder that what it starts may write into."""

    def __init__(self, program: Sequence[str]) -> None:
        self.read = 0
        self.stopped = False
        """Whether it did not answer in time."""
        self._folder = tempfile.TemporaryDirectory(prefix=FOLDER)
        folder = self._folder.name
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._process = subprocess.Popen(
            [*program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=folder,
            env=kept | {"TMPDIR": folder, "HOME": folder, "LC_ALL": "C.UTF-8"},
            # A session of its own: ended together with whatever it started.
            start_new_session=True,
        )
        self._ended = weakref.finalize(self, _end, self._process, self._folder, os.getpid())

    def ask(self, content: bytes, name: str | None, limits: Limits) -> Document:
        """The document, or why there is none."""
        self.read += 1
        try:
            return answer_of(self._exchanged(content, name, limits))
        except TimeoutError:
            self.stopped = True
            return _ended("too_slow", content, name, f"{limits.seconds:g} 秒内没有读完,已停止")
        except (OSError, EOFError, ValueError, KeyError, TypeError, RecursionError):
            return _ended("crashed", content, name, self._how_it_ended())

    def end(self) -> None:
        """Ends the process and takes its folder away."""
        self._ended()

    def _exchanged(self, content: bytes, name: str | None, limits: Limits) -> bytes:
        """The bytes of the answer. Raises OSError or EOFError where there is none, TimeoutError where there
        is none in time."""
        into, out = self._process.stdin, self._process.stdout
        assert into is not None and out is not None
        ends_at = time.monotonic() + limits.seconds
        for data in (question(name, len(content), limits), content):
            _send(into.fileno(), data, ends_at)
        size = int.from_bytes(_received(out.fileno(), LENGTH, ends_at), "big")
        # The process bounds its answers itself: this one is no longer it.
        if size > limits.text:
            raise EOFError
        return _received(out.fileno(), size, ends_at)

    def _how_it_ended(self) -> str:
        """Why a process that did not answer is gone (Chinese)."""
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=1)
            if code < 0:
                return f"读取进程被系统结束({signal.Signals(-code).name})"
            return f"读取进程没有给出结果就退出了(退出码 {code})"
        return "读取进程的回答不完整"


def _send(pipe: int, data: bytes, ends_at: float) -> None:
    """Writes all of the bytes. Raises TimeoutError at that time: a process may stop to read, and one that got
    away from it may hold the pipe open when it is gone."""
    os.set_blocking(pipe, False)
    rest = memoryview(data)
    while rest:
        _wait(pipe, select.POLLOUT, ends_at)
        with suppress(BlockingIOError):
            rest = rest[os.write(pipe, rest) :]


def _received(pipe: int, size: int, ends_at: float) -> bytes:
    """So many bytes. Raises EOFError where fewer come, TimeoutError as `_send`."""
    os.set_blocking(pipe, False)
    data = bytearray()
    while len(data) < size:
        _wait(pipe, select.POLLIN, ends_at)
        with suppress(BlockingIOError):
            piece = os.read(pipe, min(size - len(data), _PIECE))
            if not piece:
                raise EOFError
            data += piece
    return bytes(data)


_PIECE = 1 << 20


def _wait(pipe: int, until: int, ends_at: float) -> None:
    """Waits until something can be done with a pipe. Raises TimeoutError at that time."""
    waiting = select.poll()
    waiting.register(pipe, until)
    left = ends_at - time.monotonic()
    if left <= 0 or not waiting.poll(left * 1000):
        raise TimeoutError


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], folder: tempfile.TemporaryDirectory[str], owner: int) -> None:
    mine = owner == os.getpid()
    if mine:
        _kill(process)
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    if mine:
        process.wait()
        drop_sockets(Path(folder.name))
        with suppress(OSError):
            folder.cleanup()
    else:  # a copy in a forked process: the folder is its parent's
        folder._finalizer.detach()  # type: ignore[attr-defined]


def _ended(outcome: str, content: bytes, name: str | None, reason: str) -> Document:
    """A document of which nothing came."""
    format = guessed(content, name)
    return Document(outcome, format.name, format.media_type, reason, name)
