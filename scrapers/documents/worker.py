"""The process that reads documents: a question and the bytes on stdin, the document on stdout, until
stdin ends.

Bounded: memory and processor time are limited, no file can be written but by a converter it starts, what
libraries print goes nowhere, and what they read from stdin is nothing. It has no network where the system
lets it go without. Whoever asks kills it, and all that it started, where it does not answer; where the asking
one is gone it ends itself, and takes its folder along.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from scrapers.documents.formats import FORMATS
from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.messages import answer, question_of
from scrapers.documents.office.profile import drop_sockets
from scrapers.documents.records import Document
from scrapers.vocabulary.outcomes import CLEAN_END

LENGTH = 8
"""Bytes of the length before an answer."""
FOLDER = "gongkai-document-"
"""How the name of the folder of a process begins."""
FILES_OPEN = 256
"""Files that it, and a converter, may have open."""


def main() -> None:
    """Answers until the other end is closed, or until an end that was not clean."""
    into, out = os.fdopen(os.dup(0), "rb"), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    _without_network()
    # Asked once, by trying to write there: later that is no longer allowed.
    folder = Path(tempfile.gettempdir())
    threading.Thread(target=_end_with_caller, args=(into.fileno(), folder), daemon=True).start()
    # A document is many small values and few cycles: looking for these took half of the time of large ones.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, FILES_OPEN, hard=False)
    while line := into.readline():
        name, size, limits = question_of(line)
        content = into.read(size)
        if len(content) < size:
            return
        _bounds(limits)
        document = _read(content, name, limits)
        del content
        _send(out, _answered(document, limits))
        if not clean(document):
            return


def _read(content: bytes, name: str | None, limits: Limits) -> Document:
    """The document; also where a reader wants to end the process, or a library in Rust panics (its exception
    is none of `Exception`)."""
    try:
        return read_here(content, name, limits)
    except MemoryError:
        return _without_text("too_much_memory", f"读取时内存超过 {limits.memory >> 20} MB 的上限", name)
    except BaseException as error:  # noqa: BLE001 - the boundary of the process
        return _without_text("failed", f"读取时程序出错({type(error).__name__}: {error})"[:300], name)


def _end_with_caller(into: int, folder: Path) -> None:
    """Waits until nobody can ask any more, then ends this process with all that it started. While it reads it
    would not see that."""
    waiting = select.poll()
    waiting.register(into, 0)
    while not waiting.poll():
        pass
    if folder.name.startswith(FOLDER):
        drop_sockets(folder)
        shutil.rmtree(folder, ignore_errors=True)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _without_network() -> None:
    """Gives up the network, where the system lets a process do so: a namespace of its own has none."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    user, group = os.getuid(), os.getgid()
    with suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return
        # The same user in the new namespace: files stay one's own.
        for file, told in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            Path("/proc/self", file).write_text(told)


_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def clean(document: Document) -> bool:
    """Whether the process may read another one: nothing of the document or its members ended badly."""
    return document.outcome in CLEAN_END and all(clean(member) for member in document.members)


def _bounds(limits: Limits) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    # Above the wall clock: whoever asks ends it sooner, unless that one is gone.
    seconds = int(used.ru_utime + used.ru_stime + 2 * limits.seconds) + 2
    _bound(resource.RLIMIT_CPU, seconds, hard=False)
    _bound(resource.RLIMIT_AS, limits.memory, hard=False)
    _bound(resource.RLIMIT_FSIZE, 0, hard=False)


def _bound(kind: int, most: int, hard: bool = True) -> None:
    """A limit of this process; a soft one can be lifted for a converter that is started."""
    with suppress(ValueError, OSError):  # where the system knows no such limit
        above = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most, most if hard else above))


def _answered(document: Document, limits: Limits) -> bytes:
    """The answer, or one that says that it was too long."""
    try:
        data = answer(document)
    except MemoryError:
        data = b""
    if data and len(data) <= limits.text:
        return data
    most = f"读出的内容超过 {limits.text >> 20} MB,没有给出"
    if not data:
        most = f"读出的内容太多,内存超过 {limits.memory >> 20} MB 的上限"
    return answer(
        Document(
            "too_much_text" if data else "too_much_memory",
            document.format,
            document.media_type,
            most,
            document.name,
            document.pages,
        )
    )


def _without_text(outcome: str, reason: str, name: str | None) -> Document:
    kind = FORMATS["unknown"]
    return Document(outcome, kind.name, kind.media_type, reason, name)


def _send(out: int, data: bytes) -> None:
    with suppress(BrokenPipeError):
        message = memoryview(len(data).to_bytes(LENGTH, "big") + data)
        while message:
            message = message[os.write(out, message) :]


if __name__ == "__main__":
    main()
