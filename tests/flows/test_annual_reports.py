"""Annual reports on the portals' own pages: set beside the figures after a night, and only what stands so is
published."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.annual_reports import compare_reports
from flows.comparing import results_of
from flows.run import Surroundings
from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here
from tests.nights.clock import NightClock
from tests.nights.lively import Hearing
from tests.warehouse.archived import ArchivedCounty, archived_county
from tests.warehouse.build import NIGHT, Told, as_left, attached, portal, section
from warehouse.home import Home, HomeError
from warehouse.load import sync_portal
from warehouse.reconcile import night, waiting
from warehouse.redaction import Asked, redact
from warehouse.verify import How, verify_published

UNITS = [{"name": "样例县财政局", "aliases": ["财政局"]}]
SECTIONS = (
    section("nb", "信息公开年报", "信息公开年报"),
    section("jd", "政策解读", "政策解读"),
    section("wj", "政府文件", "政府文件"),
)
COUNTY = portal(*SECTIONS, units=UNITS)
REPORTS = {
    "own": ("样例县2017年政府信息公开工作年度报告", "全年发布政策解读信息3条,公开政府文件9份。"),
    "unit": (
        "样例县财政局2017年政府信息公开工作年度报告",
        "全年发布政策解读信息1条。公开各类信息30条,分别为动态10条、简报10条、其他5条。",
    ),
    "foreign": ("国网样例县供电公司2017年政府信息公开年度报告", "发布政策解读信息3条。"),
    "early": ("样例县2009年政府信息公开工作年度报告", "发布政策解读信息3条。"),
    "plan": ("样例县2017年政务公开工作要点", "全年发布政策解读信息3条。"),
    "two": (
        "样例县2017年政府信息公开工作年度报告",
        "发布政策解读信息3条。</p><p>邻县2017年政府信息公开工作年度报告</p><p>公开政府文件2份。",
    ),
    "linked": ("样例县2016年政府信息公开工作年度报告", '<a href="/nb/2016.pdf">2016年报.pdf</a>'),
    "empty": ("样例县2015年政府信息公开工作年度报告", '<img src="scan.png">'),
}
"""Path → title and text of a page."""


def told(path: str, title: str, text: str, unit: str | None = None) -> Told:
    """An item whose page prints the text once."""
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="ArticleTitle" content="{title}">'
    markup = (
        f'<html><head>{head}<meta name="PubDate" content="2017-03-01"></head><body><h1>{title}</h1>'
        f'<div class="content"><p>{text}</p></div></body></html>'
    )
    return Told(path, title, unit=unit, page={"markup": markup.encode()})


def reports(**changed: str) -> list[Told]:
    """The pages of the reports, the text of some changed."""
    return [
        told(f"nb/{path}.html", title, changed.get(path, text)) for path, (title, text) in REPORTS.items()
    ]


def readings(count: int = 3) -> list[Told]:
    """Items of 政策解读 of 2017, the first of them the bureau's."""
    whose = ["样例县财政局", *["样例县人民政府"] * (count - 1)]
    return [
        told(f"jd/{n}.html", f"关于第{n}号文件的解读", f"解读{n}。", unit) for n, unit in enumerate(whose)
    ]


class Here:
    """Reads documents in this process: to begin another takes a second."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *error: object) -> None: ...

    def read(self, content: bytes, name: str) -> Document:
        return read_here(content, name, Limits())


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.comparing.Reader", Here)


SOON = timedelta(minutes=10)
"""After a night has begun its file is published."""


def compare(home: Home, at: datetime = NIGHT + SOON) -> list[str]:
    """Compares as a night does; what it said."""
    show = Hearing()
    compare_reports(home, Surroundings(clock=NightClock(at), stop=threading.Event(), show=show))
    return show.lines


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    """A published home whose reports wait."""
    with archived_county(tmp_path_factory.mktemp("one") / "home", COUNTY) as made:
        files = [told(f"wj/{n}.html", f"关于第{n}号事项的通知", f"通知{n}。") for n in range(2)]
        made.night(nb=reports(), jd=readings(), wj=files)
    return made


@pytest.fixture(scope="module")
def compared(built: ArchivedCounty, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same after its reports were compared. To be read only."""
    with as_left(built, tmp_path_factory.mktemp("two") / "home") as made:
        home = made.home
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("flows.comparing.Reader", Here)
        assert compare(home) == ["年度报告核对了 8 份;结果见公布文件的 reconciliations"]
    return home


def rows(home: Home, query: str) -> list[tuple[Any, ...]]:
    with attached(home.published) as reader:
        return reader.execute(query).fetchall()


