"""How a flow ends: its work's outcome as the state that the pages show, a known trouble as its sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed, Failed

from flows.run import Summary
from scrapers.asking.turns import HostBusy
from scrapers.portalfile import PortalFileError
from warehouse.home import HomeBusy, HomeError
from warehouse.report import ReportError
from warehouse.seal import SealError
from warehouse.verify import VerifyError

T = TypeVar("T")

BUSY = (HomeBusy, HostBusy)
TOLD = (PortalFileError, HomeError, ReportError, SealError, VerifyError)
"""Troubles that say in one sentence what happened and what to do; all else is a fault of the program."""


def concluded(work: Callable[[], T], state: Callable[[T], State]) -> State:
    """The state in which a flow ends. What was refused because something else is under way was not begun;
    a fault of the program goes on its way, with its traceback in the log."""
    try:
        return state(work())
    except BUSY as busy:
        return Cancelled(name="未开始", message=str(busy))
    except TOLD as trouble:
        return Failed(name="失败", message=str(trouble))


def run_state(summary: Summary) -> State:
    """How a night or a backfill ended."""
    if summary.interrupted:
        return Cancelled(name="已停止", message="已停止;已抓取的部分已保存,公布文件未动,再次运行即可继续")
    total = len(summary.sections)
    if summary.complete:
        return Completed(name="完整", message=f"{total} 个栏目全部完整,已公布")
    short = sum(proof.outcome not in ("complete", "empty") for _, proof in summary.sections)
    return Completed(
        name="不完整", message=f"已公布;{total} 个栏目中 {short} 个没有读全,其数字保持上次完整读取的结果"
    )
