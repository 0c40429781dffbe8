"""A question as the bytes that cross the wire, where that takes no more than writing it down."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from requests import PreparedRequest
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPConnectionPool

Fields = tuple[tuple[str, str], ...]
"""A header in the order sent, as Latin-1."""

_METHODS = ("GET", "POST")
_TARGET = re.compile(r"(https?)://([a-z0-9][a-z0-9.-]*(?::[0-9]+)?)(/[!\"$-~]*)")
_ALWAYS_SENT = frozenset({"user-agent", "accept-encoding"})
"""urllib3 adds its own where one is missing."""
_SENT_OTHERWISE = frozenset({"host", "transfer-encoding"})


class Question(NamedTuple):
    """What is sent, and how its answer is to be read."""

    method: str
    url: str
    """The address as sent, percent-encoded."""
    fields: Fields
    """Its header."""
    body: bytes | None = None
    cut_at: int | None = None
    """Read so many bytes and take them as the whole (robots.txt); None for a page, with its cap."""

    def prepared(self) -> PreparedRequest:
        """The question as requests takes it."""
        sent = PreparedRequest()
        sent.method, sent.url, sent.body = self.method, self.url, self.body
        sent.headers = CaseInsensitiveDict(self.fields)
        return sent


def message(pool: HTTPConnectionPool, question: Question) -> bytes:
    """The question as http.client would write it; b'' when that takes more than writing it down."""
    url, body = question.url, question.body or b""
    parts = _TARGET.fullmatch(url)
    if parts is None or question.method not in _METHODS:
        return b""
    scheme, host, target = parts.groups()
    if pool.proxy is not None:
        if (scheme, pool.proxy.scheme) != ("http", "http"):
            return b""
        target = url
    else:
        host = host.removesuffix(":80" if scheme == "http" else ":443")
    proxys = tuple(pool.proxy_headers.items()) if pool.proxy is not None else ()
    header = _header(question.fields, proxys)
    if not header:
        return b""
    return f"{question.method} {target} HTTP/1.1\r\nHost: {host}\r\n".encode("ascii") + header + body


@lru_cache(maxsize=64)  # that of most questions to a host is the same
def _header(fields: Fields, proxys: Fields) -> bytes:
    """The lines of a question's header but the first, of it and of what a proxy is told besides, and the end
    of them; b'' where http.client and urllib3 would write them otherwise, or not at all."""
    headers = dict(fields)
    names = {name.lower() for name in headers}
    if not names >= _ALWAYS_SENT or not names.isdisjoint(_SENT_OTHERWISE):
        return b""
    headers.update(proxys)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    if lines.count("\r") != len(headers) or lines.count("\n") != len(headers):
        return b""
    try:
        return lines.encode("latin-1") + b"\r\n"
    except UnicodeEncodeError:
        return b""
