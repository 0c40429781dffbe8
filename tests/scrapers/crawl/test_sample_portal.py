"""The crawl against a served portal of several systems: rows, dates, titles, requests, faults."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.address import item_id
from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.section import Crawl, CrawlPlace
from scrapers.http.client import HttpClient
from scrapers.http.manners import Manners
from scrapers.package import Proof
from scrapers.portalfile import load_portal
from tests.portal import Portal, running_portal
from tests.scrapers.crawl.memory import Memory

TODAY = date(2018, 6, 1)
FORMS = {"day": "%Y-%m-%d", "minute": "%Y-%m-%dT%H:%M%z", "second": "%Y-%m-%dT%H:%M:%S%z"}
"""To what an item's page prints its instant."""


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    with running_portal(edition="small") as served:
        monkeypatch.setenv("http_proxy", served.proxy_url)
        monkeypatch.setenv("no_proxy", "")
        yield served


class Nights:
    """Runs over all sections of the county, one ledger for all of them."""

    def __init__(self, county: Portal, root: Path) -> None:
        self.memory, self.file = (
            Memory(root / "home"),
            load_portal(str(county.write_portal_file(root / "county.toml"))),
        )
        self.nights = 0

    def run(self) -> dict[str, Proof]:
        """One night: outcome and counts per section."""
        self.nights += 1
        self.memory.end()
        policy = RevisitPolicy("nightly", TODAY + timedelta(self.nights))
        run_id = self.memory.begin(self.file, policy, datetime.now(UTC))
        table = self.file.manners
        quick = Manners(table.requests_per_second, table.connections, tries=1, user_agent_contact="")
        with HttpClient(self.file.hosts, quick) as client:
            crawl = Crawl(
                portal=self.file, run_id=run_id, policy=policy, client=client,
                place=CrawlPlace(self.memory.home.work, self.memory.archive), checked=self.memory.checked(),
                now=lambda: datetime.now(UTC), stop=threading.Event(), progress=lambda *_: None,
            )  # fmt: skip
            return {
                section.id: crawl.section(section, self.memory.known(section.id))
                for section in self.file.section
            }


def _held(nights: Nights, county: Portal) -> dict[str, tuple[set[str], set[str]]]:
    """Per section: item ids that the crawl holds, and those that the county's list shows."""
    return {
        section.id: (
            set(nights.memory.rows_of(section.id)),
            {item_id("yunze", item.address) for item in county.world.rows(section.id)},
        )
        for section in nights.file.section
    }


def test_every_row_of_every_section_is_read_once_with_what_its_page_states(
    county: Portal, tmp_path: Path
) -> None:
    nights = Nights(county, tmp_path)
    proofs = nights.run()
    assert {
        name: proof.reason for name, proof in proofs.items() if proof.outcome not in ("complete", "empty")
    } == {}
    for section, (held, shown) in _held(nights, county).items():
        assert held == shown, section
        rows = len(county.world.rows(section))
        assert proofs[section].records_read == rows
        assert proofs[section].records_declared in (None, rows)
        assert (proofs[section].outcome == "empty") == (rows == 0)
    pages = nights.memory.pages
    read = 0
    for item in county.truth.items:
        page = pages.get(item_id("yunze", item.address))
        if item.kind != "page" or page is None:
            continue
        read += 1
        assert page["outcome"] == "ok", item
        assert (page["title"], page["published_on"]) == (item.title, item.day)
        printed = page["published_at"]
        assert (printed and printed.strftime(FORMS[item.precision])) == (
            None if item.precision == "day" else item.published.strftime(FORMS[item.precision])
        )
    assert read > 20


def test_minutes_around_new_year_fall_into_their_own_years(county: Portal, tmp_path: Path) -> None:
    """31 December 23:59 and 1 January 00:01 are told in Asia/Shanghai."""
    nights = Nights(county, tmp_path)
    nights.run()
    pages = nights.memory.pages
    edges = [
        item for item in county.truth.items
        if item.kind == "page" and (item.day.month, item.day.day) in ((12, 31), (1, 1))
    ]  # fmt: skip
    assert {item.year for item in edges} >= {2016, 2017, 2018}
    for item in edges:
        page = pages[item_id("yunze", item.address)]
        assert page["published_on"] == item.day


