"""A portal is renamed, retired, resumed, its file taken away: nothing is lost, nothing counted twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import renaming
from flows.holding import holdings
from flows.portals import with_ids
from flows.renaming import rename_portal, resume_portal, retire_portal
from flows.republish import republish
from flows.standing import standing_of
from flows.verifying import verify_home
from scrapers.portalfile import PortalFileError, load_portal
from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import read
from tests.nights.province import Province, counties
from warehouse.home import Home, HomeBusy
from warehouse.ledger import open_ledger

OLD, NEW, OTHER = "xian-00", "new-name", "xian-01"
WHOSE = "regexp_replace(portal_id, '^(new-name|third)$', 'xian-00') AS portal_id"
CONTENT = {
    "items": f"SELECT * REPLACE ({WHOSE}) FROM items ORDER BY ALL",
    "figures": f"SELECT * REPLACE ({WHOSE}) FROM figures ORDER BY ALL",
    "item_versions": "SELECT item_id, version, archive_file, archive_offset FROM item_versions ORDER BY ALL",
    "units": "SELECT unit_id, name FROM units ORDER BY ALL",
    "sections": "SELECT section_id, name FROM sections ORDER BY ALL",
    "runs": "SELECT run_id, outcome FROM runs ORDER BY ALL",
    "verdicts": "SELECT check_id, verdict FROM findings WHERE verdict IS NOT NULL ORDER BY ALL",
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A home of two portals after a night. To be copied."""
    province = Province(tmp_path_factory.mktemp("lived"), counties(2))
    province.write()
    assert province.night().complete
    return province


@pytest.fixture
def province(lived: Province, tmp_path: Path) -> Province:
    """A copy of that home."""
    shutil.copytree(lived.root, tmp_path / "lived")
    return Province(tmp_path / "lived", counties(2), nights=lived.nights)


def content(province: Province) -> dict[str, Any]:
    """What is published, a renamed portal under its first id."""
    return {name: read(province.home / "gongkai.duckdb", query) for name, query in CONTENT.items()}


def ids(province: Province) -> list[Any]:
    """The ids of all items."""
    return read(province.home / "gongkai.duckdb", "SELECT item_id FROM items ORDER BY ALL")


def differences(province: Province) -> list[str]:
    """What verify finds."""
    return [one.message for found in verify_home(province.home) for one in found.differences]


def test_a_decision_that_names_the_portal_by_its_old_id_stays_in_force(province: Province) -> None:
    published = province.home / "gongkai.duckdb"
    counted = "SELECT count(*) FROM figure_items WHERE item_id = "
    [(url, item)] = read(
        published,
        "SELECT url, item_id FROM items INNER JOIN figure_items USING (item_id)"
        f" WHERE items.portal_id = '{OLD}' ORDER BY 1 LIMIT 1",
    )
    rows = [f"exclude,{url},,王某,2018-01-22,测试页,{OLD}", f"unit,{url},没有,王某,2018-01-22,不对,{OTHER}"]
    (province.home / "overrides" / "decisions.csv").write_text(
        "\n".join(["kind,item,value,who,when,why,portal", *rows]) + "\n", encoding="utf-8"
    )
    republish(province.home)
    states = "SELECT portal, state FROM decisions ORDER BY line"
    stood = read(published, states)
    assert stood[0] == (OLD, "applied") and read(published, f"{counted}'{item}'") == [(0,)]
    for old, new in ((OLD, NEW), (NEW, "third")):
        rename_portal(province.home, old, new)
        assert read(published, states) == stood and read(published, f"{counted}'{item}'") == [(0,)]
    assert differences(province) == []


