"""After a night's publication: the annual reports on the portals' own pages, set beside what was published.

A night in which neither a report nor a year's figures changed asks the published file one question. What goes
wrong here is said and costs the night nothing: what was not compared waits for the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from flows.run import Surroundings, ledger_of
from flows.source import document_in, found_archived
from flows.troubles import sentence_of
from scrapers.archive import DamagedArchive, RedactedRecord, read_answer
from scrapers.documents import Reader
from scrapers.oswords import reason
from warehouse.home import Home, HomeBusy
from warehouse.publish import publish
from warehouse.reconcile.night import Result, Waiting, keep, set_beside, unread, waiting

MOST = 200
"""Reports compared in one night: the others wait for the next."""


def compare_reports(home: Home, around: Surroundings) -> None:
    """Compares what waits, keeps it and publishes once more. Raises nothing but what ends the process."""
    try:
        if pages := waiting(home.published):
            around.show.step("核对年报", partial(_compare, home, pages, around))
    except HomeBusy:
        if not around.stop.is_set():
            around.show.say("年度报告没有核对:数据目录正被占用;下一晚再核对")
    except Exception as error:  # noqa: BLE001 - the documented boundary: the night is done all the same
        around.show.say(f"年度报告没有核对({sentence_of(error)});其他结果不受影响,下一晚再核对")


def _compare(home: Home, pages: Sequence[Waiting], around: Surroundings) -> None:
    results = list(_results(home, pages[:MOST], around))
    if not results:
        return
    with ledger_of(home, around.clock.now(), around.show, around.stop) as ledger:
        keep(ledger, home.published, results, around.clock.now())
        publish(home, ledger, around.clock.now())
    left = len(pages) - len(results)
    more = f",还有 {left} 份等下一晚" if left else ""
    around.show.say(f"年度报告核对了 {len(results)} 份{more};结果见公布文件的 reconciliations")


def _results(home: Home, pages: Sequence[Waiting], around: Surroundings) -> Iterator[Result]:
    """What came of each page until the run is to end. One that brings the program down costs itself alone,
    and is tried again when it or the program has changed."""
    with Reader() as reader:
        for page in pages:
            if around.stop.is_set():
                return
            try:
                yield _result(home, page, reader)
            except OSError as error:
                yield unread(page, f"存档记录无法读出({reason(error)})")
            except Exception as error:  # noqa: BLE001 - the documented boundary
                yield unread(page, f"核对时程序出错({type(error).__name__}: {error})", "failed")


def _result(home: Home, page: Waiting, reader: Reader) -> Result:
    try:
        answer = read_answer(home.archive / page.archive_file, page.archive_offset)
    except FileNotFoundError:
        return unread(page, "存档文件不见了")
    except RedactedRecord:
        return unread(page, "存档记录已依规删除")
    except DamagedArchive:
        return unread(page, "存档记录无法读出(那里没有一条完整的记录)")
    return set_beside(home.published, page, document_in(found_archived(answer), reader))
