"""Prefect's record put right: nothing Running for ever, no late runs piled up.

Whether a night or a backfill is alive is known from its lock, not from Prefect.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
    TaskRunFilter,
    TaskRunFilterFlowRunId,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelled, Crashed

from flows.deployments import DEPLOYMENTS
from flows.environment import home_name
from flows.steps import portal_flow_name
from warehouse.home import TURNS, Home

LATE = timedelta(minutes=10)
"""A scheduled run that is later than this is not begun any more: the supervisor catches the night up."""

YOUNG = timedelta(seconds=30)
"""A run younger than this may be about to take its lock."""

DEAD = "执行它的进程已经不在了;已抓取的部分已保存,下次运行自动接着抓"
DEAD_AT_ONCE = "执行它的进程已经不在了;请再运行一次"
"""Of work that crawls nothing: nobody takes it up again."""

CRAWLS = [row.flow.name for row in DEPLOYMENTS if row.flow.name in TURNS]
OTHERS = [row.flow.name for row in DEPLOYMENTS if row.flow.name not in TURNS]
"""Kinds of runs: those of which a home has one at a time, which are taken up again, and all else."""

UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.PAUSED]


async def drop_late(client: PrefectClient, home: Home, now: datetime) -> int:
    """Cancels the runs that the schedule wanted begun long ago; those that a person asked for stay."""
    late = [
        run
        for run in await _runs(client, home, [StateType.SCHEDULED], [row.flow.name for row in DEPLOYMENTS])
        if run.auto_scheduled and (at := run.next_scheduled_start_time) and at < now - LATE
    ]
    for run in late:
        message = "错过了预定的时刻(服务没有运行),不再单独执行;漏掉的一晚由 gongkai serve 补上一次"
        await client.set_flow_run_state(run.id, Cancelled(name="已错过", message=message), force=True)
    return len(late)


async def mark_dead(client: PrefectClient, home: Home, now: datetime, runner_since: datetime) -> int:
    """Marks as crashed what Prefect believes to be under way and nobody is running any more; puts into
    Chinese what the runner itself found dead. How many."""
    crawls = await _dead_crawls(client, home, now)
    others = await _dead_others(client, home, runner_since)
    for run, said in [*((run, DEAD) for run in crawls), *((run, DEAD_AT_ONCE) for run in others)]:
        await client.set_flow_run_state(run.id, Crashed(name="中断", message=said), force=True)
        unended = TaskRunFilter(
            flow_run_id=TaskRunFilterFlowRunId(any_=[run.id]),
            state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNDER_WAY)),
        )
        for task in await client.read_task_runs(task_run_filter=unended):
            await client.set_task_run_state(task.id, Crashed(name="中断", message=said), force=True)
    return len(crawls) + len(others)


async def _dead_crawls(client: PrefectClient, home: Home, now: datetime) -> list[FlowRun]:
    """Of the kinds that have a lock: those under way while nobody holds it."""
    dead, names = [], [*CRAWLS, *map(portal_flow_name, CRAWLS)]
    for kind in CRAWLS:
        runs = await _runs(client, home, UNDER_WAY, [kind, portal_flow_name(kind)])
        if home.whose_turn(kind) is None:
            dead += [run for run in runs if _began(run) < now - YOUNG]
    return dead + await _crashed(client, home, names)


async def _dead_others(client: PrefectClient, home: Home, runner_since: datetime) -> list[FlowRun]:
    """They have no lock; each was a child of the runner, which looks after those that it has begun itself."""
    runs = await _runs(client, home, UNDER_WAY, OTHERS)
    return [run for run in runs if _began(run) < runner_since] + await _crashed(client, home, OTHERS)


async def _crashed(client: PrefectClient, home: Home, names: list[str]) -> list[FlowRun]:
    """What the runner itself found dead, and called so in English."""
    return [run for run in await _runs(client, home, [StateType.CRASHED], names) if _is_english(run)]


def _is_english(run: FlowRun) -> bool:
    return run.state is not None and run.state.name == "Crashed"


def _began(run: FlowRun) -> datetime:
    return run.start_time or (run.state.timestamp if run.state else None) or datetime.min.replace(tzinfo=UTC)


async def night_is_paused(client: PrefectClient, deployment: UUID) -> bool:
    """Whether somebody has paused the nightly schedule on the pages."""
    found = await client.read_deployment(deployment)
    return found.paused or not any(schedule.active for schedule in found.schedules)


async def _runs(
    client: PrefectClient, home: Home, states: list[StateType], names: list[str]
) -> list[FlowRun]:
    """Runs of this home: a server may be shared by several."""
    return await client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=names)),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)),
            tags=FlowRunFilterTags(all_=[home_name(home.root)]),
        ),
        limit=200,
    )