def test_a_renamed_portal_keeps_its_items_figures_and_archive(province: Province) -> None:
    before = content(province)
    file = province.home / "portals" / f"{OLD}.toml"
    text = file.read_text(encoding="utf-8")
    rename_portal(province.home, OLD, NEW)
    assert content(province) == before
    assert differences(province) == []
    renamed = file.with_name(f"{NEW}.toml")
    assert not file.exists() and load_portal(str(renamed)).first_id == OLD
    changed = set(renamed.read_text(encoding="utf-8").splitlines()) ^ set(text.splitlines())
    assert len(changed) == 3 and all("id = " in line for line in changed), (
        "every other line and comment stays"
    )
    assert province.counties[0].toml.count("# 全称") == renamed.read_text(encoding="utf-8").count("# 全称")
    assert read(province.home / "gongkai.duckdb", "SELECT portal_id, former_id FROM portal_names") == [
        (NEW, OLD)
    ]


def test_nights_after_a_rename_find_nothing_new(province: Province) -> None:
    before = ids(province)
    rename_portal(province.home, OLD, NEW)
    rename_portal(province.home, NEW, "third")
    assert province.night().complete
    assert ids(province) == before
    rename_portal(province.home, "third", OLD)
    assert province.night().complete
    assert ids(province) == before
    assert differences(province) == []


@pytest.fixture
def older(province: Province) -> Callable[[], None]:
    """Puts the ledger back as it is now, from a backup: before the portal was renamed."""
    ledger = Home(province.home).ledger
    shutil.copy2(ledger, kept := province.root / "kept.duckdb")

    def put_back() -> None:
        shutil.copy2(kept, ledger)

    return put_back


def test_a_file_is_not_taken_over_by_a_ledger_from_before_its_rename_until_that_is_done_again(
    province: Province, older: Callable[[], None]
) -> None:
    before, named = content(province), ids(province)
    rename_portal(province.home, OLD, NEW)
    older()
    notes = "".join(republish(province.home).notes)
    assert f"请运行 gongkai portal rename {OLD} {NEW}(" in notes
    assert "请放回" not in notes, "nothing is said beside it that would bring the other name back"
    [standing] = [one for one in holdings(Home(province.home)) if one.portal_id != OTHER]
    assert f"请运行 gongkai portal rename {OLD} {NEW}" in standing.words
    rename_portal(province.home, OLD, NEW)
    assert content(province) == before
    assert province.night().complete
    assert ids(province) == named


def test_a_ledger_from_before_several_renames_learns_the_names_between(
    province: Province, older: Callable[[], None]
) -> None:
    published = province.home / "gongkai.duckdb"
    rename_portal(province.home, OLD, NEW)
    [(item,)] = read(published, f"SELECT min(item_id) FROM items WHERE portal_id = '{NEW}'")
    (province.home / "overrides" / "decisions.csv").write_text(
        f"kind,item,value,who,when,why,portal\nexclude,{item},,王某,2018-01-22,测试页,{NEW}\n",
        encoding="utf-8",
    )
    rename_portal(province.home, NEW, "third")
    older()
    rename_portal(province.home, OLD, "third")
    told = "SELECT former_id FROM portal_names WHERE portal_id = 'third' ORDER BY renamed_at"
    assert read(published, told) == [(OLD,), (NEW,)]
    assert read(published, "SELECT state FROM decisions") == [("applied",)]
    assert read(published, f"SELECT count(*) FROM figure_items WHERE item_id = '{item}'") == [(0,)]
    with pytest.raises(PortalFileError, match="旧名"):
        rename_portal(province.home, OTHER, NEW)


