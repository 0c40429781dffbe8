"""Questions of one section: what this run has been told already is not asked again, what the ledger knows
is asked conditionally, everything asked is archived and recorded."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapers.archive import Place
from scrapers.archive_reading import DamagedArchive, read_answer
from scrapers.crawl.stream import PackageStream
from scrapers.http.answers import Answer
from scrapers.http.client import HttpClient
from scrapers.known import Known, Stored
from scrapers.package import FetchRow, Role
from scrapers.records import FetchOutcome, Page, Request


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a question; `page` holds the bytes for ok, and for unchanged where they were needed."""

    request: Request
    outcome: FetchOutcome
    reason: str
    asked_at: datetime
    page: Page | None
    final_url: str
    archive_file: str | None
    archive_offset: int | None
    """Where the bytes stand: for `unchanged`, the record of the answer that is still valid."""


def question_key(request: Request) -> str:
    """One line that names a question: method, address, and a hash of the body of a POST."""
    body = hashlib.sha256(request.body.encode()).hexdigest()[:16] if request.body else ""
    return f"{request.method} {request.url} {body}".strip()


class Fetcher:
    """Asks for one section; `archive` is the folder of WARC files that stored answers point into."""

    def __init__(self, client: HttpClient, stream: PackageStream, known: Known, archive: Path) -> None:
        self._client, self._stream, self._known, self._archive = client, stream, known, archive
        self._ahead: dict[str, Fetched] = {}
        self._is_ahead = False
        self._files: dict[str, Page | None] = {}
        self._is_there: dict[str, bool] = {}

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """Questions asked meanwhile are asked before their turn: each is answered the same once more, without
        being asked again."""
        self._is_ahead = True
        try:
            yield
        finally:
            self._is_ahead = False

    def ask(self, request: Request, role: Role, fresh: bool = False) -> Fetched:
        """Asks one question, even one this run has been told when `fresh`.

        Raises OSError when the answer cannot be archived.
        """
        key = question_key(request)
        if not fresh and not self._is_ahead and key in self._ahead:
            return self._ahead.pop(key)
        got = None if fresh else self._told(request)
        if got is None:
            stored = self._stored(request)
            got = self._keep(self._client.ask(request, stored), role, stored)
        if self._is_ahead:
            self._ahead[key] = got
        return got

    def file(self, url: str) -> Page | None:
        """A script file that the list's pages load: asked once, however many of them need it; None where it
        cannot be had. Archived as a list's answer, as the list is read again with it. Raises what `ask` does.
        """
        if url not in self._files:
            self._files[url] = self.ask(Request(url), "list").page
        return self._files[url]

    def ask_many(self, requests: Iterable[Request], role: Role, once_more: bool = False) -> Iterator[Fetched]:
        """Asks many over the allowed connections; answers in the order asked, whether from the archive
        of this run or from the host. `once_more`: they failed before in this run.

        Raises what `ask` and `HttpClient.ask_many` raise. Before Stopped is raised, answers to later
        questions may come although one to an earlier question does not: whoever asks goes by
        `Fetched.request`.
        """
        ask = self._client.ask_again if once_more else self._client.ask_many
        told = self._known.this_run
        wanted = deque((one, question_key(one) in told, self._stored(one)) for one in requests)
        for answer in ask([(request, stored) for request, is_told, stored in wanted if not is_told]):
            while (first := wanted.popleft())[0] is not answer.request:
                if first[1]:
                    yield self.ask(first[0], role)
            yield self._keep(answer, role, first[2])
        for request, _, _ in wanted:
            yield self.ask(request, role)

    def judged(self, request: Request, outcome: FetchOutcome, reason: str) -> None:
        """Records what reading made of the last answer to `request`: one that is no page of its kind is never
        asked for conditionally, nor taken for the page when a run is taken up again."""
        self._stream.judged(question_key(request), outcome, reason)

    def keep_robots(self) -> None:
        """Archives and records the robots.txt answers of this run that were not yet."""
        for answer in self._client.new_robots_answers():
            self._keep(answer, "robots", None)

    def leave_alone(self, url: str, reason: str) -> None:
        """Ends the asking of that address's host for this run: its answer was a challenge."""
        self._client.leave_alone(url, reason)

    def _told(self, request: Request) -> Fetched | None:
        stored = self._known.this_run.get(question_key(request))
        if stored is None or stored.asked_at is None:
            return None
        page = self._page(stored)
        if page is None:
            return None
        return Fetched(
            request=request,
            outcome="ok",
            reason="",
            asked_at=stored.asked_at,
            page=page,
            final_url=page.url,
            archive_file=stored.archive_file,
            archive_offset=stored.archive_offset,
        )

    def _stored(self, request: Request) -> Stored | None:
        """Only an answer whose bytes are still there may be asked for conditionally."""
        stored = self._known.answers.get(question_key(request))
        if stored is None or not (stored.etag or stored.last_modified):
            return None
        name = stored.archive_file
        if name not in self._is_there:
            self._is_there[name] = (self._archive / name).is_file()
        return stored if self._is_there[name] else None

    def _keep(self, answer: Answer, role: Role, stored: Stored | None) -> Fetched:
        """Archives and records an answer; for a list page that is unchanged, its bytes of the last time."""
        place = self._stream.store(answer)
        self._stream.add(fetch_row(answer, role, place))
        if answer.outcome == "unchanged" and stored is not None:
            needed = role in ("list", "home")
            page = self._page(stored) if needed else None
            if needed and page is None:
                return self._keep(self._client.ask(answer.request, None), role, None)
            return _got(answer, page, stored.archive_file, stored.archive_offset)
        page = Page(answer.final_url, answer.body, answer.content_type) if answer.outcome == "ok" else None
        return _got(answer, page, place.file_name if place else None, place.offset if place else None)

    def _page(self, stored: Stored) -> Page | None:
        """The bytes of a stored answer; None when its record is not readable any more."""
        try:
            record = read_answer(self._archive / stored.archive_file, stored.archive_offset)
        except (DamagedArchive, OSError):
            return None
        return Page(record.url, record.body, record.content_type)


def _got(answer: Answer, page: Page | None, file: str | None, offset: int | None) -> Fetched:
    return Fetched(
        request=answer.request,
        outcome=answer.outcome,
        reason=answer.reason,
        asked_at=answer.asked_at,
        page=page,
        final_url=answer.final_url,
        archive_file=file,
        archive_offset=offset,
    )


def fetch_row(
    answer: Answer,
    role: Role,
    place: Place | None,
    outcome: FetchOutcome | None = None,
    reason: str | None = None,
) -> FetchRow:
    """An answer as it is recorded; `place`: where its bytes stand in the archive. `outcome`, `reason`: what
    reading made of it, where that is another one."""
    return FetchRow(
        url=answer.request.url,
        key=question_key(answer.request),
        role=role,
        asked_at=answer.asked_at,
        status=answer.status,
        outcome=outcome or answer.outcome,
        reason=answer.reason if reason is None else reason,
        bytes=len(answer.body),
        sha256=answer.sha256 or None,
        etag=answer.etag,
        last_modified=answer.last_modified,
        content_type=answer.content_type,
        archive_file=place.file_name if place else None,
        archive_offset=place.offset if place else None,
        final_url=answer.final_url,
    )
