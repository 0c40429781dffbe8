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

WAIT = 20.0
"""Seconds for an answer: the process' own limits end it sooner where the machine is not overloaded."""
FAILURES = 3
"""Processes that died before they gave any answer, after which no more are started."""
_PROGRAM = Path(__file__).with_name("process.py")


class Engine:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        """Starts nothing before there is something to ask."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._failures = 0

    def ask(self, question: Mapping[str, Any]) -> list[dict[str, Any] | None] | None:
        """The answer to a question as `process` describes them; None where there is none."""
        with self._lock:
            if self._failures >= FAILURES:
                return None
            try:
                answer: list[dict[str, Any] | None] = json.loads(self._exchanged(json.dumps(question)))
            except (
                OSError,
                EOFError,
                ValueError,
            ):  # also no line, where the process ended or was not in time
                self._failures += 1
                self._end()
                return None
            self._failures = 0
            return answer

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._end()

    def _exchanged(self, line: str) -> bytes:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
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

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
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
        return self._process

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


ENGINE = Engine()
"""The one of this process."""
atexit.register(ENGINE.close)
