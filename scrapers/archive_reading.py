"""What hosts answered, read back from the archive; its form is told by `scrapers/archive.py`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from scrapers.http.encodings import decoded
from scrapers.records import Request
from scrapers.warc import ASKED_URI, HOP, OUTCOME, REDACTED

_PIECE = 64 * 2**10
_GZIP = 31


class DamagedArchive(Exception):
    """A record cannot be read whole; says file and offset."""


class RedactedRecord(DamagedArchive):
    """What stood there was taken out for good. `day` and `sha256` (of the body that stood there) as the
    record in its place says them; '' where it is too short to say so."""

    def __init__(self, place: str, told: str) -> None:
        """`told`: the field `Gongkai-Redacted`."""
        super().__init__(f"{place}: redacted {told}")
        self.day, _, self.sha256 = told.partition(" ")


@dataclass(frozen=True, slots=True)
class Archived:
    """An answer read back; what `reparse` works from."""

    url: str
    """The address that answered."""
    asked_at: datetime
    status: int
    headers: dict[str, str]
    """By lower-case name; repeated ones joined by a comma."""
    body: bytes
    """Content-decoded; b'' for a 304, whose body lies in the record of the answer it confirms."""
    content_type: str | None
    request: Request
    """The address first asked, before redirects, with the method and form body last sent."""
    outcome: str
    """The fetch outcome of the time."""
    offset: int


def read_answer(path: Path, offset: int) -> Archived:
    """The answer whose record begins at byte `offset` of `path`.

    Raises RedactedRecord where it was taken out, DamagedArchive when there is no whole response or revisit
    record, OSError when there is no file.
    """
    with path.open("rb") as file:
        file.seek(offset)
        members = _members(file, offset)
        for _, data in members:
            record = _record(data, path, offset)
            if told := record.rec_headers.get_header(REDACTED):
                raise RedactedRecord(f"{path} offset {offset}", told)
            if record.rec_type not in ("response", "revisit"):
                break
            asked = next(members, None)
            return _archived(record, _record(asked[1], path, asked[0]) if asked else None, offset)
    raise DamagedArchive(f"{path}: no whole answer at offset {offset}")


def iter_answers(path: Path) -> Iterator[Archived]:
    """All answers of a file in the order written, redirects on the way left out.

    A tail that was cut off or damaged (the writer was killed) ends the reading without an error: what stands
    before it was written whole. Raises DamagedArchive for a whole record that is not WARC.
    """
    with path.open("rb") as file:
        held: tuple[Any, int] | None = None
        for offset, data in _members(file, 0):
            record = _record(data, path, offset)
            if held is not None:
                yield _archived(held[0], record, held[1])
            answers = record.rec_type in ("response", "revisit")
            hop = record.rec_headers.get_header(HOP)
            held = (record, offset) if answers and not hop else None
        if held is not None:
            yield _archived(held[0], None, held[1])


@dataclass(frozen=True, slots=True)
class WarcMember:
    """One record as it lies in a file."""

    offset: int
    length: int
    """Bytes that it takes there, compressed."""
    content: bytes
    """All of the record."""
    kind: str
    """Its type; '' where the bytes are no WARC record."""
    address: str
    body: bytes
    """What follows the HTTP headers, as stored; b'' where there are none."""
    fields: Mapping[str, str]
    """Of the record, by lower-case name."""
    http_fields: Mapping[str, str]
    """Of the answer or question in it."""

    def field(self, name: str) -> str | None:
        """A field of the record."""
        return self.fields.get(name.lower())

    def http_field(self, name: str) -> str | None:
        """A field of the answer or question in it."""
        return self.http_fields.get(name.lower())


def members_of(path: Path) -> Iterator[WarcMember]:
    """Every record of a file with its place, whatever it is; ends before one that is not whole. Raises
    OSError."""
    with path.open("rb") as file:
        held: tuple[int, bytes] | None = None
        for offset, data in _members(file, 0):
            if held is not None:
                yield _member(held[0], offset - held[0], held[1], path)
            held = offset, data
        if held is not None:
            yield _member(held[0], _length(path, held[0]), held[1], path)


def _length(path: Path, offset: int) -> int:
    """Bytes of the whole member that begins there."""
    with path.open("rb") as file:
        file.seek(offset)
        engine, size = zlib.decompressobj(_GZIP), 0
        while not engine.eof and (data := file.read(_PIECE)):
            engine.decompress(data)
            size += len(data) - len(engine.unused_data)
    return size


def _member(offset: int, length: int, data: bytes, path: Path) -> WarcMember:
    try:
        record = _record(data, path, offset)
    except DamagedArchive:
        return WarcMember(offset, length, data, "", "", b"", {}, {})
    fields = {name.lower(): value for name, value in record.rec_headers.headers}
    http = record.http_headers.headers if record.http_headers else ()
    return WarcMember(
        offset=offset,
        length=length,
        content=data,
        kind=str(record.rec_type),
        address=fields.get("warc-target-uri", ""),
        body=record.raw_stream.read() if record.http_headers else b"",
        fields=fields,
        http_fields={name.lower(): value for name, value in http},
    )


def _members(file: IO[bytes], offset: int) -> Iterator[tuple[int, bytes]]:
    """Offset and content of each gzip member from the file's position on; stops before one that is not whole
    (zlib checks length and CRC)."""
    pending = b""
    while True:
        engine = zlib.decompressobj(_GZIP)
        parts: list[bytes] = []
        size = 0
        while not engine.eof:
            data = pending or file.read(_PIECE)
            if not data:
                return
            try:
                parts.append(engine.decompress(data))
            except zlib.error:
                return
            size += len(data) - len(engine.unused_data)
            pending = engine.unused_data
        yield offset, b"".join(parts)
        offset += size


def _record(data: bytes, path: Path, offset: int) -> Any:
    """The WARC record in one member; raises DamagedArchive when it is none."""
    # Imported where something is read back: a crawl mostly writes, and this takes long.
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    refused = (ArchiveLoadFailed, StatusAndHeadersParserException)
    try:
        return ArcWarcRecordLoader().parse_record_stream(BytesIO(data), known_format="warc")
    except (*refused, EOFError, ValueError, AttributeError) as error:
        raise DamagedArchive(f"{path}: no WARC record at offset {offset}: {error}") from error


def _archived(record: Any, asked: Any, offset: int) -> Archived:
    """A response or revisit record, with the request record that follows it, as an answer."""
    from warcio.timeutils import iso_date_to_datetime

    fields = record.rec_headers
    headers: dict[str, str] = {}
    for name, value in record.http_headers.headers:
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    url = fields.get_header("WARC-Target-URI")
    whole = not fields.get_header("WARC-Truncated") and record.rec_type == "response"
    payload = record.raw_stream.read() if whole else b""
    return Archived(
        url=url,
        asked_at=iso_date_to_datetime(fields.get_header("WARC-Date"), tz_aware=True),
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=decoded(payload, headers.get("content-encoding")),
        content_type=headers.get("content-type"),
        request=_question(asked, fields.get_header(ASKED_URI) or url),
        outcome=fields.get_header(OUTCOME) or "",
        offset=offset,
    )


def _question(asked: Any, url: str) -> Request:
    """The request as asked, from its record; a GET when that was lost with a damaged tail."""
    if asked is None or asked.rec_type != "request" or asked.http_headers.protocol != "POST":
        return Request(url)
    body = asked.raw_stream.read().decode("utf-8", errors="replace")
    return Request(url, "POST", body, asked.http_headers.get_header("Content-Type"))
