"""How Prefect shows a run: a subflow per portal, a task per section, its outcome as the state's name.

What Prefect cannot do costs no night: a step that it could not begin is run plainly, and so is every further
one; a step that it could not end was done all the same.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import CancelledRun, FailedRun, MissingContextError, PrefectSignal
from prefect.logging import get_run_logger
from prefect.states import Cancelled, Completed, Failed

from flows.environment import flow_home, home_name
from flows.run import PORTAL_ZONE, Crawled
from flows.stopping import STOP, hear_signals
from flows.troubles import BUSY, has_sentence
from scrapers.package import Proof
from scrapers.portalfile import Portal, Section
from scrapers.vocabulary.outcomes import OUTCOME_WORDS, READ, WHOLE

T = TypeVar("T")

_LOG = logging.getLogger("gongkai")


_PREFECTS = ("Beginning ", "Finished in state", "Created ", "View at ", "Task run failed")

ANSWER = 8.0
"""Seconds that a server has to say that it is well."""


SILENT = threading.Event()
"""Set once the server did not answer: it is asked nothing more, each question would wait for nothing."""


def told_of(error: BaseException) -> bool:
    """Whether Prefect stumbled on a server that gave no answer. Says so, once."""
    if type(error).__module__.partition(".")[0] not in (
        "httpx",
        "httpcore",
    ):  # an answer that is bad: prefect's
        return False
    if not SILENT.is_set():
        SILENT.set()
        _LOG.warning("Prefect 服务没有应答,界面上不再更新;抓取和公布照常进行,结束时可能要等一两分钟")
    return True


def server_is_well() -> bool:
    """Whether the server that this process is to report to answers."""
    with get_client(sync_client=True, httpx_settings={"timeout": ANSWER}) as client:
        return client.api_healthcheck() is None


class Tasks:
    """A `Show` inside a Prefect flow."""

    def __init__(self, kind: str) -> None:
        """`kind`: of the run, its flow's name. Prefect is believed to work until it does not."""
        self._kind = kind
        self.broken = False
        self._log = _log_here()

    def portal(self, portal: Portal, crawl: Callable[[], T]) -> T:
        """A subflow named for the portal and the day."""
        name = f"{portal.portal.name} {datetime.now(UTC).astimezone(PORTAL_ZONE):%Y-%m-%d}"
        of_portal = flow(name=portal_flow_name(self._kind), flow_run_name=_plain(name), persist_result=False)
        with tags(home_name(flow_home())):  # a subflow takes no tags from a deployment
            return self._shown(of_portal, crawl, _portal_state)

    def section(self, section: Section, crawl: Callable[[], Proof | None]) -> Proof | None:
        """A task named for the section, that ends as the section did."""
        return self._shown(_task(f"栏目 {section.name}"), crawl, _section_state)

    def step(self, name: str, function: Callable[[], T]) -> T:
        """A task of that name."""
        return self._shown(_task(name), function, lambda _: Completed(name="完成"))

    def whole(self, name: str, work: Callable[[], T], state: Callable[[T], State]) -> T:
        """The whole run as a flow of its kind, begun by this process itself and not by a deployment."""
        whole = flow(name=self._kind, flow_run_name=_plain(name), persist_result=False)
        with tags(home_name(flow_home())):
            return self._shown(whole, work, state)

    def say(self, line: str) -> None:
        """A line in the log of the whole run, whichever of its parts says it: a clerk looks at one page."""
        self._log(line)

    def _shown(
        self,
        wrap: Callable[[Callable[[], State]], Any],
        function: Callable[[], T],
        state: Callable[[T], State],
    ) -> T:
        came: list[T] = []
        raised: list[BaseException] = []

        # Arguments are bound in `function`: Prefect would look through all that an open run holds.
        def body() -> State:
            try:
                hear_signals()  # a subflow has its own idea of SIGTERM: it would break off in the middle
                came.append(function())
            except BaseException as error:
                raised.append(error)
                if (ended := trouble_state(error)) is None:
                    raise
                return ended
            return state(came[0])

        if not (self.broken or SILENT.is_set()):
            try:
                wrap(body)(return_state=True)
            except (Exception, PrefectSignal) as error:  # noqa: BLE001 - never our trouble (`raised`)
                self.broken = not raised
                if self.broken and not told_of(error):
                    _LOG.warning("Prefect 出现故障(%s),其余步骤不经 Prefect 继续", type(error).__name__)
        if raised:
            raise raised[0]
        return came[0] if came else function()


