"""How a flow ends: its work's outcome as the state that the pages show, a known trouble as its sentence."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from typing import TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed, Failed

from flows.steps import quiet_log, trouble_state
from flows.stopping import listen
from flows.summary import Summary
from flows.table import stopped_words
from scrapers.vocabulary.outcomes import WHOLE

T = TypeVar("T")

# On import: Prefect writes its first line before a flow's body begins.
quiet_log()


def concluded(work: Callable[[], T], state: Callable[[T], State]) -> State:
    """The state in which a flow ends. A fault of the program goes on its way, its traceback in the log."""
    _begin()
    try:
        return state(work())
    except Exception as trouble:
        if (ended := trouble_state(trouble)) is None:
            raise
        return ended


def _begin() -> None:
    """Makes this process one that stops when it is asked to, and whose log a clerk can follow."""
    listen()
    atexit.register(_be_quiet)


def _be_quiet() -> None:
    """While the interpreter is taken down, DuckDB's binding prints pages about objects that Prefect's threads
    still hold: they say nothing to anybody."""
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def run_state(summary: Summary) -> State:
    """How a night or a backfill ended."""
    if summary.interrupted:
        return Cancelled(name="已停止", message=f"{stopped_words(summary)},再次运行即可继续")
    total = len(summary.sections)
    if summary.complete:
        return Completed(name="完整", message=f"{total} 个栏目全部完整,已公布")
    if summary.nothing_read:
        return Failed(name="失败", message=f"{total} 个栏目没有一个读全;已公布的数字保持上次完整读取的结果")
    if summary.unread:
        ids = "、".join(portal_id for portal_id, _ in summary.unread)
        return Completed(name="不完整", message=f"已公布;门户 {ids} 没有读,其数字保持上次的结果;见日志")
    short = sum(proof.outcome not in WHOLE for _, proof in summary.sections)
    return Completed(
        name="不完整", message=f"已公布;{total} 个栏目中 {short} 个没有读全,其数字保持上次完整读取的结果"
    )
