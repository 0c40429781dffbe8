"""Prefect flow of a backfill: everything published in one year, resumable, then publishing."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State

from flows.environment import flow_home
from flows.filling import run_backfill
from flows.outcomes import concluded, run_state
from flows.parameters import PortalName, SectionIds, Year
from flows.shown import backfill_name, shown_in_prefect
from flows.stopping import listen


@flow(name="backfill", flow_run_name=backfill_name, persist_result=False)
def backfill(year: Year, portal: PortalName = None, sections: SectionIds = None) -> State:
    """补抓某一年发布的全部内容:给每晚的抓取让路,停止后可继续,结束时给出完整性表。"""
    listen()
    return concluded(
        lambda: shown_in_prefect(
            lambda around: run_backfill(flow_home(), year, portal, sections or (), around)
        ),
        run_state,
    )