def test_packages_of_a_name_that_the_ledger_does_not_know_yet_wait_for_it(
    province: Province, older: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename_portal(province.home, OLD, NEW)
    with monkeypatch.context() as patch:
        for place in ("flows.run.load", "flows.ahead.load"):
            patch.setattr(place, lambda *_: None)
        province.night(NEW)
    packages = province.home / "work" / "packages"
    waiting = sorted(one.name for one in packages.iterdir())
    older()
    republish(province.home)
    assert waiting and sorted(one.name for one in packages.iterdir()) == waiting
    rename_portal(province.home, OLD, NEW)
    assert not any(packages.iterdir())
    told = "SELECT count(*) FROM findings WHERE check_id = 'package-rejected' AND outcome <> 'pass'"
    assert read(province.home / "gongkai.duckdb", told) == [(0,)]


STEPS = [
    ("load", False),
    ("portal_names.rename", False),
    ("portal_names.rename", True),
    ("_rename_file", False),
    ("_rename_file", True),
    ("replace_whole", False),
    ("replace_whole", True),
    ("_rename_backfill", True),
    ("publish", True),
]
"""At what a rename is killed, and whether only when that is done."""


class Killed(BaseException):
    """As if the process were gone."""


@pytest.mark.parametrize(("step", "late"), STEPS)
def test_a_rename_that_is_killed_is_finished_by_the_next_command(
    province: Province, monkeypatch: pytest.MonkeyPatch, step: str, late: bool
) -> None:
    before = content(province)
    whole = re.sub(r"^portal_names\.", "", step)
    room: Any = renaming.portal_names if step.startswith("portal_names") else renaming
    done: Callable[..., Any] = getattr(room, whole)

    def killed(*given: Any, **more: Any) -> None:
        if late:
            done(*given, **more)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(room, whole, killed)
        rename_portal(province.home, OLD, NEW)
    republish(province.home)
    assert content(province) == before
    begun = step != "replace_whole" or late
    now = NEW if begun else OLD
    assert sorted(one.portal_id for one in holdings(Home(province.home))) == sorted([now, OTHER])
    assert sorted(path.name for path in (province.home / "portals").iterdir()) == sorted(
        [f"{now}.toml", f"{OTHER}.toml"]
    )
    assert not (province.home / "work" / "renaming.json").exists()


def test_every_table_of_the_ledger_that_names_a_portal_is_renamed(province: Province) -> None:
    rename_portal(province.home, OLD, NEW)
    with open_ledger(Home(province.home).ledger) as ledger:
        tables = ledger.execute(
            "SELECT table_name, column_name FROM duckdb_columns()"
            " WHERE NOT internal AND column_name = 'portal_id'"
        ).fetchall()
        left = [
            table
            for table, column in tables
            if ledger.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", [OLD]).fetchone() != (0,)
        ]
        text = Path("sql/portals/names.sql").read_text(encoding="utf-8")
    assert left == []
    assert [table for table, _ in tables if f"UPDATE {table} SET portal_id" not in text] == []


def test_a_renamed_portal_takes_its_folders_settings_and_backfill_along(province: Province) -> None:
    for folder in ("reports", "sealed"):
        (province.home / folder / OLD / "2016").mkdir(parents=True)
    (province.home / "gongkai.toml").write_text('[night]\nbegin = "21:00"\n', encoding="utf-8")
    (province.home / "work" / "backfill.json").write_text(
        '{"began": "2018-05-10T00:00:00+00:00", "ended": null, "outcome": null, "sentence": "",'
        f' "wanted": {{"year": 2017, "portal": "{OLD}", "sections": []}}}}',
        encoding="utf-8",
    )
    rename_portal(province.home, OLD, NEW)
    assert [(province.home / folder / NEW / "2016").is_dir() for folder in ("reports", "sealed")] == [
        True,
        True,
    ]
    assert f'"portal": "{NEW}"' in (province.home / "work" / "backfill.json").read_text(encoding="utf-8")


SETTINGS = {
    "[portal.old.retention]\ndays = 3\n": "[portal.new.retention]\ndays = 3\n",
    '  [ portal . "old" . budget ]  # 预算\n': '  [ portal . "new" . budget ]  # 预算\n',
    "[portal.older]\n[portal.x.old]\n[old]\n": "[portal.older]\n[portal.x.old]\n[old]\n",
}


@pytest.mark.parametrize("text", SETTINGS)
def test_settings_of_a_portal_go_with_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "gongkai.toml").write_text(text, encoding="utf-8")
    renaming._rename_settings(Home(tmp_path), "old", "new")
    assert (tmp_path / "gongkai.toml").read_text(encoding="utf-8") == SETTINGS[text]


