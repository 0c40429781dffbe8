"""Prefect flow of a night: every section from the top until known, then publishing."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.parameters import DEFAULT_HOME, HomeFolder, PortalName, as_task
from flows.progress import Bars
from flows.run import Summary, execute, open_run


@flow(name="nightly", flow_run_name="今晚抓取", persist_result=False)
def nightly(portal: PortalName = None, home: HomeFolder = DEFAULT_HOME) -> Summary:
    """今晚的增量抓取:逐栏目读取、入库,最后发布。"""
    with open_run(Path(home), portal, "nightly", Bars) as run:
        return execute(run, as_task)
