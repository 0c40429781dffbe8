"""The home page in the nights of the small county: what is asked for it, and what stands of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nights.house import House, Night
from tests.portal import Portal, running_portal

OUTCOMES = "SELECT url, value FROM observations WHERE kind = 'home_link' AND fact = 'outcome' ORDER BY url"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_portal(edition="small") as portal:
        made = House(portal, tmp_path / "house", ("zwyw", "tzgg"))
        turn(made, "ask")
        yield made


def turn(house: House, wish: str) -> None:
    """The portal file says so of the home page."""
    text = house.portal_file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("home_links")]
    place = lines.index("[manners]")
    house.portal_file.write_text(
        "\n".join([*lines[:place], f'home_links = "{wish}"', *lines[place:]]), "utf-8"
    )


def home_of(portal: Portal) -> str:
    return f"http://{portal.world.hosts[0]}/"


def asked_of(night: Night) -> list[str]:
    """What was asked for the home page alone."""
    return [
        url
        for (url,) in night.rows(
            "SELECT url FROM fetches WHERE run_id = ? AND archive_file IS NULL ORDER BY url",
            night.summary.run_id,
        )
    ]


def test_a_night_reads_the_home_page_once_and_asks_no_address_twice(house: House) -> None:
    first = house.night()
    assert dict(first.outcomes) == {"zwyw": "complete", "tzgg": "complete"}
    asked = [url for url, _ in first.asked]
    assert asked.count(home_of(house.portal)) == 1
    links = asked[asked.index(home_of(house.portal)) + 1 :]
    assert links and len(links) == len(set(links))
    assert not set(links) & set(asked[: asked.index(home_of(house.portal))])
    told = dict(first.rows(OUTCOMES))
    assert told and set(told.values()) <= {"ok", "gone", "soft_gone", "not_asked"}
    assert "ok" in told.values()
    [(home,)] = first.rows("SELECT value FROM observations WHERE kind = 'home' AND fact = 'outcome'")
    assert home == "ok"

    second = house.night()
    assert [url for url, _ in second.asked].count(home_of(house.portal)) == 1
    broken = {url for url, value in told.items() if value not in ("ok", "not_asked")}
    assert set(asked_of(second)) <= broken | {home_of(house.portal)}, (
        "what opened is not asked again for days"
    )
    assert dict(second.rows(OUTCOMES)) == told
    assert second.rows("SELECT content_sha256 FROM meta") is not None
