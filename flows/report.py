"""Prefect flow of a report: the forms of a year from the published file, without a request."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.environment import flow_home
from flows.outcomes import concluded
from flows.parameters import FORMATS, PORTAL, YEAR, Formats, PortalName, Year
from flows.shown import harmless, show_figures, show_report, work_name
from flows.steps import say
from flows.writing import write_report
from warehouse.home import Home


@flow(name="report", flow_run_name=work_name("统计表"), persist_result=False)
def report(year: Year = YEAR, formats: Formats = FORMATS, portal: PortalName = PORTAL) -> State:
    """由公布文件生成某一年的统计表;不联网,不重新抓取。"""
    return concluded(
        lambda: write_report(flow_home(), year, formats, portal=portal),
        lambda written: _told(year, written[1], portal),
    )


def _told(year: int, paths: list[Path], portal: str | None) -> State:
    for path in paths:
        say(f"已生成 {path}")
    harmless(lambda: show_report(paths, year))
    harmless(lambda: show_figures(Home(flow_home()), year, portal))
    return Completed(name="完成", message=f"已生成 {len(paths)} 个文件,在 {paths[0].parent}")
