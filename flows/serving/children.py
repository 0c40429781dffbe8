"""A process that is begun again when it ends, less and less often while it keeps ending."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.serving.lifeline import PARENT
from scrapers.oswords import reason

PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds before the first, second, … new beginning; the last one for all further ones."""

WELL = 600.0
"""Seconds after which a process that is still up counts as well: its next end is a first one again."""


@dataclass(slots=True)
class Child:
    """One process, and what is needed to begin it again."""

    name: str
    """In Chinese, for the lines on stderr."""
    arguments: Sequence[str]
    environ: Mapping[str, str] = field(repr=False)
    descriptors: tuple[int, ...] = ()
    """Open files that it is given."""
    process: subprocess.Popen[bytes] | None = None
    ends: int = 0
    """How often it has ended in a row."""
    _begun: float = 0.0
    _next: float = 0.0
    _say: Callable[[str], None] = field(default=lambda line: print(line, file=sys.stderr, flush=True))

    def look(self) -> bool:
        """Begins the process when it is time; whether it is up."""
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return True
            self._ended(f"已退出({_words(code)})")
        if time.monotonic() >= self._next:
            self.begin()
        return self.process is not None

    def begin(self) -> None:
        """Begins it, in a session of its own: Ctrl-C in a terminal is for the supervisor alone."""
        environ = {**os.environ, **self.environ, PARENT: str(os.getpid())}
        self._begun = time.monotonic()
        try:
            self.process = subprocess.Popen(
                list(self.arguments),
                env=environ,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                pass_fds=self.descriptors,
            )
        except OSError as error:  # no memory, no more processes: that may pass
            self._ended(f"无法启动:{reason(error)}")

    def ask(self, number: int) -> None:
        """Sends it a signal."""
        if self.process is not None:
            self.process.send_signal(number)

    def end(self, number: int = signal.SIGTERM, wait: float = 10.0) -> None:
        """Ends it; after `wait` seconds with SIGKILL."""
        if self.process is None:
            return
        self.ask(number)
        try:
            self.process.wait(wait)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def hold_off(self, seconds: float) -> None:
        """Not begun again before so many seconds are over."""
        self._next = time.monotonic() + seconds

    def _ended(self, how: str) -> None:
        self.process = None
        self.ends = 1 if time.monotonic() - self._begun > WELL else self.ends + 1
        pause = PAUSES[min(self.ends, len(PAUSES)) - 1]
        self.hold_off(pause)
        self._say(f"{self.name}{how},{pause:.0f} 秒后重新启动")


def _words(code: int) -> str:
    return f"被信号 {signal.Signals(-code).name} 终止" if code < 0 else f"退出码 {code}"
