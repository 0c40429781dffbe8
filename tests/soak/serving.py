"""A served home whose processes are killed at drawn instants, each in turn and all at once; and a week of
nights on a schedule on which a night begins every minute."""

from __future__ import annotations

import json
import random
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.flows.command import gongkai
from tests.flows.serving.served import Served, until
from tests.nights.house import read, toml_of
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "tzgg", "yjsgk", "gknb")
ROLES: tuple[tuple[str, ...], ...] = (
    ("flow",),
    ("runner",),
    ("server",),
    ("supervisor",),
    ("server", "runner"),
    ("supervisor", "server", "runner", "flow"),
)
NOON = '[night]\nbegin = "12:00"\nreport_by = "11:00"\njitter_minutes = 0\n'


@dataclass
class Outcome:
    """What came of the kills of one set of processes."""

    kills: int = 0
    left_behind: int = 0
    """Times a process of a killed parent was still there after 30 seconds."""
    longest: float = 0.0
    """Seconds until the work was done and nothing was believed to be under way, at most."""
    wrong: list[str] = field(default_factory=list)


def kill_served(root: Path, count: int, seed: int) -> bool:
    """The table of kills; whether all is well."""
    chance = random.Random(seed)
    print(
        "\n| killed | kills | left behind | settled after at most | wrong |\n|---|---|---|---|---|",
        flush=True,
    )
    well = True
    with running_portal(edition="small") as portal:
        expected = _undisturbed(root / "undisturbed", portal)
        for roles in ROLES:
            outcome = Outcome()
            for number in range(count):
                home = root / f"{'-'.join(roles)}-{number}"
                _one(_home(home, portal), portal, roles, chance, outcome, expected)
                shutil.rmtree(home)
            well &= not outcome.wrong and not outcome.left_behind
            wrong = "; ".join(outcome.wrong) or "none"
            print(
                f"| {', '.join(roles)} | {outcome.kills} | {outcome.left_behind} "
                f"| {outcome.longest:.0f} s | {wrong} |",
                flush=True,
            )
    return well


def _home(home: Path, portal: Portal) -> Served:
    (home / "portals").mkdir(parents=True)
    (home / "portals" / "yunze.toml").write_text(toml_of(portal, SECTIONS, per_second=30), encoding="utf-8")
    served = Served(home, portal.proxy_url)
    served.settings(NOON)
    return served


def _undisturbed(home: Path, portal: Portal) -> object:
    served = _home(home, portal)
    ran = gongkai("backfill", "--year", "2017", "--home", served.home, "--plain", proxy=portal.proxy_url)
    assert ran.returncode == 0, ran.stderr
    return _figures(home)


def _figures(home: Path) -> object:
    return read(home / "gongkai.duckdb", "SELECT year, code, value, origin FROM figures ORDER BY ALL")


def _one(
    served: Served,
    portal: Portal,
    roles: tuple[str, ...],
    chance: random.Random,
    into: Outcome,
    expected: object,
) -> None:
    served.start()
    try:
        served.ready()
        portal.faults.add("delay", "", seconds=0.3)
        served.begin("补抓", year=2017)
        until(lambda: served.processes()["flow"], 60, served)
        time.sleep(chance.uniform(0, 9))
        served.kill(*roles)
        into.kills += 1
        killed = time.monotonic()
        portal.faults.clear()
        if "supervisor" in roles:
            while any(served.processes().values()) and time.monotonic() - killed < 30:
                time.sleep(0.2)
            into.left_behind += bool(any(served.processes().values()))
            served.start()
            served.ready()
        until(lambda: _journal(served) in ("complete", "partial"), 240, served)
        until(lambda: not served.under_way(), 240, served)
        into.longest = max(into.longest, time.monotonic() - killed)
        _check(served, into, expected)
    except AssertionError as error:
        into.wrong.append(str(error)[-300:].replace("\n", " "))
    finally:
        portal.faults.clear()
        served.kill("supervisor", "server", "runner", "flow")


