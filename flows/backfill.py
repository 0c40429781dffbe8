"""Prefect flow of a backfill: everything published in one year, resumable, then publishing."""

from __future__ import annotations

from functools import partial

from prefect import flow
from prefect.client.schemas.objects import State

from flows.environment import flow_home
from flows.filling import run_backfill
from flows.outcomes import concluded, run_state
from flows.parameters import PORTAL, SECTIONS, YEAR, PortalName, Sections, Year
from flows.shown import backfill_name, shown_in_prefect


@flow(name="backfill", flow_run_name=backfill_name, persist_result=False)
def backfill(year: Year = YEAR, portal: PortalName = PORTAL, sections: Sections = SECTIONS) -> State:
    """补抓某一年发布的全部内容:给每晚的抓取让路,停止后可继续,结束时给出完整性表。"""
    ids = sections or ()
    work = partial(
        shown_in_prefect,
        "backfill",
        lambda around: run_backfill(flow_home(), year, portal, ids, around),
    )
    return concluded(work, run_state)
