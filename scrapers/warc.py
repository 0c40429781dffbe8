"""WARC records of what crossed the wire, one gzip member each (ISO 28500:2017).

Written here and not by warcio, whose record objects take three times as long for the same bytes; the tests
hold every kind of record against what warcio writes, byte by byte.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha1
from urllib.parse import quote, urlsplit
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders

from scrapers.asking.answers import Answer, Exchange

HOP, OUTCOME, ASKED_URI = "Gongkai-Hop", "Gongkai-Outcome", "Gongkai-Asked-URI"
"""Fields of our own, for what HTTP and WARC cannot say; other readers pass over them."""

_LEVEL = 6
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Records:
    """Builds the records of one answer; `take` hands them over."""

    def __init__(self) -> None:
        """Nothing built yet."""
        self._members: list[bytes] = []

    def take(self) -> bytes:
        """The members built since the last call, in order."""
        built, self._members = b"".join(self._members), []
        return built

    @property
    def length(self) -> int:
        """Bytes of the members built and not yet taken."""
        return sum(map(len, self._members))

    def info(self, file_name: str, software: str, at: datetime) -> None:
        """The `warcinfo` record that opens a file."""
        text = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        fields = {"WARC-Date": warc_date(at), "WARC-Filename": file_name}
        self._write("warcinfo", "application/warc-fields", fields, text)

    def hop(self, exchange: Exchange) -> None:
        """The response and request records of a redirect on the way to an answer."""
        self._pair(exchange, "response", {HOP: "redirect"})

    def answer(self, exchange: Exchange, answer: Answer) -> None:
        """The answer's own response record, or revisit record when it is unchanged; then its request."""
        fields: dict[str, str] = {OUTCOME: answer.outcome}
        if exchange.url != answer.request.url:
            fields[ASKED_URI] = "".join(filter(str.isprintable, answer.request.url))
        if answer.outcome == "unchanged":
            self._pair(exchange, "revisit", fields | _refers_to(answer))
        else:
            self._pair(exchange, "response", fields)

    def _pair(self, exchange: Exchange, kind: str, fields: Mapping[str, str]) -> None:
        """One record of `kind` for what came, and one for what was sent."""
        date = {"WARC-Date": warc_date(exchange.asked_at)}
        truncated = {"WARC-Truncated": exchange.truncated} if exchange.truncated else {}
        payload = exchange.payload if kind == "response" else b""
        about = {**date, **fields, **truncated}
        record_id = self._http(kind, exchange.url, about, _response_head(exchange), payload)
        concurrent = {**date, "WARC-Concurrent-To": record_id}
        self._http("request", exchange.url, concurrent, _request_head(exchange), exchange.request_body)

    def _http(self, kind: str, url: str, fields: Mapping[str, str], head: bytes, payload: bytes) -> str:
        """Builds a record of an HTTP message; its id. A revisit's payload is that of the record it refers to,
        so it has no digest of its own."""
        more = {"WARC-Target-URI": url}
        if kind != "revisit":
            more["WARC-Payload-Digest"] = _digest(payload)
        message = "request" if kind == "request" else "response"
        return self._write(kind, f"application/http; msgtype={message}", fields, head + payload, more)

    def _write(
        self,
        kind: str,
        content_type: str,
        fields: Mapping[str, str],
        block: bytes,
        more: Mapping[str, str] | None = None,
    ) -> str:
        """Builds one record as a gzip member; its id. Level 9, as warcio has it, would cost two and a half
        times as much for 2 % of size."""
        record_id = f"<urn:uuid:{uuid4()}>"
        named = {
            **fields,
            "WARC-Type": kind,
            "WARC-Record-ID": record_id,
            **(more or {}),
            "WARC-Block-Digest": _digest(block),
            "Content-Type": content_type,
            "Content-Length": str(len(block)),
        }
        head = _lines("WARC/1.1", named.items()).encode()
        engine = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
        self._members.append(engine.compress(b"%b%b\r\n\r\n" % (head, block)) + engine.flush())
        return record_id


def warc_date(instant: datetime) -> str:
    """An aware instant as WARC 1.1 writes it: UTC with microseconds."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _refers_to(answer: Answer) -> dict[str, str]:
    """The fields of a revisit record for a 304: which answer it confirms."""
    fields = {"WARC-Profile": _NOT_MODIFIED, "WARC-Refers-To-Target-URI": answer.final_url}
    if answer.stored is not None and answer.stored.asked_at is not None:
        fields["WARC-Refers-To-Date"] = warc_date(answer.stored.asked_at)
    return fields


def _response_head(exchange: Exchange) -> bytes:
    """Status line and headers as they came; transfer coding set aside, as the body is stored without it."""
    headers = [
        ("X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else name, value)
        for name, value in exchange.headers
    ]
    return _http_head(exchange.protocol, f"{exchange.status} {exchange.reason_phrase}", headers)


def _request_head(exchange: Exchange) -> bytes:
    """Request line and headers as sent."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc.rpartition("@")[2]), *exchange.request_headers]
    return _http_head(exchange.method, f"{target} HTTP/1.1", headers)


def _http_head(first: str, rest: str, headers: list[tuple[str, str]]) -> bytes:
    """An HTTP message's head; what is not ASCII is percent-encoded as warcio has it."""
    text = _lines(f"{first} {rest}", headers)
    if text.isascii():
        return text.encode()
    # A reason phrase in Chinese is no header, so warcio would give up on it.
    encoded: bytes = StatusAndHeaders(_ascii(rest), headers, first).to_ascii_bytes()
    return encoded


def _ascii(text: str) -> str:
    return text if text.isascii() else quote(text, safe=" /:;,+=?&%")


def _lines(first: str, headers: Iterable[tuple[str, str]]) -> str:
    return "\r\n".join([first, *[f"{name}: {value}" for name, value in headers], "", ""])


def _digest(data: bytes) -> str:
    """sha1 in base 32, as WARC writers label content."""
    number = int.from_bytes(sha1(data, usedforsecurity=False).digest())
    return "sha1:" + "".join([_PAIRS[number >> shift & 1023] for shift in range(150, -1, -10)])


_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PAIRS = [one + two for one in _BASE32 for two in _BASE32]
"""Ten bits as two digits."""
