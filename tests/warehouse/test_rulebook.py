"""Rules and their versions: what a version says never changes, and a file tells which rules made it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.build import County, Told, county, portal, section
from warehouse import rulebook
from warehouse.overrides import FILE_NAME, HEADER


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rule files and categories, which the program goes by."""
    folder = Path(shutil.copytree(rulebook.RULES, tmp_path / "rules"))
    shutil.copy(rulebook.CATEGORIES, folder)
    for name in ("CLASSIFICATION", "MERGING", "COUNTING", "VERSIONS", "CATEGORIES"):
        monkeypatch.setattr(rulebook, name, folder / getattr(rulebook, name).name)
    files = (rulebook.CLASSIFICATION, rulebook.MERGING, rulebook.COUNTING)
    monkeypatch.setattr(rulebook, "RULE_FILES", files)
    return folder


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path / "home", portal(section("wj", "政府文件", "政府文件"))) as made:
        made.night(wj=[Told("wj/1.html")])
        yield made


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_no_rule_says_something_else_than_its_version_did() -> None:
    assert rulebook.silent_changes() == [], (
        "a rule was changed: raise its version, then run python -m warehouse.rulebook"
    )


def test_every_version_that_ever_was_keeps_its_line() -> None:
    noted = rulebook.known_digests()
    kept = {rule: {int(version) for each, version in noted if each == rule} for rule, _ in noted}
    assert {rule: set(range(1, max(versions) + 1)) for rule, versions in kept.items()} == kept
    assert len(set(noted.values())) == len(noted), "a new version says what another said"


CHANGES = [
    pytest.param("classification.csv", "在线访谈|访谈[:丨|]", "访谈[:丨|]", "C-interview", id="a pattern"),
    pytest.param("classification.csv", "标题是新闻发布会", "标题含新闻发布会", "C-press", id="its words"),
    pytest.param(
        "classification.csv",
        "双公示、处罚强制",
        "双公示",
        "C-name",
        id="what a name says",
    ),
    pytest.param("merging.csv", "M-content,1,80,20,2", "M-content,1,80,60,2", "M-content", id="a limit"),
    pytest.param(
        "counting.csv", "没有发布日期的条目不计入", "没有发布日期的条目也计入", "S-total", id="how is counted"
    ),
    pytest.param("categories.csv", "公开指南|信息公开须知", "信息公开须知", "C-name", id="a synonym"),
]


@pytest.mark.parametrize(("file", "old", "new", "rule"), CHANGES)
def test_change_without_a_new_version_is_named(rules: Path, file: str, old: str, new: str, rule: str) -> None:
    before = rulebook.rules_version()
    [stands] = [version for each, version in rulebook.rule_digests() if each == rule]
    change(rules / file, old, new)
    [told] = rulebook.silent_changes()
    assert told.startswith(f"{rule} 的内容改了而版本仍是 {stands};") and "加一" in told
    assert rulebook.note_versions() == [told]
    assert rulebook.rules_version() != before


def test_new_version_is_noted_beside_the_old_one_which_cannot_come_back_as_another(rules: Path) -> None:
    before = rulebook.known_digests()
    change(rules / "merging.csv", "M-content,1,80,20,2", "M-content,2,80,60,2")
    assert ["还没有记入" in told for told in rulebook.silent_changes()] == [True]
    assert rulebook.note_versions() == []
    after = rulebook.known_digests()
    assert before.items() < after.items() and set(after) - set(before) == {("M-content", "2")}
    change(rules / "merging.csv", "M-content,2,80,60,2", "M-content,1,80,30,2")
    assert len(rulebook.note_versions()) == 1


def test_version_of_the_file_follows_the_rules_and_not_what_people_decided(sample: County) -> None:
    version = "SELECT rules_version FROM meta"
    assert sample.one(version) == rulebook.rules_version()
    decided = f"{','.join(HEADER)}\nexclude,{Told('wj/1.html').id},,王某,2018-01-22,核对原件\n"
    (sample.home.overrides / FILE_NAME).write_text(decided, encoding="utf-8")
    sample.publish()
    assert sample.figure("政府文件") == (0, "computed")
    assert sample.one(version) == rulebook.rules_version()
