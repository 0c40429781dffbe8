"""What shows a complete reading to be one; where that is not plain, nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrapers.crawl.revisit import PROVEN_WITHIN, RevisitPolicy
from scrapers.known import Bound
from tests.scrapers.crawl.memory import Memory, Night, night
from tests.scrapers.crawl.site import BEGIN, EMPTY, LIST, NIGHT, TODAY, FakeClient, Section, rows

TWICE = [*rows(13), rows(13)[0]]

LISTS = {
    "as many rows as it says": (Section(rows(13)), "total"),
    "one page, as many rows as it says": (Section(rows(4)), "total"),
    "pages by number": (Section(rows(13), total=False), "pager_end"),
    "pages by a link to the next": (Section(rows(13), total=False, pages=False), "pager_end"),
    "page 1 of 1": (Section(rows(4), total=False), "pager_end"),
    "no pager": (Section(rows(4), total=False, pages=False), "single_page"),
    "an address that counts twice": (Section(TWICE), "pager_end"),
    "a next page for ever, which is the last one": (
        Section(rows(13), total=False, pages=False, clamp="last"),
        "pager_end",
    ),
    "an empty page": (Section([], overrides={LIST: ("ok", 200, EMPTY, LIST)}), "single_page"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_whole_list_is_proven_by_what_it_shows(memory: Memory, name: str) -> None:
    site, ground = LISTS[name]
    proof, _ = night(memory, site)
    assert proof.outcome in ("complete", "empty"), proof.reason
    assert proof.ground == ground


def test_an_incomplete_reading_has_no_ground(memory: Memory) -> None:
    proof, _ = night(memory, Section(rows(13), unlisted=1))
    assert (proof.outcome, proof.ground) == ("partial", None)


def test_a_night_that_ends_at_known_rows_rests_on_the_reading_that_it_joins(memory: Memory) -> None:
    site = Section(rows(13))
    night(memory, site)
    proof, _ = night(memory, site, days=1)
    assert (proof.whole_list, proof.ground) == (False, "increment")


def test_a_reading_without_a_ground_is_joined_by_none_but_done_again(memory: Memory) -> None:
    site = Section(rows(13))
    night(memory, site)
    memory.ledger.execute("UPDATE section_runs SET proof = NULL")
    proof, _ = night(memory, site, days=1)
    assert (proof.outcome, proof.whole_list, proof.ground) == ("complete", True, "total")


def test_a_reading_taken_over_on_a_persons_word_says_so(memory: Memory) -> None:
    night(memory, Section(rows(13)))
    fewer = Section(rows(4))
    assert night(memory, fewer, days=31)[0].outcome == "partial"
    at = BEGIN + 32 * NIGHT
    crawl = Night(
        memory, FakeClient([fewer], at=at), RevisitPolicy("nightly", TODAY + 32 * NIGHT), begun_at=at
    ).crawl()
    proof = crawl.section(crawl.portal.section[0], replace(memory.known(), bound=Bound(released=True)))
    assert (proof.outcome, proof.ground) == ("complete", "person"), proof.reason


def test_a_section_read_before_grounds_were_kept_is_read_whole_within_the_next_nights(memory: Memory) -> None:
    site = Section(rows(13))
    night(memory, site)
    memory.ledger.execute("UPDATE section_runs SET proof = 'before'")
    nights = [night(memory, site, days=days)[0] for days in range(1, PROVEN_WITHIN + 2)]
    assert {proof.outcome for proof in nights} == {"complete"}
    whole = [proof.whole_list for proof in nights].index(True)
    assert [proof.ground for proof in nights] == [
        *["before"] * whole, "total", *["increment"] * (PROVEN_WITHIN - whole)
    ]  # fmt: skip


def test_sections_of_before_are_not_all_read_whole_in_one_night() -> None:
    policies = [RevisitPolicy("nightly", TODAY + days * NIGHT) for days in range(PROVEN_WITHIN)]
    sections = [f"section-{n}" for n in range(70)]
    shares = [sum(policy.proves(name) for name in sections) for policy in policies]
    assert sum(shares) == 70 and max(shares) < 25, shares
