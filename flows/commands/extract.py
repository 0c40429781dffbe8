"""`gongkai extract`: reads one page or document from a file or an address, prints one JSON object."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

import click

from flows.commands.options import EXIT_UNREACHABLE, EXIT_USE, fail, home_option, portal_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapers.documents import Document
    from scrapers.extract import InForce
    from scrapers.http.answers import Answer
    from scrapers.records import Page


@click.command("extract", help="读取一个网页(内容页或列表页)或文档(PDF、Word、Excel 等),输出一个 JSON 对象。")
@click.argument("source", metavar="文件|网址")
@click.option("--url", "address", metavar="网址", help="文件内容原来的网址,用于解析相对链接")
@click.option(
    "--kind",
    type=click.Choice(["item", "list", "document"]),
    help="按内容页、列表页或文档读取;默认自动判断",
)
@click.option(
    "--section",
    metavar="栏目id",
    help="数据目录中的栏目:按它现行的版式读,并列出版式、每一处在这个网页上匹配到几次、通用规则读出的差别",
)
@portal_option
@home_option
def command(
    source: str, address: str | None, kind: str | None, section: str | None, portal: str | None, home: Path
) -> None:
    """Exit code 0 whatever the page or document turns out to be; 2 for a file or section that is not there, 5
    for no answer. Home and portal are looked at for the section alone."""
    from scrapers.documents import is_document, written
    from scrapers.extract import extract
    from scrapers.privacy import mask, mask_address

    in_force = _in_force(home, portal, section) if section else None
    as_page = bool(section) or kind not in (None, "document")
    found = _fetched(source) if "://" in source else _opened(source, address)
    if found.too_large and as_page:
        raise fail(
            f"{mask(mask_address(source))}: 超过 {_most() >> 20} MB,不会是网页,没有读;请检查路径或网址",
            EXIT_USE,
        )
    if found.elsewhere and kind != "document":
        _print([json.dumps(found.elsewhere, ensure_ascii=False, indent=2)])
    elif not as_page and (kind or found.too_large or is_document(found.page.body, found.name)):
        _print(written(_read(found)))
    else:
        _print([json.dumps(extract(found.page, kind, in_force), ensure_ascii=False, indent=2)])


class _Found(NamedTuple):
    """What stands under a path or behind an address."""

    page: Page
    name: str
    too_large: bool = False
    notes: tuple[str, ...] = ()
    """What people should know of how it came (Chinese)."""
    elsewhere: dict[str, Any] | None = None
    """What is told instead, where the host sends on to a place that is not asked."""


def _most() -> int:
    """Bytes of the largest file that is read."""
    from scrapers.documents import Limits

    return Limits().content


def _print(pieces: Iterable[str]) -> None:
    """Pieces of JSON, a megabyte or so at once."""
    held, length = list[str](), 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > 1 << 20:
            click.echo(_printable("".join(held)), nl=False)
            held, length = [], 0
    click.echo(_printable("".join(held)))


def _printable(text: str, encoding: str | None = None) -> str:
    """JSON with the signs that stdout's encoding (GBK) does not have escaped as JSON has it."""
    encoding = encoding or sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        told = {
            ord(sign): json.dumps(sign)[1:-1] for sign in set(text) if sign.encode(encoding, "ignore") == b""
        }
        return text.translate(told)
    return text


def _read(found: _Found) -> Document:
    """The document, read in a process of its own."""
    from scrapers.documents import FORMATS, Document, Reader

    if found.too_large:
        kind, most = FORMATS["unknown"], f"文件超过 {_most() >> 20} MB,没有读"
        return Document("too_large", kind.name, kind.media_type, most, found.name, notes=found.notes)
    with Reader() as reader:
        document = reader.read(found.page.body, found.name)
    return replace(document, notes=(*found.notes, *document.notes)) if found.notes else document


def _opened(source: str, address: str | None) -> _Found:
    """The file's bytes with the address they are of, and its name."""
    from scrapers.oswords import reason
    from scrapers.privacy import mask
    from scrapers.records import Page

    path = Path(source)
    try:
        body = _bytes_of(path)
    except OSError as error:
        raise fail(f"{mask(source)}: 无法读取({reason(error)});请检查路径", EXIT_USE) from error
    return _Found(Page(address or path.resolve().as_uri(), body), path.name, len(body) > _most())


def _bytes_of(path: Path) -> bytes:
    """The file's bytes; of one that is larger than what is read, or has no end, a byte more than that. A pipe
    into which nobody writes is empty. Raises OSError."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(file, "rb") as opened:
        os.set_blocking(file, True)
        return opened.read(_most() + 1)


def _in_force(home: Path, portal: str | None, section: str) -> InForce:
    """By what the section's pages are read."""
    from flows.layouts import section_layouts
    from scrapers.extract import InForce
    from warehouse.home import Home

    found = section_layouts(Home(home), portal, section)
    return InForce(found.family, found.lists, found.items)


def _fetched(url: str) -> _Found:
    """What is behind an address, asked politely, and the file's name; a challenge or soft 404 is still a page
    to describe."""
    from scrapers.address import host_of
    from scrapers.http.client import HttpClient
    from scrapers.http.manners import Manners
    from scrapers.privacy import mask, mask_address
    from scrapers.records import Request

    shown = mask_address(url)
    if not url.lower().startswith(("http://", "https://")) or not host_of(url):
        raise fail(f"{shown}: 不是完整网址;须以 http:// 或 https:// 开头,后面是主机名", EXIT_USE)
    manners = Manners(files=True, max_body=_most())
    with HttpClient([host_of(url)], manners) as client:
        answer = client.ask(Request(url))
    if answer.status is None:
        said = answer.reason or answer.outcome
        raise fail(f"{shown}: 没有得到回答:{said};请稍后重试,或下载成文件后读取文件", EXIT_UNREACHABLE)
    elsewhere = None
    if 300 <= answer.status < 400:
        target, said = mask_address(answer.redirect_target), mask(answer.reason)
        if answer.outcome == "redirected_away":
            said = "转到另一台主机,没有跟随;要读它,请对 target 的网址运行 gongkai extract"
        elsewhere = {"kind": "other", "outcome": "redirect", "reason": said, "target": target or None}
    failed = not 200 <= answer.status < 400
    notes = (f"服务器的回答是 HTTP {answer.status}(不是 200):内容可能不是这个文件",) if failed else ()
    too_large = answer.outcome == "too_large"
    return _Found(answer.page, _name_of(answer), too_large, notes, elsewhere)


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
    name = PurePosixPath(name.replace("\\", "/")).name or unquote(
        PurePosixPath(urlsplit(answer.final_url).path).name
    )
    try:
        # Hosts send Chinese names bare: the header's bytes, read as Latin-1, are UTF-8 or GB18030.
        return decode(name.encode("latin-1"))[0]
    except UnicodeEncodeError:
        return name


_ENCODED_NAME = re.compile(r"filename\*=(?:utf-?8|gbk|gb2312|gb18030|iso-8859-1)'[^']*'[^;\s]+", re.I)
