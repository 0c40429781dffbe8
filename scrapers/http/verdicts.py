"""What an answer, or the lack of one, means: outcome, reason, and whether to try again."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.http.answers import Exchange
from scrapers.http.challenges import challenge
from scrapers.http.content import binary, not_text
from scrapers.records import FetchOutcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 509, *range(520, 531)})
"""Statuses that may be better in a moment."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome and reason (Chinese) of one try; `again` asks for another try."""

    outcome: FetchOutcome
    reason: str = ""
    again: bool = False
    silent: bool = False
    """The host gave no whole answer at all (refused, timed out, cut off)."""

    @property
    def failed(self) -> bool:
        """Whether the circuit breaker counts it."""
        return self.outcome in ("server_error", "timeout")


_OK = Verdict("ok")


def judge(exchange: Exchange, conditional: bool, robots: bool = False) -> Verdict:
    """The verdict on an answer that is no redirect.

    `conditional`: validators were sent, so a 304 is an answer; `robots`: a robots.txt, which may be of any
    type, and empty.
    """
    status = exchange.status
    if mark := challenge(exchange):
        return Verdict("challenged", mark) if not (robots and status == 200) else Verdict("ok")
    if status == 304:
        return Verdict("unchanged") if conditional else Verdict("server_error", "304，但没有条件请求", True)
    if status in (404, 410):
        return Verdict("gone", f"HTTP {status}")
    if not 200 <= status < 300:
        return Verdict("server_error", f"HTTP {status}", again=status in _PASSING)
    return _OK if robots else _page(exchange)


def _page(exchange: Exchange) -> Verdict:
    """The verdict on an answer of 2xx that should be a page."""
    if exchange.truncated == "length":
        return Verdict("too_large", "正文超过上限")
    if kind := not_text(exchange.content_type) or binary(exchange.body):
        return Verdict("not_html", f"不是网页：{kind}")
    if exchange.status not in (200, 203) or not exchange.body:
        return Verdict("server_error", f"HTTP {exchange.status}，没有完整的正文", again=True)
    return _OK
