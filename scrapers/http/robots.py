"""robots.txt by RFC 9309: which addresses of a host are open, and how slowly it wants to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from protego import Protego

from scrapers.http.answers import Answer
from scrapers.http.manners import ROBOTS_TOKEN

READ_AT_MOST = 564 * 2**10
"""500 KiB must be read (RFC 9309, 2.5); one piece more, since the piece that crosses the cap is dropped."""


@dataclass(frozen=True)
class Robots:
    """The rules of one host for this run."""

    crawl_delay: float = 0.0
    """Seconds between questions that the host asks for; 0 when it asks for none."""
    barred: str = ""
    """Why everything is disallowed, when robots.txt could not be had; ''."""
    rules: Protego | None = field(default=None, repr=False)

    def refusal(self, url: str) -> str:
        """Why `url` must not be asked, '' when it may."""
        if self.barred:
            return self.barred
        if self.rules is None or self.rules.can_fetch(url, ROBOTS_TOKEN):
            return ""
        return "robots.txt 不允许访问该地址"


def robots_of(answer: Answer) -> Robots:
    """The rules that an answer for robots.txt gives.

    4xx and redirects that lead nowhere or off the portal: there are none (RFC 9309, 2.3.1.2 and 2.3.1.3).
    5xx, 429 and no answer: everything is disallowed for this run (2.3.1.4), and the reason says why.
    """
    if answer.outcome == "ok":
        return _parsed(answer)
    status = answer.status or 0
    if answer.outcome == "redirected_away" or (300 <= status < 500 and status != 429):
        return Robots()
    return Robots(barred=f"robots.txt 未能取得（{answer.reason}），按规定本次不访问该主机")


def _parsed(answer: Answer) -> Robots:
    """The rules in the text; a page of HTML in its place holds none."""
    last = answer.last
    assert last is not None
    text = last.body.decode("utf-8-sig", errors="replace")
    if last.truncated:
        text = text.rpartition("\n")[0]
    rules = Protego.parse(text.replace("\x00", ""))
    rate = rules.request_rate(ROBOTS_TOKEN)
    delays = [rules.crawl_delay(ROBOTS_TOKEN) or 0.0]
    if rate is not None and rate.requests > 0:
        delays.append(rate.seconds / rate.requests)
    return Robots(crawl_delay=max(delays), rules=rules)
