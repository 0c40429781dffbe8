"""What a run keeps per host: session, pace, connections in use, robots rules, and why it is left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable

from scrapers.http.allowlist import Allowlist
from scrapers.http.answers import Answer
from scrapers.http.clock import Clock
from scrapers.http.manners import Manners
from scrapers.http.pace import Breaker, Gate, Slots
from scrapers.http.robots import Robots, robots_of
from scrapers.http.sessions import proxies_for, session_for
from scrapers.http.verdicts import Verdict


class HostState:
    """One host of the portal file during one run. Safe to use from several threads."""

    def __init__(
        self, host: str, allowlist: Allowlist, manners: Manners, clock: Clock, stop: threading.Event
    ) -> None:
        """Asks nothing yet."""
        self.host = host
        self.session = session_for(host, allowlist, manners)
        self.gate = Gate(manners.interval, clock, stop)
        self.slots = Slots(manners.connections)
        self.breaker = Breaker(manners)
        self.again = Breaker(manners)
        """Counts pages that failed and fail again: they tell nothing new of the host, only that its failed
        pages are not worth asking again."""
        self.challenged = ""
        """The mark of the first challenge; '' while there was none."""
        self.robots_answer: Answer | None = None
        self._robots: Robots | None = None
        self._robots_lock = threading.Lock()
        self._proxies: dict[str, dict[str, str]] = {}

    def robots(self, ask: Callable[[], Answer]) -> Robots:
        """The host's rules; `ask` fetches robots.txt, once a run, while others wait for it."""
        if self._robots is None:
            with self._robots_lock:
                if self._robots is None:
                    self.robots_answer = ask()
                    robots = robots_of(self.robots_answer)
                    self.gate.slow_to(robots.crawl_delay)
                    self._robots = robots
        return self._robots

    def proxies(self, url: str) -> dict[str, str]:
        """The environment's proxies for `url`, an address of this host; looked up once a run and scheme."""
        scheme = url.partition(":")[0].lower()
        if scheme not in self._proxies:
            self._proxies[scheme] = proxies_for(url)
        return self._proxies[scheme]

    def left_alone(self, again: bool = False) -> Verdict | None:
        """The verdict on every further question when the host is not to be asked any more; else None.
        `again`: on questions for pages that failed before in this run."""
        if self.challenged:
            return Verdict("challenged", f"该主机出现访问验证，本次运行不再访问：{self.challenged}")
        if self.breaker.reason:
            return Verdict("server_error", f"本次运行不再访问该主机：{self.breaker.reason}")
        if again and self.again.reason:
            return Verdict("server_error", f"再试读不到的页面未成，本次运行不再重试：{self.again.reason}")
        return None

    def note(self, verdict: Verdict, again: bool = False) -> None:
        """Takes account of the final verdict on one address; `again`: of a page that failed before."""
        if again:
            self.again.note(verdict)
        if not (again and (verdict.failed or verdict.silent)):
            self.breaker.note(verdict)
        if verdict.outcome == "challenged":
            self.challenged = self.challenged or verdict.reason
