"""The process that reads documents: a question and the bytes on stdin, the document on stdout, until
stdin ends.

Bounded: memory and processor time are limited, no file can be written but by a converter it starts, what
libraries print goes nowhere. Whoever asks kills it, and all that it started, where it does not answer.
"""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress

from scrapers.documents.inside import read_here
from scrapers.documents.limits import Limits
from scrapers.documents.messages import answer, question_of
from scrapers.documents.records import Document
from scrapers.vocabulary.outcomes import CLEAN_END

LENGTH = 8
"""Bytes of the length before an answer."""


def main() -> None:
    """Answers until the other end is closed, or until an end that was not clean."""
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _bound(resource.RLIMIT_CORE, 0)
    while line := sys.stdin.buffer.readline():
        name, size, limits = question_of(line)
        content = sys.stdin.buffer.read(size)
        if len(content) < size:
            return
        _bounds(limits)
        document = read_here(content, name, limits)
        del content
        _send(out, _within(answer(document), document, limits))
        if not clean(document):
            return


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


def _within(data: bytes, document: Document, limits: Limits) -> bytes:
    """The answer, or one that says that it was too long."""
    if len(data) <= limits.text:
        return data
    return answer(
        Document(
            "too_much_text",
            document.format,
            document.media_type,
            f"读出的内容超过 {limits.text >> 20} MB,没有给出",
            document.name,
            document.pages,
        )
    )


def _send(out: int, data: bytes) -> None:
    with suppress(BrokenPipeError):
        message = memoryview(len(data).to_bytes(LENGTH, "big") + data)
        while message:
            message = message[os.write(out, message) :]


if __name__ == "__main__":
    main()
