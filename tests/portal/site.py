"""Answers questions from the county: finds what an address stands for, renders it, keeps the page."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from tests.portal import frame, render_empire, render_hanweb, render_trs, render_ucap
from tests.portal.addresses import PROXY, column, page_number
from tests.portal.frame import ListView
from tests.portal.model import Item, Section, World
from tests.portal.wire import Answer, Question

_RENDERERS = {"trs": render_trs, "hanweb": render_hanweb, "ucap": render_ucap, "empire": render_empire}
_BUILT = datetime(2018, 4, 2, 1, 0, tzinfo=UTC)
"""Last-Modified of everything that was never edited; each edit is a day later."""
_KEPT_PAGES = 12_000
_ROBOTS = b"User-agent: *\nDisallow: /admin/\nAllow: /\n"
_PDF = (
    b"%%PDF-1.4\n%%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n%% %d\ntrailer<</Root 1 0 R>>\n%%%%EOF\n"
)
_GONE = (
    "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
)


class Site:
    """The portal's content as answers; thread-safe, and aware of edits of its world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._folders = {(section.host, section.folder): section for section in world.sections.values()}
        self._columns = {
            column(section): section for section in world.sections.values() if section.family == "hanweb"
        }
        self._version = -1
        self._pages: dict[str, Answer] = {}
        self._items: dict[str, Item] = {}
        self._files: dict[str, int] = {}

    def answer(self, question: Question) -> Answer:
        """The undisturbed answer to a question, a 304 where the client's validator still holds."""
        if question.host not in self.world.hosts:
            return _html(502, _GONE)
        if question.path == PROXY:
            return self._block(question)
        answer = self._page(question)
        return _not_modified(answer) if answer.status == 200 and _fresh(question, answer) else answer

    def _page(self, question: Question) -> Answer:
        place = f"{question.host}{unquote(question.path)}"
        if question.query and "downfile" in question.path:
            place += "?" + question.query
        with self.world.lock:
            if self._version != self.world.version:
                self._index()
            kept = self._pages.get(place)
            if kept is None:
                kept = self._rendered(question.host, question.path, place)
                if kept.status == 200 and len(self._pages) < _KEPT_PAGES:
                    self._pages[place] = kept
            return kept

    def _index(self) -> None:
        """Where everything is, after an edit."""
        self._version, self._pages = self.world.version, {}
        everything = [*self.world.items.values(), *self.world.strays]
        self._items = {_place(item.address): item for item in everything if item.kind != "external"}
        self._files = {
            _place(address): item.key
            for item in everything
            if not item.withdrawn
            for address, _ in item.attachments
        }

    def _rendered(self, host: str, path: str, place: str) -> Answer:
        if path == "/robots.txt":
            return Answer(200, (("Content-Type", "text/plain"),), _ROBOTS)
        if path in ("/", "/index.html"):
            return _html(200, frame.home_page(self.world, host))
        item = self._items.get(place)
        if item is not None:
            return _html(404, _GONE) if item.withdrawn else self._item(item)
        if place in self._files:
            return _file(self._files[place], place)
        folder, _, file = path.rpartition("/")
        section = self._folders.get((host, f"{folder}/"))
        number = page_number(section, file) if section else None
        if section is None or number is None or number > self.pages(section):
            return _html(404, _GONE)
        return self.list_page(self.view(section, number))

    def _item(self, item: Item) -> Answer:
        if item.kind == "file":
            return _file(item.key, item.address)
        section = self.world.sections[item.home]
        return _encoded(
            section, _RENDERERS[section.family].render_item(self.world, item, section), item.revision
        )

    def pages(self, section: Section) -> int:
        """How many list pages the section has; an empty one has one."""
        return max(1, -(-len(self.world.rows(section.id)) // section.per_page))

    def view(self, section: Section, number: int) -> ListView:
        """What list page `number` shows; for Hanweb, page 1 holds the first block."""
        rows = self.world.rows(section.id)
        size = section.per_page * (render_hanweb.BLOCK if section.family == "hanweb" else 1)
        shown = rows[(number - 1) * size : number * size]
        return ListView(section, shown, number, self.pages(section), len(rows))

    def list_page(self, view: ListView) -> Answer:
        """A list page with what `view` says; faults use it to show lists as they should not be."""
        text = _RENDERERS[view.section.family].render_list(self.world, view)
        return _encoded(view.section, text, self.world.changed.get(view.section.id, 0))

    def listed(self, question: Question) -> ListView | None:
        """The list page that a question asks for, whether or not it exists; None for anything else."""
        folder, _, file = question.path.rpartition("/")
        section = self._folders.get((question.host, f"{folder}/"))
        number = page_number(section, file) if section else None
        return None if section is None or number is None else self.view(section, number)

    def _block(self, question: Question) -> Answer:
        """dataproxy.jsp: answered anew each time, without validators; GET and POST alike."""
        query = question.query
        if question.method == "POST":
            query = "&".join(part for part in (query, question.body.decode("utf-8", "replace")) if part)
        try:
            section = self._columns[render_hanweb.block_wanted(query, 1)[0]]
            _, first, last = render_hanweb.block_wanted(query, section.per_page)
        except (KeyError, ValueError):
            return _html(500, "<html><body>java.lang.NumberFormatException</body></html>")
        rows = self.world.rows(section.id)
        view = ListView(section, rows[max(0, first - 1) : last], 1, self.pages(section), len(rows))
        body = render_hanweb.render_block(view, self.pages(section)).encode()
        return Answer(200, (("Content-Type", "text/xml;charset=utf-8"),), body)


def _place(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc + parts.path + (f"?{parts.query}" if parts.query else "")


def _html(status: int, text: str) -> Answer:
    return Answer(status, (("Content-Type", "text/html; charset=utf-8"),), text.encode())


def _encoded(section: Section, text: str, changed: int) -> Answer:
    kind = f"text/html; charset={section.declared}" if section.header_charset else "text/html"
    return _validated(kind, text.encode(section.charset), changed)


def _file(key: int, name: str) -> Answer:
    kinds = {"pdf": "application/pdf", "doc": "application/msword", "xls": "application/vnd.ms-excel"}
    return _validated(kinds.get(name.rpartition(".")[2], "application/octet-stream"), _PDF % key, 0)


def _validated(kind: str, body: bytes, changed: int) -> Answer:
    tag = hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20]
    modified = format_datetime(_BUILT + timedelta(days=changed), usegmt=True)
    return Answer(200, (("Content-Type", kind), ("ETag", f'"{tag}"'), ("Last-Modified", modified)), body)


def _not_modified(answer: Answer) -> Answer:
    kept = tuple(pair for pair in answer.headers if pair[0] != "Content-Type")
    return Answer(304, kept)


def _fresh(question: Question, answer: Answer) -> bool:
    """RFC 9110 13.1: If-None-Match decides where it is sent, If-Modified-Since otherwise."""
    headers = dict(answer.headers)
    asked = question.headers.get("if-none-match")
    if asked is not None:
        return headers.get("ETag") is not None and headers["ETag"] in [
            tag.strip() for tag in asked.split(",")
        ]
    since = question.headers.get("if-modified-since")
    if since is None or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(headers["Last-Modified"])
    except (TypeError, ValueError):
        return False
