"""Prefect flow that closes a year."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.environment import flow_home
from flows.outcomes import concluded
from flows.parameters import AS_OF, PORTALS, YEAR, Day, PortalNames, Year
from flows.sealing import Closed, seal_year
from flows.shown import work_name
from flows.steps import say
from warehouse.report.escaping import visible
from warehouse.seal import Sealed


@flow(name="seal", flow_run_name=work_name("封存"), persist_result=False)
def seal(year: Year = YEAR, as_of: Day = AS_OF, portals: PortalNames = PORTALS) -> State:
    """封存某一年:数字、条目、来历、规则和校验和写入 sealed/,此后不再改动;再次封存另存新版。"""
    return concluded(lambda: seal_year(flow_home(), year, as_of, portals), _told)


def _told(closed: Closed) -> State:
    for line in closed.refused:
        say(visible(line))
    files = [_words(one) for one in closed.sealed]
    short = closed.refused or any(one.unreadable for one in closed.sealed)
    name = "存档不全" if short else "完成" if any(one.is_new for one in closed.sealed) else "未变"
    return Completed(name=name, message=";".join([*files, *closed.refused]))


def _words(sealed: Sealed) -> str:
    if not sealed.is_new:
        return f"与上次封存 {sealed.file} 相同,没有另存新版"
    for line in (*sealed.unreadable, *sealed.differences):
        say(visible(line))
    return f"已封存 {sealed.file}(第 {sealed.version} 版)"
