"""Records as warcio would write them, byte by byte."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.asking.answers import Answer, Exchange
from scrapers.known import Stored
from scrapers.records import FetchOutcome, Request
from scrapers.warc import HOP, OUTCOME, Records, warc_date

AT = datetime(2018, 1, 20, 18, 0, 1, 250, tzinfo=UTC)
URL = "http://www.sample.gov.cn/xxgk/index.html?page=2"
HEADERS = (("Content-Type", "text/html; charset=gb2312"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
SENT = (("User-Agent", "gongkai/0.1"), ("Accept", "*/*"))


def exchange(
    status: int = 200, payload: bytes = b"", method: str = "GET", sent_body: bytes = b""
) -> Exchange:
    """One question and answer."""
    return Exchange(
        url=URL, method=method, request_headers=SENT, request_body=sent_body, asked_at=AT, status=status,
        reason_phrase="OK", protocol="HTTP/1.1", headers=HEADERS, payload=payload, body=payload,
    )  # fmt: skip


def ours(made: Exchange, outcome: FetchOutcome) -> list[bytes]:
    """The two records of an answer, unpacked."""
    stored = Stored(URL, asked_at=AT) if outcome == "unchanged" else None
    request = Request(URL, "POST" if made.method == "POST" else "GET")
    records = Records()
    records.answer(made, Answer(request, AT, outcome, "", exchanges=(made,), stored=stored))
    return members(records.take())


def members(data: bytes) -> list[bytes]:
    """What stands in each gzip member."""
    found = []
    while data:
        engine = zlib.decompressobj(31)
        found.append(engine.decompress(data))
        data = engine.unused_data
    return found


def theirs(kind: str, fields: dict[str, str], head: StatusAndHeaders, payload: bytes) -> bytes:
    """The record as warcio writes it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    body = BytesIO(payload) if payload else None
    writer.write_record(
        writer.create_warc_record(
            URL, kind, payload=body, length=len(payload), warc_headers_dict=fields, http_headers=head
        )
    )
    return out.getvalue()


def same(one: bytes, other: bytes) -> bool:
    """Equal but for the ids, which are made anew for each record."""
    mask = re.compile(rb"<urn:uuid:[0-9a-f-]{36}>")
    return mask.sub(b"ID", one) == mask.sub(b"ID", other)


ANSWERS: dict[str, tuple[Exchange, FetchOutcome]] = {
    "a page": (exchange(payload="<html>公开</html>".encode("gb18030") * 50), "ok"),
    "nothing": (exchange(404), "gone"),
    "bytes of every kind": (exchange(payload=bytes(range(256)) * 40), "not_html"),
    "a form": (exchange(payload=b"<record/>", method="POST", sent_body=b"page=2&col=1"), "ok"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_response_and_request(case: str) -> None:
    made, outcome = ANSWERS[case]
    response, request = ours(made, outcome)
    date = {"WARC-Date": warc_date(AT)}
    head = StatusAndHeaders(f"{made.status} OK", list(HEADERS), "HTTP/1.1")
    assert same(response, theirs("response", {**date, OUTCOME: outcome}, head, made.payload))
    line = f"{made.method} /xxgk/index.html?page=2 HTTP/1.1"
    asked = StatusAndHeaders(line, [("Host", "www.sample.gov.cn"), *SENT], is_http_request=True)
    concurrent = {**date, "WARC-Concurrent-To": "<urn:uuid:00000000-0000-0000-0000-000000000000>"}
    assert same(request, theirs("request", concurrent, asked, made.request_body))


def test_revisit() -> None:
    revisit, _ = ours(exchange(304), "unchanged")
    fields = {
        "WARC-Date": warc_date(AT),
        OUTCOME: "unchanged",
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        "WARC-Refers-To-Target-URI": URL,
        "WARC-Refers-To-Date": warc_date(AT),
    }
    assert same(
        revisit, theirs("revisit", fields, StatusAndHeaders("304 OK", list(HEADERS), "HTTP/1.1"), b"")
    )


def test_a_header_that_is_not_ascii() -> None:
    odd = [("Content-Type", "text/html"), ("Location", "/公开/")]
    made = Exchange(URL, "GET", SENT, b"", AT, 302, "Found", "HTTP/1.1", tuple(odd), b"", b"")
    records = Records()
    records.hop(made)
    expected = theirs(
        "response",
        {"WARC-Date": warc_date(AT), HOP: "redirect"},
        StatusAndHeaders("302 Found", odd, "HTTP/1.1"),
        b"",
    )
    assert same(members(records.take())[0], expected)


def test_a_reason_phrase_in_chinese_is_kept_readable() -> None:
    made = Exchange(URL, "GET", SENT, b"", AT, 200, "确定", "HTTP/1.1", HEADERS, b"x", b"x")
    assert b"HTTP/1.1 200 %E7%A1%AE%E5%AE%9A\r\n" in ours(made, "ok")[0]
