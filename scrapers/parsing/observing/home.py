"""The portal's home page: what it links to, and the newest day that it prints beside a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urldefrag

from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import other_page
from scrapers.parsing.kind.stub import stub_of
from scrapers.parsing.page.dates import parse_moment
from scrapers.parsing.page.dom import Element, absolute, base_url, fold, text_of
from scrapers.parsing.page.lines import MARK, Line
from scrapers.parsing.words.observing import CALENDAR
from scrapers.records import HomeLink, HomePage, OtherPage, Page

MOST_LINKS = 2_000
"""Links of a home page that are told; a page with more is none that people read."""
TEXT = 200
"""Letters of a link's text that are kept."""
WORDS = 7
"""Letters of a link beside a date, at least: 设为首页 stands beside today's date on every page."""
_ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "img": ("data-original", "data-src", "src"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
}
"""By element the attributes that may hold its address, the first that is there."""
_NO_ADDRESS = re.compile(r"(?:javascript|mailto|tel|data|about|blob|sms|weixin|file)\s*:|#", re.IGNORECASE)
_SHORT_DAY = re.compile(r"(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?")
_BRACKETS = "[]()【】（）〔〕［］<>《》 \t\r\n\u00a0\u3000"
_ROWS = frozenset({"li", "tr", "dl", "dd", "p"})


def read_home(page: Page, today: date) -> HomePage | OtherPage:
    """The home page, or why it is none (challenge, redirect, not HTML …). `today`: the day on which it was
    asked for; a later one printed on it is no day of an update."""
    facts = PageFacts(page)
    stub = stub_of(facts)
    if stub is not None:
        return other_page(stub, facts.encoding)
    base = base_url(facts.tree, page.url)
    days = [day for line in facts.lines for day in _days(line, today) if _is_beside_link(line)]
    return HomePage(tuple(_links(facts.tree, base)), max(days, default=None))


def instead_of_page(page: Page) -> OtherPage | None:
    """What stands in the place of a page that was asked for: a challenge, words of absence, a redirect …;
    None for what may be a page, and for a file of any kind: it opens."""
    facts = PageFacts(page)
    if facts.bare is not None:
        return None
    stub = stub_of(facts)
    return other_page(stub, facts.encoding) if stub is not None else None


def _links(tree: Element, base: str) -> Iterator[HomeLink]:
    """Every address once, with the first words under which it stands."""
    found: dict[str, str] = {}
    for element in tree.iter():
        written = _written(element)
        if written is None:
            continue
        url = _address(base, written)
        text = fold(_words(element))[:TEXT]
        if url not in found and len(found) >= MOST_LINKS:
            break
        found[url] = found.get(url) or text
    return (HomeLink(url, text) for url, text in found.items())


def _written(element: Element) -> str | None:
    """The address that an element names; None where it names none."""
    attributes = _ADDRESSES.get(element.tag) if isinstance(element.tag, str) else None
    for name in attributes or ():
        written = (element.get(name) or "").strip()
        if written:
            return None if _NO_ADDRESS.match(written) else written
    return None


def _address(base: str, written: str) -> str:
    """The absolute address without its fragment, unless that names a page; as written where it is none."""
    url = absolute(base, written)
    if url is None:
        return written
    bare, fragment = urldefrag(url)
    return url if fragment.startswith(("/", "!")) else bare


def _words(element: Element) -> str:
    shown = text_of(element)
    if shown or element.tag != "a":
        return shown or element.get("alt") or element.get("title") or ""
    picture = next(element.iter("img"), None)
    return element.get("title") or (picture is not None and picture.get("alt")) or ""


def _days(line: Line, today: date) -> Iterable[date]:
    """The days up to today that stand in a line as pieces of their own; of one without a year the last."""
    for piece in line.raw.split(MARK):
        text = fold(piece)
        if not any(letter.isdigit() for letter in text) or len(text) > 40:
            continue
        moment = parse_moment(text)
        day = moment.day if moment is not None else _day_of_year(text, today)
        if day is not None and day <= today:
            yield day


def _day_of_year(text: str, today: date) -> date | None:
    """The last day up to today that is written without its year; None where `text` is no such day."""
    found = _SHORT_DAY.fullmatch(text.strip(_BRACKETS))
    for year in (today.year, today.year - 1) if found else ():
        try:
            day = date(year, int(found["m"]), int(found["d"])) if found else today
        except ValueError:
            return None
        if day <= today:
            return day
    return None


def _is_beside_link(line: Line) -> bool:
    """Whether a line's row links to something by more than a few letters."""
    row: Element | None = line.node
    for _ in range(3):
        if row is None or row.tag in ("body", "html"):
            return False
        if any(len(_words(link)) >= WORDS for link in row.iter("a") if link.get("href")):
            return not CALENDAR.search(text_of(row))
        if row.tag in _ROWS:
            return False
        row = row.getparent()
    return False
