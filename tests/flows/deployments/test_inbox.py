"""Files that people hand to a flow: by name, by path, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.inbox import NotHandedIn, handed_in, inbox
from warehouse.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    for place, name in (
        (inbox(made), "填好 1.xlsx"),
        (made.reports / "2021", "declare-2021.xlsx"),
        (made.declared, "2021.csv"),
        (made.archive, "a.warc.gz"),
        (made.root, "secrets.env"),
        (tmp_path, "outside.xlsx"),
    ):
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name, encoding="utf-8")
    (inbox(made) / "~$填好 1.xlsx").touch()
    (inbox(made) / "link.xlsx").symlink_to(tmp_path / "outside.xlsx")
    (inbox(made) / "folder").mkdir()
    return made


FOUND = {
    "by its name": ("填好 1.xlsx", "填好 1.xlsx"),
    "with blanks around": ("  填好 1.xlsx\n", "填好 1.xlsx"),
    "in quotation marks, as Windows copies a path": ('"填好 1.xlsx"', "填好 1.xlsx"),
    "by its path within the home": ("declared/inbox/填好 1.xlsx", "填好 1.xlsx"),
    "with the strokes of Windows": ("declared\\inbox\\填好 1.xlsx", "填好 1.xlsx"),
    "filled in where it was written": ("reports/2021/declare-2021.xlsx", "declare-2021.xlsx"),
    "the book itself": ("declared/2021.csv", "2021.csv"),
    "by its whole path": ("{root}/reports/2021/declare-2021.xlsx", "declare-2021.xlsx"),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_file_is_found(home: Home, case: str) -> None:
    named, content = FOUND[case]
    assert handed_in(home, named.format(root=home.root)).read_text(encoding="utf-8") == content


REFUSED = {
    "not there": ("填好.xlsx", r"里没有文件 填好\.xlsx;那里有:填好 1\.xlsx"),
    "no name": ("  ", r"\(空\)"),
    "a folder": ("folder", "里没有文件 folder"),
    "the archive, unmasked": ("archive/a.warc.gz", "只读数据目录的 declared/ 和 reports/"),
    "secrets": ("secrets.env/../../../secrets.env", "只读数据目录的"),
    "secrets by their path": ("{root}/secrets.env", "只读数据目录的"),
    "upwards": ("../outside.xlsx", "只读数据目录的"),
    "upwards from the inbox": ("declared/inbox/../../../outside.xlsx", "只读数据目录的"),
    "another place": ("/etc/hostname", "只读数据目录的"),
    "a link that leads out": ("link.xlsx", "只读数据目录的"),
    "no name of a file": ("a\0b.xlsx", "无法读取"),
    "too long a name": ("长" * 300, "没有文件|无法读取"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_one_sentence_with_the_remedy(home: Home, case: str) -> None:
    named, said = REFUSED[case]
    with pytest.raises(NotHandedIn, match=said) as refused:
        handed_in(home, named.format(root=home.root))
    assert "\n" not in str(refused.value) and "\0" not in str(refused.value)


def test_an_empty_inbox_is_made_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotHandedIn, match="还没有文件,请先把文件放进去"):
        handed_in(Home(tmp_path), "a.xlsx")
    assert (tmp_path / "declared" / "inbox").is_dir()


def test_of_many_files_the_newest_are_named_without_personal_data(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for number in range(12):
        (inbox(home) / f"{number}.xlsx").touch()
    (inbox(home) / "11010519491231002X.xlsx").touch()
    with pytest.raises(NotHandedIn, match="等 13 个") as refused:
        handed_in(home, "none.xlsx")
    assert "11010519491231002X" not in str(refused.value)
