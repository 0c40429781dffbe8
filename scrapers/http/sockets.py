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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from scrapers.http.allowlist import RefusedAddress

Permit = Callable[[str, str], None]
"""Takes a host name and the address it resolved to; raises RefusedAddress when that must not be asked."""

_LOOK_UP = 0.5
"""Seconds between two looks at the stop signal while the host is silent."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the receives of this thread's present question obey (instants of time.monotonic)."""

    began_at: float
    ends_at: float
    silence: float
    stop: threading.Event


_present = threading.local()


class Cancelled(OSError):
    """The run is to end, so the answer is not waited for."""


class OutOfTime(TimeoutError):
    """The whole answer took longer than total_timeout."""


@contextmanager
def bounded(total: float, silence: float, stop: threading.Event) -> Iterator[None]:
    """Within it, receives of this thread end after `total` seconds together and `silence` seconds each."""
    now = time.monotonic()
    _present.bounds = _Bounds(now, now + total, silence, stop)
    try:
        yield
    finally:
        _present.bounds = None


def check_time() -> None:
    """Raises OutOfTime or Cancelled when the present question's time is over; for loops over pieces."""
    bounds: _Bounds | None = getattr(_present, "bounds", None)
    if bounds is not None:
        _left(bounds, bounds.ends_at)


def _left(bounds: _Bounds, until: float) -> float:
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


def _patiently(sock: socket.socket, receive: Callable[[], int]) -> int:
    """Calls `receive` until it brings something, within the present bounds."""
    bounds: _Bounds | None = getattr(_present, "bounds", None)
    if bounds is None:
        return receive()
    until = time.monotonic() + bounds.silence
    while True:
        sock.settimeout(min(_left(bounds, until), _LOOK_UP))
        try:
            received = receive()
        except TimeoutError:
            continue
        sock.settimeout(bounds.silence)  # what the next question is sent with
        return received


class BoundedSocket(socket.socket):
    """A plain socket whose receives obey `bounded`."""

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """As socket.recv_into; raises TimeoutError or Cancelled when the bounds are reached."""
        receive = super().recv_into
        return _patiently(self, lambda: receive(buffer, nbytes, flags))


class BoundedTLSSocket(ssl.SSLSocket):
    """The same for TLS; contexts make it through `sslsocket_class`."""

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        """As SSLSocket.recv_into; raises TimeoutError or Cancelled when the bounds are reached."""
        receive = super().recv_into
        return _patiently(self, lambda: receive(buffer, nbytes, flags))


def pool_classes(permit: Permit) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools by scheme whose sockets are bounded and lead only where `permit` lets them."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, permit)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, permit)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


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
