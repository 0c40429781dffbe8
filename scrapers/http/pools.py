"""Pools of connections that can be taken for a question without asking through all of urllib3."""

from __future__ import annotations

import select
from queue import Empty, Full, LifoQueue
from socket import socket
from typing import Any, cast

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection

from scrapers.http.sockets import BoundedSocket, BoundedTLSSocket, Permit, connection_classes


class _Connections(LifoQueue[Any]):
    """The connections of a pool, which nobody waits for: without a queue's locks, as each step is one of the
    list's own."""

    def get(self, block: bool = False, timeout: float | None = None) -> Any:
        """The last one put there; raises Empty."""
        try:
            return self.queue.pop()
        except IndexError:
            raise Empty from None

    def put(self, item: Any, block: bool = False, timeout: float | None = None) -> None:
        """Keeps one; raises Full."""
        if len(self.queue) >= self.maxsize:
            raise Full
        self.queue.append(item)

    def qsize(self) -> int:
        """How many there are."""
        return len(self.queue)


class KeptPool(HTTPConnectionPool):
    """A pool of which open connections can be taken for a question here."""

    QueueCls = _Connections

    def idle(self) -> HTTPConnection | None:
        """An open connection that is silent, as one that the host has not closed is; None for none."""
        try:
            connection: Any = self.pool.get(block=False) if self.pool else None
        except Empty:
            return None
        if _is_ready(connection):
            return cast("HTTPConnection", connection)
        self.put_back(connection)
        return None

    def put_back(self, connection: Any) -> None:
        """For the next question; a closed one is opened anew then."""
        self._put_conn(connection)


def _is_ready(connection: Any) -> bool:
    """Whether it is open, with nothing to be read on it; closed when there is something."""
    sock = connection.sock if connection is not None else None
    if not isinstance(sock, (BoundedSocket, BoundedTLSSocket)):
        return False
    if sock.held or _has_come(sock):
        connection.close()
        return False
    return True


def _has_come(sock: socket) -> bool:
    """Whether there is something to be read, were it the end: what urllib3 asks of a connection, without its
    layers."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))


def pool_classes(permit: Permit) -> dict[str, type[HTTPConnectionPool]]:
    """Such pools by scheme; their connections lead only where `permit` lets them."""
    plain, secure = connection_classes(permit)

    class Plain(KeptPool):
        ConnectionCls = plain

    class Secure(KeptPool, HTTPSConnectionPool):
        ConnectionCls = secure

    return {"http": Plain, "https": Secure}
