"""A publication of what has changed says what a whole one says, whatever it is; in doubt it is whole."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest

from scrapers.package import file_sha256
from tests.warehouse.build import County, as_left, county, portal, section
from tests.warehouse.incremental.changing import Changing, many, published_both_ways
from warehouse import checks, parts, query
from warehouse import publish as publishing
from warehouse.checks import BadRow
from warehouse.home import HomeError
from warehouse.incremental import copying, noted, renewing
from warehouse.load import sync_portal

UNITS = ({"name": "财政局", "aliases": ["县财政局"]}, {"name": "样例县教育局"})
SECTIONS = (
    section("nb", "信息公开年报", "信息公开年报"),
    section("wj", "政府文件", "政府文件"),
    section("zh", "综合信息"),
    section("tz", "通知公告"),
)


@pytest.fixture(scope="module")
def first_nights(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(*SECTIONS, units=UNITS)
    with (
        patch.object(renewing, "LEAST_ITEMS", 0),
        county(tmp_path_factory.mktemp("first") / "home", declared) as made,
    ):
        made.night(**{one["id"]: many(one["id"], 24) for one in SECTIONS})
    return made


@pytest.fixture
def sample(first_nights: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    """A home that a publication of what has changed would not be worth while for: its file of a few blocks
    doubles in a night."""
    monkeypatch.setattr(renewing, "ROOM", 16 * 2**20)
    monkeypatch.setattr(renewing, "LEAST_ITEMS", 0)
    monkeypatch.setattr(renewing, "MOST_AFFECTED", 1.0)
    with as_left(first_nights, tmp_path / "home") as made:
        yield made


def test_whatever_changes_both_ways_say_the_same(sample: County, tmp_path: Path) -> None:
    """A longer search: `python -m tests.warehouse.incremental.searching SEED NIGHTS`."""
    changing = Changing(sample, random.Random(2018))
    for changes in (30, 6):
        changing.night(changes)
        changing.decide()
        assert published_both_ways(sample, tmp_path / "other").why_whole is None


def test_items_that_are_put_together_part_by_part_are_as_those_put_together_at_once(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    changing = Changing(sample, random.Random(2018))
    changing.night(30)
    changing.decide()
    at_once = sample.publish(whole=True)
    monkeypatch.setattr(parts, "A_PART", 10)
    in_parts = sample.publish(whole=True)
    assert in_parts.items > 90
    assert in_parts.content_sha256 == at_once.content_sha256


def test_documents_that_come_apart_are_counted_apart(sample: County, tmp_path: Path) -> None:
    """A and B have one number, B and C one body: without B's number, which nothing of A or C tells, A stands
    alone."""
    ids = [one for (one,) in sample.ledger.execute("SELECT item_id FROM items ORDER BY 1 LIMIT 3").fetchall()]
    for item, number, body in zip(
        ids, ("样政发〔2018〕77号", "样政发〔2018〕77号", None), "xyy", strict=True
    ):
        sample.ledger.execute("DELETE FROM item_versions WHERE item_id = ?", [item])
        sample.ledger.execute(
            "INSERT INTO item_versions BY NAME SELECT item_id, portal_id, 1 AS version, 'r' AS run_id,"
            " ?::TIMESTAMPTZ AS seen_at, ?::TIMESTAMPTZ AS accepted_at, '一个标题' AS title,"
            " DATE '2017-05-05' AS published_on, ? AS document_number, ? AS body_digest, 900 AS text_length"
            " FROM items WHERE item_id = ?",
            [sample.now.isoformat(), sample.now.isoformat(), number, body, item],
        )
    merged = (
        "SELECT count(*) FROM merges WHERE kept_item_id IN ($1, $2, $3) AND merged_item_id IN ($1, $2, $3)"
    )
    assert published_both_ways(sample, tmp_path / "other").whole is False
    assert sample.one(merged, *ids) == 2
    sample.ledger.execute("UPDATE item_versions SET document_number = NULL WHERE item_id = ?", [ids[1]])
    assert published_both_ways(sample, tmp_path / "other").whole is False
    assert sample.one(merged, *ids) == 1


def test_what_no_complete_reading_met_is_told_by_the_last_one(sample: County, tmp_path: Path) -> None:
    """Of such an item the ledger says the same, and yet another fact stands in the file."""
    sample.begin()
    sample.tell("wj", [*many("wj", 24), *many("new", 1)], outcome="partial", reason="第 2 页读不到")
    sample.load()
    assert published_both_ways(sample, tmp_path / "other").whole is False
    fact = "SELECT fact FROM exclusions WHERE rule LIKE 'X-unconfirmed@%'"
    assert "还没有完整读取确认" in sample.one(fact)
    sample.next_night()
    sample.begin()
    sample.tell("wj", many("wj", 24), whole_list=False)
    sample.load()
    assert published_both_ways(sample, tmp_path / "other").whole is False
    assert "其中没有这一条" in sample.one(fact)


def _other_unit(sample: County) -> None:
    sync_portal(sample.ledger, portal(*SECTIONS, units=(*UNITS, {"name": "样例县民政局"})))


def _other_section(sample: County) -> None:
    sync_portal(sample.ledger, portal(*SECTIONS[1:], units=UNITS))


def _second_portal(sample: County) -> None:
    sync_portal(sample.ledger, portal(section("zz", "其他"), portal_id="other"))


def _address(sample: County) -> None:
    sample.ledger.execute(
        "UPDATE items SET url = url || '?phone=13800000000' WHERE item_id = (SELECT min(item_id) FROM items)"
    )


def _altered(sample: County) -> None:
    sample.home.published.chmod(0o644)
    with duckdb.connect(str(sample.home.published)) as stranger:
        stranger.execute("UPDATE items SET title = '改'")


def _no_note(sample: County) -> None:
    (sample.home.work / noted.FILE_NAME).unlink()


def _torn_note(sample: County) -> None:
    file = sample.home.work / noted.FILE_NAME
    file.write_bytes(file.read_bytes()[:9000])


def _later(sample: County) -> None:
    sample.now += timedelta(days=31)


def _earlier(sample: County) -> None:
    sample.now -= timedelta(days=3)


def _orphan(sample: County) -> None:
    sample.ledger.execute(
        "INSERT INTO item_changes BY NAME SELECT 'ffff' AS item_id, portal_id, 'edited' AS change,"
        " ?::TIMESTAMPTZ AS changed_at, 'r' AS run_id FROM portals",
        [sample.now.isoformat()],
    )


DOUBTS = {
    "concerns every item": _other_unit,
    "concerns every item has": _other_section,
    "has changed: portals": _second_portal,
    "personal data": _address,
    "no published file of ours": _altered,
    "nothing is noted": _no_note,
    "nothing is noted of": _torn_note,
    "is due": _later,
    "dated after now": _earlier,
    "of known items": _orphan,
}


@pytest.mark.parametrize("why", DOUBTS)
def test_in_doubt_the_file_is_built_whole(sample: County, why: str) -> None:
    DOUBTS[why](sample)
    told = sample.publish()
    assert told.whole and why in str(told.why_whole)


@pytest.mark.parametrize("cut", [4096, 8192, 16384, 65536])
def test_a_file_whose_end_is_cut_off_is_built_whole_and_takes_no_ledger_along(
    sample: County, cut: int
) -> None:
    Changing(sample, random.Random(2)).night(5)
    sample.home.published.chmod(0o644)
    os.truncate(sample.home.published, sample.home.published.stat().st_size - cut)
    assert sample.publish().whole
    sample.next_night()
    Changing(sample, random.Random(3)).night(5)
    assert sample.publish().why_whole is None


def test_buckets_are_summed_alike_by_rows_and_by_items(sample: County) -> None:
    """A whole publication sums items, that of a night buckets: were they others, every bucket had changed."""
    told = []
    for statements in (["item_sums"], ["item_prints", "sums_of_prints"]):
        for name in statements:
            query.run(
                sample.ledger,
                f"incremental/{name}",
                **({"buckets": 64} if name != "item_prints" else {}),
            )
        told.append(sorted(sample.ledger.execute("SELECT bucket, rows, summed FROM item_sums").fetchall()))
    assert told[0] == told[1] != []


def test_an_item_that_is_no_more_is_missed(sample: County) -> None:
    gone = sample.one("SELECT min(item_id) FROM items")
    for name in ("items", "item_sections", "item_versions", "item_changes"):
        sample.ledger.execute(f"DELETE FROM {name} WHERE item_id = ?", [gone])
    with pytest.raises(publishing.PublishBlocked, match="lost_items"):
        sample.publish()


def test_after_doubts_what_has_changed_is_enough_again(sample: County, tmp_path: Path) -> None:
    """What a publication in doubt leaves behind, half done, is in nobody's way."""
    _other_unit(sample)
    assert sample.publish().whole
    Changing(sample, random.Random(1)).night(5)
    assert published_both_ways(sample, tmp_path / "other").why_whole is None


