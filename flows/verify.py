"""Prefect flow that checks the published file, or a closed year, against its items and the archive."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.environment import flow_home
from flows.outcomes import concluded
from flows.parameters import PORTALS, SEALED_YEAR, PortalNames, Year
from flows.shown import work_name
from flows.steps import say
from flows.verifying import verify_home
from warehouse.report.escaping import visible
from warehouse.verify import Verification

_SHOWN = 200
"""Differences named in the log at most; `gongkai verify` names all."""


@flow(name="verify", flow_run_name=work_name("核对"), persist_result=False)
def verify(year: Year | None = SEALED_YEAR, portals: PortalNames = PORTALS) -> State:
    """核对公布文件(或某年的封存文件)与存档:逐个数字重新统计,逐条重读存档,列出每处差异。"""
    return concluded(lambda: verify_home(flow_home(), year, names=portals), _told)


def _told(found: list[Verification]) -> State:
    for line in (note for one in found for note in one.notes):
        say(visible(line))
    differences = [difference for one in found for difference in one.differences]
    for difference in differences[:_SHOWN]:
        say(visible(f"差异 [{difference.what}] {difference.message}"))
    checked = ";".join(one.checked for one in found)
    if differences:
        otherwise = sum(difference.is_reading for difference in differences)
        name = "读法不同" if otherwise == len(differences) else "有差异"
        apart = f",其中 {otherwise} 处只是读法不同" if otherwise else ""
        return Failed(name=name, message=f"{checked};{len(differences)} 处差异{apart},见日志")
    told = ";".join(f"{one.checked};{one.words}" for one in found)
    return Completed(name="无差异", message=told)
