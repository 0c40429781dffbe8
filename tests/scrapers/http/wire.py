"""A loopback host that keeps every byte it is sent, and has a list of answers for each connection."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import Self

HANG_UP = b""
"""In the place of an answer: the connection is closed, and nobody is told."""


@dataclass
class Wire:
    """Each connection answers its questions with the answers of its own list, in turn; then it is left open,
    or closed where `HANG_UP` stands. `asked` holds the questions of each connection, byte for byte."""

    connections: list[list[bytes]]
    asked: list[list[bytes]] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)
    """Set when a connection has been closed."""

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        for end in self._ends:
            end.close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._listening.getsockname()[1]}"

    def url(self, path: str = "/page") -> str:
        return f"http://{self.host}{path}"

    def _serve(self) -> None:
        for answers in self.connections:
            try:
                end, _ = self._listening.accept()
            except OSError:
                return
            self._ends.append(end)
            self.asked.append([])
            threading.Thread(target=self._answer, args=(end, answers, self.asked[-1]), daemon=True).start()

    def _answer(self, end: socket.socket, answers: list[bytes], asked: list[bytes]) -> None:
        for answer in answers:
            if answer == HANG_UP:
                end.shutdown(socket.SHUT_RDWR)
                end.close()
                self.closed.set()
                return
            if not (question := _question(end)):
                return
            asked.append(question)
            end.sendall(answer)


def _question(end: socket.socket) -> bytes:
    """One question with its body; b'' when the client hung up."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = end.recv(65536)
        if not piece:
            return b""
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.partition(b":")[2]):
                body += end.recv(65536)
    return head + b"\r\n\r\n" + body