def test_once_a_month_both_ways_are_gone_and_a_difference_is_told(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    _later(sample)
    assert sample.publish().notes == ()
    _later(sample)
    other = renewing.TableSum(7, 7)
    monkeypatch.setattr(renewing, "known_sums", lambda _: dict.fromkeys(renewing.OF_EACH_ITEM, other))
    told = sample.publish()
    assert told.whole
    [note] = told.notes
    assert "完整公布与平日只更新变动部分的公布不一致" in note and "items" in note
    monkeypatch.undo()
    sample.publish()
    found = "SELECT severity, message FROM findings WHERE check_id = 'publication-differs'"
    assert sample.rows(found) == [("error", note)]


def test_a_note_that_cannot_be_written_keeps_no_file_back(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x")

    with monkeypatch.context() as context:
        context.setattr(noted, "fsync", full)
        assert not sample.publish().whole
    assert sample.publish().why_whole == "nothing is noted of the file that stands"


def test_of_a_small_home_nothing_is_noted(sample: County, monkeypatch: pytest.MonkeyPatch) -> None:
    (sample.home.work / noted.FILE_NAME).unlink()
    monkeypatch.setattr(renewing, "LEAST_ITEMS", 97)
    assert sample.publish().whole
    assert not (sample.home.work / noted.FILE_NAME).exists()


def test_a_file_that_has_grown_by_rows_that_gave_way_is_built_whole(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "MOST_GROWN", 1.0)
    monkeypatch.setattr(renewing, "ROOM", 0)
    changing = Changing(sample, random.Random(4))
    sample.publish(whole=True)
    whole = sample.home.published.stat().st_size
    changing.night(6)
    assert not sample.publish().whole
    grown = sample.home.published.stat().st_size
    assert grown > whole
    assert "has grown" in str(sample.publish().why_whole)
    assert sample.home.published.stat().st_size < grown


def test_another_program_builds_whole(sample: County) -> None:
    with patch.object(renewing, "program_sha256", lambda: "other"):
        assert "another program" in str(sample.publish().why_whole)


def test_what_a_guard_finds_in_it_is_built_whole(sample: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "guard_renewed", lambda _: [BadRow("guard_total", "x")])
    assert "guard_total" in str(sample.publish().why_whole)
    monkeypatch.setattr(publishing, "guard_renewed", checks.guard_renewed)
    monkeypatch.setattr(renewing, "guard_narrow", lambda _: [BadRow("guard_keys", "x")])
    assert "guard_keys" in str(sample.publish().why_whole)


def test_a_row_lost_of_an_affected_item_is_noticed(sample: County) -> None:
    _fewer_rows(sample)
    sample.ledger.execute(
        "UPDATE items SET last_seen_at = last_seen_at + INTERVAL 1 DAY WHERE item_id ="
        " (SELECT max(item_id) FROM items)"
    )
    assert "other rows than was noted" in str(sample.publish().why_whole)


def test_a_row_lost_from_the_file_that_stands_is_noticed(sample: County) -> None:
    _fewer_rows(sample)
    assert "guard_nothing_dropped" in str(sample.publish().why_whole)


def _fewer_rows(sample: County) -> None:
    """The note is of that very file, which nothing but a fault of ours can bring about."""
    sample.home.published.chmod(0o644)
    with duckdb.connect(str(sample.home.published)) as file:
        file.execute("DELETE FROM item_sections WHERE item_id = (SELECT max(item_id) FROM items)")
    digest = file_sha256(sample.home.published)
    sample.home.published_sha256.write_text(f"{digest}  gongkai.duckdb\n")
    bound = sample.home.work / noted.BOUND_NAME
    bound.write_text(f"{bound.read_text().split()[0]} {digest}")


KILLED_AT = {
    "incremental/gone": (False, False),
    "publish/items": (False, False),
    "incremental/come_in": (False, False),
    "publish/checkpoint": (False, False),
    "incremental/note_changes": (False, True),
    "incremental/note_stated": (False, True),
    "incremental/checkpoint_noted": (False, True),
    "incremental/follow": (True, False),
}
"""Statement → is the new file in place then, and is the next publication whole."""


@pytest.mark.parametrize("at", KILLED_AT)
def test_a_kill_at_any_statement_leaves_one_of_the_files_whole(sample: County, at: str) -> None:
    before = sample.home.published.read_bytes()
    Changing(sample, random.Random(at)).night(6)
    execute = query._execute

    def killed(ledger: duckdb.DuckDBPyConnection, statement: str, values: dict[str, object]) -> object:
        if statement == at:
            raise KeyboardInterrupt
        return execute(ledger, statement, values)

    with patch.object(query, "_execute", killed), pytest.raises(KeyboardInterrupt):
        sample.publish()
    is_in_place, is_whole = KILLED_AT[at]
    assert (sample.home.published.read_bytes() == before) is not is_in_place
    assert sample.home.published_sha256.read_text().split()[0] == file_sha256(sample.home.published)
    assert sample.publish().whole is is_whole


def test_a_full_disk_is_told_and_leaves_the_old_file(sample: County, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sample.home.published.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x")

    with monkeypatch.context() as context:
        context.setattr(copying, "sum_unless", full)
        with pytest.raises(HomeError, match="磁盘已满"):
            sample.publish()
    assert sample.home.published.read_bytes() == before
    assert list(sample.home.aside.iterdir()) == []
    assert not sample.publish().whole
