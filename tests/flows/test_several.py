"""What people do with a home of several portals: reports, sealed years, verifying, asking why, status."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

import sql
from flows.cli import cli
from flows.published import portals_meant
from flows.renaming import rename_portal, retire_portal
from flows.sealing import seal_year
from flows.standing import standing_of
from flows.verifying import verify_home
from flows.writing import write_report
from scrapers.portalfile import PortalFileError
from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import read
from tests.nights.province import Province, counties
from warehouse.home import Home
from warehouse.past_nights import NightReading, NightRun, past_nights
from warehouse.schema import create_schema
from warehouse.settings import NightSettings
from warehouse.verify import Verification
from warehouse.verify.meant import of_portals
from warehouse.verify.records import Difference
from warehouse.why import explain_figure

ONE, OTHER, NEW = "xian-00", "xian-01", "new-name"
FIGURES = (
    "SELECT year, code, value, origin FROM figures"
    " WHERE form = 'sections' AND portal_id = ? AND year = 2017 ORDER BY ALL"
)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A home of one portal, its 2017 sealed, which a second has joined since. To be copied."""
    province = Province(tmp_path_factory.mktemp("several"), counties(2))
    province.write(province.counties[0])
    assert province.night().complete
    [sealed] = seal_year(province.home, 2017).sealed
    assert sealed.file == province.home / "sealed" / "2017.duckdb"
    province.write(province.counties[1])
    assert province.night().complete
    return province


@pytest.fixture
def province(lived: Province, tmp_path: Path) -> Province:
    """A copy of that home."""
    shutil.copytree(lived.root, tmp_path / "several")
    return Province(tmp_path / "several", counties(2), nights=lived.nights)


