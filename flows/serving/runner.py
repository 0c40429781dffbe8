"""The process of the deployments: keeps Prefect's record right and begins a process per flow run."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows.environment import flow_home, home_name
from flows.inbox import inbox
from flows.serving.due import begin_of_night
from flows.serving.lifeline import PARENT, follow_parent
from flows.serving.places import SHARED, paused_file, tell_paused
from warehouse.home import Home, HomeError
from warehouse.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from prefect.runner import Runner

LOOK = 10.0
"""Seconds between two looks at what Prefect believes to be under way."""


def main() -> None:
    """Runs until it is told to end, or its parent is gone. Exit code 2: settings that cannot be used."""
    follow_parent()
    os.environ[PARENT] = str(os.getpid())
    folder = Path(os.environ["PREFECT_HOME"]) / "runner"
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(folder)
    home = Home(flow_home())
    try:
        begins = _begins(home)
    except SettingsError as error:
        print(error, file=sys.stderr, flush=True)
        sys.exit(2)
    with suppress(HomeError):  # a run that needs the folder says so
        inbox(home)
    asyncio.run(_run(home, begins))


def _begins(home: Home) -> time:
    """The time of day at which nights begin. Raises SettingsError."""
    return begin_of_night(load_settings(home.root).night, str(home.root.resolve()))


async def _run(home: Home, begins: time) -> None:
    from httpx import HTTPError
    from prefect.client.orchestration import get_client
    from prefect.runner import Runner

    from flows.serving.recovering import drop_late, mark_dead, night_is_paused

    since = datetime.now(UTC)
    async with get_client() as client:
        while await client.api_healthcheck() is not None:
            await asyncio.sleep(2)
        await drop_late(client, home, since)
        await mark_dead(client, home, since, since)
        runner = Runner(name="gongkai", pause_on_shutdown=False, query_seconds=5, limit=None)
        nights = await _deploy(runner, home, begins)
        print(f"已就绪:每晚 {begins:%H:%M}(北京时间)自动抓取", file=sys.stderr, flush=True)
        # Prefect's own handler would cancel the runs, as if a person had: they stop by themselves, and are
        # taken up again. Ours stands from the beginning, whenever Prefect comes to set its own.
        signal.signal(signal.SIGTERM, _leave)
        runner.handle_sigterm = _leave  # type: ignore[method-assign]
        running = asyncio.create_task(runner.start())
        while not runner.started and not running.done():
            await asyncio.sleep(0.1)
        while not running.done():
            await asyncio.sleep(LOOK)
            now = datetime.now(UTC)
            try:
                await drop_late(client, home, now)
                await mark_dead(client, home, now, since)
                paused = any([await night_is_paused(client, night) for night in nights])
            except HTTPError:
                continue  # the server is down: runs under way go on, and it comes back
            tell_paused(home, paused)
            # A schedule made anew is active: one that was paused stays as it is until it goes on.
            with suppress(SettingsError):  # the supervisor says what is wrong
                wanted = _begins(home)
                if wanted != begins and not paused:
                    await _deploy(runner, home, wanted, nights_only=True)
                    begins = wanted
        await running


def _leave(*_: object) -> None:
    os._exit(0)


async def _deploy(runner: Runner, home: Home, begins: time, nights_only: bool = False) -> list[UUID]:
    """Makes the deployments, or makes those with a schedule anew; ids of these."""
    from flows.deployments import DEPLOYMENTS, to_prefect

    name, shared = home_name(home.root), SHARED in os.environ
    nights = []
    for row in DEPLOYMENTS:
        if row.every_night or not nights_only:
            planned = await to_prefect(row, begins, name, shared, active=not paused_file(home).exists())
            made = await runner.aadd_deployment(planned)
            nights += [made] if row.every_night else []
    return nights


if __name__ == "__main__":
    main()
