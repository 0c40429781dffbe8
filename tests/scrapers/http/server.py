"""A loopback HTTP server that answers each path exactly as told, byte by byte if need be."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

PAGE = b"<html><head><title>x</title></head><body><p>hello</p></body></html>"


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it; `at` in seconds of time.monotonic."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


Reply = bytes | Iterable[bytes]
"""Whole answers with a Content-Length leave the connection open; anything iterable is sent piece by piece,
then the connection is closed."""
Route = Reply | Callable[[Asked], Reply]


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """A well-formed answer; header names are written with `_` for `-`."""
    given = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    fields = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))} | given
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def plain(text: bytes) -> bytes:
    """A well-formed answer of plain text."""
    return answer(text, content_type="text/plain")


def in_turn(*replies: Reply) -> Callable[[Asked], Reply]:
    """The replies one after the other; the last one for ever."""
    waiting = list(replies)
    return lambda asked: waiting.pop(0) if len(waiting) > 1 else waiting[0]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            while self._one():
                pass
        except (OSError, ValueError):
            return

    def _one(self) -> bool:
        line = self.rfile.readline().decode("latin-1").split()
        if len(line) != 3:
            return False
        headers: dict[str, str] = {}
        while (field_line := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = field_line.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", 0)))
        server: Any = self.server
        asked = Asked(line[0], line[1], headers, body, time.monotonic())
        server.seen.append(asked)
        path = line[1].split("?")[0]
        route: Route = server.routes.get(path, answer(b"no", "404 Not Found"))
        reply = route(asked) if callable(route) else route
        if isinstance(reply, bytes):
            self.wfile.write(reply)
            return b"content-length" in reply.split(b"\r\n\r\n")[0].lower() or b" 304 " in reply[:20]
        for piece in reply:
            self.wfile.write(piece)
        return False


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64


@dataclass
class Server:
    """Started on entering, on a free port of 127.0.0.1; `seen` is what was asked."""

    routes: dict[str, Route] = field(default_factory=dict)
    certificate: Path | None = None
    """A PEM file with key and certificate makes it an https server."""

    def __enter__(self) -> Self:
        self._server: Any = _Threads(("127.0.0.1", 0), _Handler)
        self._server.routes = self.routes
        self._server.seen = []
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def seen(self) -> list[Asked]:
        return list(self._server.seen)

    def paths(self) -> list[str]:
        """Paths asked for, robots.txt left out."""
        return [asked.path for asked in self.seen if asked.path != "/robots.txt"]

    def url(self, path: str) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}{path}"
