"""Loading: each package once, whole or not at all, whatever is killed when; damaged ones make way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from scrapers.crawl.years import Years
from scrapers.known import Known
from tests.flows.command import gongkai
from tests.warehouse.build import NIGHT, County, Told, county, page, portal, section
from warehouse import load as loading
from warehouse.known import checked_items, known_of_section, section_proof
from warehouse.ledger import SCHEMA_VERSION, LedgerTooNew, open_ledger
from warehouse.load import begin_run, end_run
from warehouse.runs import ending

SECTIONS = (section("nb", "信息公开年报", "信息公开年报"), section("wj", "政府文件", "政府文件"))
READ = page(title="年度报告", published_on=date(2017, 3, 1), content_sha256="a", unit="财政局")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(*SECTIONS)) as made:
        yield made


def counts(sample: County) -> dict[str, int]:
    """Rows of the ledger by table."""
    tables = ("items", "item_sections", "item_versions", "fetches", "section_runs", "packages")
    return {name: len(sample.ledger.execute(f"FROM {name}").fetchall()) for name in tables}


def known(sample: County, section_id: str = "nb") -> Known:
    return known_of_section(sample.ledger, section_id, sample.run_id)


ONE_OF_EACH = {
    "items": 2,
    "item_sections": 2,
    "item_versions": 1,
    "fetches": 1,
    "section_runs": 1,
    "packages": 1,
}


def test_loading_moves_answers_to_the_archive_and_removes_the_package(sample: County) -> None:
    folder = sample.tell("nb", [Told("nb/1.html", page=READ), Told("nb/2.html")])
    assert sample.load().loaded == (folder.name,)
    assert counts(sample) == ONE_OF_EACH
    assert not folder.exists()
    assert [file.name for file in sample.home.archive.iterdir()] == [f"{folder.name}-00001.warc.gz"]


def test_package_that_comes_back_is_not_loaded_twice(sample: County, tmp_path: Path) -> None:
    import shutil

    folder = sample.tell("nb", [Told("nb/1.html", page=READ), Told("nb/2.html")])
    shutil.copytree(folder, tmp_path / "copy")
    sample.load()
    shutil.copytree(tmp_path / "copy", folder)
    report = sample.load()
    assert (report.loaded, report.already) == ((), (folder.name,))
    assert counts(sample) == ONE_OF_EACH
    assert not folder.exists()


class Killed(BaseException):
    """Stands for the end of the process: nobody catches it."""


def kill_before(step: str) -> Callable[..., None]:
    def killed(*_: object, **__: object) -> None:
        raise Killed(step)

    return killed


@pytest.mark.parametrize("step", ["archive", "_commit", "stage", "_record", "fold", "prove", "remove"])
def test_kill_at_any_step_loses_and_doubles_nothing(
    sample: County, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = sample.tell("nb", [Told("nb/1.html", page=READ), Told("nb/2.html")])
    with monkeypatch.context() as patch:
        patch.setattr(loading, step, kill_before(step))
        with pytest.raises(Killed):
            sample.load()
    report = sample.load()
    assert (*report.loaded, *report.already) == (folder.name,)
    assert counts(sample) == ONE_OF_EACH
    assert len(list(sample.home.archive.iterdir())) == 1
    assert list(sample.home.packages.iterdir()) == []


def spoil_rows(folder: Path) -> None:
    with (folder / "rows.jsonl").open("a") as file:
        file.write("{}")


def spoil_manifest(folder: Path) -> None:
    (folder / "package.json").write_text("{")


def lose_warc(folder: Path) -> None:
    next(folder.glob("*.warc.gz")).unlink()


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("another-name"))


@pytest.mark.parametrize("spoil", [spoil_rows, spoil_manifest, lose_warc, rename])
def test_damaged_package_makes_way_and_the_others_go_on(
    sample: County, spoil: Callable[[Path], None]
) -> None:
    spoil(sample.tell("nb", [Told("nb/1.html")]))
    sound = sample.tell("wj", [Told("wj/1.html")])
    report = sample.load()
    assert report.loaded == (sound.name,)
    [(name, why)] = report.rejected
    assert name in why or "another-name" in why
    assert [place.name for place in sample.home.rejected.iterdir()] == [name]
    sample.publish()
    [(severity, message)] = sample.rows(
        "SELECT severity, message FROM findings WHERE check_id = 'package-rejected'"
    )
    assert (severity, message) == ("error", why)


def test_whoever_starts_a_command_is_told_of_a_damaged_package(sample: County) -> None:
    spoil_rows(sample.tell("nb", [Told("nb/1.html")]))
    sample.ledger.close()
    done = gongkai("republish", "--home", sample.home.root)
    [place] = sample.home.rejected.iterdir()
    assert place.name in done.stderr and "请重跑该栏目" in done.stderr
    assert done.returncode == 0


def test_package_of_a_section_that_was_never_declared_is_not_guessed_at(sample: County) -> None:
    sample.tell("nirgends", [Told("x/1.html")])
    [(_, why)] = sample.load().rejected
    assert "栏目 nirgends 不在门户文件中" in why
    assert counts(sample)["items"] == 0


def test_rejected_package_leaves_no_file_in_the_way_of_the_next_try(sample: County) -> None:
    spoil_rows(sample.tell("nb", [Told("nb/1.html")]))
    sample.load()
    sample.parts.clear()  # the same part is crawled again
    (sample.home.archive / f"{sample.run_id}.nb.0001-00001.warc.gz").write_bytes(b"left by a kill")
    folder = sample.tell("nb", [Told("nb/1.html")])
    assert sample.load().loaded == (folder.name,)


def test_version_is_added_only_when_content_or_a_stated_field_changed(sample: County) -> None:
    changes = [READ, READ, {**READ, "content_sha256": "b"}, {**READ, "content_sha256": "b", "unit": "审计局"}]
    for state in changes:
        sample.night(nb=[Told("nb/1.html", page=state)])
    assert sample.rows("SELECT version, content_sha256 FROM item_versions ORDER BY version") == [
        (1, "a"),
        (2, "b"),
        (3, "b"),
    ]


def test_withdrawn_item_is_marked_and_comes_back_unmarked(sample: County) -> None:
    sample.night(nb=[Told("nb/1.html", page=READ)])
    sample.night(nb=[Told("nb/1.html", page={"outcome": "soft_gone"})])
    gone_at = sample.now - timedelta(days=1)
    sample.night(nb=[Told("nb/1.html", page={"outcome": "gone"})])
    removed = sample.one("SELECT removed_at FROM items")
    assert gone_at < removed < gone_at + timedelta(hours=1)  # the first time, not the last
    assert sample.figure("信息公开年报") == (1, "computed")
    sample.night(nb=[Told("nb/1.html", page={"outcome": "unchanged"})])
    assert sample.one("SELECT removed_at FROM items") is None


def test_row_that_left_a_whole_list_is_marked_and_stays_counted(sample: County) -> None:
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html")])
    sample.night(nb=[Told("nb/2.html")])
    assert sample.rows(
        "SELECT list_title IS NULL, left_at IS NOT NULL FROM item_sections ORDER BY left_at"
    ) == [
        (False, True),
        (False, False),
    ]
    assert sample.figure("信息公开年报") == (2, "computed")


def test_known_is_what_the_section_held_with_its_answers(sample: County) -> None:
    sample.night(nb=[Told("nb/1.html", page=READ), Told("nb/2.html"), Told("nb/3.html")])
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html")])
    sample.begin()
    sample.tell("nb", [Told("nb/4.html", page={"outcome": "timeout"})], outcome=None)
    sample.load()
    first, second, fresh = Told("nb/1.html"), Told("nb/2.html"), Told("nb/4.html")
    told = known(sample)
    assert set(told.items) == {first.id, second.id, fresh.id}  # 3 left the list
    assert told.items[first.id].published_on == date(2017, 3, 1)
    assert {key: item.accepted for key, item in told.items.items()} == {
        first.id: True,
        second.id: True,
        fresh.id: False,
    }
    assert told.items[fresh.id].pending and not told.items[first.id].pending
    assert told.complete_rows == 2 and told.next_part == 2
    assert set(told.answers) == set(told.this_run) == {"GET http://www.sample.gov.cn/nb/"}
    assert known(sample, "wj") == Known()
    assert set(checked_items(sample.ledger, "sample")) == {
        first.id
    }  # the one that timed out is still pending


Y2017 = Years(2017, 2017)
ROWS = [Told("nb/1.html"), Told("nb/2.html")]


def as_run(sample: County, run_id: str, later: timedelta) -> None:
    """The county goes on with that run, so much later."""
    sample.now += later
    sample.run_id = run_id


@pytest.mark.parametrize("again", [[], ROWS], ids=["read before", "told again, as they were then"])
def test_a_backfill_accepts_what_it_met_though_an_incomplete_night_met_it_since(
    sample: County, again: list[Told]
) -> None:
    backfill = sample.begin("backfill", Y2017)
    sample.tell("nb", ROWS, outcome=None)
    sample.load()
    as_run(sample, "", timedelta(hours=1))
    night = sample.begin()
    sample.tell("nb", [*ROWS, Told("nb/3.html")], outcome="partial", whole_list=False)
    sample.load()
    end_run(sample.ledger, night, "partial", sample.now + timedelta(minutes=9))
    as_run(sample, backfill, timedelta(hours=-1))
    sample.tell("nb", again)
    sample.load()
    sample.publish()
    assert sample.figure("信息公开年报") == (2, "computed"), "the third row nobody has proven"
    assert sample.ledger.execute("FROM met_rows").fetchall() == []


def test_rows_that_come_after_those_of_an_incomplete_night_are_accepted(sample: County) -> None:
    """A package that was left when the home could not be had, or that another machine made."""
    backfill = sample.begin("backfill", Y2017)
    sample.tell("nb", ROWS, outcome=None)
    held = sample.home.packages.rename(sample.home.work / "elsewhere")
    sample.home.packages.mkdir()
    as_run(sample, "", timedelta(hours=1))
    night = sample.begin()
    sample.tell("nb", ROWS, outcome="partial", whole_list=False)
    sample.load()
    end_run(sample.ledger, night, "partial", sample.now + timedelta(minutes=9))
    for package in held.iterdir():
        package.rename(sample.home.packages / package.name)
    sample.load()
    as_run(sample, backfill, timedelta(hours=1))
    sample.tell("nb", [])
    sample.load()
    sample.publish()
    assert sample.figure("信息公开年报") == (2, "computed")


def test_a_night_taken_up_again_accepts_what_a_backfill_met_in_between(sample: County) -> None:
    night = sample.begin()
    sample.tell("nb", ROWS, outcome=None)
    sample.load()
    as_run(sample, "", timedelta(hours=1))
    sample.begin("backfill", Y2017)
    sample.tell("nb", ROWS, outcome=None)
    sample.load()
    as_run(sample, night, timedelta(hours=1))
    sample.tell("nb", [])
    sample.load()
    sample.publish()
    assert sample.figure("信息公开年报") == (2, "computed")
    assert sample.ledger.execute("FROM met_rows").fetchall() == []


def test_who_met_a_row_is_forgotten_with_the_publication_of_its_run(sample: County) -> None:
    backfill = sample.begin("backfill", Y2017)
    sample.tell("nb", ROWS, outcome=None)
    sample.load()
    as_run(sample, "", timedelta(hours=1))
    sample.night(nb=ROWS)
    met = "SELECT DISTINCT run_id FROM met_rows"
    assert sample.ledger.execute(met).fetchall() == [(backfill,)]
    with pytest.raises(Killed), ending(sample.ledger, {backfill: "partial"}, sample.now):
        raise Killed
    assert sample.ledger.execute(met).fetchall() == [(backfill,)], "it is taken up again"
    with ending(sample.ledger, {backfill: "partial"}, sample.now):
        pass
    assert sample.ledger.execute(met).fetchall() == []


def test_section_is_done_when_its_final_proof_is_complete(sample: County) -> None:
    sample.tell("nb", [Told("nb/1.html")], outcome=None)
    sample.tell("wj", [Told("wj/1.html")], outcome="partial", reason="第 2 页读不到")
    sample.load()
    assert section_proof(sample.ledger, sample.run_id, "nb") is None
    assert section_proof(sample.ledger, sample.run_id, "wj") is None
    sample.tell("nb", [Told("nb/1.html")])
    sample.load()
    proof = section_proof(sample.ledger, sample.run_id, "nb")
    assert proof is not None and (proof.outcome, proof.records_read) == ("complete", 1)


@pytest.mark.parametrize(
    ("kind", "years", "hours", "resumed"),
    [
        ("nightly", None, 19, True),
        ("nightly", None, 21, False),
        ("backfill", Years(2017, 2017), 900, True),
        ("backfill", Years(2014, 2017), 900, True),
    ],
)
def test_unfinished_run_is_taken_up_again(
    sample: County, kind: str, years: Years | None, hours: int, resumed: bool
) -> None:
    first = begin_run(sample.ledger, kind, "sample", years, NIGHT)
    again = begin_run(sample.ledger, kind, "sample", years, NIGHT + timedelta(hours=hours))
    assert (again == first) is resumed
    assert first.startswith(f"{kind}-20180121T020000-")
    sample.publish()
    assert sample.one("SELECT outcome FROM runs WHERE run_id = ?", first) == (
        None if resumed else "interrupted"
    )


def test_runs_of_another_year_or_ended_are_not_taken_up(sample: County) -> None:
    def begin(first: int, last: int) -> str:
        return begin_run(sample.ledger, "backfill", "sample", Years(first, last), NIGHT)

    one, several = begin(2017, 2017), begin(2017, 2018)
    assert begin(2016, 2016) not in (one, several)
    assert begin(2017, 2019) not in (one, several)
    assert (begin(2017, 2017), begin(2017, 2018)) == (one, several)
    end_run(sample.ledger, one, "complete", NIGHT)
    assert begin(2017, 2017) != one


def test_published_runs_say_for_which_years(sample: County) -> None:
    sample.begin()
    sample.begin("backfill", Years(2017, 2017))
    sample.begin("backfill", Years(2014, 2016))
    sample.publish()
    assert sample.rows("SELECT kind, year, to_year FROM runs ORDER BY year NULLS FIRST") == [
        ("nightly", None, None),
        ("backfill", 2014, 2016),
        ("backfill", 2017, None),
    ]


def test_ledger_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.execute("UPDATE ledger_meta SET schema_version = 99")
    with pytest.raises(LedgerTooNew, match=r"版本是 99.*请升级程序"):
        open_ledger(path)


def test_a_backfill_begun_by_an_older_program_is_taken_up_by_this_one(sample: County) -> None:
    begun = sample.begin("backfill", Years(2017, 2017))
    path = sample.home.ledger
    sample.ledger.close()
    with duckdb.connect(str(path)) as old:
        old.execute("ALTER TABLE runs DROP COLUMN to_year")
        old.execute("UPDATE ledger_meta SET schema_version = 2")
    with open_ledger(path) as ledger:
        assert begin_run(ledger, "backfill", "sample", Years(2017, 2017), NIGHT) == begun
        assert begin_run(ledger, "backfill", "sample", Years(2017, 2018), NIGHT) != begun


def test_schema_is_run_again_only_where_another_text_made_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    there = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'finding_history'"
    with open_ledger(path) as ledger:
        ledger.execute("DROP TABLE finding_history")
        stated = ledger.execute("SELECT schema_version, schema_sha256 FROM ledger_meta").fetchall()
    with open_ledger(path) as ledger:
        assert ledger.execute(there).fetchall() == [(0,)]
        ledger.execute("UPDATE ledger_meta SET schema_sha256 = 'that of another text'")
    with open_ledger(path) as ledger:
        assert ledger.execute(there).fetchall() == [(1,)]
        assert ledger.execute("SELECT schema_version, schema_sha256 FROM ledger_meta").fetchall() == stated


def test_ledger_of_an_older_program_opens_and_learns_of_its_texts_when_pages_are_read_again(
    sample: County,
) -> None:
    read = {**READ, "text_length": 200, "body_digest": "d" * 16}
    sample.night(nb=[Told("nb/1.html", page=READ), Told("nb/2.html", page=READ)])
    path = sample.home.ledger
    sample.ledger.close()
    with duckdb.connect(str(path)) as old:
        for column in ("text_length", "body_digest", "reader_version"):
            old.execute(f"ALTER TABLE item_versions DROP COLUMN {column}")
        old.execute("DROP TABLE finding_history")
        old.execute("UPDATE ledger_meta SET schema_version = 1")
    with open_ledger(path) as ledger:
        sample.ledger = ledger
        assert ledger.execute("SELECT schema_version FROM ledger_meta").fetchall() == [(SCHEMA_VERSION,)]
        sample.night(
            nb=[Told("nb/1.html", page=read), Told("nb/2.html", page={**read, "content_sha256": "other"})]
        )
        known = (
            "SELECT version, text_length, body_digest FROM item_versions WHERE item_id = ? ORDER BY version"
        )
        assert sample.rows(known, Told("nb/1.html").id) == [(1, 200, "d" * 16)]
        assert sample.rows(known, Told("nb/2.html").id) == [(1, None, None), (2, 200, "d" * 16)]
