"""Packages: there whole or not at all; what does not match its manifest is refused."""

from __future__ import annotations

import errno
import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scrapers.layout import ListLayout
from scrapers.package import (
    DamagedPackage,
    FetchRow,
    ItemRow,
    LayoutRow,
    ListRow,
    Masked,
    PackageHead,
    PackageWriter,
    Proof,
    RejectRow,
    files,
    read_manifest,
    to_json,
)
from scrapers.reader_version import reader_version
from scrapers.records import Attachment, Observation

NOW = datetime(2018, 1, 1, 0, 1, tzinfo=UTC)
HEAD = PackageHead("yun", "nightly-1", "nb", 3, "nightly")
PROOF = Proof("complete", "", 1, 1, 1, 1, whole_list=True)


def _row(title: str = "年报") -> ListRow:
    return ListRow(
        item_id="0" * 16, url="http://a.cn/1", page_number=1, position=1, page_url="http://a.cn/",
        title=title, listed_on=date(2017, 12, 31), unit=None, index_number=None, document_number=None,
        pinned=False, has_page=True, seen_at=NOW,
    )  # fmt: skip


def _lines(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def test_a_finished_package_is_in_place_and_matches_its_manifest(tmp_path: Path) -> None:
    writer = PackageWriter(tmp_path, HEAD)
    writer.add(_row())
    writer.add(RejectRow("http://a.cn/", 2, "没有链接", "某行"))
    (writer.folder / "x.warc.gz").write_bytes(b"answers")
    folder = writer.finish(["x.warc.gz"], NOW, PROOF)
    assert folder == tmp_path / "packages" / "nightly-1.nb.0003"
    manifest = read_manifest(folder)
    assert manifest["proof"]["outcome"] == "complete"
    assert {name: facts["rows"] for name, facts in manifest["files"].items()} == {
        "rows.jsonl": 1, "rejects.jsonl": 1, "x.warc.gz": None,
    }  # fmt: skip
    assert _lines(folder, "rows.jsonl")[0]["listed_on"] == "2017-12-31"
    assert not list((tmp_path / "aside").iterdir())


def test_layouts_have_a_file_of_their_own_and_the_manifest_names_the_reader(tmp_path: Path) -> None:
    """A program that knows neither reads the rest: the format is the same."""
    writer = PackageWriter(tmp_path, HEAD)
    layout = ListLayout(("ul.list > li",), title="a", learned_from="pages")
    told = LayoutRow("list", layout.to_json(), "pages", NOW, "此前没有")
    writer.add(told)
    folder = writer.finish((), NOW)
    manifest = read_manifest(folder)
    assert (manifest["format"], manifest["reader_version"]) == (1, reader_version())
    assert list(manifest["files"]) == ["layouts.jsonl"] and manifest["files"]["layouts.jsonl"]["rows"] == 1
    [line] = (folder / "layouts.jsonl").read_text(encoding="utf-8").splitlines()
    assert ListLayout.from_json(json.loads(line)["layout"]) == layout


def test_nothing_is_in_place_before_it_is_finished(tmp_path: Path) -> None:
    writer = PackageWriter(tmp_path, HEAD)
    writer.add(_row())
    assert not (tmp_path / "packages").exists()
    writer.abandon()
    assert not list((tmp_path / "aside").iterdir())


def test_what_a_killed_writer_left_aside_makes_way(tmp_path: Path) -> None:
    PackageWriter(tmp_path, HEAD).add(_row("旧"))
    writer = PackageWriter(tmp_path, HEAD)
    writer.add(_row("新"))
    assert [line["title"] for line in _lines(writer.finish([], NOW), "rows.jsonl")] == ["新"]


@pytest.mark.parametrize("title", ["带\0字节", "半个\ud83d字", '引号" 换\n行', "=1+1", "<script>"])
def test_any_title_comes_back_as_text_that_can_be_loaded(title: str, tmp_path: Path) -> None:
    writer = PackageWriter(tmp_path, HEAD)
    writer.add(_row(title))
    kept = _lines(writer.finish([], NOW), "rows.jsonl")[0]["title"]
    assert kept == title.replace("\0", "").replace("\ud83d", "?")


def test_a_row_with_all_that_it_can_hold_is_written_as_the_standard_library_writes_it() -> None:
    row = ItemRow(
        item_id="0" * 16, url="http://a.cn/1", seen_at=NOW, outcome="ok",
        title='"政府"\t工作\u2028报告\x7f', published_on=date(2017, 1, 2),
        published_at=datetime(2018, 1, 1, 23, 59, 1, 20, tzinfo=ZoneInfo("Asia/Shanghai")),
        read_from=MappingProxyType({"title": "heading:h1"}), text_length=2**53,
        attachments=(Attachment("http://a.cn/1.pdf", "附件"),),
        masked=(Masked("手机号", "139****", "title"),),
        observed=(Observation("letter", "asked", None, date(2018, 1, 1)),),
    )  # fmt: skip
    plain = {name: getattr(row, name) for name in row.__dataclass_fields__}
    plain |= {"read_from": dict(row.read_from)}
    plain |= {name: [asdict(one) for one in plain[name]] for name in ("attachments", "masked", "observed")}
    form: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}
    expected = json.dumps(plain, default=lambda day: day.isoformat(), **form)
    assert to_json(row) == expected


def test_a_full_disk_leaves_nothing_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = PackageWriter(tmp_path, HEAD)
    writer.add(_row())

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "fsync", full)
    with pytest.raises(OSError):
        writer.finish([], NOW, PROOF)
    writer.abandon()
    assert not list((tmp_path / "aside").iterdir())
    assert not list(tmp_path.glob("packages/*"))


def _cut(folder: Path) -> None:
    (folder / "rows.jsonl").write_text("", encoding="utf-8")


def _remove(folder: Path) -> None:
    (folder / "rows.jsonl").unlink()


def _manifest(text: str) -> object:
    def write(folder: Path) -> None:
        (folder / "package.json").write_text(text, encoding="utf-8")

    return write


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_cut, "rows.jsonl"),
        (_remove, "rows.jsonl"),
        (_manifest("{"), "package.json"),
        (_manifest("[]"), "package.json"),
        (_manifest('{"format": 1}'), "package.json"),
        (_manifest('{"format": 1, "files": {"rows.jsonl": {}}}'), "package.json"),
        (_manifest('{"format": 99, "files": {}}'), "升级"),
    ],
)
def test_a_damaged_package_is_refused_and_said_why(damage: object, words: str, tmp_path: Path) -> None:
    writer = PackageWriter(tmp_path, HEAD)
    writer.add(_row())
    folder = writer.finish([], NOW)
    assert callable(damage)
    damage(folder)
    with pytest.raises(DamagedPackage, match=words):
        read_manifest(folder)


def test_instants_keep_their_offset(tmp_path: Path) -> None:
    writer = PackageWriter(tmp_path, HEAD)
    page = "http://a.cn/"
    writer.add(FetchRow(page, f"GET {page}", "list", NOW, 200, "ok", "", 5, "ab", *[None] * 5))
    assert _lines(writer.finish([], NOW), "fetches.jsonl")[0]["asked_at"] == "2018-01-01T00:01:00+00:00"
