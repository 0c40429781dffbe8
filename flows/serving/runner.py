"""The process of the deployments: keeps Prefect's record right and begins a process per flow run."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from flows.environment import flow_home, home_name
from flows.serving.lifeline import PARENT, follow_parent
from flows.serving.places import SHARED, tell_paused
from warehouse.home import Home

LOOK = 10.0
"""Seconds between two looks at what Prefect believes to be under way."""


def main() -> None:
    """Runs until it is told to end, or its parent is gone."""
    follow_parent()
    os.environ[PARENT] = str(os.getpid())
    folder = Path(os.environ["PREFECT_HOME"]) / "runner"
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(folder)
    asyncio.run(_run(Home(flow_home())))


async def _run(home: Home) -> None:
    from prefect.client.orchestration import get_client
    from prefect.runner import Runner

    from flows.deployments import DEPLOYMENTS, to_prefect
    from flows.serving.due import begin_of_night
    from flows.serving.recovering import drop_late, mark_dead, night_is_paused
    from warehouse.settings import load_settings

    since = datetime.now(UTC)
    begins = begin_of_night(load_settings(home.root).night, str(home.root.resolve()))
    async with get_client() as client:
        while await client.api_healthcheck() is not None:
            await asyncio.sleep(2)
        await drop_late(client, home, since)
        await mark_dead(client, home, since, since)
        runner = Runner(name="gongkai", pause_on_shutdown=False, query_seconds=5, limit=None)
        name, shared = home_name(home.root), SHARED in os.environ
        made = {
            row.name: await runner.aadd_deployment(await to_prefect(row, begins, name, shared))
            for row in DEPLOYMENTS
        }
        nights = [made[row.name] for row in DEPLOYMENTS if row.every_night]
        print(f"已就绪:每晚 {begins:%H:%M}(北京时间)自动抓取", file=sys.stderr, flush=True)
        running = asyncio.create_task(runner.start())
        while not runner.started and not running.done():
            await asyncio.sleep(0.1)
        # Prefect's own handler would cancel the runs, as if a person had: they stop by themselves, and are
        # taken up again.
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        while not running.done():
            await asyncio.sleep(LOOK)
            now = datetime.now(UTC)
            await drop_late(client, home, now)
            await mark_dead(client, home, now, since)
            tell_paused(home, any([await night_is_paused(client, night) for night in nights]))
        await running


if __name__ == "__main__":
    main()
