"""One question and its answer over the wire, within the bounds of the manners: no retries, no redirects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from http.client import HTTPException
from itertools import chain
from threading import Event

from requests.cookies import extract_cookies_to_jar
from requests.exceptions import (
    ConnectTimeout,
    InvalidURL,
    ProxyError,
    ReadTimeout,
    RequestException,
    SSLError,
)
from urllib3.exceptions import HTTPError, NameResolutionError, ReadTimeoutError

from scrapers.http.allowlist import RefusedAddress
from scrapers.http.answers import Exchange, Truncation
from scrapers.http.content import binary, not_text
from scrapers.http.encodings import Inflater, TooMuch, Undecodable
from scrapers.http.hosts import HostState
from scrapers.http.kept import PIECE, LibraryReply, Reply
from scrapers.http.manners import Manners
from scrapers.http.questions import Question
from scrapers.http.sessions import GuardedAdapter
from scrapers.http.sockets import Cancelled, OutOfTime, bounded, check_time
from scrapers.http.verdicts import REDIRECTS, Verdict


class Unanswered(Exception):
    """No whole answer came; `verdict` says how that is to be taken."""

    def __init__(self, verdict: Verdict) -> None:
        """Carries the verdict."""
        super().__init__(verdict.reason)
        self.verdict = verdict


def put(state: HostState, question: Question, manners: Manners, stop: Event, now: datetime) -> Exchange:
    """Sends the question at instant `now` and reads the answer whole; raises Unanswered when that fails."""
    try:
        with bounded(manners.total_timeout, manners.read_timeout, stop):
            reply = _asked(state, question, manners)
            try:
                return _read(reply, question, manners, now)
            finally:
                reply.close()
    except RefusedAddress as error:
        raise Unanswered(Verdict("server_error", str(error))) from error
    except (RequestException, HTTPError, HTTPException, OSError, Undecodable) as error:
        raise Unanswered(_failure(error)) from error


def _asked(state: HostState, question: Question, manners: Manners) -> Reply:
    """The beginning of the answer: over a connection that is open, where the session's adapter is our own and
    has one, and else as requests asks."""
    proxies = state.proxies(question.url)
    adapter = state.session.get_adapter(question.url)
    reply = None
    if type(adapter) is GuardedAdapter:
        reply = adapter.ask_kept(question, proxies)
    if reply is None:
        response = adapter.send(
            question.prepared(),
            stream=True,
            timeout=(min(manners.connect_timeout, manners.total_timeout), manners.read_timeout),
            verify=True,
            proxies=proxies,
        )
        reply = LibraryReply(response.raw)
    if reply.raw is not None and "set-cookie" in reply.raw.headers:
        extract_cookies_to_jar(state.session.cookies, question.prepared(), reply.raw)  # type: ignore[no-untyped-call]
    return reply


def _read(reply: Reply, question: Question, manners: Manners, now: datetime) -> Exchange:
    """The answer as an exchange; headers or body beyond their caps are not read on."""
    headers = reply.fields
    if sum(map(len, chain.from_iterable(headers))) + 4 * len(headers) > manners.max_header:
        raise Unanswered(Verdict("too_large", "响应头超过上限"))
    by_name = reply.by_name
    payload, body, truncated = _body(reply, by_name, question, manners)
    exchange = Exchange(
        url=question.url,
        method=question.method,
        request_headers=question.fields,
        request_body=question.body or b"",
        asked_at=now,
        status=reply.status,
        reason_phrase=reply.reason,
        protocol="HTTP/1.0" if reply.is_old else "HTTP/1.1",
        headers=headers,
        payload=payload,
        body=body,
        truncated=truncated,
    )
    vars(exchange)["by_name"] = by_name  # as it would work them out itself
    return exchange


def _body(
    reply: Reply, by_name: Mapping[str, str], question: Question, manners: Manners
) -> tuple[bytes, bytes, Truncation]:
    """Payload as received, body decoded, and why it was not read to its end, if so.

    A body that cannot be a page is not fetched, unless files are wanted: its type or its first bytes say so.
    """
    redirect = reply.status in REDIRECTS
    page = question.cut_at is None and not redirect
    only_pages = page and not manners.files
    cap = PIECE if redirect else question.cut_at or manners.max_body
    if redirect and (reply.left or 0) > cap:
        return b"", b"", "length"
    if only_pages and reply.status == 200 and not_text(by_name.get("content-type")):
        return b"", b"", "unspecified"
    if page and (reply.left or 0) > cap:
        return b"", b"", "length"
    inflater = Inflater(by_name.get("content-encoding", ""), cap)
    is_plain = inflater.plain
    pieces: list[bytes] = []
    left = cap
    try:
        for piece in _pieces(reply):
            if not pieces and only_pages and is_plain and binary(piece):
                return piece, piece, "unspecified"
            left -= len(piece)
            if left < 0:
                raise TooMuch
            if not is_plain:
                inflater.feed(piece)
            pieces.append(piece)
    except TooMuch:
        return (b"", b"", "length") if page else _cut(pieces, inflater)
    payload = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    return payload, payload if is_plain else inflater.finish(), ""


def _pieces(reply: Reply) -> Iterator[bytes]:
    """The payload as it comes; raises when its time is over (a chunked answer may come in endless pieces)."""
    for piece in reply.pieces():
        check_time()
        yield piece


def _cut(pieces: list[bytes], inflater: Inflater) -> tuple[bytes, bytes, Truncation]:
    """What was read until the cap, for answers of which the beginning is enough."""
    payload = b"".join(pieces)
    return payload, payload if inflater.plain else inflater.so_far(), "length"


def _failure(error: Exception) -> Verdict:
    """The verdict on a question that got no whole answer."""
    causes = tuple(_causes(error))
    if any(isinstance(cause, Cancelled) for cause in causes):
        return Verdict("timeout", "运行已停止", silent=True)
    if any(isinstance(cause, OutOfTime) for cause in causes):
        # Asked again at once it would drip again: three such pages held a night for more than 15 minutes.
        return Verdict("timeout", "超过总时限，对方仍未答完", silent=True)
    if isinstance(error, (ConnectTimeout, ReadTimeout, ReadTimeoutError, TimeoutError)):
        return Verdict("timeout", "连接或读取超时", again=True, silent=True)
    if any("got more than" in str(cause) for cause in causes if isinstance(cause, HTTPException)):
        return Verdict("too_large", "响应头超过上限")
    if isinstance(error, SSLError):
        return Verdict("server_error", f"TLS 证书或协议不符：{_short(causes[-1])}", silent=True)
    if isinstance(error, InvalidURL):
        return Verdict("server_error", f"地址无法使用：{_short(error)}")
    return Verdict("server_error", _broken(error, causes), again=True, silent=True)


def _broken(error: Exception, causes: tuple[BaseException, ...]) -> str:
    """In words: what broke before the answer was whole."""
    if isinstance(error, Undecodable):
        return f"压缩的正文无法解开：{_short(error)}"
    if any(isinstance(cause, NameResolutionError) for cause in causes):
        return "域名无法解析"
    if isinstance(error, ProxyError):
        return f"代理无法连接：{_short(causes[-1])}"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "对方拒绝连接"
    return f"连接中断或正文不完整：{_short(causes[-1])}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps: urllib3 and requests keep causes in `reason`, `args` and `__cause__`."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = (getattr(current, "reason", None), current.__cause__, current.__context__, *current.args)
        waiting += [cause for cause in inner if isinstance(cause, BaseException)]


def _short(error: BaseException) -> str:
    """The error's own words, bounded."""
    return (str(error) or type(error).__name__)[:200]
