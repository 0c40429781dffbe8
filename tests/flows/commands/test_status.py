"""`gongkai status` on one screen, whatever a home has come to; `--json` gives the same facts whole."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sql
from flows.cli import cli
from flows.width import WIDTH, broken, cells, cut
from scrapers.records import SectionOutcome
from tests.warehouse.build import NIGHT, County, Told, county, page, portal, section
from warehouse.home import Home
from warehouse.matters import KINDS, TOLD_ELSEWHERE
from warehouse.runs import end_run

NAMES = [f"第{number}栏" for number in range(20)]
IDS = [f"s{number}" for number in range(20)]


def gongkai(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)))


def lived(made: County, outcomes: dict[str, tuple[SectionOutcome, str]], whole: bool = False) -> None:
    """A night in which each of these sections comes to that, with that reason."""
    made.begin()
    for section_id, (outcome, reason) in outcomes.items():
        made.tell(section_id, [], outcome=outcome, reason=reason, whole_list=False)
    made.load()
    end_run(made.ledger, made.run_id, "complete" if whole else "partial", made.now + timedelta(hours=1))
    made.next_night()


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """20 sections, 90 units that nobody knows, a page with an identity number, 12 failed nights of 13."""
    declared = portal(*(section(one, name, "政府文件") for one, name in zip(IDS, NAMES, strict=True)))
    with county(tmp_path_factory.mktemp("troubled") / "home", declared) as made:
        made.begin()
        units = [Told(f"s0/{n}.html", unit=f"第{n}办公室", title=f"第{n}号通知") for n in range(90)]
        private = page(title="公示", masked=[{"kind": "身份证号", "masked": "152299********1211"}])
        made.tell("s0", [*units, Told("s0/p.html", page=private), Told("s0/n.html", listed_on=None)])
        for one in IDS[1:]:
            made.tell(one, [])
        made.load()
        end_run(made.ledger, made.run_id, "complete", made.now + timedelta(hours=1))
        made.next_night()
        kinds: list[SectionOutcome] = ["failed", "challenged", "partial"]
        for number in range(12):
            short = dict.fromkeys(IDS[: 12 + number % 4], (kinds[number % 3], f"第 {number} 晚"))
            lived(made, short)
        made.publish()
        (made.home.overrides / "decisions.csv").write_bytes("kind,名".encode("gbk"))
        return made.home.root, made.now + timedelta(hours=-16)


@pytest.fixture
def seen(troubled: tuple[Path, datetime], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("flows.run.now", lambda: troubled[1])
    return troubled[0]


def test_it_fits_a_screen(seen: Path) -> None:
    ran = gongkai("status", "--home", seen)
    lines = [*ran.stdout.splitlines(), *ran.stderr.splitlines()]
    assert ran.exit_code == 0
    assert 15 < len(lines) <= 40
    too_wide = [line for line in ran.stdout.splitlines() if cells(line) > WIDTH]
    assert too_wide == []
    assert "第89办公室" not in ran.stdout, "units are counted, not listed"


def test_every_open_matter_is_named_once(seen: Path) -> None:
    told = json.loads(gongkai("status", "--home", seen, "--json").stdout)
    text = "".join(gongkai("status", "--home", seen).stdout.splitlines())
    kinds = [one["kind"] for one in told["matters"]]
    assert len(kinds) == len(set(kinds))
    assert {"home:decisions", "section:partial", "unit-unresolved", "item-undated"} <= set(kinds)
    for one in told["matters"]:
        assert text.count(one["sentence"].replace(f"{seen}/", "")[:20]) == 1, one["sentence"]
    assert "90 个所印的单位名不在门户文件里" in text
    with_findings = {finding["check_id"] for one in told["matters"] for finding in one["findings"]}
    assert with_findings <= set(kinds)


def test_what_stops_the_figures_stands_first(seen: Path) -> None:
    lines = gongkai("status", "--home", seen).stdout.splitlines()
    first = next(line for line in lines if line.startswith(" 1."))
    assert "overrides/decisions.csv" in first and "读不懂" in first
    told = json.loads(gongkai("status", "--home", seen, "--json").stdout)
    urgencies = [one["urgency"] for one in told["matters"]]
    assert urgencies == sorted(urgencies)


def test_every_failed_night_is_named_by_its_day(seen: Path) -> None:
    text = gongkai("status", "--home", seen).stdout
    for number in range(1, 13):
        day = (NIGHT + timedelta(days=number)).date()
        assert f"{day:%m-%d}" in text, day
    nights = json.loads(gongkai("status", "--home", seen, "--json").stdout)["nights"]
    assert [night["outcome"] for night in nights].count("complete") == 1
    assert all(night["reason"] for night in nights if night["outcome"] != "complete")
    assert nights[-1]["day"] == f"{date(2018, 1, 20) + timedelta(days=12)}", "the night just over counts"


def test_sections_that_are_not_well_are_counted_and_the_worst_named(seen: Path) -> None:
    lines = gongkai("status", "--home", seen).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("栏目 20 个:"))
    assert lines[-1].strip() == "等 15 个"
    assert len(lines) - at == 10
    told = json.loads(gongkai("status", "--home", seen, "--json").stdout)
    assert len(told["sections"]) == 20
    assert set(told) == {
        "home", "at", "built_at", "data_as_of", "unread", "portals", "matters", "nights", "sections"
    }  # fmt: skip
    assert all(re.search(r"\+08:00$", told[name]) for name in ("at", "built_at", "data_as_of"))


def test_twelve_nights_with_one_reason_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with county(tmp_path / "home", portal(section("a", "政务要闻"), section("b", "通知公告"))) as made:
        lived(made, {"a": ("complete", ""), "b": ("complete", "")}, whole=True)
        for _ in range(5):
            lived(made, {"a": ("complete", ""), "b": ("challenged", "521 质询页")})
        made.publish()
    monkeypatch.setattr("flows.run.now", lambda: made.now - timedelta(hours=12))
    text = gongkai("status", "--home", made.home.root).stdout
    assert "01-21 至 01-25 连续 5 晚没有全部读全:1 个栏目(通知公告)被防护拦截;521 质询页" in text
    assert "1 个栏目被网站的防护系统拦截 → 请网站管理方把本机列入允许访问的名单" in text
    assert text.count("521") == 2, "once of the nights, once of the section"


HOMES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no ledger": (lambda home: (home / "work" / "ledger.duckdb").unlink(), "却不见了"),
    "no work": (lambda home: shutil.rmtree(home / "work"), "请从备份恢复"),
    "settings": (lambda home: (home / "gongkai.toml").write_text("[nigth]\n"), "nigth 是未知的键"),
    "portal": (
        lambda home: (home / "portals" / "x.toml").write_bytes(b"\xff"),
        "1. portals/x.toml: 第 0 字节",
    ),
    "decisions": (
        lambda home: (home / "overrides" / "decisions.csv").write_bytes(b"\xff\xfe"),
        "1. overrides/decisions.csv读不懂",
    ),
}


@pytest.mark.parametrize(("spoil", "said"), HOMES.values(), ids=HOMES)
def test_what_is_wrong_with_the_home_is_the_first_matter(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    with county(tmp_path / "home", portal(section("a", "政务要闻"))) as made:
        lived(made, {"a": ("complete", "")}, whole=True)
        made.publish()
    (made.home.root / "portals").mkdir()
    spoil(made.home.root)
    ran = gongkai("status", "--home", made.home.root)
    assert ran.exit_code == 0
    lines = ran.stdout.splitlines()
    assert said in "".join(line.strip() for line in lines[2:5])
    assert all(cells(line) <= WIDTH for line in lines)


def test_who_may_only_read_the_published_file_is_told_all_the_same(
    seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hidden(_: Home) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Home, "require_ledger", hidden)
    ran = gongkai("status", "--home", seen)
    assert ran.exit_code == 0 and "栏目 20 个" in ran.stdout


@pytest.mark.parametrize("exists", [True, False])
def test_a_home_without_a_published_file_says_so(tmp_path: Path, exists: bool) -> None:
    home = tmp_path / "home"
    if exists:
        home.mkdir()
    ran = gongkai("status", "--home", home)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "请先运行 gongkai nightly" in ran.stderr
    told = gongkai("status", "--home", home, "--json")
    assert told.exit_code == 2
    assert "gongkai.duckdb" in json.loads(told.stdout)["unread"]


def test_every_check_has_its_words() -> None:
    files = [name.read_text(encoding="utf-8") for name in (Path(sql.__file__).parent).rglob("*.sql")]
    checks = {
        found
        for text in files
        for found in re.findall(r"(?:THEN |ELSE )?'([a-z]+-[a-z-]+)'(?: AS check_id|, 'pass')", text)
    }
    never_wrong = {
        found for text in files for found in re.findall(r"'([a-z]+-[a-z-]+)' AS check_id,\s*'pass'", text)
    }
    assert len(checks) > 12
    assert checks - never_wrong - set(KINDS) == TOLD_ELSEWHERE


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("短", 4, ["短"]),
        ("一二三四", 4, ["一二", "  …"]),
        ("ab一二", 4, ["ab一", "  二"]),
        ("", 4, [""]),
        ("运行 gongkai status 看看", 14, ["运行 gongkai ", "  status 看看"]),
        ("/a/very/long/path/of/a/home", 14, ["/a/very/long/p", "  ath/of/a/ho…"]),
    ],
)
def test_a_chinese_sign_takes_two_cells(text: str, width: int, lines: list[str]) -> None:
    assert broken(text, width, indent="  ", most=2) == lines
    assert all(cells(line) <= width for line in lines)
    assert cells(cut(text, width)) <= width
