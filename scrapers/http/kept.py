"""Questions over a connection that is open already, without the layers that a new one needs.

A GET by way of requests and urllib3 takes 0.9 ms of processor time, the same bytes over the socket 0.04. So
the ordinary way opens each connection, with all that guards, verifies and tunnels it, and asks the first
question on it; questions after that are written and read here. What is not plain in an answer (no length,
chunks, HTTP/1.0, a cookie, a header that is not one clean line) is read by http.client and urllib3, from its
first byte on.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import Any, Protocol

from requests.exceptions import ConnectionError as Disconnected
from requests.exceptions import ReadTimeout, SSLError
from urllib3 import HTTPHeaderDict
from urllib3.connection import HTTPConnection
from urllib3.exceptions import IncompleteRead, ProtocolError
from urllib3.response import HTTPResponse as LibraryResponse

from scrapers.http.answers import joined
from scrapers.http.pools import KeptPool
from scrapers.http.questions import Fields, Question, message
from scrapers.http.sockets import (
    send_all,
)

PIECE = 64 * 2**10
"""Bytes of one piece of a body; also the longest head that is read here."""

_MOST_FIELDS = 99
"""http.client refuses more."""

_BEGIN = b"HTTP/1.1 "
_END = re.compile(rb"\n\r?\n")
_FOLD = re.compile(r"[ \t]*\r\n[ \t]+")
_STATUS = re.compile(rb"HTTP/1\.1 ([2-5][0-9][0-9])(?: ([!-~](?:[ -~]*[!-~])?)?)?\r\n")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([!-~\x80-\xff][ -~\x80-\xff]*)?\r\n")
_FIELDS = re.compile(rf"(?:{_FIELD.pattern})*\r\n")
_LENGTH = re.compile(r"[0-9]{1,15}")
_LEFT_TO_LIBRARIES = frozenset({"transfer-encoding", "set-cookie", "trailer", "upgrade"})


class Reply(Protocol):
    """What the host begins to answer: its head, and its body on demand."""

    status: int
    reason: str
    is_old: bool
    """HTTP/1.0."""
    fields: Fields
    """The header in the order sent, as Latin-1."""
    by_name: Mapping[str, str]
    """The same by lower-case name, repeated ones joined."""
    left: int | None
    """Bytes of the body that are still to come, None when only its end will tell."""
    raw: Any
    """urllib3's response, None where this was read without it."""

    def pieces(self) -> Iterator[bytes]:
        """The body without its transfer coding. Raises what the libraries raise where it breaks off."""
        ...

    def close(self) -> None:
        """Lets go of the connection: for the next question when the body was read to its end."""
        ...


class LibraryReply:
    """An answer as urllib3 reads it."""

    def __init__(self, raw: Any) -> None:
        """`raw`: urllib3's response, or what another adapter gives in its place."""
        self.raw = raw
        self.status: int = raw.status
        self.reason: str = raw.reason or ""
        self.is_old: bool = raw.version == 10
        self.fields: Fields = tuple(raw.headers.items())
        self.by_name: Mapping[str, str] = joined(self.fields)
        self.left: int | None = raw.length_remaining

    def pieces(self) -> Iterator[bytes]:
        """See Reply."""
        pieces: Iterator[bytes] = self.raw.stream(PIECE, decode_content=False)
        return pieces

    def close(self) -> None:
        """See Reply."""
        self.raw.close()
        self.raw.release_conn()


class PlainReply:
    """An answer of which the length is known, read from the socket."""

    is_old = False
    raw = None

    def __init__(
        self, connection: HTTPConnection, pool: KeptPool, head: _Head, left: int, begun: bytes
    ) -> None:
        """`begun`: what came of the body with the head."""
        self._connection, self._pool, self._begun = connection, pool, begun
        self._is_whole = not left and not begun
        self.status, self.reason, self.fields = head.status, head.reason, head.fields
        self.by_name: Mapping[str, str] = head.by_name
        self.left: int | None = left

    def pieces(self) -> Iterator[bytes]:
        """See Reply."""
        left = self.left or 0
        while left:
            piece = self._piece(min(left, PIECE))
            left -= len(piece)
            self._is_whole = not left and not self._begun
            yield piece

    def close(self) -> None:
        """See Reply."""
        if not self._is_whole:
            self._connection.close()
        self._pool.put_back(self._connection)

    def _piece(self, size: int) -> bytes:
        """The next `size` bytes."""
        piece, self._begun = self._begun[:size], self._begun[size:]
        if len(piece) == size:
            return piece
        gathered, left = [piece], size - len(piece)
        while left:
            got = self._connection.sock.recv(left)
            if not got:
                broken = IncompleteRead(size - left, left)
                raise ProtocolError(f"Connection broken: {broken!r}", broken)
            gathered.append(got)
            left -= len(got)
        return b"".join(gathered)


