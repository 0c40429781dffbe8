"""Prefect flow of a report: the forms of a year from the published file, without a request."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.environment import flow_home
from flows.form_parameters import FORMATS, FORMS, Formats, Forms
from flows.outcomes import concluded
from flows.parameters import PORTAL, YEAR, PortalName, Year
from flows.shown import harmless, show_figures, work_name
from flows.shown_files import key_of, show_text, show_written
from flows.steps import Tasks
from flows.writing import write_report
from warehouse.home import Home


@flow(name="report", flow_run_name=work_name("统计表"), persist_result=False)
def report(
    year: Year = YEAR, forms: Forms = FORMS, formats: Formats = FORMATS, portal: PortalName = PORTAL
) -> State:
    """由公布文件生成某一年的统计表和年度报表;不联网,不重新抓取。"""

    def work() -> tuple[str, list[Path]]:
        return Tasks("report").step(
            "生成统计表", lambda: write_report(flow_home(), year, formats, portal=portal, form=forms)
        )

    def told(written: tuple[str, list[Path]]) -> State:
        text, paths = written
        what = f"{year} 年统计表"
        harmless(lambda: show_written(paths, key_of("report", year, portal), what))
        harmless(lambda: show_text(text, key_of("report-text", year, portal), what))
        harmless(lambda: show_figures(Home(flow_home()), year, portal))
        return written_state(paths)

    return concluded(work, told)


def written_state(paths: list[Path]) -> State:
    """Where the files lie that were written."""
    where = f",在 {paths[0].absolute().parent}" if paths else "(所选的表式没有这种格式)"
    return Completed(name="完成", message=f"已生成 {len(paths)} 个文件{where}")