def outcomes(home: Home) -> dict[str, str]:
    """How far each page's report is compared."""
    query = "SELECT url, outcome FROM reconciliations JOIN items USING (item_id) WHERE kind = 'report'"
    return {url.rpartition("/")[2].removesuffix(".html"): outcome for url, outcome in rows(home, query)}


def lines(home: Home, path: str, kind: str = "text") -> list[tuple[Any, ...]]:
    query = f"""SELECT code, printed::INT, ours::INT, told.outcome, rule FROM reconciliations AS told
        JOIN items USING (item_id) WHERE url LIKE '%/{path}.html' AND kind = '{kind}' ORDER BY position"""
    return rows(home, query)


def test_before_the_night_every_report_waits_and_nothing_is_said_of_it(built: ArchivedCounty) -> None:
    assert set(outcomes(built.home).values()) == {"waiting"}
    assert rows(built.home, "SELECT count(*) FROM reconciliations WHERE kind <> 'report'") == [(0,)]
    found = rows(
        built.home,
        "SELECT check_id, outcome, subject FROM findings WHERE check_id LIKE 'report-%' ORDER BY 1",
    )
    assert found == [
        ("report-contradicts-itself", "not_assessable", "全部"),
        ("report-differs", "not_assessable", "全部"),
        ("report-uncompared", "not_assessable", "等待核对"),
    ]


def test_each_report_is_compared_as_far_as_it_can_be(compared: Home) -> None:
    assert outcomes(compared) == {
        "own": "compared",
        "unit": "compared",
        "foreign": "itself",
        "early": "itself",
        "plan": "itself",
        "two": "itself",
        "linked": "only_linked",
        "empty": "no_figures",
    }
    rule = rows(
        compared, "SELECT rule FROM figures WHERE form = 'sections' AND code = '政策解读' AND year = 2017"
    )
    assert lines(compared, "own") == [
        ("政策解读", 3, 3, "equal", rule[0][0]),
        ("政府文件", 9, 2, "differs", rule[0][0]),
    ]
    assert lines(compared, "unit")[0] == ("政策解读", 1, 1, "equal", rule[0][0])
    assert lines(compared, "unit", "sum") == [("", 30, None, "differs", "")]
    for path in ("foreign", "early", "plan"):
        assert lines(compared, path) == [("政策解读", 3, None, "not_computable", "")]
    assert {line[3] for line in lines(compared, "two")} == {"not_computable"}


def test_a_report_says_how_many_of_its_figures_were_compared(compared: Home) -> None:
    said = dict(
        rows(
            compared,
            "SELECT url, cause FROM reconciliations JOIN items USING (item_id) WHERE kind = 'report'",
        )
    )
    found = {url.rpartition("/")[2]: cause for url, cause in said.items()}
    assert found["own.html"] == "报告中的数字 2 个,与本库比较了 2 个"
    assert found["unit.html"].startswith("报告中的数字 5 个,与本库比较了 1 个;")
    assert "邻县2017年" in found["two.html"] and "不像年度报告" in found["plan.html"]


def test_what_people_should_see_is_found(compared: Home) -> None:
    found = rows(
        compared, "SELECT check_id, outcome, subject, message FROM findings WHERE check_id LIKE 'report-%'"
    )
    said = {(check, outcome, subject.rpartition("/")[2]): words for check, outcome, subject, words in found}
    differs = said.pop(("report-differs", "uncertain", "own.html"))
    assert "政府文件报告 9,本库 2" in differs and differs.startswith("2017 年")
    contradicts = said.pop(("report-contradicts-itself", "fail", "unit.html"))
    assert "30" in contradicts and "25" in contradicts
    assert "2016年报.pdf" in said.pop(("report-uncompared", "not_assessable", "只有附件链接"))
    assert said.pop(("report-uncompared", "not_assessable", "没有数字"))
    assert said == {}


