"""Asks the process that runs a page's own functions; started when first needed, reused, killed on overrun.

Without the engine's package, or where the process does not answer, nothing is known: the control that was to
be pressed is told as one that cannot be followed.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

WAIT = 10.0
"""Seconds for an answer: the process' own limits end it sooner where the machine is not overloaded."""
FAILURES = 3
"""Processes that did not get as far as to answer, after which no more are started: the package is missing."""
REMEMBERED = 256
"""Questions without an answer that are not asked again: all pages of a site have the same scripts."""
_PROGRAM = Path(__file__).with_name("process.py")


class Engine:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        """Starts nothing before there is something to ask."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._failures = 0
        self._unanswered: set[int] = set()

    def ask(self, question: Mapping[str, Any]) -> list[dict[str, Any] | None] | None:
        """The answer to a question as `process` describes them; None where there is none."""
        with self._lock:
            scripts = hash(tuple(question["scripts"]))
            if scripts in self._unanswered or not self._is_running():
                return None
            try:
                answer: list[dict[str, Any] | None] = json.loads(self._exchanged(json.dumps(question)))
            except (OSError, EOFError, ValueError):  # also where the process ended or was not in time
                self._end()
                answer = []
            if not answer or answer[0] is None:
                self._unanswered = {scripts, *list(self._unanswered)[: REMEMBERED - 1]}
                return None
            return answer

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._end()

    def _exchanged(self, line: str) -> bytes:
        process = self._process
        assert process is not None and process.stdin is not None
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
        return _line_of(process)

    def _is_running(self) -> bool:
        """Whether a process is there that answers; starts one where it is not."""
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return True
        if self._failures >= FAILURES:
            return False
        self._owner = os.getpid()
        self._process = subprocess.Popen(
            # Isolated: nothing of the environment or the working folder changes what is run.
            [sys.executable, "-I", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            start_new_session=True,
        )
        try:
            _line_of(self._process)
        except (OSError, EOFError):
            self._failures += 1
            self._end()
            return False
        return True

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()


def _line_of(process: subprocess.Popen[bytes]) -> bytes:
    """The next line that the process writes. Raises TimeoutError and EOFError where none comes."""
    assert process.stdout is not None
    deadline = time.monotonic() + WAIT
    got = bytearray()
    while not got.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
            raise TimeoutError("no answer in time")
        part = os.read(process.stdout.fileno(), 1 << 16)
        if not part:
            raise EOFError("the process ended")
        got += part
    return bytes(got)


ENGINE = Engine()
"""The one of this process."""
atexit.register(ENGINE.close)