TOMLS: dict[str, tuple[str, str]] = {
    "a comment behind": (
        '# 门户\n[portal]\nid = "old"  # 代号\nname = "x"\n[[section]]\nid = "old"\n',
        '# 门户\n[portal]\nid = "new"  # 代号\nfirst_id = "old"  # 最初的 id,条目编号由它得出;请勿改动\n'
        'name = "x"\n[[section]]\nid = "old"\n',
    ),
    "at the end, in single quotes": (
        "[[section]]\nid = 'old'\n[portal] # x\nname = 'a'\nid='old'",
        "[[section]]\nid = 'old'\n[portal] # x\nname = 'a'\nid='new'\n"
        'first_id = "old"  # 最初的 id,条目编号由它得出;请勿改动',
    ),
    "back to its first": (
        '[portal]\nid = "b"\nfirst_id = "new"\nhosts = [\n  "a",\n]\n',
        '[portal]\nid = "new"\nhosts = [\n  "a",\n]\n',
    ),
}


@pytest.mark.parametrize("case", TOMLS)
def test_one_line_of_the_portal_file_is_changed(case: str) -> None:
    before, after = TOMLS[case]
    assert with_ids(before, "new", "new" if case == "back to its first" else "old") == after


@pytest.mark.parametrize("text", ["portal = {id = 'a'}", "[portal]\n'id' = 'a'\n", "portal.id = 'a'", ""])
def test_a_portal_file_written_otherwise_is_left_to_a_person(text: str) -> None:
    with pytest.raises(PortalFileError, match="请手工改"):
        with_ids(text, "new", "old")


