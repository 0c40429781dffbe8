"""What must go stands outside the home too: on disks that the archive was moved to, in backups."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.redacting import redact_items
from scrapers.address import item_id
from scrapers.durable import OWNERS_FILE
from tests.warehouse.archived import ArchivedCounty, archived_county
from tests.warehouse.build import as_left
from tests.warehouse.redaction.leak import DECLARED, SECRET, WHY, figures, holding, leaky, take_out
from warehouse.backup import How, make_backup, restore
from warehouse.home import Home, HomeBusy, HomeError
from warehouse.ledger import open_ledger
from warehouse.redaction import Asked
from warehouse.verify import How as Check
from warehouse.verify import verify_published

URL = "http://www.sample.gov.cn/wj/1.html"
BESIDE = "http://www.sample.gov.cn/wj/2.html"
TITLE = "赵钱孙享受低保待遇的公示"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    """Two nights; made once, its ledger closed."""
    with archived_county(tmp_path_factory.mktemp("once") / "home", DECLARED) as county:
        county.night(wj=[leaky("wj/1.html", TITLE), leaky("wj/2.html", "关于放假的通知", text="放假" * 90)])
        county.night(wj=[leaky("wj/1.html", TITLE + "(更正)")])
        return county


@pytest.fixture
def county(once: ArchivedCounty, tmp_path: Path) -> Iterator[ArchivedCounty]:
    with as_left(once, tmp_path / "home") as made:
        yield made


def moved(home: Home, far: Path) -> list[Path]:
    """Moves the archive as `gongkai archive move` leaves it."""
    far.mkdir()
    for file in sorted(home.archive.iterdir()):
        shutil.move(file, far / file.name)
        file.symlink_to(far / file.name)
    return sorted(far.iterdir())


def holds(folder: Path, word: str = SECRET) -> list[str]:
    return holding(Home(folder), word)


def test_files_on_another_disk_are_rewritten_where_they_lie(county: ArchivedCounty, tmp_path: Path) -> None:
    far = moved(county.home, tmp_path / "far")
    half = tmp_path / "far" / f".{far[0].name}.aside"
    shutil.copy(far[0], half)
    assert len(holds(tmp_path / "far")) == 2
    assert take_out(county, URL).files == 2
    assert (holds(tmp_path / "far"), half.exists()) == ([], False)
    links = [file for file in county.home.archive.iterdir() if file.is_symlink()]
    assert [link.resolve() for link in sorted(links)] == far
    assert {file.stat().st_mode & 0o777 for file in far} == {OWNERS_FILE}
    assert verify_published(county.home, Check(county.now)).differences == ()


@pytest.mark.parametrize("titles", [False, True])
def test_nothing_is_taken_out_while_that_disk_is_not_there(
    county: ArchivedCounty, tmp_path: Path, titles: bool
) -> None:
    moved(county.home, tmp_path / "far")
    (tmp_path / "far").rename(tmp_path / "gone")
    with pytest.raises(HomeError, match=r"够不着.*挂上那块磁盘"):
        take_out(county, URL, titles=titles)
    assert not county.home.redacting.exists()


def test_a_copy_of_a_killed_move_is_named(county: ArchivedCounty, tmp_path: Path) -> None:
    far = tmp_path / "移 走"
    far.mkdir()
    file = sorted(county.home.archive.iterdir())[0]
    shutil.copy(file, far / file.name)
    settings = f"[retention]\narchive_to = {json.dumps(str(far), ensure_ascii=False)}\n"
    (county.home.root / "gongkai.toml").write_text(settings, encoding="utf-8")
    assert any(str(far / file.name) in sentence for sentence in take_out(county, URL).left)


def test_what_a_killed_compaction_left_goes(county: ArchivedCounty) -> None:
    left = county.home.work / "compacted"
    left.mkdir()
    shutil.copy(sorted(county.home.archive.iterdir())[0], left / "half.warc.gz")
    take_out(county, URL)
    assert holding(county.home, SECRET) == []


def test_a_backup_under_way_is_waited_for(county: ArchivedCounty) -> None:
    county.ledger.close()
    asked = Asked((URL,), WHY, "李审核")
    with county.home.turn("backup", county.now), pytest.raises(HomeBusy, match=r"正在备份.*等备份结束"):
        redact_items(county.home.root, asked, lambda sentence: None)
    assert not county.home.redacting.exists()


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, list(words))
    return done.exit_code, done.output


def test_a_backup_from_before_brings_nothing_back_unsaid(county: ArchivedCounty, tmp_path: Path) -> None:
    """Also where the redaction came after the last backup; what is printed takes it out again."""
    county.ledger.close()
    target, new = tmp_path / "备份 盘", tmp_path / "新 家"
    make_backup(county.home, target, How(county.now))
    done = take_out(county, URL, titles=True)
    assert any("--keep 1" in sentence and str(target) in sentence for sentence in done.left)
    told = (target / "redactions.json").read_text(encoding="utf-8")
    assert (WHY in told, "低保待遇" in told, item_id("sample", URL) in told) == (True, False, True)
    code, said = run("restore", str(target), "--home", str(new))
    assert (code, "1 个条目删去的内容随备份回来了" in said, "低保待遇" in said) == (3, True, False)
    [line] = [line for line in said.splitlines() if line.startswith("gongkai redact ")]
    words = shlex.split(line)[1:]
    assert words[1:2] == [item_id("sample", URL)] and "--title" in words
    assert len(holds(new)) > 0
    assert run(*words)[0] == 0
    assert (holds(new), holding(Home(new), "低保待遇")) == ([], [])
    assert figures(Home(new).published) == figures(county.home.published)
    later = make_backup(Home(new), target, How(datetime(2099, 1, 1, tzinfo=UTC)))
    assert later.before_erasures == 1
    assert run("restore", str(target), "--home", str(tmp_path / "third"))[0] == 0


def test_an_item_that_the_snapshot_does_not_know_is_told_apart(
    county: ArchivedCounty, tmp_path: Path
) -> None:
    with archived_county(tmp_path / "young", DECLARED) as young:
        young.night(wj=[leaky("wj/9.html", "别的")])
        make_backup_of(young, tmp_path / "b")
        shutil.copytree(tmp_path / "b" / "snapshots", tmp_path / "snapshots")
    make_backup_of(county, tmp_path / "other")
    take_out(county, URL)
    shutil.copy(tmp_path / "other" / "redactions.json", tmp_path / "b" / "redactions.json")
    due = restore(tmp_path / "b", tmp_path / "new", county.now).due
    assert [(one.is_known, one.erasure.items) for one in due] == [(False, (item_id("sample", URL),))]


def make_backup_of(county: ArchivedCounty, target: Path) -> None:
    county.ledger.close()
    make_backup(county.home, target, How(county.now))


@pytest.mark.parametrize("text", ["", "[{}]", '[{"portal_id": "x"}]', "{"])
def test_a_damaged_list_of_redactions_is_told_and_stops_no_backup(
    county: ArchivedCounty, tmp_path: Path, text: str
) -> None:
    make_backup_of(county, tmp_path / "b")
    take_out(county, URL)
    (tmp_path / "b" / "redactions.json").write_text(text, encoding="utf-8")
    code, said = run("restore", str(tmp_path / "b"), "--home", str(tmp_path / "new"))
    assert (code, "redactions.json 读不懂" in said) == (3, True)
    make_backup(county.home, tmp_path / "b", How(county.now + timedelta(days=900)))
    assert item_id("sample", URL) in (tmp_path / "b" / "redactions.json").read_text(encoding="utf-8")


def test_a_backup_folder_out_of_reach_is_named(county: ArchivedCounty, tmp_path: Path) -> None:
    make_backup_of(county, tmp_path / "b")
    (tmp_path / "b").rename(tmp_path / "gone")
    left = take_out(county, URL).left
    assert any("还不知道这次删除" in sentence and str(tmp_path / "b") in sentence for sentence in left)


def test_what_was_taken_out_twice_is_to_be_taken_out_once(county: ArchivedCounty, tmp_path: Path) -> None:
    make_backup_of(county, tmp_path / "b")
    take_out(county, URL, titles=True)
    with open_ledger(county.home.ledger) as ledger:
        again = replace(county, ledger=ledger, now=county.now + timedelta(days=1))
        take_out(again, URL, BESIDE)
    due = restore(tmp_path / "b", tmp_path / "new", county.now).due
    told = {(one.erasure.items, one.erasure.with_titles) for one in due}
    assert told == {((item_id("sample", URL),), True), ((item_id("sample", BESIDE),), False)}


def test_verification_tells_a_disk_that_is_not_there_from_a_lost_file(
    county: ArchivedCounty, tmp_path: Path
) -> None:
    moved(county.home, tmp_path / "far")
    (tmp_path / "far").rename(tmp_path / "gone")
    county.ledger.close()
    said = [one.message for one in verify_published(county.home, Check(county.now)).differences]
    assert len(said) == 2 and all("现在够不着" in one and "挂上" in one for one in said)
