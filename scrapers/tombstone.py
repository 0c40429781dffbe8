"""Taking an answer out of an archive file for good: in its place stands a record that says so.

What is taken out is replaced where it stood by a gzip member of exactly its length, so that every other
record of the file stays at its offset. The member holds a `metadata` record (ISO 28500:2017, 6.7) with the
day, the reason and the SHA-256 of what stood there; the rest of the length is a gzip comment (RFC 1952,
FCOMMENT), which every reader passes over. Files are written anew aside: bytes that were erased stand nowhere
in the new one.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from scrapers.address import canonical
from scrapers.archive_reading import WarcMember, members_of
from scrapers.blanking import Words, blanked
from scrapers.durable import OWNERS_FILE, fsync
from scrapers.http.encodings import decoded
from scrapers.privacy import mask
from scrapers.warc import ASKED_URI, HOP, REDACTED

_HEAD = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x02\xff"
"""Of a gzip member with a comment, made at no stated time by no stated system."""

_SHORTEST_COMMENT = 1

_MARK = "redaction"


class Redaction(NamedTuple):
    """Why something is taken out, as the record in its place says it."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to go from archive files: every answer to a question for one of `addresses` (canonical), or of
    one of them, with the redirects on its way; of other answers only the `words`, where there are any."""

    addresses: frozenset[str]
    words: Words | None = None


class Erased(NamedTuple):
    """One record that was taken out, or of which words were (`is_blanked`)."""

    offset: int
    kind: str
    """The record's type in the WARC."""
    sha256: str
    """Of the body, content-decoded, of an answer that stood there; of any other record, of all its bytes."""
    is_blanked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand at one place of a file, exactly as long as what stands there."""

    erased: Erased
    member: bytes


def changes(path: Path, wanted: Wanted, redaction: Redaction) -> Iterator[Change]:
    """What has to be changed in an archive file; nothing is written. What was taken out before is passed
    over.

    A tail that was cut off is read as far as it is whole. Raises OSError.
    """
    for answer in _answers(members_of(path)):
        if _is_wanted(answer, wanted.addresses):
            for member in answer:
                if not is_tombstone(member):
                    yield _tombstone(member, redaction)
        elif wanted.words is not None:
            for member in answer:
                if (change := _blank(member, wanted.words, redaction)) is not None:
                    yield change


def write_changed(path: Path, aside: Path, made: Iterable[Change]) -> None:
    """Writes the file with those changes to `aside`, durably, readable by its owner only; the caller puts it
    in place. Raises OSError."""
    left = sorted(made, key=lambda one: one.erased.offset)
    aside.unlink(missing_ok=True)
    aside.touch(mode=OWNERS_FILE)
    with path.open("rb") as old, aside.open("wb") as new:
        for one in left:
            _copy(old, new, one.erased.offset - old.tell())
            new.write(one.member)
            old.seek(len(one.member), 1)
        _copy(old, new, None)
    fsync(aside)


def is_tombstone(member: WarcMember) -> bool:
    """Whether a record stands for one that was taken out."""
    return member.kind == "metadata" and member.field(REDACTED) is not None


def tombstone(length: int, address: str, kind: str, sha256: str, redaction: Redaction) -> bytes:
    """A gzip member of that length, which says what of it was taken out: as much as the length allows.

    Raises ValueError for a length in which no gzip member has room."""
    for words in _wordings(address, kind, sha256, redaction):
        member = _fitted(words, length)
        if member is not None:
            return member
    raise ValueError(f"no gzip member has {length} bytes")


def _wordings(address: str, kind: str, sha256: str, redaction: Redaction) -> Iterator[bytes]:
    """The whole record, then ever shorter ones; at last an empty member."""
    where = "".join(filter(str.isprintable, mask(address)))
    reason = " ".join(redaction.reason.split())
    day, host = redaction.day.isoformat(), urlsplit(where).netloc
    for target, why in ((where, reason), (where, reason[:40]), (f"http://{host}/", "")):
        block = f"{_MARK}: {day}\r\nrecord-type: {kind}\r\nsha256: {sha256}\r\nreason: {why}\r\n".encode()
        yield _record(
            {
                "WARC-Type": "metadata",
                "WARC-Record-ID": f"<urn:sha256:{sha256}>",
                "WARC-Date": f"{day}T00:00:00Z",
                "WARC-Target-URI": target,
                REDACTED: f"{day} {sha256}",
                "Content-Type": "application/warc-fields",
            },
            block,
        )
    yield _record({"WARC-Type": "metadata", REDACTED: f"{day} {sha256}"}, b"")
    yield _record({"WARC-Type": "metadata", REDACTED: day}, b"")
    yield b""


def _record(fields: dict[str, str], block: bytes) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.1\r\n{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def _fitted(content: bytes, length: int) -> bytes | None:
    """A gzip member of that content and that length, what is left of it a comment; None where it is
    longer."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(content) + engine.flush()
    end = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    room = length - len(_HEAD) - len(packed) - len(end)
    if room < 0:
        return None
    if room < _SHORTEST_COMMENT:
        head = _HEAD[:3] + b"\x00" + _HEAD[4:]
        return head + packed + end
    return _HEAD + b" " * (room - 1) + b"\x00" + packed + end


