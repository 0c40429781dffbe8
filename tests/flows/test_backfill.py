"""`gongkai backfill` for several years, as a user runs it, and the flow that the user interface starts."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.backfill import backfill
from flows.commands.backfill import command
from flows.filling import run_backfill
from flows.run import Surroundings
from flows.serving.supervisor import _backfill_options
from scrapers.crawl.years import Years
from tests.flows.command import gongkai
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import House, Quiet, proxied
from tests.portal import Portal, running_portal
from warehouse.home import Home
from warehouse.journal import last_entry


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running:
        yield running


def test_several_years_in_one_run(portal: Portal, tmp_path: Path) -> None:
    home, file = tmp_path / "home", portal.write_portal_file(tmp_path / "portal.toml")
    ran = gongkai(
        "backfill", "--from", "2016", "--to", "2017", "--home", home, "--portal", file, "--plain",
        proxy=portal.proxy_url,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert re.search(r"补抓 2016–2017 年:预计至少 \d+ 个请求", ran.stderr)
    assert "2016–2017 年补抓完整性" in ran.stdout
    assert ran.stdout.index("2016 年各栏目逐月条数") < ran.stdout.index("2017 年各栏目逐月条数")
    assert "未能证明完整的: 无" in ran.stdout
    with duckdb.connect(str(home / "gongkai.duckdb"), read_only=True) as reader:
        runs = reader.execute("SELECT kind, year, to_year, outcome FROM runs").fetchall()
        years = reader.execute("SELECT DISTINCT year FROM figures ORDER BY 1").fetchall()
    assert runs == [("backfill", 2016, 2017, "complete")]
    assert {(2016,), (2017,)} <= set(years)


def test_a_section_that_was_not_proven_is_named_with_what_to_do(portal: Portal, tmp_path: Path) -> None:
    portal.faults.add("status", "/spxw/")
    home, file = tmp_path / "home", portal.write_portal_file(tmp_path / "portal.toml")
    ran = gongkai(
        "backfill", "--year", "2017", "--home", home, "--portal", file, "--section", "spxw", "--plain",
        proxy=portal.proxy_url,
    )  # fmt: skip
    assert ran.returncode == 3, ran.stderr[-3000:]
    assert "未能证明完整的 1 个栏目:" in ran.stdout
    assert re.search(r"spxw 视频新闻: 失败(.|\n)*请在浏览器中打开", ran.stdout)
    assert re.search(r"spxw 视频新闻 +失败( +—){13}$", ran.stdout, flags=re.MULTILINE)


def test_the_flow_takes_one_year_or_several_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    wrong = {
        "请填写补抓哪一年": (None, None, None),
        "只填一种": (2017, None, 2018),
        "还缺截止年度": (None, 2017, None),
        "1800 不在": (1800, None, None),
    }
    for said, years in wrong.items():
        state = backfill.fn(*years, portal=None, sections=None)
        assert (state.name, said in str(state.message)) == ("失败", True)
    assert not (tmp_path / "home").exists()


def test_the_form_of_the_flow_is_chinese_and_asks_for_nothing_by_force() -> None:
    fields = backfill.parameters.properties
    titles = {name: fields[name]["title"] for name in ("year", "from_year", "to_year")}
    assert titles == {"year": "年度", "from_year": "起始年度", "to_year": "截止年度"}
    assert not backfill.parameters.required


@pytest.mark.parametrize("years", [Years(2017, 2017), Years(2016, 2017)], ids=lambda years: years.text)
def test_an_interrupted_backfill_is_begun_again_for_the_same_years(
    portal: Portal, tmp_path: Path, years: Years
) -> None:
    stop = threading.Event()
    stop.set()
    house = House(portal, tmp_path / "house", ("spxw",))
    around = Surroundings(clock=NightClock(), stop=stop, reporter=Quiet)
    with proxied(portal):
        run_backfill(house.home, years, str(house.portal_file), ("spxw",), around)
    noted = last_entry(Home(house.home), "backfill")
    assert noted is not None
    again = command.make_context("backfill", _backfill_options(noted.wanted)).params
    assert Years.of(again["year"], again["first"], again["last"], FIRST_NIGHT.date()) == years
    assert again["sections"] == ("spxw",)
