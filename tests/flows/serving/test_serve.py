"""`gongkai serve` as an operator meets it: one served home, its server asked, its processes killed."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from flows.deployments import DEPLOYMENTS
from tests.flows.command import gongkai
from tests.flows.serving.served import Served, serving, until
from tests.nights.house import read, toml_of
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "tzgg", "yjsgk", "gknb")
NEVER = '[night]\nbegin = "12:00"\nreport_by = "11:00"\n'
"""Nights that begin at noon: where the tests run at that very time, a night more does them no harm."""

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as portal:
        yield portal


@pytest.fixture(scope="module")
def served(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A home with one portal, served; the tests below follow each other."""
    home = tmp_path_factory.mktemp("served") / "home"
    (home / "portals").mkdir(parents=True)
    (home / "portals" / "yunze.toml").write_text(toml_of(portal, SECTIONS, per_second=30), encoding="utf-8")
    with serving(home, portal.proxy_url, NEVER) as served:
        yield served


def journal(served: Served, kind: str) -> Any:
    return json.loads((served.home / "work" / f"{kind}.json").read_text(encoding="utf-8"))


def test_the_night_is_planned_by_an_active_schedule_in_beijings_time(served: Served) -> None:
    deployments = served.deployments()
    assert sorted(deployments) == sorted(row.name for row in DEPLOYMENTS) and len(deployments) == 10
    [plan] = deployments["每晚抓取"]["schedules"]
    assert plan["active"] and not deployments["每晚抓取"]["paused"]
    minute, hour = plan["schedule"]["cron"].split()[:2]
    assert (hour, plan["schedule"]["timezone"]) == ("12", "Asia/Shanghai") and 0 <= int(minute) <= 30
    planned = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    # The scheduler has to bring it about: with some versions of its libraries it silently does not.
    until(lambda: served.ask("/flow_runs/filter", planned), 60, served)


def test_the_server_listens_on_loopback_only(served: Served) -> None:
    table = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [row[1] for row in table if row[3] == "0A" and row[1].endswith(f":{served.port:04X}")]
    assert listening == [f"0100007F:{served.port:04X}"]


def test_a_night_started_on_the_page_says_what_came_of_each_section(served: Served) -> None:
    run = served.ends(served.begin("每晚抓取"))
    assert (run["state_type"], run["state"]["name"]) == ("COMPLETED", "完整"), served.log[-3000:]
    assert run["name"].startswith("云泽县人民政府 夜间抓取 20")
    tasks = {task["name"]: task["state"]["name"] for task in served.ask("/task_runs/filter")}
    assert {"栏目 政务要闻", "栏目 预决算公开", "公布"} <= tasks.keys()
    assert tasks["栏目 政务要闻"] == "完整"
    shown = {one["key"]: one for one in served.ask("/artifacts/latest/filter")}
    assert "4/4 个栏目" in shown["progress"]["description"]
    rows = json.loads(shown["sections"]["data"])
    assert [row["结果"] for row in rows] == ["完整"] * len(SECTIONS)
    lines = [line["message"] for line in served.ask("/logs/filter", {"limit": 200})]
    assert any("政务要闻:完整" in line for line in lines)
    assert len(lines) <= 4 * len(SECTIONS), lines  # none per page
    assert not [line for line in lines if "Finished in state" in line or "Beginning" in line]


def test_parameters_that_make_no_sense_are_refused_in_words(served: Served) -> None:
    run = served.ends(served.begin("补抓", from_year=2017, to_year=2014))
    assert run["state"]["name"] == "失败"
    assert "2014" in run["state"]["message"]
    run = served.ends(served.begin("统计表", year=1999))
    assert run["state"]["name"] == "失败"
    assert "1999 年" in run["state"]["message"]
    with pytest.raises(HTTPError) as refused:
        served.begin("通报", period="2017-13")
    assert "不能写 2017-13" in refused.value.read().decode()


def test_a_second_backfill_is_refused_and_says_who_is_at_work(served: Served, portal: Portal) -> None:
    portal.faults.add("delay", "", seconds=0.4)
    first = served.begin("补抓", year=2017)
    until(lambda: served.run(first)["state_type"] == "RUNNING", 60, served)
    second = served.ends(served.begin("补抓", year=2016))
    assert second["state"]["name"] == "被占用"
    assert "另一次补抓" in second["state"]["message"]
    portal.faults.clear()
    assert served.ends(first)["state"]["name"] == "完整"
    shown = {one["key"]: one for one in served.ask("/artifacts/latest/filter")}
    assert "2017 年" in shown["completeness"]["data"] and "figures-2017" in shown