def _tombstone(member: WarcMember, redaction: Redaction) -> Change:
    """What is to stand for a record."""
    erased = Erased(member.offset, member.kind, _sha256(member))
    made = tombstone(member.length, member.address, member.kind, erased.sha256, redaction)
    return Change(erased, made)


def _sha256(member: WarcMember) -> str:
    if member.kind == "response":
        return hashlib.sha256(decoded(member.body, member.http_field("content-encoding"))).hexdigest()
    return hashlib.sha256(member.content).hexdigest()


def _blank(member: WarcMember, words: Words, redaction: Redaction) -> Change | None:
    """The record without those words; all of it taken out where they cannot be taken out alone. None where
    they do not stand in it."""
    if member.kind != "response" or is_tombstone(member):
        return None
    coding = member.http_field("content-encoding")
    body = decoded(member.body, coding)
    made = blanked(body, member.http_field("content-type"), words)
    if made is None:
        return None
    if made.is_whole:
        new = _fitted(_with_body(member, made.body), member.length)
        if new is not None:
            sha256 = hashlib.sha256(body).hexdigest()
            return Change(Erased(member.offset, member.kind, sha256, is_blanked=True), new)
    return _tombstone(member, redaction)


def _with_body(member: WarcMember, body: bytes) -> bytes:
    """The record with another body, without the digests of the old one. The body is not coded any more: what
    the host said of coding and length stands under other names, as pywb has it."""
    head, _, rest = member.content.partition(b"\r\n\r\n")
    http = rest[: len(rest.removesuffix(b"\r\n\r\n")) - len(member.body)]
    if member.http_field("content-encoding"):
        http = re.sub(rb"(?im)^(?=Content-(?:Encoding|Length)[ \t]*:)", b"X-Archive-Orig-", http)
    head = re.sub(rb"(?i)\r\nWARC-(?:Block|Payload)-Digest:[^\r\n]*", b"", head)
    length = b"Content-Length: %d" % (len(http) + len(body))
    head = re.sub(rb"(?im)^Content-Length:[^\r\n]*", length, head)
    return head + b"\r\n\r\n" + http + body + b"\r\n\r\n"


def _answers(members: Iterable[WarcMember]) -> Iterator[list[WarcMember]]:
    """The records of one answer together: redirects on its way, itself, and what was asked each time."""
    held: list[WarcMember] = []
    answered = False
    for member in members:
        begins = member.kind in ("response", "revisit", "warcinfo") or is_tombstone(member)
        if answered and begins:
            yield held
            held, answered = [], False
        held.append(member)
        answered = answered or (begins and member.field(HOP) is None)
    if held:
        yield held


def _is_wanted(answer: Iterable[WarcMember], addresses: frozenset[str]) -> bool:
    return any(
        _canonical(address) in addresses
        for member in answer
        for address in (member.address, member.field(ASKED_URI) or "")
        if address
    )


def _canonical(address: str) -> str:
    try:
        return canonical(address)
    except ValueError:
        return address


def _copy(old: IO[bytes], new: IO[bytes], size: int | None) -> None:
    """Copies so many bytes; None: all that are left."""
    while size is None or size > 0:
        data = old.read(2**20 if size is None else min(size, 2**20))
        if not data:
            return
        new.write(data)
        size = None if size is None else size - len(data)
