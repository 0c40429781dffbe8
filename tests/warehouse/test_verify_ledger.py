"""`verify` holds the file against the ledger; what was changed since and not published is no difference."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.commands.verify import command
from scrapers.crawl.rows import fill
from scrapers.flock import flocked
from scrapers.package import ItemRow
from scrapers.records import Page
from tests.warehouse.archived import ArchivedCounty, told
from tests.warehouse.build import as_left, portal, section
from tests.warehouse.test_verify import alter, told_of
from tests.warehouse.test_verify_rows import COPY, DECIDED, FILE, GONE, NEWS, REPORT, WITH_FILE, built_home
from warehouse import query
from warehouse.contentsum import content_sha256
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.portals import sync_portal
from warehouse.publish import publish
from warehouse.seal import seal
from warehouse.verify import How, Sample, Verification, verify_published, verify_sealed
from warehouse.verify.pages import draw

BOUNDS = "section_id,year,min_rows,max_rows,who,when,why\nzfwj,*,50,90,张三,2018-01-22,常年如此\n"
HEADER = "kind,item,value,who,when,why\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    return built_home(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def home(built: ArchivedCounty, tmp_path: Path) -> Home:
    """A copy, with its ledger, to be altered."""
    return Home(Path(shutil.copytree(built.home.root, tmp_path / "home")))


def verified(home: Home) -> Verification:
    return verify_published(home, How())


def forge(home: Home, *statements: str) -> None:
    """Alters rows, and every sum with them: as somebody would who knows how the file is made."""
    alter(home.published, *statements)
    with duckdb.connect(str(home.published)) as connection:
        catalog = home.published.stem
        told = content_sha256(connection, catalog)
    alter(home.published, f"UPDATE meta SET content_sha256 = '{told}'")


def test_an_honest_home_has_no_difference_and_it_is_said_what_nothing_proves(home: Home) -> None:
    found = verified(home)
    assert told_of(found) == ""
    assert "与台账逐行比较" in found.checked and found.words == "没有差异"
    taken_out, note = found.notes
    assert "依规删除" in taken_out and note.startswith("未覆盖:")
    assert list(home.aside.iterdir()) == []


THREE = {
    "when an item was withdrawn": (
        f"UPDATE items SET removed_at = '2018-03-01 08:00+08' WHERE item_id = '{GONE.id}'",
        f"items.removed_at:条目 {GONE.id}“{GONE.title}”的这一列是 2018-03-01 08:00:00,应为 2018-",
    ),
    "when a run ended": (
        "UPDATE runs SET finished_at = '2018-03-01 08:00+08'",
        "runs.finished_at:run_id “nightly-",
    ),
    "why a row was not read": (
        "UPDATE rejects SET reason = '没有'",
        "的这一列是 “没有”,应为 “没有链接的一行”",
    ),
}


@pytest.mark.parametrize(("statement", "says"), THREE.values(), ids=THREE)
def test_the_command_names_an_altered_row(
    home: Home, statement: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    forge(home, statement)
    assert command.callback is not None
    assert command.callback(home.root, None, 2, 7) == 1
    out = capsys.readouterr().out
    assert says in out
    assert "从 6 条存档中抽查 2 条(种子 7," in out and "其余 4 条存档没有重读,不能当作全部核对" in out


def test_a_sample_is_repeated_by_its_seed_and_others_are_drawn_by_others(home: Home) -> None:
    def drawn(seed: int) -> list[object]:
        until = draw(connection, Sample(2, seed)).until
        values = {"first": "", "last": "~", "seed": str(seed), "until": until}
        return [told["item_id"] for told in query.rows(connection, "verify/versions", **values)]

    with duckdb.connect(str(home.published), read_only=True) as connection:
        samples = [drawn(seed) for seed in range(20)]
        assert [drawn(seed) for seed in range(20)] == samples
    assert {len(one) for one in samples} == {2}
    assert {item for one in samples for item in one} == {
        FILE.id,
        COPY.id,
        WITH_FILE.id,
        NEWS.id,
        GONE.id,
        REPORT.id,
    }
    assert verify_published(home, How(sample=Sample(99, 1))).words == "没有差异"


def written(home: Home, text: str) -> Verification:
    (home.overrides / "decisions.csv").write_text(text, encoding="utf-8")
    return verified(home)


MINE = DECIDED.removeprefix(HEADER)
OTHER = f"exclude,{FILE.id},,李四,2018-02-01,重复\n"
EDITED = {
    "one more": (DECIDED + OTHER, f"第 3 行新增 exclude {FILE.id};请运行 gongkai republish"),
    "one before it": (HEADER + OTHER + MINE, f"第 2 行移到了第 3 行;第 2 行新增 exclude {FILE.id};"),
    "another reason": (
        DECIDED.replace("核对原件", "另有原因"),
        f"第 2 行由 unit {NEWS.id} 样例县财政局 改为 unit",
    ),
    "taken out": (HEADER, f"原第 2 行(unit {NEWS.id})已不在文件中(仍然有效)"),
    "many": (HEADER + OTHER * 9, " 等 10 处;请运行"),
}


@pytest.mark.parametrize(("text", "says"), EDITED.values(), ids=EDITED)
def test_decisions_edited_since_are_said_in_one_line(home: Home, text: str, says: str) -> None:
    found = written(home, text)
    assert told_of(found) == ""
    [said] = [note for note in found.notes if "人工决定" in note]
    assert said.startswith("人工决定已改,尚未公布:") and says in said


def test_decisions_that_cannot_be_read_now_are_taken_as_they_were_published(home: Home) -> None:
    found = written(home, "什么,也,不是\n")
    assert told_of(found) == "" and any("读不懂" in note for note in found.notes)
    (home.overrides / "decisions.csv").unlink()
    found = verified(home)
    assert told_of(found) == "" and any("不见了" in note for note in found.notes)


@pytest.mark.parametrize("how", [alter, forge], ids=["one sum fits", "all sums fit"])
def test_an_altered_decision_is_named_and_not_taken_for_an_edited_one(
    home: Home, how: Callable[..., None]
) -> None:
    how(home if how is forge else home.published, "UPDATE decisions SET who = '王五'")
    assert "decisions.who:line 2的这一列是 “王五”,应为 “张三”" in told_of(verified(home))


def test_bounds_edited_since_are_said_in_one_line(home: Home) -> None:
    file = home.overrides / "bounds.csv"
    file.write_text(BOUNDS, encoding="utf-8")
    found = verified(home)
    assert told_of(found) == ""
    [said] = [note for note in found.notes if "bounds.csv" in note]
    assert said.endswith("请运行 gongkai republish")
    os.utime(file, (0, 0))  # as a copy that was restored
    found = verified(home)
    assert (told_of(found), said in found.notes) == ("", True)


def test_bounds_that_were_only_copied_are_as_they_were_published(home: Home) -> None:
    """A file is not changed by being new; what it decides is compared."""
    file = home.overrides / "bounds.csv"
    file.write_text(BOUNDS, encoding="utf-8")
    with open_ledger(home.ledger) as ledger:
        publish(home, ledger, datetime(2018, 6, 1, tzinfo=UTC))
    file.write_text(BOUNDS.replace("\n", "\r\n"), encoding="utf-8-sig")
    found = verified(home)
    assert told_of(found) == "" and not any("bounds.csv" in note for note in found.notes)
    forge(home, "UPDATE findings SET outcome = 'pass' WHERE check_id = 'section-bounds'")
    assert "section-bounds" in told_of(verified(home))


def test_a_portal_file_changed_since_is_said_in_one_line(home: Home) -> None:
    """As after a backfill that was only forecast: the ledger knows the file that nothing was published by."""
    portals = home.root / "portals"
    portals.mkdir()
    renamed = portal(section("zfwj", "县府文件", "通知公告"), default_unit="样例县政府办")
    with open_ledger(home.ledger) as ledger:
        sync_portal(ledger, renamed)
    assert "sections" in told_of(verified(home))
    (portals / "sample.toml").write_text("", encoding="utf-8")
    found = verified(home)
    assert told_of(found) == ""
    [said] = [note for note in found.notes if note.startswith("门户文件在公布之后改过")]
    assert " 等 " in said and said.endswith("请运行 gongkai republish 之后再核对")
    assert found.words == "查过的部分没有差异;有的表没有与台账比较,不能当作全部核对"
    forge(
        home, "UPDATE runs SET outcome = 'failed'", "UPDATE items SET first_seen_at = '2016-01-01 00:00+08'"
    )
    said = told_of(verified(home))
    assert "runs.outcome:" in said and "items.first_seen_at:" in said


def test_rules_changed_since_are_said_in_one_line(home: Home) -> None:
    """As after an update of the program: the file was made by rules that are worded otherwise today."""
    forge(
        home,
        "UPDATE rules SET version = 0, rule = 'S-category@0' WHERE rule LIKE 'S-category@%'",
        "UPDATE figures SET rule = 'S-category@0' WHERE rule LIKE 'S-category@%'",
        "UPDATE meta SET rules_version = '000000000000'",
        f"UPDATE items SET removed_at = NULL WHERE item_id = '{GONE.id}'",
    )
    found = verified(home)
    assert [one.subject for one in found.differences] == [GONE.id]
    [said] = [note for note in found.notes if "规则在公布之后改过" in note]
    assert "公布时 000000000000" in said and "republish" in said
    assert "其余各表没有比较" in found.checked


def test_a_version_of_rules_alone_is_no_change_of_rules(home: Home) -> None:
    forge(home, "UPDATE meta SET rules_version = '000000000000'")
    assert "meta.rules_version:" in told_of(verified(home))


def test_a_ledger_that_has_gone_on_is_compared_in_what_only_grows(
    built: ArchivedCounty, tmp_path: Path
) -> None:
    with as_left(built, tmp_path / "home") as made:
        made.begin()
        made.tell("dt", [NEWS])
        made.load()
        home = made.home
    found = verified(home)
    assert told_of(found) == ""
    assert any(note.startswith("台账比公布文件新") for note in found.notes)
    forge(
        home,
        "UPDATE fetches SET outcome = 'gone', status = 404 WHERE rowid = 1",
        f"UPDATE items SET title = '改过的标题' WHERE item_id = '{NEWS.id}'",
    )
    said = told_of(verified(home))
    assert "fetches:" in said and "有 2 列不同:status 是 404,应为 200;outcome 是 “gone”,应为 “ok”" in said
    assert f"items.title:条目 {NEWS.id}“改过的标题”" in said


def test_without_the_ledger_or_while_another_run_holds_it_that_is_said(home: Home) -> None:
    with flocked(home.lock, datetime(2018, 1, 1, tzinfo=UTC)):
        busy = verify_published(home, How(wait=0.1))
    shutil.rmtree(home.work)
    for found, why in ((busy, "占用"), (verified(home), "没有台账")):
        assert found.differences == ()
        assert any(note.startswith("各表没有与台账逐行比较:") and why in note for note in found.notes)
        assert "各表没有与台账逐行比较" in found.checked
        assert found.words == "查过的部分没有差异;有的表没有与台账比较,不能当作全部核对"
    assert not home.work.exists()


def _cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:5000])


def _without_a_table(ledger: Path) -> None:
    with duckdb.connect(str(ledger)) as connection:
        connection.execute("DROP TABLE fetches")


LOST = {
    "gone": (Path.unlink, "不见了"),
    "empty": (lambda ledger: ledger.write_bytes(b""), "已损坏或被截断"),
    "cut off": (_cut, "已损坏或被截断"),
    "no table": (_without_a_table, "缺少表"),
}


@pytest.mark.parametrize(("lose", "says"), LOST.values(), ids=LOST)
def test_a_lost_ledger_is_a_difference(home: Home, lose: Callable[[Path], object], says: str) -> None:
    """After a restoration nothing else says that a home cannot go on."""
    lose(home.ledger)
    found = verified(home)
    assert [one.what for one in found.differences] == ["台账"]
    assert str(home.ledger) in told_of(found) and says in told_of(found) and "请从备份恢复" in told_of(found)


def test_what_is_altered_in_a_version_is_named_once(home: Home) -> None:
    """By its row: its page then reads otherwise, stands elsewhere, or was asked at another time."""
    where = f"WHERE item_id = '{NEWS.id}'"
    forge(home)
    for change, column in (
        ("title = '改过的标题'", "title"),
        ("archive_offset = archive_offset + 1", "archive_offset"),
        ("archive_file = 'no.warc.gz'", "archive_file"),
        ("seen_at = '2016-01-01 00:00+08'", "seen_at"),
    ):
        copy = Home(Path(shutil.copytree(home.root, home.root.with_name(column))))
        forge(copy, f"UPDATE item_versions SET {change} {where}")
        named = [one.message for one in verified(copy).differences if NEWS.id in one.message]
        assert [message.split(":")[0] for message in named] == [f"item_versions.{column}"]


def test_damage_of_an_archive_file_is_said_in_few_lines(
    built: ArchivedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_left(built, tmp_path / "home") as made:
        made.night(zfwj=[told(f"m{number}.html", f"第{number}号公告") for number in range(25)])
        home = made.home
    last = max(home.archive.glob("*.zfwj.*"))
    last.write_bytes(b"\0" * 20)
    found = verified(home).differences
    assert [one.what for one in found] == ["存档文件", *["存档记录"] * 21]
    assert found[-1].message.endswith("无法重读的等 25 条,只列出 20 条")
    assert not any("whole" in one.message for one in found)
    last.unlink()
    [one] = verified(home).differences
    assert "不见了,25 条存档无从重读(条目 " in one.message and one.message.endswith("等);请从备份恢复")


@pytest.mark.parametrize("make", [Path.unlink, lambda file: file.write_bytes(b"\xff\xfe")])
def test_a_sum_that_cannot_be_read_is_said_in_chinese(home: Home, make: Callable[[Path], object]) -> None:
    make(home.published_sha256)
    [one] = verified(home).differences
    assert one.what == "校验和" and "无从核对" in one.message
    assert "Errno" not in one.message and "codec" not in one.message


@pytest.mark.parametrize("table", ["fetches", "figures", "meta", "rejects"])
def test_a_table_that_is_not_there_is_one_difference_besides_the_sums(home: Home, table: str) -> None:
    alter(home.published, f"DROP TABLE {table} CASCADE")
    found = [one for one in verified(home).differences if "校验和" not in one.what]
    assert [f"缺少表 {table}" in one.message for one in found] == [True]
    assert "Catalog" not in found[0].message


def test_a_sealed_year_is_held_against_the_ledger_too(built: ArchivedCounty, tmp_path: Path) -> None:
    with as_left(built, tmp_path / "home") as made:
        seal(made.home, 2017, None, made.now, made.payload)
        made.night(zfwj=[FILE], dt=[NEWS])
        home = made.home
    [sound] = verify_sealed(home, 2017, How())
    assert (told_of(sound), "与台账逐行比较" in sound.checked) == ("", True)
    file = home.sealed / "2017.duckdb"
    alter(file, f"UPDATE item_versions SET seen_at = '2016-01-01 00:00+08' WHERE item_id = '{NEWS.id}'")
    [found] = verify_sealed(home, 2017, How())
    assert f"item_versions.seen_at:条目 {NEWS.id}“{NEWS.title}”" in told_of(found)


def test_what_was_altered_in_the_ledger_too_is_named_by_the_archive(home: Home) -> None:
    later = datetime(2018, 6, 1, tzinfo=UTC)
    with open_ledger(home.ledger) as ledger:
        ledger.execute(
            "UPDATE item_versions SET title = '改过的标题', seen_at = seen_at - INTERVAL 90 DAY"
            f" WHERE item_id = '{NEWS.id}'"
        )
        publish(home, ledger, later)
    said = told_of(verified(home))
    assert "第 1 版的标题是 改过的标题,由存档" in said
    assert "第 1 版的发现时刻(seen_at)是 2017-" in said and "写的是 2018-" in said
    assert "台账" not in said


def test_a_page_that_the_reader_breaks_on_costs_itself_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(row: ItemRow, page: Page, layout: None = None) -> ItemRow:
        if page.url == NEWS.url:
            raise RecursionError("too deep")
        return fill(row, page, layout)

    monkeypatch.setattr("scrapers.reread.fill", broken)
    found = verified(home)
    [one] = found.differences
    assert (one.subject, found.records) == (NEWS.id, 6)
    assert "重读时程序出错(RecursionError: too deep)" in one.message
