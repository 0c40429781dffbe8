"""Prefect flow of a backfill: everything published in one year, resumable, then publishing."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.parameters import DEFAULT_HOME, HomeFolder, PortalName, SectionIds, Year, as_task
from flows.progress import Bars
from flows.run import Summary, execute, open_run


@flow(name="backfill", flow_run_name="补抓 {year} 年", persist_result=False)
def backfill(
    year: Year,
    portal: PortalName = None,
    home: HomeFolder = DEFAULT_HOME,
    sections: SectionIds = None,
) -> Summary:
    """补抓某一年发布的全部内容:可中断后继续,结束时给出完整性表。"""
    with open_run(Path(home), portal, "backfill", Bars, year, sections or ()) as run:
        return execute(run, as_task)
