"""Records are written here byte for byte as warcio writes them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import RFC_4122, UUID

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.http.answers import Answer, Exchange
from scrapers.known import Stored
from scrapers.records import Request
from scrapers.warc import Records
from tests.scrapers.test_archive import AT, BODY, URL, answered, exchange

CHUNKED = (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("X-Empty", ""))
ODD = (("X-Name", "\xd5\xfe\xb8\xae"), ("Content-Disposition", 'attachment; filename="\xb1\xed.html"'))
FORM = exchange("http://127.0.0.1:8080/?a=1", method="POST", request_body=b"page=2&unit=%B2%C6")

ANSWERS: dict[str, Answer] = {
    "a page": answered(exchange()),
    "asked by another address": answered(exchange(), request=Request("http://www.example.gov.cn/政 府\n")),
    "long": answered(exchange(body=BODY * 5000)),
    "compressed, in chunks": answered(exchange(payload=gzip.compress(BODY), headers=CHUNKED)),
    "cut off": answered(exchange(truncated="length", body=b""), outcome="too_large"),
    "headers that are not ASCII": answered(exchange(headers=ODD)),
    "no headers, no reason, HTTP/1.0": answered(exchange(headers=(), reason_phrase="", protocol="HTTP/1.0")),
    "a form": answered(FORM),
    "a redirect on the way": answered(exchange("http://a.b/c", 302, b""), exchange("http://a.b/d")),
    "unchanged": answered(
        exchange(status=304, body=b""),
        outcome="unchanged",
        stored=Stored(URL, '"a"', asked_at=AT - timedelta(days=1)),
    ),
}


def written(answer: Answer) -> list[bytes]:
    """The records of an answer, unpacked, each out of its own gzip member."""
    records = Records()
    for hop in answer.exchanges[:-1]:
        records.hop(hop)
    assert answer.last is not None
    records.answer(answer.last, answer)
    packed, unpacked = records.take(), []
    while packed:
        engine = zlib.decompressobj(31)
        unpacked.append(engine.decompress(packed) + engine.flush())
        packed = engine.unused_data
    return unpacked


def by_warcio(record: bytes, crossed: Exchange) -> bytes:
    """The same record, its own fields taken from `record`, as warcio writes it."""
    read = next(iter(ArchiveIterator(BytesIO(record))))
    own = {"WARC-Type", "WARC-Target-URI", "WARC-Payload-Digest", "WARC-Block-Digest"}
    fields = [pair for pair in read.rec_headers.headers if pair[0] not in own | {"Content-Type"}]
    payload = {"response": crossed.payload, "request": crossed.request_body}.get(read.rec_type, b"")
    if read.rec_type == "request":
        head = _asked(crossed)
    else:
        first = f"{crossed.status} {crossed.reason_phrase}"
        headers = [
            (name.replace("Transfer", "X-Archive-Orig-Transfer"), text) for name, text in crossed.headers
        ]
        head = StatusAndHeaders(first, headers, crossed.protocol)
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    made = writer.create_warc_record(
        crossed.url,
        read.rec_type,
        payload=BytesIO(payload) if payload else None,
        length=len(payload),
        warc_headers_dict={name: text for name, text in fields if name != "Content-Length"},
        http_headers=head,
    )
    writer.write_record(made)
    return out.getvalue()


def _asked(crossed: Exchange) -> StatusAndHeaders:
    parts = urlsplit(crossed.url)
    host, target = parts.netloc, parts.path + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", host), *crossed.request_headers]
    return StatusAndHeaders(f"{crossed.method} {target} HTTP/1.1", headers, is_http_request=True)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_each_record_is_what_warcio_would_have_written(answer: Answer) -> None:
    pairs = [crossed for crossed in answer.exchanges for _ in range(2)]
    records = written(answer)
    assert len(records) == len(pairs)
    for record, crossed in zip(records, pairs, strict=True):
        assert record == by_warcio(record, crossed)


def test_the_opening_record_is_what_warcio_would_have_written() -> None:
    records = Records()
    records.info("run-00001.warc.gz", "gongkai/1", AT)
    record = gzip.decompress(records.take())
    read = next(iter(ArchiveIterator(BytesIO(record))))
    text = b"software: gongkai/1\r\nformat: WARC File Format 1.1\r\n"
    assert read.raw_stream.read() == text
    fields = {
        name: read.rec_headers.get_header(name) for name in ("WARC-Record-ID", "WARC-Date", "WARC-Filename")
    }
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    made = writer.create_warc_record("", "warcinfo", BytesIO(text), len(text), "", fields)
    writer.write_record(made)
    assert record == out.getvalue()


def test_ids_are_uuids_of_version_4_and_never_the_same() -> None:
    ids = {found for _ in range(200) for record in written(answered(exchange())) for found in _ids(record)}
    assert len(ids) == 400
    for found in ids:
        uuid = UUID(found.removeprefix("<urn:uuid:").removesuffix(">"))
        assert f"<urn:uuid:{uuid}>" == found
        assert (uuid.version, uuid.variant) == (4, RFC_4122)


def _ids(record: bytes) -> Iterator[str]:
    read = next(iter(ArchiveIterator(BytesIO(record))))
    yield read.rec_headers.get_header("WARC-Record-ID")


def test_a_reason_that_is_not_ascii_is_kept_escaped() -> None:
    response, _ = written(answered(exchange(reason_phrase="\xb3\xc9 ok")))
    read = next(iter(ArchiveIterator(BytesIO(response))))
    http: Any = read.http_headers
    assert http.statusline == "200 %C2%B3%C3%89 ok"
    assert read.raw_stream.read() == BODY
