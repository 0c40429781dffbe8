"""Asking with a hard cap: every request counts, redirects, second tries and robots.txt included.

Only the start's host is asked, and its twin (with or without `www.`) once the portal has linked to it as its
own home. Each host keeps its own pace and robots rules (`scrapers.http`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from scrapers.address import host_of
from scrapers.http.answers import Answer
from scrapers.http.client import HttpClient
from scrapers.http.clock import Clock
from scrapers.http.manners import Manners
from scrapers.records import Page, Request

CAP = 60
"""Requests of one probe at most, where a person does not allow more."""

REDIRECTS = 2
"""Redirects followed for one question."""

Tell = Callable[[str], None]
"""Told one line of progress, in Chinese."""


class Spent(Exception):
    """The cap leaves no room for another question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question; `page` is there for good answers only."""

    url: str
    page: Page | None
    reason: str = ""
    """Why there is no page, in Chinese."""
    challenged: bool = False
    elsewhere: str = ""
    """Where a redirect off the portal pointed."""
    answered: bool = False
    """Whether the host answered or its robots.txt closed the address; False when it is silent."""


class CappedClient:
    """The portal's hosts during one probe. Close it, or use it in a `with`."""

    def __init__(
        self,
        host: str,
        manners: Manners,
        tell: Tell,
        cap: int = CAP,
        clock: Clock | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        """`manners` are taken with one try a question and few redirects, so that the cap can be kept."""
        self.cap = cap
        self._manners, self._tell, self._clock = manners, tell, clock
        self._stop = stop or threading.Event()
        self._webs: dict[str, HttpClient] = {}
        self._spent = 0
        self.permit(host)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that may be asked, the start's first."""
        return tuple(self._webs)

    @property
    def spent(self) -> int:
        """Requests sent so far, robots.txt included."""
        robots = (answer for client in self._webs.values() for answer in client.robots_answers())
        return self._spent + sum(max(answer.tries, 1) for answer in robots)

    @property
    def room(self) -> int:
        """Questions that can still be asked, whatever redirects they meet."""
        return max(0, self.cap - self.spent - REDIRECTS)

    def permit(self, host: str) -> None:
        """Lets `host` be asked from now on."""
        if host not in self._webs:
            self._webs[host] = HttpClient([host], self._manners, self._clock, self._stop)

    def ask(self, request: Request, purpose: str) -> Asked:
        """The answer to one question. Raises Spent when the cap leaves no room for it, Stopped on Ctrl-C."""
        client = self._webs.get(host_of(request.url))
        if client is None:
            return Asked(request.url, None, "主机不属于本门户，未访问", elsewhere=request.url)
        # A host's first question brings robots.txt with it, which may redirect as well.
        needed = 1 if client.robots_answers() or not self._manners.robots else 2 + REDIRECTS
        if self.room < needed:
            raise Spent
        self._tell(f"[{self.spent + 1}/{self.cap}] {purpose} {request.url}")
        answer = client.ask(request)
        self._spent += answer.tries
        return self._followed(request, answer, purpose)

    def robots_text(self) -> str:
        """robots.txt of the start's host as sent; '' when there was none."""
        first = next(iter(self._webs.values()))
        texts = [answer.body for answer in first.robots_answers() if answer.outcome == "ok"]
        return texts[0].decode("utf-8", "replace") if texts else ""

    def _robots_answered(self, request: Request) -> bool:
        """Whether the host is there at all: a silent one gives no robots.txt either."""
        answers = self._webs[host_of(request.url)].robots_answers()
        return any(answer.status is not None for answer in answers)

    def close(self) -> None:
        """Lets go of all connections."""
        for client in self._webs.values():
            client.close()

    def _followed(self, request: Request, answer: Answer, purpose: str) -> Asked:
        """The answer, or that of a twin's host which it redirects to."""
        target = answer.redirect_target
        if answer.outcome == "redirected_away" and host_of(target) in self._webs:
            return self.ask(Request(target), purpose)
        page = answer.page if answer.outcome == "ok" else None
        return Asked(
            url=answer.final_url,
            page=page,
            reason="" if page else answer.reason or answer.outcome,
            challenged=answer.outcome == "challenged",
            elsewhere=target if answer.outcome == "redirected_away" else "",
            answered=answer.status is not None or self._robots_answered(request),
        )
