"""A file stands under its name whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from scrapers.durable import replace_whole, write_durably


@pytest.mark.parametrize("content", ["县人民政府\n", "县人民政府\n".encode()])
def test_content_replaces_the_old_and_nothing_is_left_beside(tmp_path: Path, content: str | bytes) -> None:
    file = tmp_path / "a.json"
    file.write_text("old")
    assert replace_whole(file, content) == file
    assert file.read_bytes() == "县人民政府\n".encode()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("when", ["fsync", "write_durably"])
def test_a_full_disk_leaves_the_old_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    file = tmp_path / "a.json"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"scrapers.durable.{when}", full)
    with pytest.raises(OSError, match="No space"):
        replace_whole(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_killed_writer_left_is_written_over(tmp_path: Path) -> None:
    file, aside = tmp_path / "a.json", tmp_path / "b"
    aside.write_text("half of something longer")
    replace_whole(file, "new", aside=aside)
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_private_file_is_private_from_the_first_byte_on(tmp_path: Path) -> None:
    open_to_all = tmp_path / "a.json"
    open_to_all.write_text("old")
    open_to_all.chmod(0o666)
    for file in (
        write_durably(open_to_all, "new", mode=0o600),
        replace_whole(tmp_path / "b", "new", mode=0o600),
    ):
        assert file.stat().st_mode & 0o777 == 0o600