def test_a_backfill_cancelled_on_the_page_stays_stopped(served: Served, portal: Portal) -> None:
    portal.faults.add("delay", "", seconds=0.4)
    run_id = served.begin("补抓", year=2018)
    until(lambda: (served.home / "work" / "backfill.json").exists(), 30, served)
    until(
        lambda: journal(served, "backfill")["wanted"] == {"year": 2018, "portal": "yunze", "sections": []}, 60
    )
    served.ask(f"/flow_runs/{run_id}/set_state", {"state": {"type": "CANCELLING"}, "force": True})
    assert served.ends(run_id)["state_type"] == "CANCELLED"
    until(lambda: journal(served, "backfill")["outcome"] == "stopped", 30, served)
    portal.faults.clear()


def test_the_command_uses_the_served_server(served: Served, portal: Portal) -> None:
    ran = gongkai("nightly", "--home", served.home, proxy=portal.proxy_url)
    assert ran.returncode == 0, ran.stderr
    ended = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "sort": "START_TIME_DESC", "limit": 2}
    found = served.ask("/flow_runs/filter", ended)
    assert {one["state"]["name"] for one in found} == {"完整"}
    assert any("夜间抓取" in one["name"] and one["deployment_id"] is None for one in found)


def test_killed_whole_in_a_backfill_it_goes_on_and_leaves_nothing_running(
    served: Served, portal: Portal, tmp_path: Path
) -> None:
    portal.faults.add("delay", "", seconds=0.4)
    run_id = served.begin("补抓", year=2017)
    until(lambda: journal(served, "backfill")["ended"] is None, 60, served)
    served.kill("supervisor", "server", "runner", "flow")
    until(lambda: not any(served.processes().values()), 40, served)
    portal.faults.clear()
    served.start()
    served.ready()
    until(lambda: journal(served, "backfill")["outcome"] == "complete", 120, served)
    until(lambda: not served.under_way(), 120, served)
    assert served.run(run_id)["state"]["name"] == "中断"
    [plan] = served.deployments()["每晚抓取"]["schedules"]
    assert plan["active"] and not served.deployments()["每晚抓取"]["paused"]
    # What was published is what an undisturbed backfill of a home of its own publishes.
    other = tmp_path / "other"
    (other / "portals").mkdir(parents=True)
    shutil.copy(served.home / "portals" / "yunze.toml", other / "portals")
    assert (
        gongkai("backfill", "--year", "2017", "--home", other, "--plain", proxy=portal.proxy_url).returncode
        == 0
    )
    query = "SELECT code, value, origin FROM figures WHERE year = 2017 ORDER BY ALL"
    assert read(served.home / "gongkai.duckdb", query) == read(other / "gongkai.duckdb", query)


def test_another_hour_in_the_settings_is_the_schedules_without_a_restart(served: Served) -> None:
    def plans() -> list[str]:
        return [plan["schedule"]["cron"] for plan in served.deployments()["每晚抓取"]["schedules"]]

    def planned_hours() -> set[str]:
        planned = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        found = served.ask("/flow_runs/filter", planned)
        return {datetime.fromisoformat(one["expected_start_time"]).strftime("%H") for one in found}

    runner = served.processes()["runner"]
    served.settings('[night]\nbegin = "13:00"\nreport_by = "12:00"\njitter_minutes = 0\n')
    until(lambda: plans() == ["0 13 * * *"] and planned_hours() == {"05"}, 90, served)
    served.settings("[night")
    until(lambda: "改好之前沿用原来的设置" in served.log, 30, served)
    assert plans() == ["0 13 * * *"] and served.processes()["runner"] == runner
    served.kill("runner")
    until(lambda: "Prefect 任务进程已退出(退出码 2)" in served.log, 30, served)
    assert "Traceback" not in served.log
    before = served.log.count("已就绪")
    served.settings(NEVER)
    until(lambda: served.log.count("已就绪") > before, 90, served)
    assert plans() != ["0 13 * * *"]


def test_sigterm_ends_it_cleanly_and_leaves_nothing_behind(served: Served) -> None:
    assert served.stop(signal.SIGTERM) == 0
    assert not any(served.processes().values())
    assert not (served.home / "work" / "serve" / "address.json").exists()
    assert "Traceback" not in served.log
