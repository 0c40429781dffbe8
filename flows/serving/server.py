"""The process of Prefect's server: API and pages, on the socket that the supervisor holds.

The supervisor has bound the address before: nobody else can answer there in our name, and the deployments of
this home are never registered with a stranger's server.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sql
from flows.environment import flow_home
from flows.fault_log import drop_oldest
from flows.serving.lifeline import follow_parent
from flows.serving.places import LISTENING, tell_ready
from flows.serving.refusing import refuse_in_chinese
from warehouse.home import Home
from warehouse.ledger import TIME_ZONE


def main() -> None:
    """Serves until it is told to end, or its parent is gone. Exit code 3 (uvicorn's): not begun."""
    follow_parent()
    put_damaged_aside(Path(os.environ["PREFECT_HOME"]) / "prefect.db")
    import uvicorn
    from prefect.server.api.server import create_app

    refuse_in_chinese()

    class Server(uvicorn.Server):
        """Tells the home when it is up."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                tell_ready(Home(flow_home()), os.environ["PREFECT_API_URL"])

    config = uvicorn.Config(
        create_app(final=True), timeout_keep_alive=5, log_level="error", timeout_graceful_shutdown=5
    )
    Server(config).run(sockets=[socket.socket(fileno=int(os.environ[LISTENING]))])


DAMAGED_KEPT = 2
"""Damaged records of Prefect's that are kept beside the one in use."""


def put_damaged_aside(file: Path) -> None:
    """A record of Prefect's that is no whole database gives way to a new one: it holds nothing that a night
    or a figure needs. The old one is kept beside it, with one older one at most. Raises OSError."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            if connection.execute(sql.statement("serve/quick_check")).fetchall() == [("ok",)]:
                return
    except sqlite3.OperationalError:
        return  # in use, or not to be opened: the server says so itself
    except sqlite3.DatabaseError:
        pass
    aside = file.with_name(f"{file.name}.damaged-{datetime.now(ZoneInfo(TIME_ZONE)):%Y%m%d%H%M%S}")
    file.replace(aside)
    aside.touch()
    drop_oldest(file.parent, f"{file.name}.damaged-*", DAMAGED_KEPT)
    for log in ("-wal", "-shm"):
        file.with_name(file.name + log).unlink(missing_ok=True)
    print(f"界面的记录 {file} 已损坏,已移到 {aside.name} 并另建新的;数据和夜间抓取不受影响", file=sys.stderr)


if __name__ == "__main__":
    main()