def trouble_state(error: BaseException) -> State | None:
    """A known trouble as the state of what it ended; what was refused because something else is under way is
    no failure. None: a fault of the program."""
    if isinstance(error, BUSY):
        return Cancelled(name="被占用", message=str(error))
    return Failed(name="失败", message=str(error)) if has_sentence(error) else None


def quiet_log() -> None:
    """Leaves Prefect's own lines about beginnings and ends out of the log: the names of the states say the
    same in Chinese. Times of day are Beijing's, wherever the machine stands."""
    logging.Formatter.converter = staticmethod(_beijing)
    for name in ("prefect.flow_runs", "prefect.task_runs", "prefect.engine"):
        logging.getLogger(name).addFilter(_ours)


def _ours(record: logging.LogRecord) -> bool:
    """Not Prefect's own lines, nor the traceback by which it says again that a flow ended as it did."""
    ended = record.exc_info is not None and isinstance(record.exc_info[1], (FailedRun, CancelledRun))
    return not ended and not str(record.msg).startswith(_PREFECTS)


def quiet_screen() -> None:
    """What a command prints of a flow's log: our own lines. Tracebacks, and what Prefect says of a server
    that is gone, help nobody who sits there: the command's last line says what happened."""
    logging.raiseExceptions = False  # else a log that cannot reach the server is said on stderr, at length
    plain = logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S")
    for name in ("", "prefect", "prefect._internal"):
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.addFilter(_for_the_screen)
                handler.setFormatter(plain)


def _for_the_screen(record: logging.LogRecord) -> bool:
    return record.exc_info is None and record.name in ("gongkai", "prefect.flow_runs", "prefect.task_runs")


def _beijing(seconds: float | None) -> time.struct_time:
    return datetime.fromtimestamp(seconds or 0.0, PORTAL_ZONE).timetuple()


def portal_flow_name(kind: str) -> str:
    """Name of the subflows of a kind of run, one per portal."""
    return f"{kind} 门户"


def say(line: str) -> None:
    """A line in the log of the run that is under way; on stderr where Prefect keeps no log of it."""
    _log_here()(line)


def _log_here() -> Callable[[str], None]:
    """What writes into the log of the run that is under way just now, from wherever it is called later."""
    try:
        return get_run_logger().info
    except MissingContextError:
        return _LOG.warning


def _task(name: str) -> Callable[[Callable[[], State]], Any]:
    """Neither cached nor repeated: a run that is taken up again knows by itself what is done."""
    return task(name=name, task_run_name=_plain(name), cache_policy=NO_CACHE,
                retries=0, persist_result=False)  # fmt: skip


def _plain(name: str) -> str:
    """A name without the braces that Prefect would fill in."""
    return name.replace("{", "(").replace("}", ")")


def _section_state(proof: Proof | None) -> State:
    if proof is None:
        return Completed(name="未完", message="这次没有读完,下次继续")
    declared = f"/{proof.records_declared}" if proof.records_declared is not None else ""
    message = f"读到 {proof.records_read}{declared} 条。{proof.reason}"
    state = Completed if proof.outcome in READ else Failed
    return state(name=OUTCOME_WORDS[proof.outcome], message=message)


def _portal_state(crawled: object) -> State:
    assert isinstance(crawled, Crawled)
    if crawled.interrupted and not STOP.is_set():
        return Completed(name="让路", message="让给今晚的抓取;已抓取的部分已保存,之后自动继续")
    if crawled.interrupted:
        return Completed(name="中止", message="已停止;已抓取的部分已保存")
    if crawled.paused:
        return Completed(name="未完", message=crawled.paused)
    not_whole = [proof for proof in crawled.proofs.values() if proof.outcome not in WHOLE]
    if crawled.complete:
        return Completed(name="完整", message=f"{len(crawled.proofs)} 个栏目全部完整")
    return Completed(name="不完整", message=f"{len(crawled.sections)} 个栏目中 {len(not_whole)} 个没有读全")
