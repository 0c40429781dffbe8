"""Serves the sample portal: the first line printed is the port; SIGINT or SIGTERM ends it."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from tests.portal.editions import EDITIONS
from tests.portal.server import running_portal


def main() -> None:
    """Command line of `python -m tests.portal`."""
    arguments = argparse.ArgumentParser(prog="python -m tests.portal", description=__doc__)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=2017)
    arguments.add_argument("--log", type=Path, help="one JSON object a line for each request")
    arguments.add_argument("--portal-file", type=Path, help="where to write the county's portal file")
    arguments.add_argument("--edition", choices=sorted(EDITIONS), default="county")
    given = arguments.parse_args()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with running_portal(given.seed, given.edition, given.port, given.log) as portal:
        if given.portal_file:
            portal.write_portal_file(given.portal_file)
        print(portal.port, flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
