"""The portal's home page in one night: asked for, read, and what it links to asked for whether it is there.

A link is asked with the same client and manners as everything, by GET, and never where this night has asked
it already, or where it opened within the last days: then its known outcome stands. What comes is not kept in
the archive, only that it came: the home page itself is. Links off `hosts` are told as not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from types import TracebackType
from typing import TYPE_CHECKING, Self

from scrapers.address import canonical, host_of, is_above, item_id
from scrapers.crawl.fetcher import Fetched, Fetcher, fetch_row
from scrapers.crawl.rows import AS_FETCH
from scrapers.crawl.stopped import CrawlStopped
from scrapers.crawl.stream import PackageStream
from scrapers.http.answers import Answer
from scrapers.http.client import Stopped
from scrapers.known import Known, LinkTold
from scrapers.package import HOME_SECTION, ObservationRow, PackageHead
from scrapers.parsing import instead_of_page, read_home
from scrapers.privacy import mask
from scrapers.records import (
    FetchOutcome,
    HomeLink,
    HomePage,
    ObservationKind,
    OtherPage,
    Request,
)

if TYPE_CHECKING:
    from scrapers.crawl.section import Crawl

LINKS_A_NIGHT = 200
"""Links of the home page asked in one night, pictures and files among them: those first that did not open
before, then those never asked. With what opened lately standing for RECENT, a home page of a thousand links
is asked about once within it."""
RECENT = timedelta(days=7)
"""For so long a link that opened is not asked again, by whatever section it was asked."""
HOPS = 3
"""Answers looked at for the home page: a redirect stub leads to the next one."""
NOT_ASKED = "not_asked"
"""Outcome of a link that was not asked: off the hosts, or for budget, a challenge, robots.txt."""
SHANGHAI = timezone(timedelta(hours=8))
_OPENS: frozenset[FetchOutcome] = frozenset({"ok", "unchanged", "not_html"})
_UNTRIED: frozenset[FetchOutcome] = frozenset({"refused_by_robots"})


class HomeCrawl:
    """The home page in one run; a context manager that puts its package in place, also when it is left
    early: what was asked is not asked again then."""

    def __init__(self, crawl: Crawl, known: Known) -> None:
        """`known`: what the ledger knows under HOME_SECTION."""
        self._crawl = crawl
        head = PackageHead(crawl.portal.id, crawl.run_id, HOME_SECTION, known.next_part, crawl.policy.kind)
        self._stream = PackageStream(crawl.place.work, head, crawl.now)
        self._fetcher = Fetcher(crawl.client, self._stream, known, crawl.place.archive)
        self._links: tuple[HomeLink, ...] = ()
        self._rows: list[ObservationRow] = []
        self._home_forms: set[str] = set()

    def __enter__(self) -> Self:
        """Itself."""
        self._stream.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Puts the package in place."""
        self._stream.__exit__(kind, error, trace)

    def read(self) -> list[str]:
        """Asks for the home page; the addresses of the portal's that it links to. Raises CrawlStopped, and
        OSError when nothing can be written."""
        try:
            page, got, outcome = self._home()
        except Stopped as stopped:
            raise CrawlStopped(str(stopped)) from stopped
        url = self._crawl.portal.portal.home
        self._add("home", url, "outcome", outcome, got.asked_at)
        if page is not None:
            self._home_forms = {_form(url), _form(got.request.url), _form(got.final_url)}
            newest = page.newest
            row = ObservationRow("home", "home", url, None, "newest", None, newest, got.asked_at)
            self._rows.append(row)
            self._links = page.links
        return [link.url for link in self._links if self._is_ours(link.url)]

    def ask(self, told: Mapping[str, LinkTold]) -> int:
        """Asks for the links of which nothing is told, writes down what is observed; how many were asked.
        `told`: by address what is known. Raises CrawlStopped when the run is to end, OSError."""
        outcomes: dict[str, FetchOutcome] = {
            link.url: "ok" for link in self._links if self._is_home(link.url)
        }
        for url, one in told.items():
            if one.this_run or one.outcome in _OPENS:
                outcomes.setdefault(url, one.outcome)
        due = self._due(told, outcomes)
        asked = 0
        if self._crawl.portal.portal.home_links == "ask":
            for answer in self._answers(due):
                if answer.tries:  # else its host is left alone, or robots.txt does not want it asked
                    outcomes[answer.request.url] = self._judged(answer)
                    asked += 1
        by_form = {_form(url): outcome for url, outcome in outcomes.items()}
        self._write(
            {link.url: by_form[_form(link.url)] for link in self._links if _form(link.url) in by_form}
        )
        self._fetcher.keep_robots()
        return asked

    def _home(self) -> tuple[HomePage | None, Fetched, str]:
        """The page, the answer it came in, and the outcome; None for a page that is none."""
        request = Request(self._crawl.portal.portal.home)
        today = self._crawl.now().astimezone(SHANGHAI).date()
        for hop in range(1, HOPS + 1):
            got = self._fetcher.ask(request, "home")
            if got.page is None:
                return None, got, got.outcome
            read = read_home(got.page, today)
            if isinstance(read, HomePage):
                return read, got, "ok"
            if read.outcome != "redirect" or read.target in (None, request.url) or hop == HOPS:
                return None, got, self._instead(got, read)
            request = Request(read.target or "")
        raise AssertionError("the last hop gives an answer")

    def _instead(self, got: Fetched, read: OtherPage) -> FetchOutcome:
        """The outcome of a page that came in place of the home page."""
        outcome = AS_FETCH[read.outcome]
        self._fetcher.judged(got.request, outcome, read.reason)
        if outcome == "challenged":
            self._fetcher.leave_alone(got.final_url, read.reason)
        return outcome

    def _is_ours(self, url: str) -> bool:
        return url.startswith(("http://", "https://")) and host_of(url) in self._crawl.portal.hosts

    def _is_home(self, url: str) -> bool:
        """Whether a link leads to the home page itself."""
        return _form(url) in self._home_forms

    def _due(self, told: Mapping[str, LinkTold], known: Mapping[str, FetchOutcome]) -> list[str]:
        """The links to ask tonight: broken ones first, then new ones, in page order."""
        forms = {_form(url) for url in known}
        due = {_form(link.url): link.url for link in reversed(self._links) if self._is_ours(link.url)}
        wanted = [url for form, url in reversed(due.items()) if form not in forms]
        return sorted(wanted, key=lambda url: url not in told)[:LINKS_A_NIGHT]

    def _answers(self, urls: Sequence[str]) -> Iterator[Answer]:
        """Answers to those questions until the night's budget is used up. Raises CrawlStopped when the run is
        to end for another reason."""
        client = self._crawl.client
        try:
            yield from client.ask_many((Request(url), None) for url in urls)
        except Stopped as stopped:
            if not client.allowance.is_spent or self._crawl.stop.is_set():
                raise CrawlStopped(str(stopped)) from stopped

    def _judged(self, answer: Answer) -> FetchOutcome:
        """What an answer is; one that says in words that there is nothing, or stands in for another page, is
        no page that opens."""
        outcome, reason = answer.outcome, answer.reason
        url = answer.request.url
        if outcome == "ok":
            page = answer.page
            stub = instead_of_page(page) if page.body else None
            target = page.url if stub is None or not stub.target else stub.target
            if target != url and is_above(target, url):
                outcome, reason = "soft_gone", f"被重定向到上级页面 {target}"
            elif stub is not None and stub.outcome in ("challenged", "soft_gone"):
                outcome, reason = AS_FETCH[stub.outcome], stub.reason
            if outcome == "challenged":
                self._fetcher.leave_alone(url, reason)
        self._stream.add(fetch_row(answer, "link", None, outcome, reason))
        return outcome

    def _write(self, outcomes: Mapping[str, FetchOutcome]) -> None:
        """Everything observed, in page order; nothing before all is known: it is whole or not there."""
        at = self._crawl.now()
        for link in self._links:
            outcome = outcomes.get(link.url)
            opened = "ok" if outcome in _OPENS else outcome
            if outcome is None or outcome in _UNTRIED:
                yields = outcome is None and self._is_ours(link.url)
                self._add("home_link", link.url, "outcome", NOT_ASKED, at, yields=yields)
            else:
                self._add("home_link", link.url, "outcome", opened, at)
            self._add("home_link", link.url, "text", mask(link.text) or None, at)
        for row in self._rows:
            self._stream.add(row)

    def _add(
        self,
        kind: ObservationKind,
        url: str,
        fact: str,
        value: str | None,
        at: datetime,
        yields: bool = False,
    ) -> None:
        own = self._id(url) if kind == "home_link" else None
        self._rows.append(ObservationRow(kind, "home", url, own, fact, value, None, at, yields))

    def _id(self, url: str) -> str | None:
        """The id that the address has where it is an item's."""
        try:
            return item_id(self._crawl.portal.first_id, url) if self._is_ours(url) else None
        except ValueError:
            return None


def _form(url: str) -> str:
    """The form by which two ways of writing an address are one; as written where it is none of the web."""
    try:
        return canonical(url)
    except ValueError:
        return url
