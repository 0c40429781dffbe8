"""After a night's publication: the annual reports on the portals' own pages, set beside what was published.

A night in which neither a report nor a year's figures changed asks the published file one question. What goes
wrong here is said and costs the night nothing: what was not compared waits for the next one.
"""

from __future__ import annotations

from functools import partial

from flows.run import Surroundings
from flows.troubles import sentence_of
from warehouse.home import Home, HomeBusy
from warehouse.reconcile.waiting import waiting


def compare_reports(home: Home, around: Surroundings) -> None:
    """Compares what waits, keeps it and publishes once more. Raises nothing but what ends the process."""
    try:
        if pages := waiting(home.published):
            from flows.comparing import compare  # what reads documents; most nights need it not

            around.show.step("核对年报", partial(compare, home, pages, around))
    except HomeBusy:
        if not around.stop.is_set():
            around.show.say("年度报告没有核对:数据目录正被占用;下一晚再核对")
    except Exception as error:  # noqa: BLE001 - the documented boundary: the night is done all the same
        around.show.say(f"年度报告没有核对({sentence_of(error)});其他结果不受影响,下一晚再核对")
