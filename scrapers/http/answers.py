"""What goes into asking and comes out of it: what is known, what crossed the wire, the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Literal

from scrapers.known import Stored
from scrapers.records import FetchOutcome, Page, Request

Truncation = Literal["", "length", "unspecified"]
"""Why a body was not read to its end, in the words of WARC-Truncated: over the cap, or not wanted."""


def joined(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by lower-case name; repeated ones joined by a comma (RFC 9110, 5.3)."""
    by_name: dict[str, str] = {}
    for name, value in fields:
        name = name.lower()
        by_name[name] = f"{by_name[name]}, {value}" if name in by_name else value
    return by_name


@dataclass(frozen=True)
class Exchange:
    """One question and answer as they crossed the wire, for the archive; a redirect is one of its own."""

    url: str
    method: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: bytes
    asked_at: datetime
    status: int
    reason_phrase: str
    protocol: str
    """`HTTP/1.0` or `HTTP/1.1`."""
    headers: tuple[tuple[str, str], ...]
    """In the order sent, repeated ones included; values are bytes read as Latin-1."""
    payload: bytes
    """The body without transfer coding, still with the server's content coding (gzip …)."""
    body: bytes
    """The payload after its content coding was undone."""
    truncated: Truncation = ""

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Headers by lower-case name; repeated ones joined by a comma (RFC 9110, 5.3)."""
        return joined(self.headers)

    @property
    def content_type(self) -> str | None:
        """The Content-Type as sent, None when there was none."""
        return self.by_name.get("content-type")


@dataclass(frozen=True)
class Answer:
    """What came of one question. `exchanges` is empty when nothing was sent or nothing came back."""

    request: Request
    asked_at: datetime
    outcome: FetchOutcome
    reason: str
    """For people, in Chinese; '' for a good answer."""
    elapsed: float = 0.0
    """Seconds from the first try to the end, waits included."""
    tries: int = 0
    """Questions sent for this address itself, redirects not counted; 0 when the host was not asked."""
    exchanges: tuple[Exchange, ...] = ()
    """The redirects followed, then the answer itself."""
    stored: Stored | None = None
    """What was handed in; its archive record holds the body of an `unchanged` answer."""
    redirect_target: str = ""
    """Where an answer `redirected_away` pointed."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the last exchange, by lower-case name."""

    @property
    def last(self) -> Exchange | None:
        """The exchange that gave the answer, None when there was none."""
        return self.exchanges[-1] if self.exchanges else None

    @property
    def status(self) -> int | None:
        """HTTP status of the answer, None when there was none."""
        return self.last.status if self.last else None

    @property
    def final_url(self) -> str:
        """The address that answered: base of the page's relative links."""
        return self.last.url if self.last else self.request.url

    @property
    def body(self) -> bytes:
        """The content-decoded body; b'' when there was none or it was not read to its end."""
        return self.last.body if self.last and not self.last.truncated else b""

    @property
    def content_type(self) -> str | None:
        """The Content-Type as sent, None when there was none."""
        return self.headers.get("content-type")

    @property
    def etag(self) -> str | None:
        """The answer's ETag as sent, W/ prefix included."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """The answer's Last-Modified as sent."""
        return self.headers.get("last-modified")

    @property
    def sha256(self) -> str:
        """sha256 hex of the decoded body; '' when there is no body."""
        return sha256(self.body).hexdigest() if self.body else ""

    @property
    def same_as_stored(self) -> bool:
        """Whether the content is the stored one, by 304 or byte for byte (servers that never say 304)."""
        if self.outcome == "unchanged":
            return True
        return bool(self.stored and self.outcome == "ok" and self.sha256 == self.stored.sha256)

    @property
    def page(self) -> Page:
        """The answer as readers take it."""
        return Page(self.final_url, self.body, self.content_type)
