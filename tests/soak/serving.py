"""A served home whose processes are killed at drawn instants, each in turn and all at once; and a week of nights
under a clock that jumps from evening to evening, where libfaketime is installed."""

from __future__ import annotations

import json
import random
import shutil
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.flows.command import gongkai
from tests.nights.house import read, toml_of
from tests.portal import Portal, running_portal
from tests.serving.served import Served, until

SECTIONS = ("zwyw", "tzgg", "yjsgk", "gknb")
ROLES: tuple[tuple[str, ...], ...] = (
    ("flow",),
    ("runner",),
    ("server",),
    ("supervisor",),
    ("server", "runner"),
    ("supervisor", "server", "runner", "flow"),
)
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
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
    """Seven evenings, each begun by the schedule; kills on the way. Whether each night was run once."""
    if FAKETIME is None:
        print("\nA week of nights: left out, libfaketime is not installed.")
        return True
    chance = random.Random(seed)
    print(
        "\n| evening | killed on the way | began | outcome | by the schedule | nights of this day |",
        flush=True,
    )
    print("|---|---|---|---|---|---|", flush=True)
    well = True
    with running_portal(edition="small") as portal:
        served = _home(root / "week", portal)
        clock = root / "clock"
        _set(clock, datetime(2026, 11, 20, 3, 59, 30))
        served.extra = {
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        served.start()
        try:
            served.ready()
            for day in range(7):
                killed = chance.choice(ROLES) if day % 2 else ()
                well &= _evening(served, clock, datetime(2026, 11, 20 + day, 3, 59, 30), killed)
        finally:
            served.kill("supervisor", "server", "runner", "flow")
    return well


def _set(clock: Path, at: datetime) -> None:
    """What time it is (UTC) from now on, for all processes of the home."""
    offset = at - datetime.utcnow()
    aside = clock.with_suffix(".aside")
    aside.write_text(f"{offset.total_seconds():+.0f}\n", encoding="ascii")
    aside.replace(clock)


def _evening(served: Served, clock: Path, at: datetime, killed: tuple[str, ...]) -> bool:
    """Half a minute before the night begins at noon in Beijing (04:00 UTC) until it is over."""
    _set(clock, at)
    night = at.replace(hour=4, minute=0, second=0)

    def begun() -> bool:
        file = served.home / "work" / "nightly.json"
        told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
        return told is not None and datetime.fromisoformat(told["began"]).replace(tzinfo=None) >= night

    until(begun, 240, served)
    if killed:
        served.kill(*killed)
        if "supervisor" in killed:
            until(lambda: not any(served.processes().values()), 40, served)
            served.start()
            served.ready()
    until(lambda: begun() and _journal(served, "nightly") in ("complete", "partial"), 240, served)
    told = json.loads((served.home / "work" / "nightly.json").read_text(encoding="utf-8"))
    until(lambda: not served.under_way(), 240, served)
    query = (
        "SELECT count(*) FROM runs WHERE kind = 'nightly' AND finished_at IS NOT NULL AND started_at >= ?"
        " AND started_at < ?"
    )
    bounds = (f"{night.isoformat()}+00:00", f"{(night + timedelta(hours=20)).isoformat()}+00:00")
    [(nights,)] = read(served.home / "gongkai.duckdb", query, *bounds)
    ended = {"flow_runs": {"tags": {"all_": ["auto-scheduled"]}, "state": {"type": {"any_": ["COMPLETED"]}}}}
    scheduled = len(served.ask("/flow_runs/filter", ended))
    print(
        f"| {at:%Y-%m-%d} | {', '.join(killed) or '–'} | {told['began'][11:19]} UTC | {told['outcome']} "
        f"| {scheduled} so far | {nights} |",
        flush=True,
    )
    return told["outcome"] == "complete" and nights == 1
