"""`[retention]` and `[budget]`: defaults, a portal's own value key by key, mistakes in one Chinese line."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.in_force import in_force
from warehouse.settings import Settings, SettingsError, load_settings


def settings(home: Path, text: str) -> Settings:
    (home / "gongkai.toml").write_text(text, encoding="utf-8")
    return load_settings(home, {})


def test_without_a_file_nothing_is_limited_and_much_is_kept(tmp_path: Path) -> None:
    found = load_settings(tmp_path, {})
    assert (found.budget().pages_per_night, found.budget().megabytes_per_night) == (None, None)
    assert found.budget("any").free_megabytes > 0
    assert found.retention("any").raw_days >= 5 * 365
    assert found.retention().archive_to == ""


def test_a_portals_value_wins_key_by_key(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        "[budget]\npages_per_night = 500\nfree_megabytes = 10\n[retention]\nraw_days = 700\n"
        '[portal.yunze.budget]\npages_per_night = 20\n[portal."b-2".retention]\narchive_to = "/mnt/b"\n',
    )
    assert (found.budget().pages_per_night, found.budget().free_megabytes) == (500, 10)
    assert (found.budget("yunze").pages_per_night, found.budget("yunze").free_megabytes) == (20, 10)
    assert found.budget("b-2") == found.budget()
    assert (found.retention("b-2").archive_to, found.retention("b-2").raw_days) == ("/mnt/b", 700)
    assert found.retention("yunze").archive_to == ""


MISTAKES = {
    "misspelt": ("[budget]\npages_per_nite = 3\n", ["[budget] 的 pages_per_nite", "是不是 pages_per_night"]),
    "misspelt at a portal": (
        "[portal.a.budget]\nmegabyte = 3\n",
        ["[portal.a.budget] 的 megabyte", "未知的键", "megabytes_per_night"],
    ),
    "unknown table of a portal": ("[portal.a.night]\nx = 3\n", ["[portal.a] 的 night", "budget、retention"]),
    "a key of the home at a portal": (
        "[portal.a.retention]\nledger_copies = 1\n",
        ["[portal.a.retention] 的 ledger_copies", "archive_to", "raw_days"],
    ),
    "no budget": ("[budget]\npages_per_night = 0\n", ["pages_per_night = 0", "不能小于 1"]),
    "too short": ("[retention]\nraw_days = 7\n", ["raw_days = 7", "不能小于 30"]),
    "relative folder": ('[retention]\narchive_to = "mnt/x"\n', ["archive_to", '"mnt/x"', "完整路径"]),
    "a number as text": ('[budget]\nfree_megabytes = "1 GB"\n', ["free_megabytes", "须为整数"]),
    "a portal that is no table": ("[portal]\na = 3\n", ["[portal.a]", "须为一个表"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_that_says_what_is_allowed(tmp_path: Path, mistake: str) -> None:
    text, said = MISTAKES[mistake]
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, text)
    sentence = str(error.value)
    assert "\n" not in sentence and [words for words in said if words not in sentence] == []


def test_every_value_in_force_and_its_origin_is_shown(tmp_path: Path) -> None:
    found = settings(tmp_path, "[budget]\npages_per_night = 7\n[portal.a.retention]\nraw_days = 99\n")
    shown = {row.key: (row.value, row.origin) for row in in_force(found)}
    assert shown["budget.pages_per_night"] == ("7", "gongkai.toml")
    assert shown["budget.megabytes_per_night"] == ("不限", "默认")
    assert shown["retention.archive_to"] == ("不移走", "默认")
    assert shown["portal.a.retention.raw_days"] == ("99", "gongkai.toml")
    assert "portal.a.retention.archive_to" not in shown, "the home's holds"
