"""Decisions by several hands as they are published: their ids, the log, what verify says; several portals."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from scrapers.address import item_id
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import SITE, County, Told, as_left, one_home, portal, section
from tests.warehouse.test_verify import alter
from warehouse import handwritten, row_ids
from warehouse.decision_log import copy_file, log_file
from warehouse.overrides import FILE_NAME, HEADER
from warehouse.verify import How, Verification, verify_published

HEAD = ",".join(HEADER)
SIGNED = "王某,2018-01-22,核对原件"
NEWS, OTHER = told("n.html", "县长调研", "2017-07-03"), told("o.html", "县长再调研", "2017-07-04")
ONE, TWO = row_ids.made("D", 1), row_ids.made("D", 2)


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwritten, "PAUSE", 0)


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    declared = portal(section("dt", "动态", "动态信息"))
    with archived_county(tmp_path_factory.mktemp("one") / "home", declared) as made:
        made.night(dt=[NEWS, OTHER])
        decide(made, f"exclude,{NEWS.id},", f"exclude,{OTHER.id},")
    return made


@pytest.fixture
def sample(one_night: ArchivedCounty, tmp_path: Path) -> Iterator[ArchivedCounty]:
    with as_left(one_night, tmp_path / "home") as made:
        yield made


def decide(made: County, *rows: str, header: str = HEAD) -> tuple[str, ...]:
    lines = [header, *(f"{row},{SIGNED}" for row in rows)]
    (made.home.overrides / FILE_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made.publish().notes


def verified(made: County) -> Verification:
    made.ledger.close()
    return verify_published(made.home, How(wait=0.1))


def test_the_log_is_published_and_verified(sample: ArchivedCounty) -> None:
    decide(sample, f"exclude,{OTHER.id},", f"撤回,{TWO},")
    assert sample.rows(
        "SELECT decision_id, state, line, missing_since IS NULL FROM decisions ORDER BY 1"
    ) == [
        (ONE, "applied", 0, False),
        (TWO, "no_effect", 2, True),
        (row_ids.made("D", 3), "applied", 3, True),
    ]
    assert sample.figure("动态信息")[0] == 1
    assert sample.rows("SELECT 编号, 变化, 谁 FROM 台账.决定记录 WHERE 序号 > 3 ORDER BY 序号") == [
        (row_ids.made("D", 3), "新增", "王某"),
        (ONE, "不见", ""),
        (TWO, "撤回", "王某"),
    ]
    [(subject, outcome)] = sample.rows(
        "SELECT subject, outcome FROM findings WHERE check_id = 'decision-missing'"
    )
    assert (subject, outcome) == (ONE, "uncertain")
    found = verified(sample)
    assert found.differences == () and not found.is_part
    assert any(f"withdraw,{ONE}," in note for note in found.notes), "asked there, too"


def test_a_republication_without_a_change_says_the_same(sample: ArchivedCounty) -> None:
    decide(sample, f"exclude,{OTHER.id},")
    first = [sample.one("SELECT content_sha256 FROM meta"), sample.rows("SELECT * FROM decisions")]
    log = log_file(sample.home).read_bytes()
    sample.night(dt=[NEWS, OTHER])
    assert [sample.one("SELECT content_sha256 FROM meta"), sample.rows("SELECT * FROM decisions")] == first
    assert log_file(sample.home).read_bytes() == log


def test_what_was_changed_since_the_publication_is_no_difference(sample: ArchivedCounty) -> None:
    file = sample.home.overrides / FILE_NAME
    file.write_text(f"{HEAD}\nexclude,{OTHER.id},,{SIGNED}\n", encoding="utf-8")
    found = verified(sample)
    assert found.differences == ()
    assert any("已不在文件中(仍然有效)" in note for note in found.notes)


LOG_ALTERED: dict[str, tuple[Callable[[bytes], bytes], bool, str]] = {
    "a word": (lambda log: log.replace("王某".encode(), "李某".encode(), 1), False, "第 2 行"),
    "a word in both copies": (lambda log: log.replace("王某".encode(), "李某".encode(), 1), True, "第 2 行"),
    "a line less in both copies": (lambda log: log[: log.rindex(b"\r\n", 0, -2) + 2], True, "只有 2 行"),
    "emptied": (lambda log: b"", False, "表头"),
}


@pytest.mark.parametrize("case", LOG_ALTERED)
def test_an_altered_log_is_a_difference(sample: ArchivedCounty, case: str) -> None:
    change, both, said = LOG_ALTERED[case]
    for file in (log_file(sample.home), copy_file(sample.home))[: 1 + both]:
        file.write_bytes(change(file.read_bytes()))
    told_of = [one.message for one in verified(sample).differences if one.what == "决定记录"]
    assert told_of and any(said in message or "与副本不符" in message for message in told_of)


@pytest.mark.parametrize("gone", [log_file, copy_file])
def test_of_a_lost_log_the_other_copy_knows(sample: ArchivedCounty, gone: Callable[..., Path]) -> None:
    gone(sample.home).unlink()
    messages = [one.message for one in verified(sample).differences]
    assert ("不见了" in "".join(messages)) is (gone is log_file)


def test_a_decision_in_force_that_the_log_has_otherwise_is_a_difference(sample: ArchivedCounty) -> None:
    alter(
        sample.home.published,
        f"UPDATE decision_log SET change = 'withdrawn' WHERE decision_id = '{ONE}'",
        f"DELETE FROM decision_log WHERE decision_id = '{TWO}'",
    )
    messages = [one.message for one in verified(sample).differences if one.what == "决定记录"]
    assert any(ONE in message and "不再有效" in message for message in messages)
    assert any(TWO in message and "不在 decision_log 中" in message for message in messages)


def test_a_mended_log_is_told_in_the_file(sample: ArchivedCounty) -> None:
    log_file(sample.home).write_bytes(b"")
    notes = sample.publish().notes
    assert any("log.csv" in note for note in notes)
    [(outcome, severity, message)] = sample.rows(
        "SELECT outcome, severity, message FROM findings WHERE check_id = 'decision-log'"
    )
    assert (outcome, severity) == ("uncertain", "info") and "已按副本恢复" in message
    assert verified(sample).differences == ()


def test_of_a_home_where_only_the_published_file_is_left_the_log_is_taken_from_it(
    sample: ArchivedCounty,
) -> None:
    decide(sample, f"exclude,{OTHER.id},", f"撤回,{TWO},")
    whole = log_file(sample.home).read_bytes()
    for file in (log_file(sample.home), copy_file(sample.home), sample.home.decided):
        file.unlink()
    (sample.home.overrides / FILE_NAME).write_bytes(b"")
    sample.publish()
    assert sample.figure("动态信息")[0] == 1, "what was withdrawn stays so"
    assert log_file(sample.home).read_bytes().startswith(whole)
    given = sample.rows("SELECT decision_id FROM decision_log WHERE change = 'added'")
    assert len(given) == len(set(given)) == 3, "no id is given twice"


def forged(log: bytes) -> bytes:
    """Another name, and every sum made anew from the first line on."""
    head, *rows = csv.reader(StringIO(log.decode("utf-8-sig").replace("王某", "李某"), newline=""))
    out, before = StringIO(newline=""), "0" * 64
    for cells in rows:
        before = hashlib.sha256("\x1f".join((before, *cells[:-1])).encode()).hexdigest()
        cells[-1] = before
    csv.writer(out, lineterminator="\r\n").writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")


BOTH_ALTERED: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "forged from the first line": (forged, "从第 2 行起与公布文件的 decision_log 不符"),
    "a word": (lambda log: log.replace("王某".encode(), "李某".encode(), 1), "从第 2 行起与公布文件"),
    "cut": (lambda log: log[: log.rindex(b"\r\n", 0, -2) + 2], "都缺第 3 行以后的 1 行"),
    "no text": (lambda log: b"PK\x03\x04", "无法读取"),
    "gone": (lambda log: None, "都不见了(共 3 行)"),
}


@pytest.mark.parametrize("case", BOTH_ALTERED)
def test_what_was_altered_in_both_copies_is_known_by_the_published_file(
    sample: ArchivedCounty, case: str
) -> None:
    """A night that comes before anybody verifies must not take over what it finds."""
    alter_log, said = BOTH_ALTERED[case]
    whole = log_file(sample.home).read_bytes()
    for file in (log_file(sample.home), copy_file(sample.home)):
        file.unlink() if (data := alter_log(file.read_bytes())) is None else file.write_bytes(data)
    assert any(said in note for note in sample.publish().notes)
    assert log_file(sample.home).read_bytes().startswith(whole)
    [(message,)] = sample.rows("SELECT message FROM findings WHERE check_id = 'decision-log'")
    assert said in message and "已按公布文件恢复" in message
    kept = [one.read_bytes() for one in sample.home.work.glob("decisions.log.altered.*")]
    assert kept == ([] if data is None else [data]), "what was altered can be looked at"
    sample.publish()
    assert sample.rows("SELECT message FROM findings WHERE check_id = 'decision-log'") == [(message,)]
    assert verified(sample).differences == ()


def test_a_published_file_that_was_altered_alters_no_log(sample: ArchivedCounty) -> None:
    whole = log_file(sample.home).read_bytes()
    alter(sample.home.published, "UPDATE decision_log SET who = '李某'")
    sample.publish()
    assert log_file(sample.home).read_bytes() == whole


def test_rows_of_the_same_line_are_not_mixed_up(sample: ArchivedCounty) -> None:
    """A copy older than the log, and a file that cannot be read: rows of both have the line that they had."""
    file = sample.home.overrides / FILE_NAME
    rows = [f"category,{NEWS.id},通知公告,{SIGNED}", f"exclude,{OTHER.id},,{SIGNED}"]
    for name in (FILE_NAME, "log.csv"):
        (sample.home.overrides / name).unlink()
    for name in ("decided.json", "decisions.log.csv"):
        (sample.home.work / name).unlink()
    sample.home.published.unlink()
    stood: list[bytes] = []
    for number in (1, 2):
        file.write_text("\n".join([HEAD, "# 说明", *rows[:number]]) + "\n", encoding="utf-8")
        sample.publish()
        stood.append(sample.home.decided.read_bytes())
    sample.home.decided.write_bytes(stood[0])
    file.write_bytes(b"PK\x03\x04")
    sample.publish()
    assert sample.figure("通知公告")[0] == 1 and sample.figure("动态信息")[0] == 0
    assert sample.one("SELECT count(*) FROM decisions WHERE state = 'applied'") == 2
    assert verified(sample).differences == ()


# A file that gives way to what is written.


def test_a_row_that_is_gone_gives_way_to_one_that_says_otherwise(sample: ArchivedCounty) -> None:
    notes = decide(sample, f"include,{NEWS.id},", f"exclude,{OTHER.id},")
    assert sample.rows("SELECT kind, state FROM decisions WHERE item_id = ? ORDER BY 1", NEWS.id) == [
        ("exclude", "no_effect"),
        ("include", "no_effect"),
    ]
    assert any(f"已不在文件中的 {ONE}" in note and "按文件中的执行" in note for note in notes)
    assert sample.figure("动态信息")[0] == 1


# Several portals that hold the same address.


@pytest.fixture(scope="module")
def two_portals(tmp_path_factory: pytest.TempPathFactory) -> County:
    rows = [Told("x.html", "县长调研"), Told("y.html", "县长再调研")]
    return one_home(
        tmp_path_factory.mktemp("two") / "home",
        [
            (portal(section("dt", "动态", "动态信息"), portal_id="east"), {"dt": rows}),
            (portal(section("dt", "动态", "动态信息"), portal_id="west"), {"dt": rows[:1]}),
        ],
    )


@pytest.fixture
def both(two_portals: County, tmp_path: Path) -> Iterator[County]:
    with as_left(two_portals, tmp_path / "home") as made:
        yield made


@pytest.mark.parametrize(
    ("row", "header", "excluded", "told_so"),
    [
        (f"exclude,{SITE}x.html,", HEAD, {"east", "west"}, True),
        (f"exclude,{SITE}y.html,", HEAD, {"east"}, False),
        (f"west,exclude,{SITE}x.html,", f"portal,{HEAD}", {"west"}, False),
        (f"east,exclude,{SITE}x.html,", f"门户,{HEAD}", {"east"}, False),
        (f"exclude,{item_id('west', SITE + 'x.html')},", HEAD, {"west"}, False),
    ],
)
def test_of_an_address_in_several_portals(
    both: County, row: str, header: str, excluded: set[str], told_so: bool
) -> None:
    notes = decide(both, row, header=header)
    assert {one for (one,) in both.rows("SELECT portal_id FROM decisions")} == excluded
    assert {state for (state,) in both.rows("SELECT state FROM decisions")} == {"applied"}
    assert any("2 个门户有这个网址" in note for note in notes) is told_so
    assert both.one("SELECT count(*) FROM item_sections WHERE NOT counted") == len(excluded)
    assert both.one("SELECT count(DISTINCT decision_id) FROM decisions") == 1


def test_an_unknown_portal_is_said_with_those_that_there_are(both: County) -> None:
    [note] = decide(both, f"south,exclude,{SITE}x.html,", header=f"portal,{HEAD}")
    assert "south" in note and "east、west" in note
    assert both.rows("SELECT state FROM decisions") == [("invalid",)]


def test_a_pair_is_joined_where_both_are(both: County) -> None:
    assert decide(both, f"merge,{SITE}x.html,{SITE}y.html") == ()
    assert both.rows("SELECT state, item_id FROM decisions") == [
        ("applied", item_id("east", SITE + "x.html"))
    ]
