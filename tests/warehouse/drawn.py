"""Nights drawn from a seed: items that come, change, leave, move and stand in several sections, pages that
fail or are gone, nights held back, runs that prove a section twice, things taken out for good, the archive
read again. For comparing ways of loading, which must leave the same ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from scrapers.package import ObservationRow
from tests.warehouse.build import SITE, County, Told, county, page, portal, section
from warehouse.runs import ending

SECTIONS = ("wj", "tz", "dt")
ITEMS = 9
OUTCOMES = ("ok", "ok", "ok", "unchanged", "unchanged", "not_found", "server_error")


@contextmanager
def drawn(root: Path, seed: int) -> Iterator[County]:
    """A county of three sections whose runs are named by the seed."""
    random = Random(seed)
    declared = portal(section("wj", "政府文件"), section("tz", "通知公告"), section("dt", "工作动态"))
    with (
        patch("secrets.token_hex", lambda size=2: f"{random.getrandbits(8 * size):0{2 * size}x}"),
        county(root, declared) as made,
    ):
        yield made


def live(made: County, seed: int, nights: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """Lives through nights, and gives the ledger after each."""
    random = Random(seed)
    titles = dict.fromkeys(range(ITEMS), 0)
    for night in range(nights):
        kind = "reparse" if night and random.random() < 0.15 else "nightly"
        made.begin(kind)
        if random.random() < 0.2:
            _take_out(made, random.randrange(ITEMS))
        for section_id in random.sample(SECTIONS, random.randint(1, 3)):
            for _ in range(random.choice((1, 1, 2))):
                _tell(made, random, titles, section_id, night)
                if random.random() < 0.5:
                    made.now += timedelta(minutes=random.randint(1, 9))
        made.load()
        yield ledger_of(made)
        if random.random() < 0.8:
            with ending(made.ledger, {made.run_id: "complete"}, made.now):
                pass
        made.next_night()


def _tell(made: County, random: Random, titles: dict[int, int], section_id: str, night: int) -> None:
    """A package of one section; it may state another title or day than before, or another address."""
    told = []
    for number in sorted(random.sample(range(ITEMS), random.randint(0, ITEMS))):
        if random.random() < 0.15:
            titles[number] += 1
        path = f"{number}.html" if random.random() < 0.9 else f"new/{number}.html"
        asked = None
        if random.random() < 0.6:
            outcome = random.choice(OUTCOMES)
            asked = {"outcome": outcome} if outcome != "ok" else _page(number, titles[number])
        told.append(
            Told(
                path,
                title=f"关于{number}的通知{titles[number]}",
                listed_on=None
                if random.random() < 0.1
                else date(2017, 6, 1 + (number + titles[number]) % 20),
                pinned=random.random() < 0.1,
                page=asked,
                listed=asked is None or random.random() < 0.9,
            )
        )
    outcome = random.choice(("complete", "complete", "complete", "partial", None))
    observed = []
    if random.random() < 0.2:
        url = f"{SITE}letter/{night % 3}"
        observed = [ObservationRow("letter", "list", url, None, "answer", str(night % 2), None, made.now)]
    made.tell(
        section_id,
        told,
        outcome=outcome,
        declared=(1, len(told) + random.randint(0, 1)),
        whole_list=random.random() < 0.6,
        unread=("没有链接",) if random.random() < 0.3 else (),
        observed=observed,
    )


def _page(number: int, change: int) -> dict[str, Any]:
    return page(
        title=f"关于{number}的通知{change}",
        published_on=date(2017, 6, 1 + number),
        document_number=f"某政〔2017〕{number + 1}号" if number % 3 == 0 else None,
        content_sha256=f"{number}/{change}",
        text_length=100 + change if change % 2 else None,
        body_digest=f"{number}-{change}",
    )


def _take_out(made: County, number: int) -> None:
    """As a redaction leaves the ledger: what it names must not come back."""
    item = Told(f"{number}.html").id
    for statement, values in (
        (
            "INSERT INTO redactions (portal_id, item_id, what, redacted_at, who, why, state)"
            " VALUES ('sample', ?, 'item', ?, '张三', '依规', 'done')",
            (item, made.now),
        ),
        ("INSERT INTO redacted_titles (portal_id, item_id, explains) VALUES ('sample', ?, FALSE)", (item,)),
    ):
        made.ledger.execute(statement, values)


def ledger_of(made: County) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of the ledger, its rows in order."""
    names = made.ledger.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
    return {name: made.ledger.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in sorted(names)}
