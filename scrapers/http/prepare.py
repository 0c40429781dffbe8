"""Making a question ready to send: address, form, validators; and where a redirect leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast
from urllib.parse import quote, urldefrag, urljoin

import requests
from requests.structures import CaseInsensitiveDict

from scrapers.http.answers import Exchange
from scrapers.http.questions import Fields, Question
from scrapers.http.verdicts import REDIRECTS
from scrapers.known import Stored
from scrapers.records import Request

_FORM = "application/x-www-form-urlencoded"

_AS_IT_IS = re.compile(
    r"https?://[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+(?::[1-9][0-9]{0,3})?"
    r"/(?!\.)(?:[A-Za-z0-9_~!$&'()*+,;=:@.-]|/(?![./]))*(?:\?[A-Za-z0-9_~!$&'()*+,;=:@./?-]+)?"
)
"""Addresses that requests leaves as they are, which it takes 0.04 ms to find: no escapes, no dot segments."""


def address_sent(url: str) -> str:
    """The address as it will be sent; raises ValueError when that cannot be."""
    if _AS_IT_IS.fullmatch(url):
        return url
    sent = requests.PreparedRequest()
    sent.prepare_url(urldefrag(url.strip()).url, None)
    return sent.url or ""


def question(
    step: Request,
    url: str,
    session: requests.Session,
    conditional: Mapping[str, str],
    cut_at: int | None = None,
) -> Question:
    """`step` to `url`, its address as sent, with the session's headers, its cookies for the address, and
    those that make it `conditional`.

    Most questions have but the session's headers: written down as requests would, without its objects.
    """
    body = (step.body or "").encode() if step.method == "POST" else None
    if body is None and not conditional and not len(session.cookies):
        return Question(step.method, url, _fields(session.headers), None, cut_at)
    headers: Any = CaseInsensitiveDict()
    if body is not None:
        headers.update({"Content-Type": step.content_type or _FORM, "Content-Length": str(len(body))})
    headers.update(session.headers)
    sent = Question(step.method, url, _fields(headers), body, cut_at).prepared()
    if len(session.cookies):
        sent.prepare_cookies(session.cookies)
    sent.headers.update(conditional)
    return Question(step.method, url, _fields(sent.headers), body, cut_at)


def _fields(headers: Mapping[str, str | bytes]) -> Fields:
    return cast("Fields", tuple(headers.items()))


def validators(step: Request, url: str, stored: Stored | None, now: datetime) -> dict[str, str]:
    """The headers that make a GET conditional (RFC 9110, 13.1); {} when nothing usable is stored for it.
    `url`: its address as sent.

    A Last-Modified that lies in the future is left out: a server would call the page unmodified until then.
    """
    if stored is None or step.method != "GET" or stored.url not in (step.url, url):
        return {}
    headers = {}
    if stored.etag and _sendable(stored.etag):
        headers["If-None-Match"] = stored.etag
    if stored.last_modified and _past(stored.last_modified, now):
        headers["If-Modified-Since"] = stored.last_modified
    return headers


def location(exchange: Exchange) -> str:
    """Absolute address that an answer redirects to; '' when it is no redirect or names none that can be read.

    The header's bytes may be UTF-8 or GBK; what is not ASCII is percent-encoded as it came.
    """
    value = exchange.by_name.get("location", "").strip() if exchange.status in REDIRECTS else ""
    if not value:
        return ""
    try:
        return urldefrag(
            urljoin(exchange.url, quote(value.encode("latin-1"), safe="!#$%&'()*+,/:;=?@[]~"))
        ).url
    except ValueError:
        return ""


def following(step: Request, status: int, target: str) -> Request:
    """The question that a redirect turns `step` into: 307 and 308 keep a POST, the others make it a GET."""
    if status in (307, 308):
        return Request(target, step.method, step.body, step.content_type)
    return Request(target)


def _past(date: str, now: datetime) -> bool:
    """Whether an HTTP date can be read and is not in the future."""
    try:
        parsed = parsedate_to_datetime(date)
    except (ValueError, IndexError):
        return False
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)) <= now


def _sendable(value: str) -> bool:
    """Whether a stored value can go into a header without breaking it."""
    return value.isprintable() and all(ord(character) < 256 for character in value)
