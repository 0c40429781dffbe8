"""Prefect flow of a night: every section of every portal from the top until known, then publishing."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled

from flows.environment import flow_home
from flows.night import run_night
from flows.outcomes import concluded, run_state
from flows.parameters import PORTALS, PortalNames
from flows.run import now
from flows.serving.due import night_is_done
from flows.shown import night_name, shown_in_prefect
from flows.summary import Summary
from warehouse.home import Home
from warehouse.journal import last_entry


@flow(name="nightly", flow_run_name=night_name, persist_result=False)
def nightly(portals: PortalNames = PORTALS) -> State:
    """今晚的增量抓取:逐门户、逐栏目读取、入库,最后公布一次。"""

    def work() -> Summary:
        return shown_in_prefect("nightly", lambda around: run_night(flow_home(), portals, around))

    if "auto-scheduled" in flow_run.tags and _is_done():
        return Cancelled(name="已抓取过", message="这一晚已经抓取过了(由 gongkai serve 补上),不再重复")
    return concluded(work, run_state)


def _is_done() -> bool:
    """Whether the night that the schedule wanted begun has been run: after an outage it may come late."""
    return night_is_done(last_entry(Home(flow_home()), "nightly"), flow_run.scheduled_start_time, now())
