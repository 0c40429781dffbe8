"""The annual reports that wait, each read out of the archive and set beside the figures: wiring only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.run import Surroundings, ledger_of
from flows.source import document_in, found_archived
from scrapers.archive_reading import DamagedArchive, RedactedRecord, read_answer
from scrapers.documents import Reader
from scrapers.oswords import reason
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reconcile.night import Result, keep, set_beside, unread
from warehouse.reconcile.waiting import Waiting

MOST = 200
"""Reports compared in one night: the others wait for the next."""


def compare(home: Home, pages: Sequence[Waiting], around: Surroundings) -> None:
    """Compares what waits, keeps it and publishes once more. Raises HomeBusy, HomeError."""
    results = list(results_of(home, pages[:MOST], around))
    if not results:
        return
    with ledger_of(home, around.clock.now(), around.show, around.stop) as ledger:
        keep(ledger, home.published, results, around.clock.now())
        publish(home, ledger, around.clock.now())
    left = len(pages) - len(results)
    more = f",还有 {left} 份等下一晚" if left else ""
    around.show.say(f"年度报告核对了 {len(results)} 份{more};结果见公布文件的 reconciliations")


def results_of(home: Home, pages: Sequence[Waiting], around: Surroundings) -> Iterator[Result]:
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
