"""What a command is to read: a file, or what stands behind an address, asked politely."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from scrapers.archive_reading import Archived
    from scrapers.documents import Document, Reader
    from scrapers.http.answers import Answer
    from scrapers.records import Page


class SourceError(Exception):
    """There is nothing to read: one sentence (Chinese)."""


class NoAnswer(SourceError):
    """The host could not be reached."""


class Found(NamedTuple):
    """What stands under a path or behind an address."""

    page: Page
    name: str
    too_large: bool = False
    notes: tuple[str, ...] = ()
    """What people should know of how it came (Chinese)."""
    elsewhere: dict[str, Any] | None = None
    """What is told instead, where the host sends on to a place that is not asked."""


def most() -> int:
    """Bytes of the largest file that is read."""
    from scrapers.documents import Limits

    return Limits().content


def found_at(source: str, address: str | None = None) -> Found:
    """What a path or an address names. `address`: of what the file is a copy. Raises SourceError where there
    is no such file, NoAnswer where the host gave none."""
    return _fetched(source) if "://" in source else _opened(source, address)


def found_archived(answer: Archived) -> Found:
    """What the archive kept of an address, as if it had been answered now."""
    from scrapers.records import Page

    page = Page(answer.url, answer.body, answer.content_type)
    return Found(page, _last_name(answer.url), len(answer.body) > most())


def document_of(found: Found) -> Document:
    """The document, read in a process of its own."""
    from scrapers.documents import Reader

    with Reader() as reader:
        return document_in(found, reader)


def document_in(found: Found, reader: Reader) -> Document:
    """The document, read by a reader that is there already."""
    from scrapers.documents import FORMATS, Document

    if found.too_large:
        kind, why = FORMATS["unknown"], f"文件超过 {most() >> 20} MB,没有读"
        return Document("too_large", kind.name, kind.media_type, why, found.name, notes=found.notes)
    document = reader.read(found.page.body, found.name)
    return replace(document, notes=(*found.notes, *document.notes)) if found.notes else document


def _opened(source: str, address: str | None) -> Found:
    """The file's bytes with the address they are of, and its name."""
    from scrapers.oswords import reason
    from scrapers.privacy import mask
    from scrapers.records import Page

    path = Path(source)
    try:
        body = _bytes_of(path)
    except OSError as error:
        raise SourceError(f"{mask(source)}: 无法读取({reason(error)});请检查路径") from error
    return Found(Page(address or path.resolve().as_uri(), body), path.name, len(body) > most())


def _bytes_of(path: Path) -> bytes:
    """The file's bytes; of one that is larger than what is read, or has no end, a byte more than that. A pipe
    into which nobody writes is empty. Raises OSError."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(file, "rb") as opened:
        os.set_blocking(file, True)
        return opened.read(most() + 1)


def _fetched(url: str) -> Found:
    """What is behind an address, asked politely, and the file's name; a challenge or soft 404 is still a page
    to describe."""
    from scrapers.address import host_of
    from scrapers.http.client import HttpClient
    from scrapers.http.manners import Manners
    from scrapers.privacy import mask, mask_address
    from scrapers.records import Request

    shown = mask_address(url)
    if not url.lower().startswith(("http://", "https://")) or not host_of(url):
        raise SourceError(f"{shown}: 不是完整网址;须以 http:// 或 https:// 开头,后面是主机名")
    manners = Manners(files=True, max_body=most())
    with HttpClient([host_of(url)], manners) as client:
        answer = client.ask(Request(url))
    if answer.status is None:
        said = answer.reason or answer.outcome
        raise NoAnswer(f"{shown}: 没有得到回答:{said};请稍后重试,或下载成文件后读取文件")
    elsewhere = None
    if 300 <= answer.status < 400:
        target, said = mask_address(answer.redirect_target), mask(answer.reason)
        if answer.outcome == "redirected_away":
            said = "转到另一台主机,没有跟随;要读它,请对 target 的网址运行 gongkai extract"
        elsewhere = {"kind": "other", "outcome": "redirect", "reason": said, "target": target or None}
    failed = not 200 <= answer.status < 400
    notes = (f"服务器的回答是 HTTP {answer.status}(不是 200):内容可能不是这个文件",) if failed else ()
    too_large = answer.outcome == "too_large"
    return Found(answer.page, _name_of(answer), too_large, notes, elsewhere)


def _name_of(answer: Answer) -> str:
    """The file's name as the host sends it, or as the address ends."""
    from email.message import Message
    from email.utils import collapse_rfc2231_value

    from scrapers.charset import decode

    head = Message()
    sent = answer.headers.get("content-disposition", "")
    # Of two names the one that says its encoding counts (RFC 6266, 4.3): the other is for old browsers.
    encoded = _ENCODED_NAME.search(sent)
    head["Content-Disposition"] = f"attachment; {encoded[0]}" if encoded else sent
    named = head.get_param("filename", header="content-disposition")
    name = collapse_rfc2231_value(named).strip() if named else ""
    name = PurePosixPath(name.replace("\\", "/")).name or _last_name(answer.final_url)
    try:
        # Hosts send Chinese names bare: the header's bytes, read as Latin-1, are UTF-8 or GB18030.
        return decode(name.encode("latin-1"))[0]
    except UnicodeEncodeError:
        return name


def _last_name(url: str) -> str:
    """The name with which an address ends."""
    return unquote(PurePosixPath(urlsplit(url).path).name)


_ENCODED_NAME = re.compile(r"filename\*=(?:utf-?8|gbk|gb2312|gb18030|iso-8859-1)'[^']*'[^;\s]+", re.I)
