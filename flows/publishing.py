"""Prefect flow that counts again by people's decisions, declared figures and today's rules, and publishes."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.environment import flow_home
from flows.outcomes import concluded
from flows.parameters import PORTALS, PortalNames
from flows.republish import republish
from flows.shown import work_name
from flows.steps import Tasks, say
from warehouse.home import Home, HomeError
from warehouse.publish import PublishReport
from warehouse.report.escaping import visible


@flow(name="republish", flow_run_name=work_name("重新公布"), persist_result=False)
def republish_flow(portals: PortalNames = PORTALS) -> State:
    """按人工决定、填报和现行规则重新统计并公布,不重新抓取,几秒钟。"""

    def work() -> PublishReport:
        home = Home(flow_home())
        if not home.ledger.is_file() and not home.published.is_file():
            raise HomeError(f"{home.root} 中还没有数据;请先运行“每晚抓取”或“补抓”")
        return Tasks("republish").step("统计并公布", lambda: republish(home.root, say, portals))

    return concluded(work, _told)


def _told(report: PublishReport) -> State:
    for note in report.notes:
        say(visible(note))
    counts = f"条目 {report.items},数字 {report.figures},待核的检查结果 {report.findings}"
    unread = f";人工文件有 {report.unreadable} 处读不懂,见日志,改好以前照旧" if report.unreadable else ""
    return Completed(
        name="部分生效" if report.unreadable else "完成", message=f"已公布 {report.file}:{counts}{unread}"
    )
