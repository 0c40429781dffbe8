"""The listening socket: HTTP proxy and origin server in one, with a request log and the plan of faults.

Addresses do not depend on the port: a client whose http_proxy is the portal asks for http://www.yunze.example/….
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.portal import fault_kinds, wire
from tests.portal.building import build
from tests.portal.editions import EDITIONS
from tests.portal.faults import Faults
from tests.portal.model import Truth, World
from tests.portal.portalfile import portal_toml
from tests.portal.site import Site
from tests.portal.wire import Answer, Question

assert fault_kinds.KINDS, "importing the module registers its kinds"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it."""

    method: str
    url: str
    status: int
    bytes: int
    agent: str
    at: float
    """Instant, seconds since the epoch."""
    conditional: bool
    """Whether the client sent a validator."""


class Portal:
    """A running sample portal."""

    def __init__(self, world: World, port: int = 0, log: Path | None = None) -> None:
        self.world, self.site, self.faults = world, Site(world), Faults()
        self.stopping = threading.Event()
        self._requests: list[Asked] = []
        self._lock = threading.Lock()
        self._log = log.open("a", encoding="utf-8") if log else None
        self._server = _Server(self, port)
        self.port: int = self._server.server_address[1]
        self.proxy_url = f"http://127.0.0.1:{self.port}"

    @property
    def truth(self) -> Truth:
        """What is true of the county tonight, after all edits so far."""
        return self.world.truth()

    @property
    def requests(self) -> tuple[Asked, ...]:
        """All requests answered so far, in order."""
        with self._lock:
            return tuple(self._requests)

    def forget_requests(self) -> None:
        """Empties the request log, e.g. before another night."""
        with self._lock:
            self._requests.clear()

    def write_portal_file(self, path: Path) -> Path:
        """Writes the portal file of this county; returns `path`."""
        path.write_text(portal_toml(self.world), encoding="utf-8")
        return path

    def note(self, asked: Asked) -> None:
        """Appends to the log."""
        with self._lock:
            self._requests.append(asked)
            if self._log:
                self._log.write(json.dumps(asdict(asked), ensure_ascii=False) + "\n")
                self._log.flush()

    def answer(self, question: Question) -> Answer:
        """The answer with tonight's faults."""
        return self.faults.applied(question, self.site.answer(question), self.site)

    def serve(self) -> None:
        """Serves until `close`."""
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        """Stops serving; waiting answers end at once."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        if self._log:
            self._log.close()


@contextlib.contextmanager
def running_portal(
    seed: int = 2017, edition: str = "county", port: int = 0, log: Path | None = None
) -> Iterator[Portal]:
    """A portal that is served by a thread of this process until the block ends."""
    portal = Portal(build(EDITIONS[edition], seed), port, log)
    thread = threading.Thread(target=portal.serve, name="sample-portal", daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        portal.close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, portal: Portal, port: int) -> None:
        self.portal = portal
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is no news; anything else is."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _question(self) -> Question:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = (parts.hostname or headers.get("host", "").rsplit(":", 1)[0]).lower()
        query = f"?{parts.query}" if parts.query else ""
        body = self.rfile.read(int(headers.get("content-length") or 0))
        url = f"http://{host}{parts.path or '/'}{query}"
        return Question(self.command, url, host, parts.path or "/", parts.query, headers, body)

    def _answer(self) -> None:
        question = self._question()
        answer = self.server.portal.answer(question)
        conditional = "if-none-match" in question.headers or "if-modified-since" in question.headers
        agent, size = question.headers.get("user-agent", ""), len(answer.body)
        asked = Asked(question.method, question.url, answer.status, size, agent, time.time(), conditional)
        # Noted before it is sent: a client that has its answer finds it in the log.
        self.server.portal.note(asked)
        head = wire.head(answer)
        body = b"" if question.method == "HEAD" or answer.status == 304 else answer.body
        if answer.framing == "close":
            self.close_connection = True
        if answer.delivery is None:
            self.send(head + body)
        else:
            answer.delivery(self, head, body)

    def send(self, data: bytes) -> None:
        """Writes bytes as they are."""
        self.connection.sendall(data)

    def wait(self, seconds: float) -> None:
        """Waits, or less when the portal is shut down."""
        self.server.portal.stopping.wait(seconds)

    def drop(self, reset: bool) -> None:
        """Ends the connection, by a reset when asked."""
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Detached first: the handler's files would keep the descriptor open until its own end.
        os.close(self.connection.detach())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the portal keeps its own log."""
