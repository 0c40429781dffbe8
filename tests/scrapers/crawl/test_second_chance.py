"""An item page that failed for now is asked once more before its section is partial for it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scrapers.crawl.memory import Memory, Night, night
from tests.scrapers.crawl.site import HOST, FakeClient, Section, ids, portal, rows

FAILED: tuple[Any, ...] = (
    ("server_error", 500, b"", ""),
    ("timeout", None, b"", ""),
    ("too_large", 200, b"", ""),
    ("redirected_away", 302, b"", ""),
)


def outcomes(memory: Memory, url: str) -> list[str]:
    """What came of each question for a page, in their order."""
    return [row["outcome"] for row in memory.fetches if row["url"] == url]


@pytest.mark.parametrize("served", FAILED, ids=[served[0] for served in FAILED])
def test_a_page_that_comes_at_the_second_try_leaves_its_section_complete(served: Any, memory: Memory) -> None:
    site = Section(rows(9))
    failing = [row.url for row in site.rows[2:4]]
    site.overrides = dict.fromkeys(failing, served)
    proof, web = night(memory, site, before={12: site.overrides.clear})
    assert (proof.outcome, proof.reason) == ("complete", "")
    assert web.asked[-2:] == failing and len(web.asked) == 3 + 9 + 2, "at the end of the section's item pages"
    assert memory.ever_read == ids(site.rows)
    assert [outcomes(memory, url) for url in failing] == [[served[0], "ok"]] * 2


def test_a_page_that_fails_twice_is_counted_once_and_comes_the_next_night(memory: Memory) -> None:
    site = Section(rows(9))
    url = site.rows[2].url
    site.overrides = {url: ("timeout", None, b"", "")}
    proof, web = night(memory, site)
    assert proof.outcome == "partial" and proof.reason.startswith("1 个内容页从未读到")
    assert web.asked.count(url) == 2
    assert outcomes(memory, url) == ["timeout"] * 2
    assert max(item.failed_nights for item in night_after(memory, site).values()) == 1
    site.overrides = {}
    assert night(memory, site, days=1)[0].outcome == "complete"


def night_after(memory: Memory, site: Section) -> Any:
    """The items as the night after starts from them, which asks nothing yet."""
    memory.end()
    Night(memory, FakeClient([site])).crawl()
    return memory.known().items


def test_a_page_that_is_there_no_more_at_the_second_try_is_gone(memory: Memory) -> None:
    site = Section(rows(9))
    url = site.rows[2].url
    site.overrides = {url: ("server_error", 500, b"", "")}
    dead = {url: ("gone", 404, b"", "")}
    proof, _ = night(memory, site, before={12: lambda: site.overrides.update(dead)})
    assert proof.outcome == "complete"
    assert memory.pages[next(iter(ids(site.rows[2:3])))]["outcome"] == "gone"


@pytest.mark.parametrize("answer", [("refused_by_robots", None, b"", ""), ("challenged", 521, b"x", "")])
def test_what_a_second_try_would_not_better_is_asked_once(answer: Any, memory: Memory) -> None:
    site = Section(rows(9))
    site.overrides = {site.rows[8].url: answer}
    _, web = night(memory, site)
    assert web.asked.count(site.rows[8].url) == 1


def test_a_host_that_is_left_alone_is_left_alone(memory: Memory) -> None:
    site = Section(rows(9))
    site.overrides = {site.rows[2].url: ("server_error", 500, b"", "")}
    left: dict[str, str] = {}
    proof, web = night(memory, site, left=left, before={11: lambda: left.update({HOST: "连续失败"})})
    assert proof.outcome == "partial"
    assert web.asked.count(site.rows[2].url) == 1


def test_a_challenge_at_the_second_try_ends_the_asking(memory: Memory) -> None:
    site = Section(rows(9))
    failing = [row.url for row in site.rows[2:4]]
    site.overrides = dict.fromkeys(failing, ("server_error", 500, b"", ""))
    wall = dict.fromkeys(failing, ("challenged", 521, b"x", ""))
    proof, web = night(memory, site, before={12: lambda: site.overrides.update(wall)})
    assert proof.outcome == "challenged"
    assert [web.asked.count(url) for url in failing] == [2, 1]


def test_another_section_with_that_page_asks_it_once_and_gives_it_no_further_chance(memory: Memory) -> None:
    site = Section(rows(6))
    url = site.rows[2].url
    site.overrides = {url: ("server_error", 500, b"", "")}
    web = FakeClient([site])
    crawl = Night(memory, web, portal=portal("a", "b")).crawl()
    proofs = [crawl.section(section, memory.known(section.id)) for section in crawl.portal.section]
    assert [proof.outcome for proof in proofs] == ["partial", "partial"]
    assert web.asked.count(url) == 3


def test_an_item_left_to_its_row_is_asked_in_its_turn_and_not_twice(memory: Memory) -> None:
    site = Section(rows(8))
    url = site.rows[2].url
    site.overrides = {url: ("timeout", None, b"", "")}
    for days in range(3):
        night(memory, site, days=days)
    asked = [night(memory, site, days=days)[1].asked.count(url) for days in range(3, 8)]
    assert max(asked) == 1, asked
