"""Which reader read a page: any change of the readers' files is another one, nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers import reader_version as own
from scrapers.reader_version import reader_version


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the readers that may be changed."""
    here = Path(own.__file__).parent
    shutil.copytree(here, tmp_path / "scrapers", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(own, "_HERE", tmp_path / "scrapers")
    reader_version.cache_clear()
    yield tmp_path / "scrapers"
    reader_version.cache_clear()


def test_the_same_files_are_the_same_reader(readers: Path) -> None:
    copied = reader_version()
    assert len(copied) == 12 and int(copied, 16) >= 0
    (readers / "parsing" / "page" / "notes.txt").write_text("no rule", encoding="utf-8")
    (readers / "package.py").write_text("", encoding="utf-8")
    reader_version.cache_clear()
    assert reader_version() == copied


@pytest.mark.parametrize(
    "name", ["parsing/words/labels.toml", "parsing/words/guides.csv", "parsing/items/item.py", "layout.py"]
)
def test_another_word_or_rule_is_another_reader(readers: Path, name: str) -> None:
    before = reader_version()
    with (readers / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    reader_version.cache_clear()
    assert reader_version() != before
