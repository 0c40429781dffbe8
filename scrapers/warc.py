"""WARC records of what crossed the wire, built by warcio, one gzip member each (ISO 28500:2017)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from urllib.parse import urlsplit
from uuid import UUID

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.http.answers import Answer, Exchange

HOP, OUTCOME, ASKED_URI = "Gongkai-Hop", "Gongkai-Outcome", "Gongkai-Asked-URI"
REDACTED = "Gongkai-Redacted"
"""Fields of our own, for what HTTP and WARC cannot say; other readers pass over them."""

_LEVEL = 6
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class _Members:
    """Where warcio writes: each record becomes one gzip member of `done`.

    warcio's own compression is fixed at level 9, which costs two and a half times as much for 2 % of size.
    """

    def __init__(self) -> None:
        self.done: list[bytes] = []
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(part)
        return len(part)

    def flush(self) -> None:
        """Ends the record written so far: one gzip member."""
        engine = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
        self.done.append(engine.compress(b"".join(self._parts)) + engine.flush())
        self._parts = []


class Records:
    """Builds the records of one answer; `take` hands them over."""

    def __init__(self) -> None:
        """Nothing built yet."""
        self._members = _Members()
        self._warc = WARCWriter(self._members, gzip=False, warc_version="1.1")
        self._chance = Random()  # seeded by the system

    def take(self) -> bytes:
        """The members built since the last call, in order."""
        built, self._members.done = b"".join(self._members.done), []
        return built

    @property
    def length(self) -> int:
        """Bytes of the members built and not yet taken."""
        return sum(map(len, self._members.done))

    def info(self, file_name: str, software: str, at: datetime) -> None:
        """The `warcinfo` record that opens a file."""
        text = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        fields = {"WARC-Date": warc_date(at), "WARC-Filename": file_name}
        self._warc.write_record(
            self._warc.create_warc_record(
                "", "warcinfo", BytesIO(text), len(text), "application/warc-fields", fields
            )
        )

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
        headers = _response_headers(exchange)
        record_id = self._write(exchange.url, kind, payload, {**date, **fields, **truncated}, headers)
        concurrent = {**date, "WARC-Concurrent-To": record_id}
        self._write(exchange.url, "request", exchange.request_body, concurrent, _request_headers(exchange))

    def _write(
        self, url: str, kind: str, payload: bytes, fields: Mapping[str, str], headers: StatusAndHeaders
    ) -> str:
        """Builds one record; its id."""
        # warcio asks the system for the random bits of each id: a tenth of all that a record costs.
        named = {"WARC-Record-ID": f"<urn:uuid:{UUID(int=self._chance.getrandbits(128), version=4)}>"}
        record = self._warc.create_warc_record(
            url,
            kind,
            payload=BytesIO(payload) if payload else None,
            length=len(payload),
            warc_headers_dict={**named, **fields},
            http_headers=headers,
        )
        self._warc.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))


def warc_date(instant: datetime) -> str:
    """An aware instant as WARC 1.1 writes it: UTC with microseconds."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _refers_to(answer: Answer) -> dict[str, str]:
    """The fields of a revisit record for a 304: which answer it confirms."""
    fields = {"WARC-Profile": _NOT_MODIFIED, "WARC-Refers-To-Target-URI": answer.final_url}
    if answer.stored is not None and answer.stored.asked_at is not None:
        fields["WARC-Refers-To-Date"] = warc_date(answer.stored.asked_at)
    return fields


def _response_headers(exchange: Exchange) -> StatusAndHeaders:
    """Status line and headers as they came; transfer coding set aside, as the body is stored without it."""
    headers = [
        ("X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else name, value)
        for name, value in exchange.headers
    ]
    return StatusAndHeaders(f"{exchange.status} {exchange.reason_phrase}", headers, exchange.protocol)


def _request_headers(exchange: Exchange) -> StatusAndHeaders:
    """Request line and headers as sent."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc.rpartition("@")[2]), *exchange.request_headers]
    return StatusAndHeaders(f"{exchange.method} {target} HTTP/1.1", headers, is_http_request=True)
