"""A made-up portal of a few pages, served as an HTTP proxy on loopback under its own addresses."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scrapers.http.manners import Manners
from scrapers.probe.capped import CAP, REDIRECTS, CappedClient

MANNERS = Manners(requests_per_second=math.inf, tries=1, max_redirects=REDIRECTS, connections=1)
"""Those of the command, without the spacing."""


def links(*pairs: tuple[str, str]) -> str:
    return "<ul>" + "".join(f'<li><a href="{url}">{name}</a></li>' for url, name in pairs) + "</ul>"


def document(body: str, title: str = "", head: str = "") -> str:
    """A page of some size: a real portal's smallest page is no answer of a few bytes."""
    frame = "<!-- frame -->" * 40
    top = f"<html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
    return f"{top}<body>{body}{frame}</body></html>"


def list_page(folder: str, name: str, rows: int = 12, menu: str = "", first: int = 100) -> str:
    """A list as a plain system builds it: rows with dates, a total, no further page."""
    items = "".join(
        f'<li><a href="{folder}2017-03-{n:02}/{first + n - 1}.html">关于{name}第{n}号有关事项的情况说明</a>'
        f"<span>2017-03-{n:02}</span></li>"
        for n in range(1, rows + 1)
    )
    return document(
        f'<div class="menu">{menu}</div><div class="list"><h2>{name}</h2><ul>{items}</ul></div>'
        f'<div class="page">共 {rows} 条 第 1/1 页</div>',
        name,
    )


def item_page(title: str) -> str:
    text = "按照要求公开如下内容。" * 20
    head = f"<h1>{title}</h1><p>发布时间：2017-03-01 来源：县财政局</p>"
    return document(f"{head}<div>{text}</div>", title)


class Pages:
    """The pages by address, `GET`s noted in order. A value that is an address is a redirect to it."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers, self.asked = dict(answers), list[str]()

    def answer(self, url: str) -> tuple[int, str, str]:
        """Status, Location, body."""
        self.asked.append(url)
        found = self.answers.get(url)
        if found is None:
            return 404, "", "<html>404</html>"
        return (302, found, "") if found.startswith("http") else (200, "", found)


@contextlib.contextmanager
def served(answers: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """The pages, served to everything in this process that honours http_proxy."""
    pages = Pages(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, location, body = pages.answer(self.path)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            data = body.encode()
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    through(f"http://127.0.0.1:{server.server_address[1]}", monkeypatch)
    try:
        yield pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def through(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sends this process' requests through `proxy`."""
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", proxy)


@contextlib.contextmanager
def asker(host: str, cap: int = CAP) -> Iterator[CappedClient]:
    found = CappedClient(host, MANNERS, lambda line: None, cap)
    try:
        yield found
    finally:
        found.close()
