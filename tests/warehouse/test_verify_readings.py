"""A year that an older reader read: what today's reader reads otherwise is told apart from damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.commands.verify import command
from scrapers.package import ItemRow, files
from scrapers.reader_version import reader_version
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import Told, portal, section
from tests.warehouse.test_verify import alter, told_of
from warehouse.home import Home
from warehouse.seal import seal
from warehouse.verify import How, Verification, verify_published, verify_sealed

OLDER = "0123456789ab"
FILE = told("a.html", "关于印发方案的通知", document_number="样政发〔2017〕1号")
MEETING = told("b.html", "县政府常务会议召开", "2017-05-05")
NEWS = told("n.html", "县长到乡镇调研防汛工作", "2017-07-03")

READ: dict[str, dict[str, Any]] = {
    FILE.url: {"title": "关于印发方案的通知-样例县人民政府"},
    MEETING.url: {"published_on": date(2017, 5, 4), "unit": "打印"},
    NEWS.url: {"index_number": "便函", "issued_on": date(2017, 12, 31)},
}
"""What the older reader made of the pages."""


class OlderCounty(ArchivedCounty):
    """Its pages were read by an older reader."""

    def _item_row(self, item: Told, warcs: list[str]) -> ItemRow:
        return replace(super()._item_row(item, warcs), **READ.get(item.url, {}))


@pytest.fixture(scope="module", params=[OLDER, None], ids=["its version kept", "no version kept"])
def older(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    declared = portal(section("zfwj", "政府文件", "政府文件"), section("dt", "动态", "动态信息"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "reader_version", lambda: request.param)
        with archived_county(tmp_path_factory.mktemp("older"), declared) as bare:
            made = OlderCounty(bare.home, bare.ledger, bare.portal)
            made.night(zfwj=[FILE, MEETING], dt=[NEWS])
            seal(made.home, 2017, None, made.now, made.payload)
            yield made.home


@pytest.fixture
def home(older: Home, tmp_path: Path) -> Home:
    copy = tmp_path / "home"
    shutil.copytree(older.root, copy, ignore=shutil.ignore_patterns("work"))
    return Home(copy)


def both(home: Home) -> list[Verification]:
    """The published file and the sealed one, verified."""
    return [verify_published(home, How()), *verify_sealed(home, 2017, How())]


def test_what_another_reader_makes_of_the_same_bytes_is_another_reading(home: Home) -> None:
    for found in both(home):
        assert {one.what for one in found.differences} == {"读法不同"}
        assert len(found.differences) == 5
        assert "没有损坏或改动,5 处读法不同(读取规则变了,数据未变)" in found.words
        said = told_of(found)
        assert "读作 关于印发方案的通知-样例县人民政府,现在的读取器" in said
        assert f"{reader_version()} 读作 关于印发方案的通知;" in said
        assert "的发布日期,读取器" in said or "的发布日期,不记版本的旧读取器" in said
        assert "读作 2017-05-04,现在" in said and "读作 2017-05-05;" in said
        assert "reparse" not in said and "改动" not in said


def test_it_is_said_which_reader_read_what_stands(home: Home) -> None:
    for found in both(home):
        [note] = [note for note in found.notes if "读出" in note]
        assert OLDER in note or "不记版本的旧读取器" in note
        assert "有 3 版由" in note and reader_version() in note


def test_damage_stands_beside_other_readings_under_its_own_name(home: Home) -> None:
    """One file of the archive is damaged in its last byte: of its pages nothing is vouched for."""
    [file] = [file for file in home.archive.iterdir() if ".dt." in file.name]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.unlink()
    file.write_bytes(content)
    published, sealed = both(home)
    kinds = {one.what for one in published.differences}
    assert kinds == {"存档文件", "读法不同", "索引号", "成文日期"}
    assert sum(one.is_reading for one in published.differences) == 3
    assert "可能被改动" in told_of(published)
    # The sealed file knows the sum of each page's own bytes: these are as they were.
    assert {one.what for one in sealed.differences} == {"存档文件", "读法不同"}


ALTERED = {
    "a title": f"UPDATE item_versions SET title = '改过的标题' WHERE item_id = '{NEWS.id}'",
    "a day": f"UPDATE item_versions SET published_on = '2017-01-01' WHERE item_id = '{MEETING.id}'",
    "a number": "UPDATE figures SET value = 3 WHERE code = '动态信息'",
    "the reader": "UPDATE item_versions SET reader_version = 'ffffffffffff'",
}


@pytest.mark.parametrize("statement", ALTERED.values(), ids=ALTERED)
def test_of_an_altered_file_no_difference_is_only_another_reading(home: Home, statement: str) -> None:
    for file in (home.published, home.sealed / "2017.duckdb"):
        alter(file, statement)
    for found in both(home):
        assert not any(one.is_reading for one in found.differences)
        assert "内容校验和" in {one.what for one in found.differences}


def test_what_the_same_reader_would_read_otherwise_was_altered(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.verify.files.reader_version", lambda: OLDER)
    for found in both(home):
        if any("读出" in note for note in found.notes):
            pytest.skip("the reader's version was not kept")
        assert len(found.differences) == 5 and not any(one.is_reading for one in found.differences)
        assert told_of(found).count("应当相同:文件或存档被改动") == 5


def test_a_file_of_before_readers_had_versions_is_verified_alike(home: Home) -> None:
    sealed = home.sealed / "2017.duckdb"
    without = "ALTER TABLE item_versions DROP COLUMN reader_version"
    alter(sealed, without, "UPDATE seal SET content_sha256 = NULL")
    [found] = both(home)[1:]
    assert {one.what for one in found.differences} == {"读法不同"}
    assert "不记版本的旧读取器" in told_of(found)


def test_the_command_ends_with_1_and_tells_them_apart(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.callback is not None
    assert command.callback(home.root, 2017) == 1
    told = capsys.readouterr()
    assert told.out.count("差异 [读法不同]") == 5
    assert "没有损坏或改动,5 处读法不同" in told.out and "读出,现在的读取器是" in told.err
