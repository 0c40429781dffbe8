"""What is said about documents: every outcome is explained to people, each library named with its licence."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from scrapers.documents import FORMATS
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS

ROOT = Path(__file__).parents[3]


def test_the_guide_says_what_to_do_about_every_outcome() -> None:
    chapter = (ROOT / "warehouse/GUIDE.md").read_text(encoding="utf-8").partition("## 十三")[2]
    named = {name for line in chapter.splitlines() if line.startswith("| `") for name in _names(line)}
    assert named - {"outcome"} == set(DOCUMENT_WORDS)


def _names(line: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", line.split("|")[1])


def test_every_library_that_reads_is_in_the_list_of_licences() -> None:
    licences = (ROOT / "LICENCES.md").read_text(encoding="utf-8")
    table = (ROOT / "scrapers/documents/libraries.md").read_text(encoding="utf-8")
    for library in ("pypdfium2", "lxml", "python-calamine", "olefile", "unrar2-cffi"):
        assert f"| {library} |" in licences and library in table


def test_every_reader_that_the_table_names_is_there() -> None:
    for format in FORMATS.values():
        name = f"scrapers.documents.{format.reader}"
        assert not format.reader or importlib.util.find_spec(name), format.name
