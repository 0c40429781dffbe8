"""Prefect flow that closes a year."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.environment import flow_home
from flows.outcomes import concluded
from flows.parameters import AS_OF, YEAR, Day, Year
from flows.sealing import seal_year
from flows.shown import work_name
from flows.steps import say
from warehouse.report.escaping import visible
from warehouse.seal import Sealed


@flow(name="seal", flow_run_name=work_name("封存"), persist_result=False)
def seal(year: Year = YEAR, as_of: Day = AS_OF) -> State:
    """封存某一年:数字、条目、来历、规则和校验和写入 sealed/,此后不再改动;再次封存另存新版。"""
    return concluded(lambda: seal_year(flow_home(), year, as_of), _told)


def _told(sealed: Sealed) -> State:
    if not sealed.is_new:
        return Completed(name="未变", message=f"与上次封存 {sealed.file} 相同,没有另存新版")
    for line in (*sealed.unreadable, *sealed.differences):
        say(visible(line))
    name = "存档不全" if sealed.unreadable else "完成"
    return Completed(name=name, message=f"已封存 {sealed.file}(第 {sealed.version} 版)")