def _check(served: Served, into: Outcome, expected: object) -> None:
    if _figures(served.home) != expected:
        into.wrong.append("figures differ from those of an undisturbed backfill")
    deployment = served.deployments()["每晚抓取"]
    if deployment["paused"] or not deployment["schedules"][0]["active"]:
        into.wrong.append("the schedule is not active")
    if served.stop() != 0:
        into.wrong.append("SIGTERM did not end it with exit code 0")
    if any(served.processes().values()):
        into.wrong.append(f"left after SIGTERM: {served.processes()}")


def _journal(served: Served, kind: str = "backfill") -> str | None:
    file = served.home / "work" / f"{kind}.json"
    return json.loads(file.read_text(encoding="utf-8"))["outcome"] if file.exists() else None


def week(root: Path, seed: int) -> bool:
    """Seven nights, each begun by the schedule, with kills in every other; whether each was run, and once."""
    chance = random.Random(seed)
    print("\n| night | killed in it | begun by | outcome | runs of it |\n|---|---|---|---|---|", flush=True)
    well = True
    with running_portal(edition="small") as portal:
        served = _home(root / "week", portal)
        served.start()
        try:
            served.ready()
            for number in range(7):
                well &= _night(served, portal, number + 1, chance.choice(ROLES) if number % 2 else ())
            return well & _all_in_order(served)
        finally:
            served.kill("supervisor", "server", "runner", "flow")


def _every_minute(served: Served) -> None:
    """The next night begins with the next minute. The runner puts the schedule back when it begins anew."""
    found = served.deployments()["每晚抓取"]
    [schedule] = found["schedules"]
    change = {"schedule": {"cron": "* * * * *", "timezone": "Asia/Shanghai"}}
    served.send(f"/deployments/{found['id']}/schedules/{schedule['id']}", change, "PATCH")


def _runs(served: Served) -> list[tuple[object, ...]]:
    file = served.home / "gongkai.duckdb"
    query = "SELECT run_id, outcome FROM runs WHERE kind = 'nightly' ORDER BY started_at"
    return read(file, query) if file.exists() else []


def _night(served: Served, portal: Portal, number: int, killed: tuple[str, ...]) -> bool:
    before = _runs(served)
    portal.faults.add("delay", "", seconds=0.2)
    _every_minute(served)
    until(lambda: served.processes()["flow"] and _journal(served, "nightly") is None, 150, served)
    if killed:
        time.sleep(1)
        served.kill(*killed)
        if "supervisor" in killed:
            until(lambda: not any(served.processes().values()), 40, served)
            served.start()
            served.ready()
    portal.faults.clear()
    until(lambda: _journal(served, "nightly") == "complete" and len(_runs(served)) > len(before), 150, served)
    served.pause()
    until(lambda: not served.under_way(), 150, served)
    new = [run for run in _runs(served) if run not in before]
    outcomes = {str(outcome) for _, outcome in new}
    found = served.ask("/flow_runs/filter", {"sort": "START_TIME_DESC", "limit": 2})
    by = "the schedule" if any("auto-scheduled" in run["tags"] for run in found) else "the supervisor"
    print(
        f"| {number} | {', '.join(killed) or '–'} | {by} | {', '.join(outcomes)} | {len(new)} |", flush=True
    )
    return len(new) == 1 and outcomes == {"complete"}


def _all_in_order(served: Served) -> bool:
    """No night overlaps another, and the schedule is as it was."""
    query = (
        "SELECT count(*) FROM runs AS one JOIN runs AS other ON one.run_id < other.run_id"
        " AND one.started_at < other.finished_at AND other.started_at < one.finished_at"
    )
    [(overlapping,)] = read(served.home / "gongkai.duckdb", query)
    print(f"\n{len(_runs(served))} nights, {overlapping} overlapping")
    return overlapping == 0
