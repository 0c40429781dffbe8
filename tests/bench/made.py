"""A large home made row by row, without a crawl, and nights in which a thousandth of its items changes: those
through packages and the loader, as a crawl brings them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.address import item_id
from scrapers.portalfile import Portal
from tests.bench.turns import Took, took
from tests.warehouse.build import SITE, County, Told, page, portal, section
from warehouse.clock import set_right
from warehouse.home import Home
from warehouse.ledger import held_ledger
from warehouse.load import LoadReport
from warehouse.portals import sync_portal
from warehouse.runs import begin_run, end_run

SECTIONS = 2_000
UNITS = 60
NOW = datetime(2018, 1, 20, 18, tzinfo=UTC)
NAMES = ("通知公告", "政府文件", "政策解读", "信息公开指南", "综合信息")

A_THOUSANDTH = 1 / 1000
"""The share of items that a night changes."""

CHANGED_SECTIONS = 20
"""How many sections those items are spread over."""

CHANGES = ("new", "edited", "withdrawn", "moved")

KNOWN = """
SELECT url, list_title, listed_on FROM item_sections
WHERE section_id = ? AND left_at IS NULL AND item_id NOT IN (SELECT item_id FROM withdrawals)
ORDER BY hash(item_id, ?) LIMIT ?
"""


def declared() -> Portal:
    """The portal file. One section in five is left to the rules, as far more than portals need."""
    units = [{"name": f"某县第{number}局", "aliases": [f"第{number}局"]} for number in range(UNITS)]
    sections = (
        section(f"s{number}", NAMES[number % 5], NAMES[number % 5] if number % 5 < 4 else "auto")
        for number in range(SECTIONS)
    )
    return portal(*sections, units=units, portal_id="made", default_unit="某县人民政府")


@contextmanager
def made_home(rows: int) -> Iterator[Home]:
    """A home of so many items, its ledger closed, nothing published; gone at the end."""
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch:
        home = Home(Path(scratch) / "home")
        home.create()
        with held_ledger(home.ledger) as ledger:
            sync_portal(ledger, declared())
            run_id = begin_run(ledger, "nightly", "made", None, NOW)
            values = {"rows": rows, "sections": SECTIONS, "run_id": run_id, "at": NOW}
            _run(ledger, "generated.sql", values)
            end_run(ledger, run_id, "complete", NOW)
            [(named, url)] = ledger.execute("SELECT item_id, url FROM items LIMIT 1").fetchall()
            if named != item_id("made", url):
                raise RuntimeError("generated.sql names items otherwise than the loader does")
        yield home


def _run(ledger: DuckDBPyConnection, file: str, values: dict[str, object]) -> None:
    script = Path(__file__).with_name(file).read_text(encoding="utf-8")
    for statement in duckdb.extract_statements(script):
        ledger.execute(statement, {name: values[name] for name in statement.named_parameters})


class Night(NamedTuple):
    """A night that was loaded: the instant at which it is published, and what the loading took."""

    now: datetime
    loading: Took


def night(home: Home, number: int, rows: int, seen_again: int = 0) -> Night:
    """The night of that number, from 1 on: a thousandth of `rows` items is new, edited, withdrawn or in
    another section, all other sections are as they were, `seen_again` rows of each met again."""
    now = NOW + timedelta(days=number)
    with held_ledger(home.ledger) as ledger:
        set_right(ledger, now)
        county = County(home, ledger, declared(), now)
        run_id = county.begin()
        sections = [f"s{(number * 97 + step * 89) % SECTIONS}" for step in range(CHANGED_SECTIONS)]
        kinds = cycle(CHANGES)
        for place, name in enumerate(sections):
            other = sections[place - 1]
            a_section = max(1, round(rows * A_THOUSANDTH / CHANGED_SECTIONS))
            known = ledger.execute(KNOWN, [other, number, a_section]).fetchall()
            own = ledger.execute(KNOWN, [name, number + 1, a_section]).fetchall()
            told = [
                _told(kind, name, f"{number}_{each}", own, known)
                for each, kind in zip(range(a_section), kinds, strict=False)
            ]
            county.tell(name, told, whole_list=False, ground="increment", declared=(25, None))
        loaded: list[LoadReport] = []
        loading = took(lambda: loaded.append(county.load()))
        if loaded[0].rejected or len(loaded[0].loaded) != CHANGED_SECTIONS:
            raise RuntimeError(f"the night was not loaded, so nothing was measured: {loaded}")
        _run(ledger, "seen.sql", {"run_id": run_id, "at": now, "again": seen_again})
        end_run(ledger, run_id, "complete", now + timedelta(minutes=6))
    shutil.rmtree(home.archive)
    home.create()
    return Night(now + timedelta(minutes=7), loading)


Row = tuple[str, str, date]


def _told(kind: str, name: str, number: str, own: list[Row], others: list[Row]) -> Told:
    """One change, of the section's own rows or of another section's; a new item where these are used up."""
    rows = others if kind == "moved" else own
    if kind == "new" or not rows:
        day = date(2018, 1, 20)
        title = f"关于做好2018年第{number}号事项有关工作的通知"
        return Told(f"{name}/201801/t20180120_{number}.html", title, day, page=_page(title, day))
    url, title, day = rows.pop()
    path = url.removeprefix(SITE)
    if kind == "edited":
        return Told(path, f"{title}(修订)", day, page=_page(f"{title}(修订)", day))
    if kind == "withdrawn":
        return Told(path, title, day, listed=False, page={"outcome": "gone"})
    return Told(path, title, day)


def _page(title: str, day: date) -> dict[str, object]:
    digest = sha256(title.encode()).hexdigest()
    stated = {"title": title, "published_on": day, "unit": "某县第7局", "read_from": {"title": "heading:h1"}}
    return page(**stated, content_sha256=digest, text_length=1200, body_digest=digest[:16])
