"""The home page crawled: what is asked, what is told of what is not, and what a stop or a budget leaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl.home import LINKS_A_NIGHT, HomeCrawl
from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.section import Crawl, CrawlPlace
from scrapers.crawl.stopped import CrawlStopped
from scrapers.http.allowance import Allowance
from scrapers.known import Known, LinkTold
from scrapers.portalfile import Portal
from tests.scrapers.crawl.site import BEGIN, CHALLENGE, HOST, TODAY, FakeClient, Section, Served, portal

HOME = f"http://{HOST}/"


class Client(FakeClient):
    """The same with a budget."""

    allowance = Allowance()


def page(*links: str) -> bytes:
    told = "".join(f'<li><a href="{link}">链接的文字 13812345678</a></li>' for link in links)
    return f"<html><body><ul>{told}</ul><p>{'欢迎访问。' * 40}</p></body></html>".encode()


def served(home: bytes, **others: Served) -> Client:
    pages = {f"{HOME}{name}.html": answer for name, answer in others.items()}
    return Client([Section([], overrides={HOME: ("ok", 200, home, HOME)} | pages)])


def crawl(
    root: Path, client: Client, told: Mapping[str, LinkTold] | None = None, links: str = "ask"
) -> list[dict[str, Any]]:
    """What a night observes."""
    declared = portal()
    head = declared.portal.model_copy(update={"home_links": links})
    of: Portal = declared.model_copy(update={"portal": head})
    of_run = Crawl(
        portal=of, run_id="nightly-1", policy=RevisitPolicy("nightly", TODAY), client=client,  # type: ignore[arg-type]
        place=CrawlPlace(root, root / "archive"), checked={}, now=lambda: client.at, stop=threading.Event(),
        progress=lambda *_: None,
    )  # fmt: skip
    with HomeCrawl(of_run, Known()) as home:
        home.read()
        home.ask(told or {})
    return observed(root)


def observed(root: Path) -> list[dict[str, Any]]:
    files = (root / "packages").glob("*/observations.jsonl")
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def outcomes(rows: list[dict[str, Any]]) -> dict[str, str | None]:
    """By link without the site what came of it; `…` behind what leaves an earlier outcome standing."""
    links = [row for row in rows if row["kind"] == "home_link" and row["fact"] == "outcome"]
    return {row["url"].removeprefix(HOME): row["value"] + ("…" if row["yields"] else "") for row in links}


WORDS = b"<html><body><p>" + "正文。".encode() * 60 + b"</p></body></html>"
FINE: Served = ("ok", 200, WORDS, f"{HOME}a.html")


def test_links_of_the_hosts_are_asked_once_and_others_told_as_not_asked(tmp_path: Path) -> None:
    client = served(page("a.html", "a.html#x", "dead.html", "http://www.gov.cn/", "./"), a=FINE)
    rows = crawl(tmp_path, client)
    assert client.asked == [HOME, f"{HOME}a.html", f"{HOME}dead.html"]
    assert outcomes(rows) == {
        "a.html": "ok", "dead.html": "gone", "http://www.gov.cn/": "not_asked", "": "ok"
    }  # fmt: skip
    assert {row["value"] for row in rows if row["fact"] == "text"} == {"链接的文字 138****5678"}
    assert [row["value"] for row in rows if row["kind"] == "home" and row["fact"] == "outcome"] == ["ok"]


def test_what_is_known_is_not_asked_and_what_was_broken_comes_first(tmp_path: Path) -> None:
    at = BEGIN - timedelta(days=2)
    told = {
        f"{HOME}new.html": LinkTold("ok", at, False),
        f"{HOME}broken.html": LinkTold("server_error", at, False),
        f"{HOME}tonight.html": LinkTold("gone", BEGIN, True),
        f"{HOME}same.html": LinkTold("unchanged", at, False),
    }
    client = served(page("a.html", "new.html", "broken.html", "tonight.html", "same.html"), a=FINE)
    rows = crawl(tmp_path, client, told)
    assert client.asked == [HOME, f"{HOME}broken.html", f"{HOME}a.html"]
    assert outcomes(rows) == {
        "a.html": "ok", "new.html": "ok", "broken.html": "gone", "tonight.html": "gone", "same.html": "ok"
    }  # fmt: skip


def test_a_page_that_says_it_is_gone_or_lies_above_does_not_open(tmp_path: Path) -> None:
    above: Served = ("ok", 200, WORDS, HOME)
    client = served(page("a.html", "b.html"), a=above, b=FINE)
    assert outcomes(crawl(tmp_path, client)) == {"a.html": "soft_gone", "b.html": "ok"}


def test_after_a_challenge_the_host_is_left_alone(tmp_path: Path) -> None:
    client = served(page("a.html", "b.html"), a=("ok", 200, CHALLENGE, f"{HOME}a.html"), b=FINE)
    assert outcomes(crawl(tmp_path, client)) == {"a.html": "challenged", "b.html": "not_asked…"}
    assert HOST in client.left


def test_the_list_alone_asks_for_no_link(tmp_path: Path) -> None:
    client = served(page("a.html", "http://www.gov.cn/"), a=FINE)
    rows = crawl(tmp_path, client, links="list")
    assert client.asked == [HOME]
    assert outcomes(rows) == {"a.html": "not_asked…", "http://www.gov.cn/": "not_asked"}


def test_no_more_than_so_many_are_asked_in_a_night(tmp_path: Path) -> None:
    client = served(page(*(f"{n}.html" for n in range(LINKS_A_NIGHT + 3))))
    told = outcomes(crawl(tmp_path, client))
    assert len(client.asked) == 1 + LINKS_A_NIGHT
    assert [url for url, value in told.items() if value == "not_asked…"] == [
        "200.html",
        "201.html",
        "202.html",
    ]


def test_a_budget_that_is_used_up_leaves_the_rest_as_it_was(tmp_path: Path) -> None:
    client = served(page("a.html", "b.html"), a=FINE, b=FINE)
    client.stop_after, client.allowance = 2, Allowance(pages=0)
    assert outcomes(crawl(tmp_path, client)) == {"a.html": "ok", "b.html": "not_asked…"}


def test_a_stop_observes_nothing_and_what_was_asked_is_recorded(tmp_path: Path) -> None:
    client = served(page("a.html", "b.html"), a=FINE, b=FINE)
    client.stop_after = 2
    with pytest.raises(CrawlStopped):
        crawl(tmp_path, client)
    assert observed(tmp_path) == []
    [file] = (tmp_path / "packages").glob("*/fetches.jsonl")
    assert [json.loads(line)["role"] for line in file.read_text(encoding="utf-8").splitlines()] == [
        "home",
        "link",
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    {
        "timeout": (("timeout", None, b"", HOME), "timeout"),
        "challenge": (("ok", 200, CHALLENGE, HOME), "challenged"),
    }.values(),
)
def test_a_home_page_that_cannot_be_read_says_so_and_nothing_of_links(
    tmp_path: Path, answer: Served, outcome: str
) -> None:
    client = Client([Section([], overrides={HOME: answer})])
    [row] = crawl(tmp_path, client)
    assert (row["kind"], row["fact"], row["value"]) == ("home", "outcome", outcome)
