"""Connections that end when they should: at a total time, on Ctrl-C, and only to permitted addresses.

A read timeout of requests counts each receive anew, so an answer that drips a byte at a time never times out
(measured: 7.8 s at a timeout of 1 s). Here the bound is looked at before each receive, headers included.
urllib3 is the transport of requests; what is overridden is the one place where it opens a socket.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from scrapers.http.allowlist import RefusedAddress

Permit = Callable[[str, str], None]
"""Takes a host name and the address it resolved to; raises RefusedAddress when that must not be asked."""

_T = TypeVar("_T")

_LOOK_UP = 0.5
"""Seconds between two looks at the stop signal while the host is silent."""


_present = threading.local()


class Cancelled(OSError):
    """The run is to end, so the answer is not waited for."""


class OutOfTime(TimeoutError):
    """The whole answer took longer than total_timeout."""


class bounded:
    """Within it, what this thread sends and receives ends after `total` seconds together, `silence` seconds
    each, and soon after `stop` is set. Instants are those of time.monotonic."""

    __slots__ = ("began_at", "ends_at", "silence", "stop")

    def __init__(self, total: float, silence: float, stop: threading.Event) -> None:
        self.began_at = time.monotonic()
        self.ends_at = self.began_at + total
        self.silence, self.stop = silence, stop

    def __enter__(self) -> None:
        _present.bounds = self

    def __exit__(self, *_: object) -> None:
        _present.bounds = None


def check_time() -> None:
    """Raises OutOfTime or Cancelled when the present question's time is over; for loops over pieces."""
    bounds: bounded | None = getattr(_present, "bounds", None)
    if bounds is not None:
        _left(bounds, bounds.ends_at)


def _left(bounds: bounded, until: float) -> float:
    """Seconds that a receive may still wait; raises when there are none. A stopped run lets a question that
    has just been sent have its answer, which the host would otherwise have given for nothing."""
    now = time.monotonic()
    if bounds.stop.is_set() and now - bounds.began_at > _LOOK_UP:
        raise Cancelled("stopped")
    if now >= bounds.ends_at:
        raise OutOfTime("total time is over")
    if now >= until:
        raise TimeoutError("timed out")
    return min(until, bounds.ends_at) - now


def _patiently(sock: socket.socket, transfer: Callable[..., _T], *arguments: Any) -> _T:
    """Calls `transfer` until it moves something, within the present bounds. The socket's timeout is set anew
    only where it has to change: each setting is a call to the system."""
    bounds: bounded | None = getattr(_present, "bounds", None)
    if bounds is None:
        return transfer(*arguments)
    until = time.monotonic() + bounds.silence
    while True:
        wait = min(_left(bounds, until), _LOOK_UP)
        if sock.gettimeout() != wait:
            sock.settimeout(wait)
        try:
            return transfer(*arguments)
        except TimeoutError:
            continue


def send_all(sock: socket.socket, data: bytes) -> None:
    """Sends all of it within the present bounds; raises TimeoutError or Cancelled, and other OSError."""
    sent = _patiently(sock, sock.send, data)
    while sent < len(data):
        sent += _patiently(sock, sock.send, memoryview(data)[sent:])


class _Holding:
    """What was received and is to be received once more, by another reader."""

    held: bytes = b""

    def _taken(self, size: int) -> bytes:
        taken, self.held = self.held[:size], self.held[size:]
        return taken

    def _give(self, buffer: Any, nbytes: int | None) -> int:
        taken = self._taken(nbytes or len(buffer))
        memoryview(buffer)[: len(taken)] = taken
        return len(taken)


class BoundedSocket(_Holding, socket.socket):
    """A plain socket whose receives obey `bounded`."""

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        """As socket.recv; raises TimeoutError or Cancelled when the bounds are reached."""
        return self._taken(bufsize) or _patiently(self, super().recv, bufsize, flags)

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """As socket.recv_into; raises TimeoutError or Cancelled when the bounds are reached."""
        if self.held:
            return self._give(buffer, nbytes)
        return _patiently(self, super().recv_into, buffer, nbytes, flags)


class BoundedTLSSocket(_Holding, ssl.SSLSocket):
    """The same for TLS; contexts make it through `sslsocket_class`."""

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """As SSLSocket.recv; raises TimeoutError or Cancelled when the bounds are reached."""
        return self._taken(buflen) or _patiently(self, super().recv, buflen, flags)

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        """As SSLSocket.recv_into; raises TimeoutError or Cancelled when the bounds are reached."""
        if self.held:
            return self._give(buffer, nbytes)
        return _patiently(self, super().recv_into, buffer, nbytes, flags)


def connection_classes(permit: Permit) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    """Connections, plain and by TLS, whose sockets are bounded and lead only where `permit` lets them."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, permit)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, permit)

    return Plain, Secure


def _connected(connection: HTTPConnection, permit: Permit) -> socket.socket:
    """A socket to the first permitted address of the connection's host that answers.

    Raises RefusedAddress when no address is permitted, and what urllib3 raises when none answers.
    """
    host = connection.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, connection.port, 0, socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    failure: OSError | RefusedAddress | None = None
    for family, kind, protocol, _, address in found:
        try:
            permit(host, str(address[0]))
            return _opened(family, kind, protocol, address, connection)
        except (OSError, RefusedAddress) as error:
            failure = error
    if isinstance(failure, RefusedAddress):
        raise failure
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, f"{host} timed out") from failure
    raise NewConnectionError(connection, f"{host}: {failure}") from failure


def _opened(family: int, kind: int, protocol: int, address: Any, connection: HTTPConnection) -> socket.socket:
    """One connected socket; raises OSError."""
    sock = BoundedSocket(family, kind, protocol)
    try:
        for option in connection.socket_options or ():
            sock.setsockopt(*option)
        timeout = connection.timeout
        sock.settimeout(timeout if isinstance(timeout, (int, float)) else None)
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock
