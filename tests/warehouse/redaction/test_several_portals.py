"""What is taken out of a home of several portals: sealed years of each, and what another portal carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.address import item_id
from tests.warehouse.archived import ArchivedCounty, archived_county
from tests.warehouse.build import as_left, portal, section
from tests.warehouse.redaction.leak import SECRET, holding, leaky, take_out
from warehouse import portal_names
from warehouse.ledger import open_ledger
from warehouse.load import sync_portal
from warehouse.publish import publish
from warehouse.seal import seal
from warehouse.verify import How, verify_sealed

FIRST, SECOND = (portal(section("wj", "政府文件", "政府文件"), portal_id=name) for name in ("a", "b"))
CLOSED = datetime(2018, 3, 1, tzinfo=UTC)
LEAKED = "http://www.sample.gov.cn/wj/1.html"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    """A home that held one portal when the year was closed first, and two when it was closed again: both list
    the address that must go. Its ledger is closed; to be read only."""
    with archived_county(tmp_path_factory.mktemp("several") / "home", FIRST) as made:
        made.night(wj=[leaky("wj/1.html", "低保名单")])
        seal(made.home, 2017, None, CLOSED, made.payload)
        sync_portal(made.ledger, SECOND)
        for number, whose in enumerate((FIRST, SECOND)):
            told = [
                leaky("wj/1.html", f"低保名单({number})"),
                leaky(f"wj/{number + 2}.html", "停电通知", text="停。" * 90),
            ]
            replace(made, portal=whose, now=made.now + timedelta(seconds=number), parts={}).tell("wj", told)
        made.now += timedelta(seconds=9)
        made.load()
        made.publish()
        for name in ("a", "b"):
            seal(made.home, 2017, None, CLOSED + timedelta(days=9), made.payload, (name,))
        made.next_night()
    return made


@pytest.fixture
def made(once: ArchivedCounty, tmp_path: Path) -> Iterator[ArchivedCounty]:
    with as_left(once, tmp_path / "home") as county:
        yield county


def differences(made: ArchivedCounty, *whose: tuple[str, ...]) -> list[str]:
    found = verify_sealed(made.home, 2017, How(made.now), whose)
    return [one.message for file in found for one in file.differences]


def test_sealed_years_of_each_portal_are_known_for_their_own(made: ArchivedCounty) -> None:
    done = take_out(made, LEAKED)
    assert done.sealed == ("2017.duckdb", "a/2017.v2.duckdb", "b/2017.duckdb")
    assert holding(made.home, SECRET) == []
    assert differences(made, ("a",), ("b",)) == []
    (made.home.sealed / "b").rename(made.home.sealed / "c")
    with open_ledger(made.home.ledger) as ledger:
        portal_names.rename(ledger, "b", "c", made.now)
        publish(made.home, ledger, made.now)
    assert differences(made, ("a",), ("c", "b")) == []


def test_a_change_of_one_portals_sealed_year_is_found(made: ArchivedCounty) -> None:
    take_out(made, LEAKED)
    file = made.home.sealed / "b" / "2017.duckdb"
    file.chmod(0o644)
    with file.open("ab") as more:
        more.write(b"\0")
    assert [told for told in differences(made, ("a",), ("b",)) if "依规删除之后登记的是" in told] != []


def test_what_another_portal_carries_goes_from_the_archive_and_is_named(made: ArchivedCounty) -> None:
    done = take_out(made, item_id("a", LEAKED), titles=True)
    assert holding(made.home, SECRET) == []
    assert any(item_id("b", LEAKED) in sentence for sentence in done.left)
