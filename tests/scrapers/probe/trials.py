"""Made-up trials for tests that need no page."""

from __future__ import annotations

from datetime import date

from scrapers.address import canonical
from scrapers.probe import names
from scrapers.probe.records import Findings, PageLink, PortalIdentity, Surface, Trial
from scrapers.records import Entry, ListPage, Request

HOME = "http://www.x.gov.cn/"
SITE = PortalIdentity(HOME, ("www.x.gov.cn",), "云泽县人民政府", "云泽县", True)


def entries(*paths: str) -> tuple[Entry, ...]:
    return tuple(Entry(HOME + path, f"关于{path}的通知", date(2017, 3, 1)) for path in paths)


def section(
    path: str, name: str, rows: tuple[Entry, ...], records: int | None = None, shown: tuple[Entry, ...] = ()
) -> Trial:
    """A list with these rows; `shown` stand on its page as well (side lists)."""
    listing = ListPage("ok", rows, records=records, next=Request(HOME + path + "index_2.html"), family="trs")
    addresses = frozenset(canonical(entry.url).rstrip("/") for entry in (*rows, *shown))
    surface = Surface(HOME + path, addresses=addresses)
    link = PageLink(HOME + path, name, "", HOME)
    return Trial(link, HOME + path, name, names.meaning(name), "list", listing=listing, surface=surface)


def findings(*trials: Trial, **others: object) -> Findings:
    return Findings(SITE, trials, **others)  # type: ignore[arg-type]