def said(*words: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    done = CliRunner().invoke(cli, list(words), standalone_mode=True)
    return done.exit_code, done.output


def test_a_report_is_of_one_portal(lived: Province) -> None:
    for portal_id in (ONE, OTHER):
        text, paths = write_report(lived.home, 2017, ["json"], portal=portal_id, form="sections")
        assert paths == [lived.home / "reports" / portal_id / "2017" / "sections.json"]
        told = {row["code"]: row["value"] for row in json.loads(paths[0].read_text(encoding="utf-8"))["rows"]}
        known = {code: value for _, code, value, _ in read(published(lived), FIGURES, portal_id)}
        assert {code: value for code, value in told.items() if value} == {
            code: int(value) for code, value in known.items() if value and code != "合计"
        }
        assert f"{portal_id}人民政府" in text


def published(province: Province) -> Path:
    """The published file of the home."""
    return province.home / "gongkai.duckdb"


NEEDS_ONE = {
    "report": ["report", "--year", "2017"],
    "why": ["why", "sections", "2017", "政府文件"],
    "backfill": ["backfill", "--year", "2017", "--plain"],
    "layout": ["layout", "zfwj"],
    "dry run": ["nightly", "--dry-run", "--section", "zfwj"],
}


@pytest.mark.parametrize("case", NEEDS_ONE)
def test_where_one_portal_is_needed_a_sentence_names_those_held(lived: Province, case: str) -> None:
    code, output = said(*NEEDS_ONE[case], "--home", str(lived.home))
    assert code == 2 and ONE in output and OTHER in output and "--portal" in output
    assert len(output.strip().splitlines()) == 1


def test_a_figure_is_explained_by_its_own_portal(lived: Province) -> None:
    texts = [explain_figure(published(lived), "sections", 2017, "政府文件", one) for one in (ONE, OTHER)]
    assert ["防汛预案" in text for text in texts] == [True, False]
    assert ["春耕" in text for text in texts] == [False, True]


def test_each_portal_is_sealed_into_a_file_of_its_own(province: Province) -> None:
    before = (province.home / "sealed" / "2017.duckdb").read_bytes()
    closed = seal_year(province.home, 2017)
    assert [
        (one.file.relative_to(province.home / "sealed"), one.version, one.is_new) for one in closed.sealed
    ] == [
        (Path("2017.duckdb"), 1, False),
        (Path(OTHER) / "2017.duckdb", 1, True),
    ]
    assert (province.home / "sealed" / "2017.duckdb").read_bytes() == before
    other = closed.sealed[1].file
    for table in ("portals", "items", "sections", "figures", "runs", "section_runs", "units"):
        assert read(other, f"SELECT DISTINCT portal_id FROM {table}") in ([(OTHER,)], []), table
    assert read(other, FIGURES, OTHER) == read(published(province), FIGURES, OTHER)
    found = verify_home(province.home, 2017)
    assert [(one.file.name, one.differences) for one in found] == [("2017.duckdb", ())] * 2
    assert [one.file for one in verify_home(province.home, 2017, names=OTHER)] == [other]


def test_a_year_sealed_again_after_a_second_portal_joined_goes_on_from_the_first(province: Province) -> None:
    overrides = province.home / "overrides" / "decisions.csv"
    item = read(
        published(province),
        "SELECT item_id FROM items WHERE portal_id = ? AND year(published_on) = 2017",
        ONE,
    )
    overrides.write_text(
        f"kind,item,value,who,when,why\nexclude,{item[0][0]},,王某,2018-05-12,测试\n", encoding="utf-8"
    )
    assert said("republish", "--home", str(province.home))[0] == 0
    [sealed] = seal_year(province.home, 2017, names=ONE).sealed
    assert sealed.file == province.home / "sealed" / ONE / "2017.v2.duckdb" and sealed.version == 2
    assert sealed.differences
    found = verify_home(province.home, 2017, names=[ONE])
    assert [(one.file.name, one.differences) for one in found] == [
        ("2017.duckdb", ()),
        ("2017.v2.duckdb", ()),
    ]


def test_years_sealed_before_a_rename_keep_the_old_name_and_verify_knows(province: Province) -> None:
    seal_year(province.home, 2017)
    rename_portal(province.home, ONE, NEW)
    rename_portal(province.home, OTHER, "other-name")
    found = verify_home(province.home, 2017)
    assert [one.differences for one in found] == [(), ()]
    notes = [note for one in found for note in one.notes]
    assert f"封存时门户的 id 是 {ONE},现在是 {NEW}" in notes
    assert (province.home / "sealed" / "other-name" / "2017.duckdb").is_file()
    assert read(found[0].file, "SELECT portal_id FROM portals") == [(ONE,)]
    again = seal_year(province.home, 2017, names=NEW)
    assert [one.version for one in again.sealed] in ([1], [2])
    assert [one.differences for one in verify_home(province.home, 2017)] == [()] * len(
        verify_home(province.home, 2017)
    )


def test_a_portal_without_the_year_is_told_and_the_other_is_sealed(province: Province) -> None:
    closed = seal_year(province.home, 2016)
    assert [one.file.parent.name for one in closed.sealed] in (["sealed", OTHER], [ONE], [ONE, OTHER], [ONE])
    assert all("2016" in line for line in closed.refused)


def test_a_name_that_is_none_is_refused_with_those_there_are(lived: Province) -> None:
    with pytest.raises(PortalFileError, match=f"没有门户 nowhere;现有: {ONE}、{OTHER}"):
        portals_meant(Home(lived.home), ["nowhere"])


def test_differences_of_other_portals_are_only_counted(lived: Province) -> None:
    items = read(published(lived), "SELECT min(item_id) FROM items GROUP BY portal_id ORDER BY portal_id")
    one, other = (item_id for (item_id,) in items)
    told = [
        ("条目", one),
        ("条目", other),
        ("数字", f"{OTHER} sections 2017 合计"),
        ("存档文件", "a.warc.gz"),
    ]
    found = Verification(
        published(lived), 0, 0, 0, 0, tuple(Difference(what, subject, "") for what, subject in told)
    )
    meant = of_portals(found, [ONE])
    assert [one.subject for one in meant.differences] == [one, "a.warc.gz"]
    assert "另有 2 处" in meant.notes[-1]
    assert of_portals(found, [ONE, OTHER]) == found


def test_status_tells_portals_apart(province: Province) -> None:
    retire_portal(province.home, OTHER)
    found = standing_of(Home(province.home), FIRST_NIGHT + timedelta(days=2))
    assert {section.portal_id for section in found.status.sections} == {ONE} if found.status else False
    told = found.as_json()
    assert [(one["portal_id"], one["state"]) for one in told["portals"]] == [
        (ONE, "asked"),
        (OTHER, "retired"),
    ]
    code, output = said("status", "--home", str(province.home))
    assert code == 0 and "门户 2 个:在用 1、已停用 1" in output
    code, output = said("status", "--home", str(province.home), "--portal", "nowhere")
    assert code == 2 and "没有门户 nowhere" in output
    limited = standing_of(Home(province.home), FIRST_NIGHT + timedelta(days=2), [OTHER])
    assert limited.status is not None and limited.status.sections == ()


NIGHT = NightSettings()
BEGAN = datetime(2018, 5, 9, 14, 0, tzinfo=UTC)
"""22:00 in Shanghai."""


def _run(portal_id: str, days: int, outcome: str | None = "complete") -> tuple[NightRun, NightReading]:
    at = BEGAN + timedelta(days=days)
    run_id = f"{portal_id}-{days}"
    read_as = "complete" if outcome == "complete" else "partial"
    return (
        NightRun(run_id, at, at if outcome else None, outcome, portal_id),
        NightReading(run_id, f"{portal_id}/s", "栏目", read_as, "", at, portal_id),
    )


NIGHTS: dict[str, tuple[list[tuple[NightRun, NightReading]], dict[str, datetime], list[str]]] = {
    "both complete": ([_run("a", 0), _run("b", 0)], {}, ["complete"]),
    "one partial": ([_run("a", 0), _run("b", 0, "partial")], {}, ["partial"]),
    "one not read the night after": ([_run("a", 0), _run("b", 0), _run("a", 1)], {}, ["complete", "partial"]),
    "one joins later": ([_run("a", 0), _run("a", 1), _run("b", 1)], {}, ["complete", "complete"]),
    "one retired": (
        [_run("a", 0), _run("b", 0), _run("a", 1)],
        {"b": BEGAN + timedelta(hours=12)},
        ["complete", "complete"],
    ),
    "all retired": ([_run("a", 0)], {"a": BEGAN + timedelta(hours=12)}, ["complete"]),
    "alone": ([_run("a", 0), _run("a", 1, "partial")], {}, ["complete", "partial"]),
}


@pytest.mark.parametrize("case", NIGHTS)
def test_a_night_is_complete_where_every_portal_was_read(case: str) -> None:
    told, retired, expected = NIGHTS[case]
    runs, readings = [run for run, _ in told], [reading for _, reading in told]
    now = BEGAN + timedelta(days=len(expected) - 1 + 3 * (case == "all retired"), hours=12)
    found = past_nights(runs, readings, BEGAN, NIGHT, now, None, retired)
    assert [one.outcome for one in found] == expected
    assert found[0].day == date(2018, 5, 9)


def test_a_portal_that_was_not_read_for_weeks_keeps_a_night_from_being_complete() -> None:
    """What it was read in lies before the nights that are told."""
    nights = [_run("a", 0), _run("a", 1)]
    firsts = {"a": BEGAN, "b": BEGAN - timedelta(days=40)}
    runs, readings = [run for run, _ in nights], [reading for _, reading in nights]
    now = BEGAN + timedelta(days=1, hours=12)
    last = past_nights(runs, readings, BEGAN, NIGHT, now, None, {}, firsts)[-1]
    assert last.outcome == "partial" and "门户 b" in last.reason
    retired = {"b": BEGAN - timedelta(days=20)}
    assert past_nights(runs, readings, BEGAN, NIGHT, now, None, retired, firsts)[-1].outcome == "complete"


def test_every_published_table_can_be_narrowed_to_a_portal() -> None:
    text = sql.statement("published/narrow")
    with duckdb.connect() as connection:
        create_schema(connection)
        tables = connection.execute(
            "SELECT table_name, bool_or(column_name = 'portal_id') FROM duckdb_columns()"
            " WHERE schema_name = 'main' AND table_name IN (SELECT table_name FROM duckdb_tables())"
            " GROUP BY table_name"
        ).fetchall()
    together = {name for name, _ in tables if name.endswith("_all")}
    left = [name for name, _ in tables if f"standing.main.{name} " not in f"{text} ".replace(";", " ")]
    assert sorted(left) == sorted(together), "a new table is of a portal, or of none"


def test_portals_are_listed_renamed_retired_and_resumed_by_command(province: Province) -> None:
    home = ("--home", str(province.home))
    assert said("portal", "list", *home) == (0, f"{ONE} {ONE}人民政府 在用\n{OTHER} {OTHER}人民政府 在用\n")
    code, output = said("portal", "rename", ONE, NEW, *home)
    assert code == 0 and f"门户 {ONE} 已改名为 {NEW}" in output
    code, output = said("portal", "retire", NEW, *home)
    assert code == 0 and "portals/retired/new-name.toml" in output
    assert f"{NEW} {ONE}人民政府 已停用" in said("portal", "list", *home)[1]
    assert said("portal", "resume", NEW, *home)[0] == 0
    for words in (("retire", "nowhere"), ("resume", NEW), ("rename", "nowhere", "x"), ("rename", NEW, OTHER)):
        code, output = said("portal", *words, *home)
        assert code == 2 and len(output.strip().splitlines()) == 1, output
    code, output = said("portal", "list", "--home", str(province.root / "nothing"))
    assert code == 2 and "还没有门户" in output
