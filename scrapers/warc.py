"""WARC records of what crossed the wire, one gzip member each (ISO 28500:2017), as warcio writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product
from random import Random
from struct import Struct
from urllib.parse import quote

from isal import igzip_lib

from scrapers.http.answers import Answer, Exchange

HOP, OUTCOME, ASKED_URI = "Gongkai-Hop", "Gongkai-Outcome", "Gongkai-Asked-URI"
REDACTED = "Gongkai-Redacted"
"""Fields of our own, for what HTTP and WARC cannot say; other readers pass over them."""

_LEVEL = 1
"""Of ISA-L: a quarter of the processor time that zlib's level 3 takes on real pages, for 5 % more room. Level
2 needs 1 % less of it, and a third more time for what is small, as each question is."""

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_HTTP = {
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
}
_ASCII = "".join(map(chr, range(0x20, 0x7F)))

_BASE32 = ["".join(pair) for pair in product("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", repeat=2)]
"""Ten bits at a time."""
_FIVES = Struct(">BIBIBIBI")
"""Four times forty bits: Python counts faster with such numbers than with one of 160."""

_Fields = Sequence[tuple[str, str]]


class Records:
    """Builds the records of one answer; `take` hands them over."""

    def __init__(self) -> None:
        """Nothing built yet."""
        self._members: list[bytes] = []
        self._chance = Random()  # seeded by the system

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
        fields = (
            f"WARC-Record-ID: {self._record_id()}\r\nWARC-Date: {warc_date(at)}\r\n"
            f"WARC-Filename: {file_name}\r\nWARC-Type: warcinfo\r\nWARC-Block-Digest: {_digest(text)}\r\n"
        )
        self._add(fields, "application/warc-fields", text, b"")

    def hop(self, exchange: Exchange) -> None:
        """The response and request records of a redirect on the way to an answer."""
        self._pair(exchange, "response", [(HOP, "redirect")])

    def answer(self, exchange: Exchange, answer: Answer) -> None:
        """The answer's own response record, or revisit record when it is unchanged; then its request."""
        fields = [(OUTCOME, str(answer.outcome))]
        if exchange.url != answer.request.url:
            fields.append((ASKED_URI, "".join(filter(str.isprintable, answer.request.url))))
        if answer.outcome == "unchanged":
            self._pair(exchange, "revisit", fields + _refers_to(answer))
        else:
            self._pair(exchange, "response", fields)

    def _pair(self, exchange: Exchange, kind: str, fields: _Fields) -> None:
        """One record of `kind` for what came, and one for what was sent."""
        date = f"WARC-Date: {warc_date(exchange.asked_at)}\r\n"
        told = "".join([f"{name}: {value}\r\n" for name, value in fields])
        if exchange.truncated:
            told += f"WARC-Truncated: {exchange.truncated}\r\n"
        payload = exchange.payload if kind == "response" else b""
        head = _response_head(exchange)
        record_id = self._http(exchange.url, kind, date + told, head, payload)
        concurrent = f"{date}WARC-Concurrent-To: {record_id}\r\n"
        self._http(exchange.url, "request", concurrent, _request_head(exchange), exchange.request_body)

    def _http(self, url: str, kind: str, fields: str, head: bytes, payload: bytes) -> str:
        """Builds one record of a question or an answer, `fields` being lines of its header; its id."""
        named = self._record_id()
        own = f"WARC-Record-ID: {named}\r\n{fields}WARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        if kind != "revisit":
            own += f"WARC-Payload-Digest: {_digest(payload) if payload else _OF_NOTHING}\r\n"
        own += f"WARC-Block-Digest: {_digest(head, payload)}\r\n"
        self._add(own, _HTTP[kind], head, payload)
        return named

    def _add(self, fields: str, kind: str, head: bytes, payload: bytes) -> None:
        """One record, a gzip member of its own; `fields` are lines of its header.

        Written as warcio writes it, byte for byte, but without its objects, which took as long as all else
        of archiving; and its compression is fixed at level 9.
        """
        size = len(head) + len(payload)
        own = f"WARC/1.1\r\n{fields}Content-Type: {kind}\r\nContent-Length: {size}\r\n\r\n".encode()
        whole = b"".join((own, head, payload, b"\r\n\r\n"))
        self._members.append(igzip_lib.compress(whole, _LEVEL, igzip_lib.COMP_GZIP))

    def _record_id(self) -> str:
        """A new id: a UUID of version 4, whose bits need not be asked of the system each time."""
        bits = self._chance.getrandbits(128) & ~(0xF << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62
        text = f"{bits:032x}"
        return f"<urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}>"


def _digest(*parts: bytes) -> str:
    """SHA-1 in base 32, as WARC files have it. base64.b32encode takes five times as long over it."""
    sha1 = hashlib.sha1(usedforsecurity=False)
    for part in parts:
        sha1.update(part)
    return f"sha1:{_base32(sha1.digest())}"


def _base32(digest: bytes) -> str:
    """Twenty bytes, five by five, written out: a loop takes twice as long."""
    two = _BASE32
    a, a4, b, b4, c, c4, d, d4 = _FIVES.unpack(digest)
    return (
        f"{two[a << 2 | a4 >> 30]}{two[a4 >> 20 & 1023]}{two[a4 >> 10 & 1023]}{two[a4 & 1023]}"
        f"{two[b << 2 | b4 >> 30]}{two[b4 >> 20 & 1023]}{two[b4 >> 10 & 1023]}{two[b4 & 1023]}"
        f"{two[c << 2 | c4 >> 30]}{two[c4 >> 20 & 1023]}{two[c4 >> 10 & 1023]}{two[c4 & 1023]}"
        f"{two[d << 2 | d4 >> 30]}{two[d4 >> 20 & 1023]}{two[d4 >> 10 & 1023]}{two[d4 & 1023]}"
    )


_OF_NOTHING = _digest(b"")


def warc_date(instant: datetime) -> str:
    """An aware instant as WARC 1.1 writes it: UTC with microseconds."""
    if instant.tzinfo is UTC:
        return instant.isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _refers_to(answer: Answer) -> list[tuple[str, str]]:
    """The fields of a revisit record for a 304: which answer it confirms."""
    fields = [("WARC-Profile", _NOT_MODIFIED), ("WARC-Refers-To-Target-URI", answer.final_url)]
    if answer.stored is not None and answer.stored.asked_at is not None:
        fields.append(("WARC-Refers-To-Date", warc_date(answer.stored.asked_at)))
    return fields


def _response_head(exchange: Exchange) -> bytes:
    """Status line and headers as they came; transfer coding set aside, as the body is stored without it."""
    headers: _Fields = exchange.headers
    if "transfer-encoding" in exchange.by_name:
        headers = [
            ("X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else name, value)
            for name, value in headers
        ]
    return _head(f"{exchange.protocol} {exchange.status} {exchange.reason_phrase}", headers)


def _request_head(exchange: Exchange) -> bytes:
    """Request line and headers as sent."""
    host, _, target = exchange.url.partition("://")[2].partition("/")
    first, host = f"{exchange.method} /{target} HTTP/1.1", host.rpartition("@")[2]
    try:
        return f"{first}\r\nHost: {host}\r\n{_sent_lines(exchange.request_headers)}\r\n".encode("ascii")
    except UnicodeEncodeError:
        return _escaped(first, [("Host", host), *exchange.request_headers])


def _head(first: str, headers: _Fields) -> bytes:
    """The lines before a body."""
    try:
        return f"{first}\r\n{_lines(headers)}\r\n".encode("ascii")
    except UnicodeEncodeError:
        return _escaped(first, headers)


def _lines(headers: _Fields) -> str:
    return "".join([f"{name}: {value}\r\n" for name, value in headers])


_sent_lines = lru_cache(maxsize=64)(_lines)
"""The same of what is sent: to a host it is nearly always the same."""


def _escaped(first: str, headers: _Fields) -> bytes:
    """The lines before a body that are not ASCII, by warcio's rules."""
    from warcio.statusandheaders import StatusAndHeaders  # here: hardly ever, and it takes long

    protocol, _, status = first.partition(" ")
    return bytes(StatusAndHeaders(quote(status, safe=_ASCII), headers, protocol).to_ascii_bytes())
