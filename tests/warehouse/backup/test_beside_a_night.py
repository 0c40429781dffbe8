"""A backup made in the midst of a night, and of a home that somebody reads; and the commands as typed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from flows.night import run_night
from flows.run import Surroundings
from flows.verifying import verify_home
from tests.nights.clock import NightClock
from tests.nights.house import FAST, House, Quiet, proxied, read
from tests.nights.kills import seen
from tests.nights.lively import acting
from tests.portal import Portal, running_portal
from tests.warehouse.backup.lived import SECTIONS
from warehouse.backup import How, make_backup, restore
from warehouse.home import Home

NOW = datetime(2018, 5, 10, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running, proxied(running):
        yield running


@pytest.fixture(scope="module")
def whole(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(portal, tmp_path_factory.mktemp("whole") / "house", SECTIONS)
    house.night()
    return house


@pytest.mark.parametrize("after", [3, 9])
def test_in_the_midst_of_the_first_night(portal: Portal, whole: House, tmp_path: Path, after: int) -> None:
    house = House(portal, tmp_path / "house", SECTIONS)
    home = Home(house.home)
    backed = acting(lambda: make_backup(home, tmp_path / "b", How(NOW)) and None, after)
    around = Surroundings(lambda _: FAST, NightClock(), threading.Event(), backed)
    assert run_night(house.home, str(house.portal_file), around).complete
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    again = Surroundings(lambda _: FAST, NightClock(), threading.Event(), Quiet)
    portal.forget_requests()
    assert run_night(done.home.root, None, again).complete
    assert whole.last is not None
    assert len(portal.requests) <= len(whole.last.asked), "what the backup has is not asked again"
    assert seen(done.home.published) == seen(home.published) == seen(whole.last.file)
    assert [one.differences for one in verify_home(done.home.root)] == [()]


def test_in_the_midst_of_a_later_night_while_people_read(whole: House, tmp_path: Path) -> None:
    house = whole.copy_to(tmp_path / "house")
    home = Home(house.home)
    before = seen(home.published)
    backed = acting(lambda: make_backup(home, tmp_path / "b", How(NOW)) and None, 2)
    clock, _ = house._around(gap=1)
    around = Surroundings(lambda _: FAST, clock, threading.Event(), backed)
    ended, faults, reads = threading.Event(), list[str](), list[int]()

    def reading() -> None:
        while not ended.wait(0.01):
            try:
                reads.append(len(read(home.published, "SELECT item_id FROM items")))
            except Exception as error:  # noqa: BLE001 - told below
                faults.append(str(error))

    reader = threading.Thread(target=reading)
    reader.start()
    try:
        assert run_night(house.home, str(house.portal_file), around).complete
    finally:
        ended.set()
        reader.join()
    assert faults == [] and len(set(reads)) == 1
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    assert seen(done.home.published) == before
    found = verify_home(done.home.root)
    assert [one.differences for one in found] == [()]


def gongkai(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)))


def test_the_commands_as_typed(whole: House, tmp_path: Path) -> None:
    house = whole.copy_to(tmp_path / "house")
    before = json.loads(gongkai("status", "--json", "--home", house.home).stdout)["matters"]
    assert [one["sentence"] for one in before if one["kind"] == "home:backup"] == ["还没有备份过"]
    (house.home / "secrets.env").write_text("GONGKAI_SMTP_PASSWORD=x\n", encoding="utf-8")
    made = gongkai("backup", tmp_path / "b", "--home", house.home)
    assert made.exit_code == 0
    for said in ("备份完成", "已读回核对", "没有备份 secrets.env:写有密钥,不进备份"):
        assert said in made.stdout
    assert f"gongkai restore {tmp_path / 'b'}" in made.stderr
    after = json.loads(gongkai("status", "--json", "--home", house.home).stdout)["matters"]
    assert not [one for one in after if one["kind"] == "home:backup"]
    restored = gongkai("restore", tmp_path / "b", "--home", tmp_path / "new")
    assert restored.exit_code == 0
    for said in ("已恢复到", "校验和全部相符", "备份里没有 secrets.env", "放回密钥文件", "serve --install"):
        assert said in restored.stdout
    again = gongkai("restore", tmp_path / "b", "--home", tmp_path / "new")
    assert again.exit_code == 1 and again.stderr.count("\n") == 1 and "已有数据" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("restore", "{tmp}/none", "--home", "{tmp}/x"), "不是备份目录"),
        (("backup", "{home}/b", "--home", "{home}"), "在数据目录里面"),
        (("backup", "{tmp}/b", "--home", "{tmp}/nowhere"), "不存在"),
        (("archive", "move", "--home", "{home}"), "archive_to"),
    ],
)
def test_what_cannot_be_is_one_line(whole: House, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    told = gongkai(*(word.format(tmp=tmp_path, home=whole.home) for word in words))
    assert told.stderr.count("\n") == 1 and said in told.stderr
    assert told.exit_code == (0 if words[0] == "archive" else 1)


def test_what_the_archive_takes_as_typed(whole: House, tmp_path: Path) -> None:
    house = whole.copy_to(tmp_path / "house")
    shown = gongkai("archive", "show", "--home", house.home)
    assert shown.exit_code == 0
    for said in (
        "数据目录所在的磁盘还剩",
        "还不能预测何时用满",
        "0 个文件中的 0 条应答",
        "可以移到别的磁盘的:0 个文件",
    ):
        assert said in shown.stdout
    dry = gongkai("archive", "compact", "--dry-run", "--home", house.home)
    assert dry.exit_code == 0 and "什么都没有改动" in dry.stdout


def test_a_night_leaves_a_record_of_the_disk(whole: House) -> None:
    [record] = json.loads((whole.home / "work" / "disk.json").read_text(encoding="utf-8"))
    assert record["home"] > 100_000 and record["at"].startswith("2018-05-09T18:00")
