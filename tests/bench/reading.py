"""Reading item pages on one core: ours against plain BeautifulSoup over the whole page, and trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import trafilatura
from bs4 import BeautifulSoup

from scrapers.parsing import parse_item
from scrapers.records import ItemPage, Page
from tests.bench.table import Bar, Result
from tests.bench.turns import Took, by_turns, middle, took
from tests.portal.building import build
from tests.portal.editions import EDITIONS
from tests.portal.site import Site
from tests.portal.wire import Question
from tests.shared import SHARED

SIZE = 20_000
"""Bytes of a page, about."""
PAGES = 150
_DATE = re.compile(r"(?:发布时间|发布日期)\s*[:：]\s*(\d{4}[-年]\d{1,2}[-月]\d{1,2})")
_UNIT = re.compile(r"(?:信息来源|来源|发布机构)\s*[:：]\s*(\S+)")


def measure() -> list[Result]:
    """Pages a second of each reader, over the same pages in turns, so that a busy machine slows all alike."""
    results = _compared(made_pages(), f"made-up pages of {SIZE // 1000} KB", bar=True)
    saved = saved_pages()
    return results + (_compared(saved, "saved item pages of real portals", bar=False) if saved else [])


def made_pages() -> list[Page]:
    """Item pages of the sample county in its four systems' markup, bodies lengthened to a usual size."""
    world = build(EDITIONS["county"], 2017)
    site = Site(world)
    items = [item for item in world.truth().items if item.kind == "page"]
    pages = []
    for item in items[:: len(items) // PAGES][:PAGES]:
        host, _, path = item.address.partition("://")[2].partition("/")
        answer = site.answer(Question("GET", item.address, host, f"/{path}", "", {}))
        headers = dict(answer.headers)
        pages.append(Page(item.address, _lengthened(answer.body), headers.get("Content-Type")))
    return pages


def _lengthened(body: bytes) -> bytes:
    """The page with paragraphs of its own text repeated to about `SIZE`."""
    paragraphs = re.findall(rb"<p[^>]*>.{60,}?</p>", body)
    if not paragraphs:
        return body
    last = paragraphs[-1]
    missing = max(0, SIZE - len(body))
    return body.replace(
        last,
        last + b"\n".join(paragraphs * (1 + missing // sum(map(len, paragraphs))))[:missing] + b"</p>",
        1,
    )


def saved_pages() -> list[Page]:
    """The saved item pages beside the checkout; none where they are absent."""
    folder = SHARED / "portals" / "pages"
    files = sorted(path for path in folder.rglob("item*") if path.is_file()) if folder.is_dir() else []
    return [Page(f"http://www.saved.gov.cn/{path.name}", path.read_bytes(), None) for path in files]


def _compared(pages: Sequence[Page], named: str, *, bar: bool) -> list[Result]:
    mean = sum(len(page.body) for page in pages) / len(pages) / 1000
    readers: dict[str, Callable[[Page], object]] = {
        "parse_item": parse_item,
        "BeautifulSoup(lxml), title, date and unit": _by_soup,
        "trafilatura.bare_extraction": _by_trafilatura,
    }
    rounds = by_turns(*(partial(_read_by, reader, pages) for reader in readers.values()))
    read = sum(isinstance(parse_item(page), ItemPage) for page in pages)
    results = []
    for place, name in enumerate(readers):
        own = name == "parse_item"
        note = f"mean {mean:.0f} KB, {read} of {len(pages)} read as items" if own else ""
        limit = Bar("at least", 150) if bar and own else None
        rates = [1 / runs[place].each for runs in rounds]
        results.append(middle(f"{name}: {named}", rates, "pages/s", limit, note))
    return results + [
        middle(f"parse_item / {name}", [runs[place].each / runs[0].each for runs in rounds])
        for place, name in enumerate(readers)
        if place
    ]


def _read_by(reader: Callable[[Page], object], pages: Sequence[Page]) -> Took:
    """All pages, by processor time."""
    run = took(lambda: [reader(page) for page in pages])
    return replace(run, done=len(pages))


def _by_soup(page: Page) -> tuple[str, str, str]:
    """What a plain reader does: the whole page parsed, its heading, its text searched for date and unit."""
    soup = BeautifulSoup(page.body, "lxml")
    heading = soup.find(["h1", "title"])
    text = soup.get_text(" ")
    date, unit = _DATE.search(text), _UNIT.search(text)
    return heading.get_text(strip=True) if heading else "", date[1] if date else "", unit[1] if unit else ""


def _by_trafilatura(page: Page) -> object:
    return trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