def test_a_night_without_news_compares_and_publishes_nothing(compared: Home) -> None:
    before = compared.published.stat().st_mtime_ns
    assert compare(compared) == []
    assert compared.published.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("told_anew", "anew"),
    [
        ({"nb": reports(own="全年发布政策解读信息4条。")}, {"own"}),
        # Beside itself alone a report stands too: an organ that was foreign may have become a unit.
        ({"jd": readings(4)}, {"own", "unit", "foreign", "plan", "two"}),
    ],
)
def test_what_changed_waits_until_it_is_compared_anew(
    told_anew: dict[str, Sequence[Told]],
    anew: set[str],
    compared: Home,
    built: ArchivedCounty,
    tmp_path: Path,
) -> None:
    left = ArchivedCounty(compared, built.ledger, COUNTY, built.now)
    with as_left(left, tmp_path / "home") as made:
        made.night(**told_anew)
    home = made.home
    assert {path for path, outcome in outcomes(home).items() if outcome == "waiting"} == anew
    assert all(lines(home, path) == [] for path in anew)
    assert lines(home, "early") == lines(compared, "early") != []
    compare(home, built.now + SOON)
    assert "waiting" not in outcomes(home).values()
    figure = rows(
        home, "SELECT value::INT FROM figures WHERE form = 'sections' AND code = '政策解读' AND year = 2017"
    )
    assert lines(home, "own")[0][2] == figure[0][0]


def test_a_unit_that_is_new_has_its_report_compared(
    compared: Home, built: ArchivedCounty, tmp_path: Path
) -> None:
    more = portal(*SECTIONS, units=[*UNITS, {"name": "国网样例县供电公司"}])
    with as_left(ArchivedCounty(compared, built.ledger, COUNTY, built.now), tmp_path / "home") as made:
        sync_portal(made.ledger, more)
        made.night()
    assert outcomes(made.home)["foreign"] == "waiting"


def test_a_newer_program_compares_once_more(compared: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert waiting.waiting(compared.published) == []
    monkeypatch.setattr(waiting, "rules_now", lambda: "other")
    assert len(waiting.waiting(compared.published)) == 8


@pytest.mark.parametrize("error", [HomeError("磁盘已满"), ZeroDivisionError("1/0")])
def test_trouble_is_told_and_costs_the_night_nothing(
    error: Exception, built: ArchivedCounty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_left(built, tmp_path / "home") as made:
        home = made.home
    before = home.published.read_bytes()

    def broken(*arguments: object) -> None:
        raise error

    monkeypatch.setattr("flows.comparing.keep", broken)
    (said,) = compare(home)
    assert said.startswith("年度报告没有核对(") and "下一晚再核对" in said
    assert home.published.read_bytes() == before


def results(home: Home) -> dict[str, tuple[str, str]]:
    """What comes of each page that waits, nothing kept: its outcome, and why."""
    around = Surroundings(stop=threading.Event(), show=Hearing())
    found = results_of(home, waiting.waiting(home.published), around)
    return {one.page.url.rpartition("/")[2]: (one.outcome, one.reason) for one in found}


def test_one_report_that_fails_costs_itself_alone(
    built: ArchivedCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = night.set_beside

    def broken(published: Path, page: waiting.Waiting, document: Document) -> night.Result:
        if page.url.endswith("unit.html"):
            raise RecursionError("deep")
        return whole(published, page, document)

    monkeypatch.setattr("flows.comparing.set_beside", broken)
    found = results(built.home)
    assert found["unit.html"] == ("failed", "核对时程序出错(RecursionError: deep)")
    assert found["own.html"][0] == "compared"


def test_a_lost_or_damaged_archive_is_said(built: ArchivedCounty, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    home.published.write_bytes(built.home.published.read_bytes())
    assert set(results(home).values()) == {("unread", "存档文件不见了")}
    for file in built.home.archive.glob("*.warc.gz"):
        (home.archive / file.name).write_bytes(file.read_bytes()[:40])
    assert {outcome for outcome, _ in results(home).values()} == {"unread"}


def test_a_night_that_is_to_end_leaves_the_rest_waiting(built: ArchivedCounty) -> None:
    stop = threading.Event()
    stop.set()
    assert list(results_of(built.home, waiting.waiting(built.home.published), Surroundings(stop=stop))) == []


def test_what_is_redacted_leaves_nothing_of_the_report(
    compared: Home, built: ArchivedCounty, tmp_path: Path
) -> None:
    with as_left(ArchivedCounty(compared, built.ledger, COUNTY, built.now), tmp_path / "home") as made:
        home = made.home
    [(item,)] = rows(home, "SELECT item_id FROM items WHERE url LIKE '%/unit.html'")
    redact(home, Asked((item,), "误公开", "张三"), built.now, lambda said: None)
    assert (outcomes(home)["unit"], lines(home, "unit")) == ("waiting", [])
    compare(home, built.now + SOON)
    assert (outcomes(home)["unit"], lines(home, "unit")) == ("unread", [])


def test_the_file_is_verified_with_its_reports(compared: Home) -> None:
    found = verify_published(compared, How(NIGHT + SOON))
    assert found.differences == ()