class _Head:
    """Status line and header of a plain answer."""

    __slots__ = ("by_name", "fields", "length", "reason", "status")

    def __init__(
        self, status: int, reason: str, fields: Fields, by_name: Mapping[str, str], length: int
    ) -> None:
        self.status, self.reason, self.length = status, reason, length
        self.fields, self.by_name = fields, by_name


def ask_kept(pool: KeptPool, question: Question) -> Reply | None:
    """What the host begins to answer on an open connection of `pool`; None when there is none or the question
    is not plain, and nothing was sent.

    Raises what requests raises when the connection breaks or its time is over.
    """
    written = message(pool, question)
    connection = pool.idle() if written else None
    if connection is None:
        return None
    try:
        return _asked(pool, connection, written, question)
    except TimeoutError as error:
        raise ReadTimeout(error) from error
    except ssl.SSLError as error:
        raise SSLError(error) from error
    except (OSError, HTTPException) as error:
        raise Disconnected(error) from error


def _asked(pool: KeptPool, connection: HTTPConnection, message: bytes, question: Question) -> Reply:
    sock: Any = connection.sock
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # the host may have answered before it closed
            send_all(sock, message)
        head, came = _head(sock)
        if head is not None:
            return PlainReply(connection, pool, head, head.length, came)
        sock.held = came
        return LibraryReply(_by_library(pool, connection, question))
    except BaseException:
        connection.close()
        pool.put_back(connection)
        raise


def _head(sock: Any) -> tuple[_Head | None, bytes]:
    """The head of a plain answer and what came after it; None and all that came for any other."""
    came, end = b"", None
    while end is None:
        got = sock.recv(PIECE)
        came += got
        end = _END.search(came)
        if not got or not _BEGIN.startswith(came[: len(_BEGIN)]) or (end is None and len(came) >= PIECE):
            return None, came
    head = _plain(came[: end.end()])
    return (head, came[end.end() :]) if head else (None, came)


def _plain(head: bytes) -> _Head | None:
    """The head, when it is plain."""
    status = _STATUS.match(head)
    if status is None:
        return None
    text = head[status.end() :].decode("latin-1")
    if not _FIELDS.fullmatch(text):
        return None
    fields = _FIELD.findall(text)
    by_name = {name.lower(): value for name, value in fields}
    if len(fields) > _MOST_FIELDS or not _LEFT_TO_LIBRARIES.isdisjoint(by_name):
        return None
    if by_name.get("connection", "keep-alive").lower() != "keep-alive":
        return None
    if len(by_name) < len(fields):
        if sum(name.lower() == "content-length" for name, _ in fields) > 1:
            return None
        fields = list(HTTPHeaderDict(fields).items())
        by_name = joined(fields)
    code = int(status[1])
    length = "0" if code in (204, 304) else by_name.get("content-length", "")
    if not _LENGTH.fullmatch(length):
        return None
    return _Head(code, (status[2] or b"").decode("ascii"), tuple(fields), by_name, int(length))


def _by_library(pool: KeptPool, connection: HTTPConnection, question: Question) -> LibraryResponse:
    """The answer as urllib3 makes it of http.client's, from what its socket holds and what is to come."""
    read = HTTPResponse(connection.sock, method=question.method)
    try:
        read.begin()
    except BaseException:
        read.close()
        raise
    if read.will_close:
        connection.close()  # its socket stays open until this answer is read
    return LibraryResponse(
        body=read,
        headers=_unfolded(read.msg),
        status=read.status,
        version=read.version,
        reason=read.reason,
        preload_content=False,
        decode_content=False,
        original_response=read,
        pool=pool,
        connection=connection,
        request_method=question.method,
        request_url=question.url,
    )


def _unfolded(message: HTTPMessage) -> HTTPHeaderDict:
    """The header with its folded lines made one, there and in `message`, as urllib3 has it."""
    fields = message.items()
    if any("\r\n" in value for _, value in fields):
        fields = [(name, _FOLD.sub(" ", value)) for name, value in fields]
        for name, _ in fields:
            del message[name]
        for name, value in fields:
            message[name] = value
    return HTTPHeaderDict(fields)
