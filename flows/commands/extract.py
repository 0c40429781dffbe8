"""`gongkai extract`: reads one page from a file or an address, prints one JSON object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_UNREACHABLE, EXIT_USE, fail, home_option, portal_option

if TYPE_CHECKING:
    from scrapers.extract import InForce


@click.command("extract", help="读取一个网页或文件(内容页或列表页),输出一个 JSON 对象。")
@click.argument("source", metavar="文件|网址")
@click.option("--url", "address", metavar="网址", help="文件内容原来的网址,用于解析相对链接")
@click.option("--kind", type=click.Choice(["item", "list"]), help="按内容页或列表页读取;默认自动判断")
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
    """Exit code 0 whatever the page turns out to be; 2 for a file or section that is not there, 5 for no
    answer. Home and portal are looked at for the section alone."""
    from scrapers.extract import extract
    from scrapers.oswords import reason
    from scrapers.records import Page

    in_force = _in_force(home, portal, section) if section else None
    if "://" in source:
        page = _fetched(source)
    else:
        path = Path(source)
        try:
            page = Page(address or path.resolve().as_uri(), path.read_bytes())
        except OSError as error:
            raise fail(f"{source}: 无法读取({reason(error)});请检查路径", EXIT_USE) from error
    click.echo(json.dumps(extract(page, kind, in_force), ensure_ascii=False, indent=2))


def _in_force(home: Path, portal: str | None, section: str) -> InForce:
    """By what the section's pages are read."""
    from flows.layouts import section_layouts
    from scrapers.extract import InForce
    from warehouse.home import Home

    found = section_layouts(Home(home), portal, section)
    return InForce(found.family, found.lists, found.items)


def _fetched(url: str):  # type: ignore[no-untyped-def]
    """The page behind an address, asked politely; a challenge or soft 404 is still a page to describe."""
    from scrapers.address import host_of
    from scrapers.http.client import HttpClient
    from scrapers.http.manners import Manners
    from scrapers.records import Request

    if not url.lower().startswith(("http://", "https://")) or not host_of(url):
        raise fail(f"{url}: 不是完整网址;须以 http:// 或 https:// 开头,后面是主机名", EXIT_USE)
    answer = HttpClient([host_of(url)], Manners()).ask(Request(url))
    if answer.status is None:
        raise fail(f"{url}: 没有得到回答:{answer.reason or answer.outcome}", EXIT_UNREACHABLE)
    return answer.page
