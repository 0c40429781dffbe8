"""Questions, answers, and the ways an answer can be put on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

Headers = tuple[tuple[str, str], ...]


class Wire(Protocol):
    """The client's end of a connection, as deliveries use it."""

    def send(self, data: bytes) -> None:
        """Writes bytes as they are."""

    def wait(self, seconds: float) -> None:
        """Waits, or less when the portal is shut down."""

    def drop(self, reset: bool) -> None:
        """Ends the connection: by a TCP reset, or by an orderly close."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a client asked, whichever way it came (through the proxy or by Host header)."""

    method: str
    url: str
    """The full address, as the portal's own links write it."""
    host: str
    path: str
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""


Delivery = Callable[[Wire, bytes, bytes], None]
"""Puts head and body on the wire; the plain one sends both at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. `Content-Length` is added by `head` unless the framing says otherwise."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    framing: str = "length"
    """`length`, `chunked` (the delivery frames the body), or `close` (neither: the end is the close)."""
    length: int | None = None
    """A Content-Length that is not the body's own."""
    delivery: Delivery | None = None


_REASONS = {200: "OK", 302: "Found", 304: "Not Modified", 404: "Not Found", 412: "Precondition Failed",
            429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway"}  # fmt: skip


def head(answer: Answer) -> bytes:
    """Status line and header lines, with the empty line that ends them."""
    lines = [f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if answer.framing == "chunked":
        lines.append("Transfer-Encoding: chunked")
    elif answer.framing == "close":
        lines.append("Connection: close")
    elif answer.status != 304:
        lines.append(f"Content-Length: {len(answer.body) if answer.length is None else answer.length}")
    # Header values may hold what a hostile portal writes there; Latin-1 carries any byte.
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body; an empty one ends it."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def chunked(wire: Wire, head: bytes, body: bytes) -> None:
    """The body in chunks of 1 000 bytes, without a length."""
    wire.send(head + b"".join(chunk(body[at : at + 1000]) for at in range(0, len(body), 1000)) + chunk(b""))


def dripping(step: int, pause: float) -> Delivery:
    """The body `step` bytes at a time with `pause` seconds between."""

    def deliver(wire: Wire, head: bytes, body: bytes) -> None:
        wire.send(head)
        for at in range(0, len(body), step):
            wire.send(body[at : at + step])
            wire.wait(pause)

    return deliver


def cut(after: int, reset: bool) -> Delivery:
    """Only the first `after` bytes of the body, then the end of the connection."""

    def deliver(wire: Wire, head: bytes, body: bytes) -> None:
        wire.send(head + body[:after])
        wire.drop(reset)

    return deliver


def unanswered(wire: Wire, head: bytes, body: bytes) -> None:
    """The connection is closed without a byte, as a refusing proxy or firewall does."""
    wire.drop(reset=True)


def delayed(seconds: float) -> Delivery:
    """Everything, but late."""

    def deliver(wire: Wire, head: bytes, body: bytes) -> None:
        wire.wait(seconds)
        wire.send(head + body)

    return deliver


def streamed(pieces: Callable[[], Iterable[bytes]]) -> Delivery:
    """A body made while it is sent, for bodies too large to hold."""

    def deliver(wire: Wire, head: bytes, body: bytes) -> None:
        wire.send(head)
        for piece in pieces():
            wire.send(piece)

    return deliver
