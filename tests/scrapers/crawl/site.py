"""A made-up section in memory and a stand-in for the web that serves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urljoin

from scrapers.address import host_of, item_id
from scrapers.http.answers import Answer, Exchange
from scrapers.http.client import Stopped
from scrapers.known import Stored
from scrapers.portalfile import Portal
from scrapers.records import FetchOutcome, Request

HOST = "www.yun.example"
LIST = f"http://{HOST}/nb/"
TODAY = date(2018, 3, 1)
BEGIN = datetime(2018, 3, 1, 2, 0, tzinfo=UTC)
NIGHT = timedelta(days=1)

Served = tuple[FetchOutcome, int | None, bytes, str]
"""Outcome, status, body, and the address that answered in the end."""


@dataclass(frozen=True)
class Row:
    """One row of the made-up list; `day` None is a row without a date."""

    key: int
    title: str
    day: date | None
    pinned: bool = False
    href: str = ""

    @property
    def url(self) -> str:
        return urljoin(LIST, self.href) if self.href else f"{LIST}2018/{self.key}.html"


def rows(count: int, newest: date = date(2018, 2, 28), start: int = 1000) -> list[Row]:
    """`count` rows, newest first, one a day."""
    return [
        Row(start - i, f"关于第{start - i}号事项办理情况的通知", newest - timedelta(days=i))
        for i in range(count)
    ]


@dataclass
class Section:
    """A list of pages of `size` rows with numbered addresses, rendered anew for each question."""

    rows: list[Row]
    size: int = 5
    total: bool = True
    """Whether the list states 共N条."""
    unlisted: int = 0
    """So many more rows does that total count than the list shows: it is never complete."""
    pages: bool = True
    """Whether it states how many pages it has."""
    follow: bool = True
    """Whether pages link to the next one."""
    overrides: dict[str, Served] = field(default_factory=dict)
    """Address → what is answered instead."""
    bodies: dict[int, str] = field(default_factory=dict)
    clamp: str = ""
    """What pages past the end show: nothing (404), `last` or `first` again; these link to a next one, too."""

    @property
    def last(self) -> int:
        return max(1, -(-len(self.rows) // self.size))

    def address(self, number: int) -> str:
        return LIST if number == 1 else f"{LIST}index_{number}.html"

    def serve(self, url: str) -> Served:
        if url in self.overrides:
            return self.overrides[url]
        for row in self.rows:
            if row.url == url:
                return "ok", 200, self.item(row), url
        if url == LIST:
            return "ok", 200, self.list_page(1, 1), url
        name = url.removeprefix(f"{LIST}index_").removesuffix(".html")
        if name.isdigit() and (int(name) <= self.last or self.clamp):
            shown = {"last": self.last, "first": 1}.get(self.clamp, int(name))
            return "ok", 200, self.list_page(int(name), shown if int(name) > self.last else int(name)), url
        return "gone", 404, b"", url

    def list_page(self, number: int, shown: int) -> bytes:
        """Page `number`, with the rows of page `shown`."""
        part = self.rows[(shown - 1) * self.size : shown * self.size]
        lines = "".join(_line(row) for row in part)
        more = number < self.last or bool(self.clamp)
        return _html(f'<ul class="list">{lines}</ul>', self._pager(number, more) if self.rows else "")

    def _pager(self, number: int, more: bool) -> str:
        total = f"共{len(self.rows) + self.unlisted}条 " if self.total else ""
        pages = f"第{number}页/共{self.last}页 " if self.pages else ""
        link = f'<a href="{self.address(number + 1)}">下一页</a>' if more and self.follow else ""
        numbers = "".join(
            f'<a href="{self.address(n)}">{n}</a>' for n in range(1, self.last + 1) if n != number
        )
        return f'<div class="page">{total}{pages}{numbers if self.pages else ""}{link}</div>'

    def item(self, row: Row) -> bytes:
        body = self.bodies.get(row.key, f"各有关单位:现将第{row.key}号事项办理情况通知如下,请遵照执行。" * 5)
        day = f"发布日期:{row.day:%Y-%m-%d}" if row.day else ""
        return _html(
            f'<h1>{row.title}</h1><div class="info">{day} 来源:县财政局</div>'
            f'<div class="content"><p>{body}</p></div>',
            "",
            row.title,
        )


def _line(row: Row) -> str:
    top = "[置顶]" if row.pinned else ""
    day = f"<span>{row.day:%Y-%m-%d}</span>" if row.day else ""
    return f'<li>{top}<a href="{row.href or row.url}">{row.title}</a>{day}</li>'


def _html(main: str, pager: str, title: str = "信息公开年报") -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
        f'<div class="main">{main}{pager}</div><div class="foot">主办:云县人民政府</div></body></html>'
    ).encode()


EMPTY = _html("<p>此栏目暂无任何新增信息</p>", "")
NAVIGATION = _html("", "")
CHALLENGE = (
    b"<html><script>document.cookie='__jsl_clearance_s=1';location.reload();</script><body></body></html>"
)


def stub(target: str) -> bytes:
    """A page that only sends the reader on."""
    return f'<html><head><meta http-equiv="refresh" content="0;URL={target}"></head></html>'.encode()


class Killed(BaseException):
    """The process ends here: nothing is caught, nothing is put in place."""


@dataclass
class FakeClient:
    """Stands in for `Web`: serves sections from memory, keeps a log, lets things happen before question n."""

    sites: list[Section]
    before: dict[int, Callable[[], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    stop_after: int | None = None
    kill_after: int | None = None
    at: datetime = BEGIN
    never_304: bool = False

    def ask(self, request: Request, stored: Stored | None = None) -> Answer:
        if reason := self.left.get(host_of(request.url)):
            return Answer(request, self.at, "challenged", reason, stored=stored)
        if self.stop_after is not None and len(self.asked) >= self.stop_after:
            raise Stopped("运行已停止")
        if self.kill_after is not None and len(self.asked) >= self.kill_after:
            raise Killed
        self.before.pop(len(self.asked), lambda: None)()
        self.asked.append(request.url)
        self.at += timedelta(seconds=1)
        return self._answer(request, stored, *self._served(request.url))

    def ask_many(self, questions: Iterable[tuple[Request, Stored | None]]) -> Iterator[Answer]:
        for request, stored in questions:
            yield self.ask(request, stored)

    def ask_again(self, questions: Iterable[tuple[Request, Stored | None]]) -> Iterator[Answer]:
        return self.ask_many(questions)

    def left_alone(self) -> dict[str, str]:
        return self.left

    def new_robots_answers(self) -> tuple[Answer, ...]:
        return ()

    def leave_alone(self, url: str, reason: str) -> None:
        self.left[host_of(url)] = reason

    def _served(self, url: str) -> Served:
        found = [site.serve(url) for site in self.sites]
        return next((served for served in found if served[0] != "gone"), found[0])

    def _answer(
        self, request: Request, stored: Stored | None, outcome: FetchOutcome, status: int | None, body: bytes,
        final: str,
    ) -> Answer:  # fmt: skip
        if outcome == "challenged":
            self.left[host_of(request.url)] = f"HTTP {status}"
        if status is None:
            return Answer(request, self.at, outcome, "没有回答", tries=3, stored=stored)
        tag = f'"{sha256(body).hexdigest()[:12]}"'
        if stored is not None and stored.etag is not None:
            self.conditional.append(request.url)
            if stored.etag == tag and not self.never_304:
                outcome, status, body = "unchanged", 304, b""
        headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", tag))
        exchange = Exchange(
            url=final, method=request.method, request_headers=(), request_body=b"", asked_at=self.at,
            status=status, reason_phrase="-", protocol="HTTP/1.1", headers=headers, payload=body, body=body,
        )  # fmt: skip
        reason = "" if outcome in ("ok", "unchanged") else f"HTTP {status}"
        return Answer(
            request, self.at, outcome, reason, tries=1, exchanges=(exchange,), stored=stored,
            headers=exchange.by_name,
        )  # fmt: skip


def portal(*sections: str, details: bool = True) -> Portal:
    """A portal with sections of those ids, all at the one list."""
    return Portal.model_validate(
        {
            "portal": {"id": "yun", "name": "云县人民政府", "home": f"http://{HOST}/"},
            "section": [
                {"id": one, "name": one, "url": LIST, "details": details} for one in sections or ("nb",)
            ],
        }
    )


def ids(wanted: Iterable[Row]) -> set[str]:
    """Item ids of rows."""
    return {item_id("yun", row.url) for row in wanted}


def pages_of(asked: Iterable[str]) -> list[str]:
    """The list pages among addresses asked."""
    return [url for url in asked if "/2018/" not in url]


def with_day(row: Row, day: date) -> Row:
    """The row under another date."""
    return replace(row, day=day)