def test_a_quiet_night_costs_a_question_a_section_and_the_slice(county: Portal, tmp_path: Path) -> None:
    nights = Nights(county, tmp_path)
    nights.run()
    county.forget_requests()
    proofs = nights.run()
    assert {proof.outcome for proof in proofs.values()} <= {"complete", "empty"}
    lists = sum(1 for fetch in _fetches(nights) if fetch["role"] == "list")
    # A list whose rows a script fetches needs two questions; one that reaches known rows on page 1 needs one.
    assert lists <= 2 * len(nights.file.section)
    items = sum(1 for fetch in _fetches(nights) if fetch["role"] == "item")
    known = sum(len(held) for held, _ in _held(nights, county).values())
    assert items <= known / 5 + len(nights.file.section)
    outcomes = {fetch["outcome"] for fetch in _fetches(nights) if fetch["etag"] or fetch["status"] == 304}
    assert outcomes <= {"unchanged", "ok"}
    assert len(county.requests) <= lists + items + len(nights.file.hosts)


def _fetches(nights: Nights) -> list[dict[str, Any]]:
    """The questions of the last night."""
    last = max(fetch["run_id"] for fetch in nights.memory.fetches)
    return [fetch for fetch in nights.memory.fetches if fetch["run_id"] == last]


def test_a_night_with_changes_is_told_truly(county: Portal, tmp_path: Path) -> None:
    nights = Nights(county, tmp_path)
    nights.run()
    world = county.world
    section = max(world.sections, key=lambda name: len(world.rows(name)))
    pages = [item for item in world.rows(section) if item.kind == "page"]
    added = world.add_like(pages[0].key, "新发布的一份办理情况通报", pages[0].published + timedelta(days=1))
    gone = world.withdraw(pages[-1].key)
    proofs = nights.run()
    assert proofs[section].outcome == "complete"
    assert item_id("yunze", added.address) in nights.memory.rows_of(section)
    held, shown = _held(nights, county)[section]
    if proofs[section].records_declared is not None:
        assert held == shown
        assert item_id("yunze", gone.address) not in held


@pytest.mark.parametrize("kind", ["challenge-521", "challenge-412"])
def test_a_challenged_night_asks_once_a_host(kind: str, county: Portal, tmp_path: Path) -> None:
    nights = Nights(county, tmp_path)
    county.faults.add(kind, r"^(?!.*robots\.txt)")
    proofs = nights.run()
    assert {proof.outcome for proof in proofs.values()} == {"challenged"}
    assert len(county.requests) <= 2 * len(nights.file.hosts)


@pytest.mark.parametrize("kind", ["endless-same", "endless-new"])
def test_endless_pagers_end_and_are_never_complete(kind: str, county: Portal, tmp_path: Path) -> None:
    nights = Nights(county, tmp_path)
    filled = {section.id for section in nights.file.section if county.world.rows(section.id)}
    places = "|".join(section.url for section in nights.file.section if section.id in filled)
    county.faults.add(kind, rf"(?:{places.replace('.', '[.]')}|dataproxy|_\d+[.]s?html)")
    proofs = nights.run()
    assert {proofs[name].outcome for name in filled} <= {"partial", "failed"}
    lists = sum(fetch["role"] == "list" for fetch in _fetches(nights))
    assert lists <= 60 * len(filled)


def test_rows_published_while_the_lists_are_read_are_neither_lost_nor_doubled(
    county: Portal, tmp_path: Path
) -> None:
    nights = Nights(county, tmp_path)
    section = max(county.world.sections, key=lambda name: len(county.world.rows(name)))
    url = next(one.url for one in nights.file.section if one.id == section)
    county.faults.add("drift", url.rpartition("/")[0].replace(".", "[.]"), times=2)
    proofs = nights.run()
    held, shown = _held(nights, county)[section]
    assert held == shown
    assert (proofs[section].outcome, proofs[section].records_read) == ("complete", len(shown))


@pytest.mark.parametrize("kind", ["only-navigation", "shrunk"])
def test_a_bad_night_after_a_good_one_leaves_what_was_accepted(
    kind: str, county: Portal, tmp_path: Path
) -> None:
    nights = Nights(county, tmp_path)
    nights.run()
    county.faults.add(kind, r"^(?!.*robots\.txt)")
    proofs = nights.run()
    long = [name for name in proofs if len(county.world.rows(name)) >= 5]
    assert {proofs[name].outcome for name in long} <= {"partial", "failed"}
    held = _held(nights, county)
    assert all(shown <= mine for mine, shown in (held[name] for name in long))


def test_with_nothing_but_navigation_left_no_section_is_taken_for_read(
    county: Portal, tmp_path: Path
) -> None:
    county.faults.add("only-navigation")
    nights = Nights(county, tmp_path)
    proofs = nights.run()
    assert {proof.records_read for proof in proofs.values()} == {0}
    assert {proof.outcome for proof in proofs.values()} <= {"failed", "empty"}
    stated = {key for key, proof in proofs.items() if proof.outcome == "empty"}
    assert all(proofs[key].records_declared == 0 for key in stated), "empty only where a total of 0 is stated"