def test_a_package_begun_under_the_old_name_is_loaded_under_the_new(
    province: Province, lived: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids(province)
    shutil.copytree(lived.root, tmp_path / "far")
    far = Province(tmp_path / "far", counties(2), nights=lived.nights)
    with monkeypatch.context() as patch:
        for place in ("flows.run.load", "flows.ahead.load"):
            patch.setattr(place, lambda *_: None)
        far.night(OLD)
    rename_portal(province.home, OLD, NEW)
    for package in (far.home / "work" / "packages").iterdir():
        shutil.copytree(package, province.home / "work" / "packages" / package.name)
    republish(province.home)
    assert ids(province) == before
    told = "SELECT count(*) FROM findings WHERE check_id = 'package-rejected' AND outcome <> 'pass'"
    assert read(province.home / "gongkai.duckdb", told) == [(0,)]
    seen = "SELECT portal_id FROM items GROUP BY portal_id ORDER BY max(last_seen_at) DESC LIMIT 1"
    assert read(province.home / "gongkai.duckdb", seen) == [(NEW,)]


WRONG: dict[str, tuple[str, str, str]] = {
    "no such portal": ("nowhere", NEW, "没有这个门户;现有: xian-00、xian-01"),
    "another portal's": (OLD, OTHER, "已有门户 xian-01"),
    "capitals": (OLD, "Xian", "只能用小写字母"),
    "a path": (OLD, "../x", "只能用小写字母"),
    "no other": (OLD, OLD, "没有改名"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_rename_that_will_not_do_is_refused_in_words(province: Province, case: str) -> None:
    old, new, says = WRONG[case]
    with pytest.raises(PortalFileError, match=re.escape(says)):
        rename_portal(province.home, old, new)
    assert republish(province.home).unreadable == 0


def test_a_former_name_is_never_another_portals(province: Province) -> None:
    rename_portal(province.home, OLD, NEW)
    with pytest.raises(PortalFileError, match=f"{OLD} 是门户 {NEW} 的旧名"):
        rename_portal(province.home, OTHER, OLD)
    province.write(province.counties[0])  # a copy of the file of before, put back by hand
    report = republish(province.home)
    assert report.unreadable == 1 and f"{OLD} 是门户 {NEW} 的旧名" in " ".join(report.notes)


def test_no_portal_is_renamed_while_a_night_is_under_way(province: Province) -> None:
    with Home(province.home).turn("nightly", FIRST_NIGHT), pytest.raises(HomeBusy):
        rename_portal(province.home, OLD, NEW)


def _id_by_hand(province: Province, name: str) -> None:
    file = province.home / "portals" / f"{OLD}.toml"
    text = file.read_text(encoding="utf-8").replace(f'id = "{OLD}"', f'id = "{NEW}"')
    file.unlink()
    file.with_name(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", [f"{OLD}.toml", f"{NEW}.toml", "other.toml"])
def test_an_id_changed_by_hand_is_no_new_portal(province: Province, name: str) -> None:
    before = ids(province)
    _id_by_hand(province, name)
    summary = province.night()
    assert [portal_id for portal_id, _ in summary.unread] == [NEW]
    assert f"gongkai portal rename {OLD} {NEW}" in summary.unread[0][1]
    assert ids(province) == before
    rename_portal(province.home, OLD, NEW)
    assert province.night().complete
    assert ids(province) == before


def test_a_file_renamed_by_hand_goes_on_and_is_said(province: Province) -> None:
    folder = province.home / "portals"
    (folder / f"{OLD}.toml").rename(folder / "zc.toml")
    assert province.night().complete
    said = [matter.sentence for matter in standing_of(Home(province.home), FIRST_NIGHT).matters]
    assert any(f"文件名应为 {OLD}.toml" in sentence for sentence in said)
    assert {path.name for path in folder.iterdir()} == {"zc.toml", f"{OTHER}.toml"}


def test_a_file_taken_away_costs_no_figure_and_is_said(province: Province) -> None:
    before = content(province)
    (province.home / "portals" / f"{OLD}.toml").unlink()
    report = republish(province.home)
    assert content(province) == before
    told = [
        *report.notes,
        *(matter.sentence for matter in standing_of(Home(province.home), FIRST_NIGHT).matters),
    ]
    assert sum(f"门户 {OLD}" in one and "文件不在 portals/ 中了" in one for one in told) == 2
    assert differences(province) == []


def test_a_retired_portal_is_asked_no_more_and_keeps_its_figures(province: Province) -> None:
    before = content(province)
    place = retire_portal(province.home, OLD)
    assert place == province.home / "portals" / "retired" / f"{OLD}.toml"
    summary = province.night()
    assert summary.complete and [portal.id for portal, _ in summary.portals] == [OTHER]
    assert [item_id for (item_id,) in ids(province)] == [row[0] for row in before["items"]]
    figures = {row for row in content(province)["figures"] if row[0] == OLD}
    assert figures == {row for row in before["figures"] if row[0] == OLD}
    assert {one.portal_id: one.state for one in holdings(Home(province.home))} == {
        OLD: "retired",
        OTHER: "asked",
    }
    with pytest.raises(PortalFileError, match="已停用"):
        province.night(OLD)
    with pytest.raises(PortalFileError, match="已经停用"):
        retire_portal(province.home, OLD)
    resume_portal(province.home, OLD)
    assert [portal.id for portal, _ in province.night().portals] == [OLD, OTHER]
    with pytest.raises(PortalFileError, match="在用"):
        resume_portal(province.home, OLD)


def test_a_retired_portal_can_be_renamed(province: Province) -> None:
    retire_portal(province.home, OLD)
    rename_portal(province.home, OLD, NEW)
    assert {one.portal_id: one.state for one in holdings(Home(province.home))} == {
        NEW: "retired",
        OTHER: "asked",
    }
    resume_portal(province.home, NEW)
    assert province.night().complete


def test_of_two_files_with_one_id_none_is_retired(province: Province) -> None:
    """The other one would still be asked, which the sentence denies."""
    folder = province.home / "portals"
    shutil.copyfile(folder / f"{OLD}.toml", folder / "copy.toml")
    with pytest.raises(PortalFileError, match="请只留一个"):
        retire_portal(province.home, OLD)
    assert sorted(file.name for file in folder.glob("*.toml")) == sorted(
        ["copy.toml", *(f"{one.id}.toml" for one in province.counties)]
    )
