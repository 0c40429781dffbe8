"""Prefect flow of a report: the forms of a year from the published file, without a request."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.parameters import DEFAULT_HOME, Formats, HomeFolder, Year, as_task
from flows.writing import write_report


@flow(name="report", flow_run_name="统计表 {year} 年", persist_result=False)
def report(year: Year, home: HomeFolder = DEFAULT_HOME, formats: Formats = None) -> list[str]:
    """由发布文件生成某一年的统计表,返回写出的文件;不联网,不重新抓取。"""
    _, paths = as_task("生成统计表", write_report, Path(home), year, formats)
    return [str(path) for path in paths]
