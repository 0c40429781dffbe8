"""Prefect flow of a night: every section from the top until known, then publishing."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.client.schemas.objects import State

from flows.environment import flow_home
from flows.night import run_night
from flows.outcomes import concluded, run_state
from flows.parameters import PORTAL, PortalName
from flows.shown import night_name, shown_in_prefect


@flow(name="nightly", flow_run_name=night_name, persist_result=False)
def nightly(portal: PortalName = PORTAL) -> State:
    """今晚的增量抓取:逐栏目读取、入库,最后公布一次。"""
    work = partial(shown_in_prefect, "nightly", lambda around: run_night(flow_home(), portal, around))
    return concluded(work, run_state)
