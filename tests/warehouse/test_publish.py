"""Publishing: whole or not at all, undisturbed by readers and by what they leave behind."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import duckdb
import pytest

import sql
from tests.warehouse.build import County, Told, as_left, county, page, portal, section
from warehouse import filling
from warehouse import publish as publishing
from warehouse.checks import BadRow
from warehouse.file_sums import sum_unless
from warehouse.home import HomeError
from warehouse.publish import PublishBlocked
from warehouse.read_only import wal_of
from warehouse.status import read_status

HOLD = """
import sys, duckdb
reader = duckdb.connect(sys.argv[1], read_only=True)
print(reader.execute("SELECT count(*) FROM items").fetchall()[0][0], flush=True)
sys.stdin.readline()
print(reader.execute("SELECT count(*) FROM items").fetchall()[0][0], flush=True)
"""


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(section("nb", "信息公开年报", "信息公开年报"), section("wj", "政府文件", "政府文件"))
    with county(tmp_path_factory.mktemp("one") / "home", declared) as made:
        made.night(nb=[Told("nb/1.html")], wj=[Told("wj/1.html")])
    return made


@pytest.fixture
def sample(one_night: County, tmp_path: Path) -> Iterator[County]:
    with as_left(one_night, tmp_path / "home") as made:
        yield made


def test_sum_stands_beside_the_file_and_nobody_may_write_it(sample: County) -> None:
    digest = hashlib.sha256(sample.home.published.read_bytes()).hexdigest()
    assert sample.home.published_sha256.read_text() == f"{digest}  gongkai.duckdb\n"
    assert sample.home.published.stat().st_mode & 0o777 == 0o444
    assert list(sample.home.aside.iterdir()) == []
    assert not wal_of(sample.home.published).exists()


def test_reader_keeps_the_file_it_opened(sample: County) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(sample.home.published)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "2\n"
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html")])
    assert sample.one("SELECT count(*) FROM items") == 3
    output, _ = reader.communicate("go on\n")
    assert output == "2\n"
    assert reader.returncode == 0


def test_publishing_unchanged_data_again_gives_the_same_content(sample: County) -> None:
    first = sample.publish()
    tables = [
        row[0] for row in sample.rows("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'meta'")
    ]
    content = {name: sample.rows(f"FROM {name} ORDER BY ALL") for name in tables}
    sample.now += timedelta(days=3)
    again = sample.publish()
    assert {name: sample.rows(f"FROM {name} ORDER BY ALL") for name in tables} == content
    assert again.content_sha256 == first.content_sha256 == sample.one("SELECT content_sha256 FROM meta")
    sample.night(nb=[Told("nb/1.html", title="改了")])
    assert sample.one("SELECT content_sha256 FROM meta") != first.content_sha256


def test_finding_keeps_the_instant_at_which_it_was_first_found(sample: County) -> None:
    """While it persists: gone and back, it is found anew."""
    undated = "SELECT found_at FROM findings WHERE check_id = 'item-undated' AND outcome <> 'pass'"
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html", listed_on=None)])
    first = sample.one(undated)
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html", listed_on=None), Told("nb/3.html", listed_on=None)])
    assert sample.one(undated) == first
    with sample.ledger.cursor() as reader:
        assert reader.execute("SELECT count(*) FROM finding_history WHERE subject = 'nb'").fetchone() == (1,)
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html"), Told("nb/3.html")])
    assert sample.rows(undated) == []
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html", listed_on=None), Told("nb/3.html")])
    assert sample.rows(undated) == []  # a row that states no date any more unsays none
    again = [Told("nb/1.html"), Told("nb/2.html"), Told("nb/3.html"), Told("nb/4.html", listed_on=None)]
    sample.night(nb=again)
    assert sample.one(undated) > first


def test_guard_that_finds_a_bad_row_blocks_and_the_old_file_stays(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sample.home.published.read_bytes()
    sample.ledger.execute("INSERT INTO items FROM items LIMIT 1")  # a fault that no statement of ours has
    with pytest.raises(PublishBlocked, match=r"guard_keys: items .* 2") as blocked:
        sample.publish()
    assert "原文件保持不变" in str(blocked.value)
    assert sample.home.published.read_bytes() == before
    assert list(sample.home.aside.iterdir()) == []


def test_ledger_that_lost_a_section_does_not_replace_a_file_that_has_it(
    sample: County, tmp_path: Path
) -> None:
    sample.night(nb=[Told(f"nb/{n}.html") for n in range(20)])
    sample.ledger.execute("DELETE FROM item_sections WHERE section_id = 'nb'")
    sample.ledger.execute("DELETE FROM items WHERE item_id NOT IN (SELECT item_id FROM item_sections)")
    sample.ledger.execute("DELETE FROM item_versions")
    with pytest.raises(PublishBlocked, match="lost_items: nb 原有 20 条,缺 20 条"):
        sample.publish()
    assert sample.figure("信息公开年报") == (20, "computed")


def forget(sample: County, item: Told) -> None:
    """The ledger comes to know nothing of an item."""
    for table in ("items", "item_sections", "item_versions"):
        sample.ledger.execute(f"DELETE FROM {table} WHERE item_id = ?", [item.id])


def test_a_single_item_lost_keeps_the_file_that_has_it(sample: County) -> None:
    lost = Told("nb/7.html")
    sample.night(nb=[Told(f"nb/{n}.html") for n in range(20)])
    forget(sample, lost)
    with pytest.raises(PublishBlocked, match=f"lost_items: nb 原有 20 条,缺 1 条,如 {lost.id}") as blocked:
        sample.publish()
    assert "gongkai.duckdb.sha256 移到别处" in str(blocked.value)
    assert sample.figure("信息公开年报") == (20, "computed")
    sample.home.published.unlink()
    assert sample.publish().notes == ()
    assert sample.figure("信息公开年报") == (19, "computed")


@pytest.mark.parametrize("how", ["altered", "no sum", "damaged"])
def test_a_file_that_is_not_as_published_is_not_compared_with_and_that_is_said(
    sample: County, how: str
) -> None:
    file = sample.home.published
    file.chmod(0o644)
    if how == "altered":
        with duckdb.connect(str(file)) as stranger:
            stranger.execute("UPDATE items SET item_id = 'x' || item_id")
    elif how == "no sum":
        sample.home.published_sha256.unlink()
    else:
        file.write_bytes(b"x" * 9000)
    [note] = sample.publish().notes
    assert "原来的 gongkai.duckdb 与 gongkai.duckdb.sha256 不符" in note
    assert sample.publish().notes == ()


@pytest.mark.parametrize("step", ["classify", "guard", "put_in_place"])
def test_fault_in_any_step_leaves_the_old_file_and_the_next_publication_works(
    sample: County, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = sample.home.published.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "x")

    with monkeypatch.context() as patch:
        patch.setattr(filling if step == "classify" else publishing, step, full)
        with pytest.raises(HomeError, match="磁盘已满"):
            sample.publish()
    assert sample.home.published.read_bytes() == before
    assert list(sample.home.aside.iterdir()) == []
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html")])
    assert sample.figure("信息公开年报") == (2, "computed")


def test_a_file_that_somebody_touches_after_the_guards_looked_at_it_is_not_published(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sample.home.published.read_bytes()
    look = publishing.guard

    def looked_at_and_touched(ledger: duckdb.DuckDBPyConnection) -> list[BadRow]:
        bad = look(ledger)
        [file] = sample.home.aside.glob("publish-*.duckdb")
        with file.open("ab") as stranger:
            stranger.write(b"x")
        return bad

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "guard", looked_at_and_touched)
        with pytest.raises(HomeError, match="核查之后被别的程序改动,没有公布"):
            sample.publish()
    assert sample.home.published.read_bytes() == before
    assert list(sample.home.aside.iterdir()) == []
    assert sample.publish().sha256 == hashlib.sha256(sample.home.published.read_bytes()).hexdigest()


def test_a_new_file_is_summed_once_while_guards_look_at_it(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    look = publishing.guard

    def looked_at(ledger: duckdb.DuckDBPyConnection) -> list[BadRow]:
        [file] = sample.home.aside.glob("publish-*.duckdb")
        told.append(hashlib.sha256(file.read_bytes()).hexdigest())
        return look(ledger)

    monkeypatch.setattr(publishing, "guard", looked_at)
    report = sample.publish()
    assert told == [report.sha256]
    assert report.sha256 == hashlib.sha256(sample.home.published.read_bytes()).hexdigest()


def test_a_sum_that_nobody_needs_any_more_is_left(tmp_path: Path) -> None:
    file, ended = tmp_path / "new.duckdb", Event()
    file.write_bytes(b"all of it")
    assert sum_unless(file, ended) == hashlib.sha256(b"all of it").hexdigest()
    ended.set()
    assert sum_unless(file, ended) == ""


def test_lineage_leads_from_a_figure_to_the_archived_bytes(sample: County) -> None:
    read = page(title="年报", content_sha256="a", read_from={"title": "heading:h1"}, attachments=())
    sample.night(nb=[Told("nb/9.html", page=read)])
    [(file, offset, read_from)] = sample.rows(
        """
        SELECT archive_file, archive_offset, read_from
        FROM figures
        JOIN figure_items USING (form, year, code)
        JOIN item_versions USING (item_id)
        WHERE code = '信息公开年报' AND year = 2017
        """
    )
    assert (sample.home.archive / file).is_file()
    assert offset == 0 and json.loads(read_from) == {"title": "heading:h1"}
    assert (
        sql.FOLDER / str(sample.one("SELECT DISTINCT sql_file FROM figures WHERE form = 'sections'"))
    ).is_file()
    assert sample.one("SELECT count(*) FROM figures ANTI JOIN rules USING (rule)") == 0
    assert sample.one("SELECT count(*) FROM classifications ANTI JOIN rules USING (rule)") == 0


def test_two_portals_of_one_home_keep_their_sections_apart(sample: County) -> None:
    from warehouse.load import sync_portal

    other = portal(section("nb", "年报", "信息公开年报"), portal_id="other")
    sync_portal(sample.ledger, other)
    visitor = County(sample.home, sample.ledger, other, sample.now)
    visitor.night(nb=[Told("nb/1.html")])
    assert sample.rows("SELECT section_id, portal_id FROM sections ORDER BY ALL") == [
        ("nb", "sample"),
        ("other/nb", "other"),
        ("wj", "sample"),
    ]
    assert sample.figure("信息公开年报") == visitor.figure("信息公开年报") == (1, "computed")


def test_section_taken_out_of_the_portal_file_stays_counted_and_is_told(sample: County) -> None:
    from warehouse.load import sync_portal

    sync_portal(sample.ledger, portal(section("wj", "政府文件", "政府文件")))
    sample.publish()
    assert sample.figure("信息公开年报") == (1, "computed")
    assert sample.one("SELECT outcome FROM findings WHERE check_id = 'section-retired'") == "uncertain"


def test_status_tells_nights_missed_and_what_waits(sample: County) -> None:
    sample.begin()
    sample.tell("wj", [Told("wj/1.html")], outcome="partial", reason="第 2 页读不到")
    sample.load()
    sample.publish()
    status = read_status(sample.home.published, sample.now + timedelta(days=3))
    reports, files = status.sections
    assert (files.outcome, files.reason, files.nights_missed) == ("partial", "第 2 页读不到", 4)
    assert files.complete_at == sample.now - timedelta(days=1) + timedelta(minutes=5)
    assert (reports.outcome, reports.records_read) == ("complete", 1)
    assert [waiting.subject for waiting in status.waiting if waiting.severity != "info"] == ["wj"]
    assert [night.outcome for night in status.nights] == ["unfinished", "partial", "missing", "missing"]


def test_status_without_a_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="请先运行 gongkai nightly"):
        read_status(tmp_path / "gongkai.duckdb", County.now)


def test_rows_that_could_not_be_read_are_published_with_their_reason(sample: County) -> None:
    sample.begin()
    sample.tell("nb", [], outcome="partial", unread=["没有链接"])
    sample.load()
    sample.publish()
    assert sample.rows("SELECT section_id, position, reason FROM rejects") == [("nb", 1, "没有链接")]
