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
from tests.warehouse.archived import ArchivedCounty
from tests.warehouse.build import as_left
from tests.warehouse.test_verify import alter, told_of
from tests.warehouse.test_verify_rows import COPY, DECIDED, FILE, GONE, NEWS, WITH_FILE, built_home
from warehouse import query
from warehouse.contentsum import content_sha256
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.publish import publish
from warehouse.seal import seal
from warehouse.verify import How, Sample, Verification, verify_published, verify_sealed
from warehouse.verify.pages import draw

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
    [note] = found.notes
    assert note.startswith("未覆盖:")
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
    assert "从 5 条存档中抽查 2 条(种子 7," in out and "其余 3 条存档没有重读,不能当作全部核对" in out


def test_a_sample_is_repeated_by_its_seed_and_others_are_drawn_by_others(home: Home) -> None:
    def drawn(seed: int) -> list[object]:
        until = draw(connection, Sample(2, seed)).until
        values = {"first": "", "last": "~", "seed": str(seed), "until": until}
        return [told["item_id"] for told in query.rows(connection, "verify/versions", **values)]

    with duckdb.connect(str(home.published), read_only=True) as connection:
        samples = [drawn(seed) for seed in range(20)]
        assert [drawn(seed) for seed in range(20)] == samples
    assert {len(one) for one in samples} == {2}
    assert {item for one in samples for item in one} == {FILE.id, COPY.id, WITH_FILE.id, NEWS.id, GONE.id}
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
    "taken out": (HEADER, f"原第 2 行(unit {NEWS.id})已删去"),
    "many": (HEADER + OTHER * 9, " 等 9 处;请运行"),
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
    file.write_text("section_id,year,min_rows,max_rows,who,when,why\nzfwj,*,50,90,张三,2018-01-22,常年如此\n")
    found = verified(home)
    assert told_of(found) == ""
    [said] = [note for note in found.notes if "bounds.csv" in note]
    assert said.endswith("请运行 gongkai republish")
    os.utime(file, (0, 0))
    assert "section-bounds" in told_of(verified(home))


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
    assert not home.work.exists()


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
    assert (one.subject, found.records) == (NEWS.id, 5)
    assert "重读时程序出错(RecursionError: too deep)" in one.message
