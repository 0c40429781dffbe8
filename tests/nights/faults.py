"""The faults of the sample portal as a table: what is planted, and what a night under it must come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.portal import Portal

SECTIONS = ("zwyw", "gknb")
"""Sections of the small county that these nights read: a TRS and a UCAP one, each on a host of its own."""

TARGET = "zwyw"
"""The section that the faults strike."""

LISTS = r"www\.yunze\.example/xwzx/zwyw/(index\w*\.html)?(\?|$)"
FIRST_PAGE = r"www\.yunze\.example/xwzx/zwyw/$"
SECOND_PAGE = r"www\.yunze\.example/xwzx/zwyw/index_1\.html$"
ITEMS = r"www\.yunze\.example/xwzx/zwyw/2\d+/"
WITH_TOTAL = r"zwgk\.yunze\.example/yunze/c100101/xwzx_list"
ROBOTS = r"www\.yunze\.example/robots\.txt$"
ANY = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One fault: where it strikes, and what comes of the section struck, on a later night and on the
    first."""

    name: str
    kind: str
    match: str
    later: str
    """Outcome of the section on a night with the fault after a good night; a new item came up that day."""
    first: str
    """Outcome of the section when the fault strikes on the very first night."""
    fetch: str
    """Outcome of the questions struck, as `fetches` has it."""
    times: int | None = None
    after: int = 0
    options: Mapping[str, object] = field(default_factory=dict)
    target: str = TARGET
    slowest: float = 0.0
    """A wait that the portal asked for, in seconds: the night must have waited so long."""
    reached: bool = True
    """Whether a later night, which ends at known rows, comes so far as to ask there."""
    misleads: bool = False
    """The portal itself says what is not so, and nothing shows it on the first night: rows or titles come
    out as it says, until the next night."""

    @property
    def struck_addresses(self) -> str:
        """Regular expression of the addresses whose `fetches` show the fault: those that robots.txt
        closes, where it strikes there."""
        return LISTS if self.match == ROBOTS else self.match

    def plant(self, portal: Portal) -> None:
        """Lets the portal misbehave from now on."""
        portal.faults.add(self.kind, self.match, times=self.times, after=self.after, **self.options)


def _lists(name: str, kind: str, outcome: str, fetch: str, **options: object) -> Case:
    return Case(name, kind, LISTS, outcome, outcome, fetch, options=options)


def _items(name: str, kind: str, fetch: str, **options: object) -> Case:
    """Pages that cannot be read: nothing is accepted while an item, new that day, was never read."""
    return Case(f"{name}, item pages", kind, ITEMS, "partial", "partial", fetch, options=options)


CASES = (
    Case("500 then well", "status", LISTS, "complete", "complete", "ok", times=1),
    _lists("500 for ever", "status", "failed", "server_error"),
    _items("500 for ever", "status", "server_error"),
    Case("500 for ever, page 2", "status", SECOND_PAGE, "complete", "partial", "server_error", reached=False),
    _lists("404", "missing", "failed", "gone"),
    _lists("no answer", "refused", "failed", "server_error"),
    _lists("timeout", "delay", "failed", "timeout"),
    _items("timeout", "delay", "timeout"),
    _lists("reset in the body", "reset", "failed", "server_error"),
    _items("reset in the body", "reset", "server_error"),
    _lists("truncated body", "truncated", "failed", "server_error"),
    Case("truncated body, page 2", "truncated", SECOND_PAGE, "complete", "partial", "server_error",
         reached=False),
    _items("truncated body", "truncated", "server_error"),
    _lists("truncated chunks", "truncated-chunked", "failed", "server_error"),
    _lists("a byte at a time", "drip", "failed", "timeout"),
    _lists("gzip bomb", "gzip-bomb", "failed", "too_large", megabytes=24),
    _items("gzip bomb", "gzip-bomb", "too_large", megabytes=24),
    _items("redirect off the hosts", "redirect", "redirected_away"),
    _lists("200 MB page", "huge", "failed", "too_large"),
    _lists("200 MB page without length", "huge", "failed", "too_large", declared=0),
    _lists("2 000 headers", "headers-flood", "failed", "too_large"),
    _lists("redirect loop", "redirect-loop", "failed", "server_error"),
    _lists("redirect off the hosts", "redirect", "failed", "redirected_away"),
    _lists("redirect to a private address", "redirect-private", "failed", "redirected_away"),
    _lists("soft 404", "soft-404", "failed", "soft_gone"),
    _lists("stub to the folder above", "stub", "failed", "soft_gone"),
    _lists("521 challenge", "challenge-521", "challenged", "challenged"),
    _lists("412 challenge", "challenge-412", "challenged", "challenged"),
    _lists("2-byte WAF answer", "waf-2-bytes", "challenged", "challenged"),
    Case("521 challenge, item pages", "challenge-521", ITEMS, "challenged", "challenged", "challenged"),
    Case("charset lies", "charset-lie", ANY, "complete", "complete", "ok"),
    Case("broken GBK", "broken-gbk", ANY, "complete", "complete", "ok"),
    Case("endless pager, same rows", "endless-same", LISTS, "partial", "partial", "ok"),
    Case("endless pager, new rows", "endless-new", LISTS, "partial", "failed", "ok"),
    Case("drift", "drift", LISTS, "complete", "complete", "ok", times=1, after=1, options={"rows": 2}),
    Case("drift, a page at a time", "drift", LISTS, "complete", "complete", "ok", times=3),
    Case("shrunk for a night", "shrunk", LISTS, "partial", "complete", "ok", misleads=True),
    Case("shrunk for a night, with a total", "shrunk", WITH_TOTAL, "partial", "complete", "ok", target="gknb",
         misleads=True),
    _lists("only navigation left", "only-navigation", "failed", "ok"),
    Case("429 with Retry-After", "status", LISTS, "complete", "complete", "ok", times=1,
         options={"status": 429, "retry_after": 40}, slowest=39),
    _lists("429, back in a day", "status", "failed", "server_error", status=429, retry_after=86400),
    Case("robots disallow", "robots", ROBOTS, "failed", "failed", "refused_by_robots"),
    Case("robots 500", "status", ROBOTS, "failed", "failed", "refused_by_robots"),
    Case("Crawl-delay", "robots", ROBOTS, "complete", "complete", "ok",
         options={"text": "User-agent: *\nCrawl-delay: 7\n"}, slowest=6.5),
    Case("never 304", "never-304", ANY, "complete", "complete", "ok"),
    Case("Last-Modified in the future", "future-modified", ANY, "complete", "complete", "ok"),
    Case("impossible dates", "impossible-date", ANY, "complete", "complete", "ok", misleads=True),
    Case("hostile titles", "hostile-title", ANY, "complete", "complete", "ok", misleads=True),
    Case("10 000 nested tags", "nested", ANY, "failed", "failed", "ok"),
    Case("chunked without length", "chunked", ANY, "complete", "complete", "ok"),
)  # fmt: skip
