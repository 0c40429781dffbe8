"""The same portal by Scrapy: fetch, title, date and unit of each item, rows into DuckDB. In a process of its
own; prints one JSON object.

    http_proxy=… python -m tests.bench.scrapy_crawl FILE.duckdb CONCURRENCY

It is as fast as such a spider can be written: it is told how many pages each list has, takes links by one
pattern of the four systems' addresses, and inserts all rows at the end by arrays, which is forty times as
fast as row by row. It keeps no answers, proves nothing, and would have to be written anew for another portal.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import duckdb
import scrapy
from scrapy.crawler import CrawlerProcess

from tests.bench.county import list_pages, truth_of
from tests.bench.turns import processor_seconds

ITEM = re.compile(
    r"""href="([^"]*(?:/t\d{8}_\d+\.html|/art_\d+_\d+\.html|/[0-9a-f]{32}\.shtml|/\d{9}\.shtml|-\d\d/\d+\.html))\""""
)
TITLES = "//meta[@name='ArticleTitle']/@content | //div[@class='article']/div[@class='title']/text()"
DATE = re.compile(r"(?:发布时间|发布日期)(?:</strong>)?：(\d{4}[-年]\d\d[-月]\d\d)")
UNIT = re.compile(r"(?:信息来源|来源|发布机构|责任部门)(?:</strong>)?：(?:<!--.*?-->)?([^<&\s]+)")


class County(scrapy.Spider):
    """Lists by their known number of pages, item pages by the links on them."""

    name = "county"

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file, self.rows, self.pages = file, list[tuple[str, ...]](), 0

    async def start(self) -> AsyncIterator[Any]:
        for address in list_pages(truth_of("county")):
            yield scrapy.Request(address, self.parse_list)

    def parse_list(self, response: Any) -> Iterator[Any]:
        self.pages += 1
        for link in ITEM.findall(response.text):
            # Blocks of the section with <base href="/art/"> come without the page that says so.
            address = f"/art/{link}" if link[:1].isdigit() and "/art_" in link else link
            yield response.follow(address, self.parse_item)

    def parse_item(self, response: Any) -> None:
        self.pages += 1
        title = response.xpath(TITLES).get() or ""
        date, unit = DATE.search(response.text), UNIT.search(response.text)
        self.rows.append((response.url, title, date[1] if date else "", unit[1] if unit else ""))

    def closed(self, reason: str) -> None:
        with duckdb.connect(self.file) as database:
            database.execute("CREATE TABLE items (url VARCHAR, title VARCHAR, day VARCHAR, unit VARCHAR)")
            columns = [list(column) for column in zip(*self.rows, strict=True)]
            database.execute(
                "INSERT INTO items SELECT unnest($1), unnest($2), unnest($3), unnest($4)", columns
            )


SETTINGS = {
    "LOG_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "COOKIES_ENABLED": False,
}


def crawl(file: str, concurrency: int) -> dict[str, float | int]:
    """Seconds from the first question to the last row in the database, pages asked, items stored."""
    begun = time.perf_counter()
    limits = {"CONCURRENT_REQUESTS": concurrency, "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency}
    process = CrawlerProcess({**SETTINGS, **limits})
    crawler = process.create_crawler(County)
    process.crawl(crawler, file=file)
    process.start()
    seconds = time.perf_counter() - begun
    with duckdb.connect(file) as database:
        rows = database.execute(
            "SELECT count(*), count(*) FILTER (title != '' AND day != '') FROM items"
        ).fetchall()
    spider: Any = crawler.spider
    return {
        "seconds": seconds,
        "pages": spider.pages,
        "items": rows[0][0],
        "dated": rows[0][1],
        "processor": processor_seconds(),
    }


if __name__ == "__main__":
    print(json.dumps(crawl(sys.argv[1], int(sys.argv[2]))))
