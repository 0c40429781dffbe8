"""A process beside this one that reads pages for it: the end of it that is here."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from scrapers.crawl.reading_process import ItemJobs, ListJob, receive, send

if TYPE_CHECKING:
    from scrapers.rereading import RereadJob

_CHECKOUT = Path(__file__).resolve().parents[2]


class ReadingProcess:
    """One reading process, asked by one thread."""

    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "scrapers.crawl.reading_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_CHECKOUT,
            # Ctrl-C is for the run, which lets what is under way come to its end.
            start_new_session=True,
        )

    @property
    def id(self) -> int:
        """The system's number of the process."""
        return self._popen.pid

    def read(self, job: ItemJobs | ListJob | RereadJob) -> Any:
        """What the job gives, None when the process is gone or did not understand."""
        try:
            send(_pipe(self._popen.stdin), job)
            return receive(_pipe(self._popen.stdout))
        except (OSError, EOFError, pickle.PickleError, ValueError):
            return None

    def kill(self) -> None:
        """Ends the process in the middle of what it does; `end` is still to be called."""
        self._popen.kill()

    def end(self) -> None:
        """Tells the process that nothing more comes, and waits for its end."""
        for pipe in (self._popen.stdin, self._popen.stdout):
            try:
                _pipe(pipe).close()
            except OSError:
                continue
        self._popen.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
