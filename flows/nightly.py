"""Prefect flow of a night: every section from the top until known, then publishing."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State

from flows.environment import flow_home
from flows.night import run_night
from flows.outcomes import concluded, run_state
from flows.parameters import PortalName
from flows.shown import night_name, shown_in_prefect
from flows.stopping import listen


@flow(name="nightly", flow_run_name=night_name, persist_result=False)
def nightly(portal: PortalName = None) -> State:
    """今晚的增量抓取:逐栏目读取、入库,最后公布一次。"""
    listen()
    return concluded(
        lambda: shown_in_prefect(lambda around: run_night(flow_home(), portal, around)), run_state
    )
