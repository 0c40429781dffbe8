"""A made-up county whose item pages are really archived, and read from the archive as a crawl reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from scrapers.address import item_id
from scrapers.archive import ArchiveWriter, Place
from scrapers.crawl.rows import fill
from scrapers.http.answers import Answer, Exchange
from scrapers.package import ItemRow, PackageWriter
from scrapers.portalfile import Portal
from scrapers.records import Page, Request
from scrapers.reread import payload_sha256
from tests.warehouse.build import County, Told
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.load import sync_portal

CONTENT_TYPE = "text/html; charset=utf-8"


def markup(
    title: str,
    day: str | None,
    text: str = "各乡镇人民政府、县直各部门:现将有关事项通知如下,请认真贯彻执行。",
) -> bytes:
    """An item page with the official tags."""
    date = f'<meta name="PubDate" content="{day}">' if day else ""
    head = f'<meta name="ArticleTitle" content="{title}">{date}'
    body = f'<h1>{title}</h1><div class="content"><p>{text}</p><p>{text}</p></div>'
    head = f'<meta charset="utf-8"><title>{title}</title>{head}'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def told(path: str, title: str, day: str | None = "2017-06-01", **more: Any) -> Told:
    """An item with an archived page of that title and day; `text` is the page's own."""
    text = {"text": more.pop("text")} if "text" in more else {}
    return Told(path, title, page={"markup": markup(title, day, **text)}, **more)


@dataclass
class ArchivedCounty(County):
    """Its packages hold real WARC files; `page` of a Told is the page's bytes under `markup`."""

    telling: list[Told] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def tell(self, section_id: str, told: Iterable[Told], *how: Any, **more: Any) -> Path:
        self.telling = list(told)
        return super().tell(section_id, self.telling, *how, **more)

    @property
    def payload(self) -> partial[str]:
        """Sum of a page's bytes, as `gongkai seal` takes it."""
        return partial(payload_sha256, self.home.archive)

    def _warc(self, writer: PackageWriter) -> str:
        paged = [item for item in self.telling if item.page is not None]
        if not paged:
            return super()._warc(writer)
        with ArchiveWriter(writer.folder, writer.head.package_id) as archive:
            for item in paged:
                place = archive.write(self._answer(item))
                assert place is not None
                self.places[item.url] = place
            return archive.file_name

    def _answer(self, item: Told) -> Answer:
        assert item.page is not None
        body = item.page["markup"]
        headers = (("Content-Type", CONTENT_TYPE),)
        at = self.now + timedelta(minutes=1)
        crossed = Exchange(item.url, "GET", (), b"", at, 200, "OK", "HTTP/1.1", headers, body, body)
        return Answer(Request(item.url), at, "ok", "", exchanges=(crossed,), headers=crossed.by_name)

    def _item_row(self, item: Told, warcs: list[str]) -> ItemRow:
        assert item.page is not None
        place = self.places[item.url]
        bare = ItemRow(
            item_id=item_id(self.portal.id, item.url),
            url=item.url,
            seen_at=self.now + timedelta(minutes=1),
            outcome="ok",
            archive_file=place.file_name,
            archive_offset=place.offset,
        )
        return fill(bare, Page(item.url, item.page["markup"], CONTENT_TYPE))


@contextmanager
def archived_county(root: Path, declared: Portal) -> Iterator[ArchivedCounty]:
    """A new county in `root`, as `build.county` makes one."""
    home = Home(root)
    home.create()
    with open_ledger(home.ledger) as ledger:
        sync_portal(ledger, declared)
        yield ArchivedCounty(home, ledger, declared)
