"""`gongkai extract`: reads one page or document from a file or an address, prints one JSON object."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_USE, fail, home_option, portal_option
from flows.source import document_of, found_at, most

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapers.extract import InForce


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
    found = found_at(source, address)
    if found.too_large and as_page:
        raise fail(
            f"{mask(mask_address(source))}: 超过 {most() >> 20} MB,不会是网页,没有读;请检查路径或网址",
            EXIT_USE,
        )
    if found.elsewhere and kind != "document":
        _print([json.dumps(found.elsewhere, ensure_ascii=False, indent=2)])
    elif not as_page and (kind or found.too_large or is_document(found.page.body, found.name)):
        _print(written(document_of(found)))
    else:
        _print([json.dumps(extract(found.page, kind, in_force), ensure_ascii=False, indent=2)])


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


def _in_force(home: Path, portal: str | None, section: str) -> InForce:
    """By what the section's pages are read."""
    from flows.layouts import section_layouts
    from scrapers.extract import InForce
    from warehouse.home import Home

    found = section_layouts(Home(home), portal, section)
    return InForce(found.family, found.lists, found.items)
