"""Nights on which nothing happened: what they ask of the server, and that nothing looks new."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scrapers.crawl.revisit import SLICES
from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import House, Night, compare, figures
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "xzdt", "zfwj", "tzgg", "czyjs", "qzqd-fgj", "yjsgk", "gknb", "bmwj", "spxw")
"""All sections of the small county that hold items on every page, on three hosts."""


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as portal:
        yield portal


def slice_of(house: House) -> int:
    """The most item pages that a quiet night may ask: of each section and age class its share, rounded up."""
    today = (FIRST_NIGHT + timedelta(days=house.nights)).date()
    classes: Counter[tuple[str, int]] = Counter()
    for item in house.truth():
        for section_id in item.sections:
            if (
                item.kind == "page"
                and section_id in house.ids
                and house.portal.world.sections[section_id].details
            ):
                age = today - item.day
                classes[section_id, next(i for i, (limit, _) in enumerate(SLICES) if age <= limit)] += 1
    return sum(math.ceil(count / SLICES[rank][1]) for (_, rank), count in classes.items())


def robots(night: Night) -> int:
    """How often robots.txt was asked for."""
    return sum(url.endswith("/robots.txt") for url, _ in night.asked)


def unchanged_since(night: Night, before: Night) -> None:
    """Items, versions and figures are those of `before`; the figures are fresher."""
    for table in (
        "item_id, title, unit, published_on, removed_at FROM items",
        "item_id, version FROM item_versions",
    ):
        assert night.rows(f"SELECT {table} ORDER BY ALL") == before.rows(f"SELECT {table} ORDER BY ALL")
    assert figures(night, with_age=False) == figures(before, with_age=False)
    ages = {
        key: (row[2], figures(before)[key][2]) for key, row in figures(night).items() if row[2] is not None
    }
    assert ages and all(now > then for now, then in ages.values())


def uncounted(night: Night) -> int:
    """Sections whose lists state no total: of these the last page is asked, too, which shows their length."""
    return sum(proof.records_declared is None for proof in night.proofs.values())


def test_a_quiet_night_asks_each_list_once_and_a_slice_of_items(portal: Portal, tmp_path: Path) -> None:
    house = House(portal, tmp_path / "house", SECTIONS)
    first = house.night()
    assert compare(house, first).right
    bound = len(SECTIONS) + len(portal.world.hosts) + slice_of(house)
    second = house.night()
    assert robots(second) == len(portal.world.hosts)
    assert len(second.asked) <= bound + uncounted(second)
    answered = Counter(status for url, status in second.asked if not url.endswith("/robots.txt"))
    assert set(answered) == {304}
    unchanged_since(second, first)


def test_the_slice_rotates(portal: Portal, tmp_path: Path) -> None:
    house = House(portal, tmp_path / "house", ("spxw",))
    house.night()
    asked = [tuple(url for url, _ in house.night().asked if "/spxw/2" in url) for _ in range(3)]
    assert all(asked)
    assert len({url for night in asked for url in night}) == sum(len(night) for night in asked)


@pytest.mark.parametrize("kind", ["never-304", "volatile", "future-modified"])
def test_servers_without_validators_are_handled_by_content(portal: Portal, tmp_path: Path, kind: str) -> None:
    portal.faults.add(kind, "")
    house = House(portal, tmp_path / "house", ("zwyw", "gknb"))
    first, second = house.night(), house.night()
    assert all(status == 200 for _, status in second.asked)
    assert len(second.asked) <= 2 + 2 + slice_of(house) + uncounted(second)
    unchanged_since(second, first)
    edited = next(row for row in portal.world.rows("zwyw") if row.kind == "page" and row.home == "zwyw")
    portal.world.edit(edited.key, f"{edited.title}(更正)")
    third = house.night()
    assert compare(house, third).right
    assert third.rows("SELECT max(version) FROM item_versions") == [(2,)]
