"""Prefect flow of a backfill: everything published in one year or several, resumable, then publishing."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State

from flows.environment import flow_home
from flows.filling import run_backfill
from flows.forecasting import years_asked
from flows.outcomes import concluded, run_state
from flows.parameters import FROM_YEAR, ONE_YEAR, PORTAL, SECTIONS, TO_YEAR, PortalName, Sections, Year
from flows.shown import backfill_name, harmless, show_months, shown_in_prefect
from flows.summary import Summary


@flow(name="backfill", flow_run_name=backfill_name, persist_result=False)
def backfill(
    year: Year | None = ONE_YEAR,
    from_year: Year | None = FROM_YEAR,
    to_year: Year | None = TO_YEAR,
    portal: PortalName = PORTAL,
    sections: Sections = SECTIONS,
) -> State:
    """补抓某一年或某几年发布的全部内容:给每晚的抓取让路,停止后可继续,结束时给出完整性表。"""

    def work() -> Summary:
        years, ids = years_asked(year, from_year, to_year), sections or ()
        summary = shown_in_prefect(
            "backfill", lambda around: run_backfill(flow_home(), years, portal, ids, around)
        )
        harmless(lambda: show_months(summary, portal, ids))
        return summary

    return concluded(work, run_state)
