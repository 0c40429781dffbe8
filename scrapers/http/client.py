"""Asking the hosts of a portal: the one place through which every question of a run goes.

    with HttpClient(["www.example.gov.cn"], Manners()) as client:
        answer = client.ask(Request("http://www.example.gov.cn/xxgk/"))

An answer is always typed: what a host does wrong is an outcome with a reason, never an exception. Only the
end of the run is one (`Stopped`), because what was not asked has no outcome.
"""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapers.address import host_of
from scrapers.http.allowance import Allowance
from scrapers.http.allowlist import Allowlist
from scrapers.http.answers import Answer, Exchange
from scrapers.http.clock import Clock, SystemClock
from scrapers.http.exchange import Unanswered, put
from scrapers.http.hosts import HostState
from scrapers.http.manners import Manners
from scrapers.http.pace import backoff, retry_after
from scrapers.http.prepare import address_sent, following, location, question, validators
from scrapers.http.questions import Question
from scrapers.http.robots import READ_AT_MOST
from scrapers.http.verdicts import Verdict, judge
from scrapers.known import Stored
from scrapers.records import Request

_AHEAD = 4
"""Questions that may be under way or waiting to be taken, per connection."""


class Stopped(Exception):
    """The run is to end (stop signal, outside the night window, budget used up, disk nearly full); this
    question was not answered."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """One address of a chain of redirects: its answer, if any, what it means, and how often it was asked."""

    verdict: Verdict
    exchange: Exchange | None = None
    tries: int = 0


class HttpClient:
    """The hosts of one portal during one run; keeps each host's pace, robots rules, cookies and bad days.

    Safe to use from several threads. Close it, or use it in a `with`.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        manners: Manners | None = None,
        clock: Clock | None = None,
        stop: threading.Event | None = None,
        named_private: Iterable[str] = (),
        chance: random.Random | None = None,
    ) -> None:
        """`hosts`: the only ones ever asked, as a portal file lists them; a private or loopback address is
        asked only when it stands there itself or in `named_private` (addresses or CIDR networks).
        `stop` ends the run when set; `clock` and `chance` (jitter) are handed in by tests."""
        self.manners = manners or Manners()
        self.stop = stop or threading.Event()
        self.allowance = Allowance()
        self._clock = clock or SystemClock()
        self._chance = chance or random.Random()
        self._allowlist = Allowlist(hosts, named_private)
        self._hosts = {
            host: HostState(host, self._allowlist, self.manners, self._clock, self.stop)
            for host in self._allowlist.hosts
        }
        self._threads: ThreadPoolExecutor | None = None
        self._robots_given: set[str] = set()
        self._giving = threading.Lock()

    def ask(self, request: Request, stored: Stored | None = None) -> Answer:
        """The answer to one question, after robots, spacing, tries and redirects. With `stored`, a GET is
        conditional. Raises Stopped when the run is to end before there is an answer."""
        return self._travel(request, stored)

    def ask_many(self, questions: Iterable[tuple[Request, Stored | None]]) -> Iterator[Answer]:
        """Answers in the order asked, with `connections` questions at a time and a bounded number ahead.

        When the run is stopped, the answers that there are still come, then Stopped is raised: an end
        without it means that every question was answered. `questions` is read in the calling thread.
        """
        return self._ask_many(questions, again=False)

    def ask_again(self, questions: Iterable[tuple[Request, Stored | None]]) -> Iterator[Answer]:
        """As `ask_many`, for pages that failed before in this run. One that fails again says nothing new of
        its host, and does not have it left alone; but where as many fail again in succession as would do
        that, none of the host's failed pages is asked again in this run."""
        return self._ask_many(questions, again=True)

    def _ask_many(self, questions: Iterable[tuple[Request, Stored | None]], again: bool) -> Iterator[Answer]:
        waiting: deque[Future[Answer]] = deque()
        ended: Stopped | None = None
        try:
            for request, stored in questions:
                waiting.append(self._pool().submit(self._travel, request, stored, again=again))
                if len(waiting) >= self.manners.connections * _AHEAD:
                    # Half of them at a time: threads with more to ask need not be woken for each question.
                    while len(waiting) > self.manners.connections * _AHEAD // 2:
                        yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except Stopped as stopped:
            ended = stopped
            yield from _answered(waiting)
        finally:
            for future in waiting:
                future.cancel()
        if ended is not None:
            raise ended

    def robots_answers(self) -> tuple[Answer, ...]:
        """What the hosts answered for robots.txt in this run, for the archive."""
        return tuple(state.robots_answer for state in self._hosts.values() if state.robots_answer)

    def new_robots_answers(self) -> tuple[Answer, ...]:
        """Those of `robots_answers` that this has not given before, so that each is archived once."""
        with self._giving:
            given = self._robots_given
            new = tuple(answer for answer in self.robots_answers() if answer.request.url not in given)
            given.update(answer.request.url for answer in new)
        return new

    def left_alone(self) -> Mapping[str, str]:
        """Host → why it is not asked any more in this run."""
        verdicts = {host: state.left_alone() for host, state in self._hosts.items()}
        return {host: verdict.reason for host, verdict in verdicts.items() if verdict}

    def leave_alone(self, url: str, reason: str) -> None:
        """Leaves the host of `url` alone for the run: a reader found its answer to be a challenge."""
        state = self._hosts.get(host_of(url))
        if state is not None:
            state.note(Verdict("challenged", reason))

    def close(self) -> None:
        """Lets go of threads and connections; questions not yet begun are dropped."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for state in self._hosts.values():
            state.session.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    def _pool(self) -> ThreadPoolExecutor:
        """The threads of this run, made when first needed."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.manners.connections, thread_name_prefix="asking")
        return self._threads

    def _travel(
        self, request: Request, stored: Stored | None, robots: bool = False, again: bool = False
    ) -> Answer:
        """Visits the address and those it redirects to, until one answers or may not be asked."""
        begun = self._clock.monotonic()
        step, exchanges, seen, tries = request, list[Exchange](), {request.url}, 0
        target = ""
        while True:
            visit = self._visit(step, stored, robots, again)
            verdict, tries = visit.verdict, tries + visit.tries
            if visit.exchange is None:
                break
            exchanges.append(visit.exchange)
            target = location(visit.exchange)
            if not target:
                break
            refusal = self._no_further(visit.exchange, target, seen, len(exchanges))
            if refusal:
                verdict = refusal
                break
            seen.add(target)
            step = following(step, visit.exchange.status, target)
        last = exchanges[-1] if exchanges else None
        return Answer(
            request=request,
            asked_at=last.asked_at if last else self._clock.now(),
            outcome=verdict.outcome,
            reason=verdict.reason,
            elapsed=self._clock.monotonic() - begun,
            tries=tries,
            exchanges=tuple(exchanges),
            stored=stored,
            redirect_target=target,
            headers=last.by_name if last else {},
        )

    def _no_further(self, exchange: Exchange, target: str, seen: set[str], hops: int) -> Verdict | None:
        """Why a redirect is not followed; None when it is. A page may send back to itself to set a cookie."""
        if host_of(target) not in self._hosts or urlsplit(target).scheme.lower() not in ("http", "https"):
            return Verdict("redirected_away", f"重定向到门户文件以外的地址，未跟随：{target[:300]}")
        if target in seen and "set-cookie" not in exchange.by_name:
            return Verdict("server_error", f"重定向循环：{target[:300]}")
        if hops > self.manners.max_redirects:
            return Verdict("server_error", f"重定向超过 {self.manners.max_redirects} 次")
        return None

    def _visit(self, step: Request, stored: Stored | None, robots: bool, again: bool) -> _Visit:
        """Asks one address, when it may be asked at all."""
        try:
            url = address_sent(step.url)
        except ValueError as error:
            return _Visit(Verdict("server_error", f"地址无法使用：{str(error)[:200]}"))
        state = self._hosts.get(host_of(url))
        if state is None:
            return _Visit(
                Verdict("redirected_away", f"主机不在门户文件的 hosts 中，未访问：{step.url[:300]}")
            )
        if refusal := state.left_alone(again) or (None if robots else self._closed(state, url)):
            return _Visit(refusal)
        conditional = validators(step, url, stored, self._clock.now()) if stored else {}
        asked = question(step, url, state.session, conditional, READ_AT_MOST if robots else None)
        visit = self._tried(state, asked, bool(conditional))
        state.note(visit.verdict, again)
        return visit

    def _closed(self, state: HostState, url: str) -> Verdict | None:
        """Why robots.txt, or what came of asking for it, closes `url`; None when it is open."""
        if not self.manners.robots:
            return None
        origin = "/".join(url.split("/", 3)[:3])
        rules = state.robots(lambda: self._travel(Request(f"{origin}/robots.txt"), None, robots=True))
        if state.challenged:
            return state.left_alone()
        return Verdict("refused_by_robots", refusal) if (refusal := rules.refusal(url)) else None

    def _tried(self, state: HostState, question: Question, conditional: bool) -> _Visit:
        """Asks until there is an answer that another try would not better."""
        for tried in range(1, self.manners.tries + 1):
            visit = self._once(state, question, conditional, tried)
            if not visit.verdict.again or tried == self.manners.tries:
                break
            self._rest(state, visit, tried)
            if state.left_alone():
                break
        return visit

    def _once(self, state: HostState, question: Question, conditional: bool, tried: int) -> _Visit:
        """One question over the wire, when it is this host's turn."""
        with state.slots:
            self._go_on()
            state.gate.wait()
            self._go_on()
            if refusal := self.allowance.take(is_page=question.cut_at is None):
                raise Stopped(refusal)
            try:
                exchange = put(state, question, self.manners, self.stop, self._clock.now())
            except Unanswered as unanswered:
                self._go_on()
                return _Visit(unanswered.verdict, None, tried)
        self.allowance.received(len(exchange.payload))
        if location(exchange):
            return _Visit(Verdict("ok"), exchange, tried)
        return _Visit(judge(exchange, conditional, robots=question.cut_at is not None), exchange, tried)

    def _rest(self, state: HostState, visit: _Visit, tried: int) -> None:
        """Waits before the next try. What a host asks for holds for all its addresses; a pause beyond the cap
        means that it is left alone, since asking earlier than it wants is no manners."""
        seconds = backoff(tried, self.manners, self._chance)
        if visit.exchange is None or visit.exchange.status not in (429, 503):
            self._clock.sleep(seconds, self.stop)
            return
        asked = retry_after(visit.exchange.by_name.get("retry-after"), self._clock.now())
        if asked is not None and asked > self.manners.retry_after_cap:
            state.breaker.rest(f"对方要求 {asked:.0f} 秒后再来（HTTP {visit.exchange.status}）")
        else:
            state.gate.pause(seconds if asked is None else asked)

    def _go_on(self) -> None:
        """Raises Stopped when the run is to end."""
        if self.stop.is_set():
            raise Stopped("运行已停止")
        window = self.manners.night_window
        if window is not None and not self.manners.may_ask_at(self._clock.now()):
            opens, closes = window
            raise Stopped(f"不在允许访问的时段（{opens:%H:%M}–{closes:%H:%M}）")


def _answered(waiting: deque[Future[Answer]]) -> Iterator[Answer]:
    """The answers among those still under way when the run was stopped."""
    while waiting:
        future = waiting.popleft()
        future.cancel()
        try:
            yield future.result()
        except (Stopped, CancelledError):
            continue
