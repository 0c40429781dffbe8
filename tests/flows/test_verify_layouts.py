"""What a layout read looks like no tampering to `verify`, and hides none: published and sealed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.reparse import reparse
from flows.sealing import seal_year
from flows.verifying import verify_home
from scrapers.crawl.rows import fill
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow
from scrapers.records import Page
from tests.flows.laid_out import PLAIN, SLOGAN, TEMPLATES, LaidOut, Notice, notices
from tests.nights.house import read
from tests.warehouse.test_verify import alter, told_of
from warehouse.home import Home
from warehouse.verify import Verification

HEADING = "深入推进政务公开工作专栏"
"""What the rules take for the title of every page of SLOGAN."""


def both(home: Path) -> list[Verification]:
    """The published file and the sealed one, verified."""
    return [*verify_home(home), *verify_home(home, 2017)]


def kinds(found: Verification) -> set[str]:
    return {one.what for one in found.differences}


def one_section(root: Path, rows: list[Notice], person: str = "") -> LaidOut:
    return LaidOut(root, {"nb": rows}, {"nb": f"[section.layout.item]\n{person}\n"} if person else {})


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home after a night that read by a learned layout, its year sealed."""
    site = one_section(tmp_path_factory.mktemp("lived"), notices(SLOGAN))
    site.night()
    seal_year(site.home, 2017)
    yield site.home


@pytest.fixture
def home(lived: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(lived, tmp_path / "home")))


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_an_honest_night_and_its_sealed_year_have_no_difference(template: str, tmp_path: Path) -> None:
    site = one_section(tmp_path, notices(template))
    site.night()
    seal_year(site.home, 2017)
    for found in both(site.home):
        assert (found.records, told_of(found)) == (8, "")


@pytest.mark.parametrize("place", ['title = "p.sj"', 'published = "div.wz"', 'unit = "div.content"'])
def test_what_a_person_s_layout_read_is_no_difference(place: str, tmp_path: Path) -> None:
    rows = notices(SLOGAN, 4)
    for row in rows:
        held = row.day - timedelta(days=9)
        row.title = f"关于{held.year}年{held.month}月{held.day}日会议的通知"
        row.text = "云县水利局"
    site = one_section(tmp_path, rows, place)
    site.night()
    seal_year(site.home, 2017)
    assert [told_of(found) for found in both(site.home)] == ["", ""]


def test_versions_of_layouts_since_replaced_are_none(tmp_path: Path) -> None:
    """A person's is written, taken out again, and another one written: each night's readings stand."""
    site = one_section(tmp_path, notices(SLOGAN), 'title = "div.wz"')
    site.night()
    site.layouts["nb"] = '[section.layout.item]\ntitle = "p.sj"\n'
    site.sections["nb"] = [*notices(SLOGAN, 3, first=200), *site.sections["nb"]]
    site.night()
    site.layouts.clear()
    site.sections["nb"] = [*notices(PLAIN, 3, first=300), *site.sections["nb"]]
    site.night()
    told = {str(title) for (title,) in read(site.home / "gongkai.duckdb", "SELECT title FROM item_versions")}
    assert any("发布时间" in title for title in told) and any("号事项" in title for title in told)
    [found] = verify_home(site.home)
    assert told_of(found) == ""


def test_a_year_closed_as_of_then_keeps_the_layout_that_has_read_the_archive_again(tmp_path: Path) -> None:
    site = one_section(tmp_path, notices(PLAIN))
    site.night()
    site.layouts["nb"] = '[section.layout.item]\ntitle = "p.fb"\n'
    shutil.copyfile(site.write_portal_file(), site.home / "portals" / "yun.toml")
    assert reparse(site.home)[0].differing_pages == 8
    seal_year(site.home, 2017, date(2018, 5, 31))
    [sealed] = verify_home(site.home, 2017)
    assert told_of(sealed) == ""


ALTERED = {
    "a title": ("title = '改过的标题'", "标题"),
    "a day": ("published_on = '2017-01-02'", "发布日期"),
    "a unit": ("unit = '某局'", "发布单位"),
    "no title": ("title = NULL", "标题"),
}


@pytest.mark.parametrize(("change", "field"), ALTERED.values(), ids=ALTERED)
def test_an_altered_row_is_named_by_its_own_field_alone(change: str, field: str, home: Home) -> None:
    """What the rules would have read otherwise is not told beside it."""
    [(item,)] = read(home.published, "SELECT min(item_id) FROM items")
    for file in (home.published, home.sealed / "2017.duckdb"):
        alter(file, f"UPDATE item_versions SET {change} WHERE item_id = '{item}'")
    published, sealed = both(home.root)
    # Where every row was compared, the row says it; of a closed year the page does.
    [row] = [one for one in published.differences if one.what == "条目版本"]
    assert row.subject == item and row.message.startswith(f"item_versions.{change.split()[0]}:")
    of_pages = [one for one in sealed.differences if "重新读出" in one.message]
    assert [(one.what, one.subject) for one in of_pages] == [(field, item)]
    assert HEADING not in of_pages[0].message
    for found in (published, sealed):
        assert "内容校验和" in kinds(found)


def test_changed_bytes_of_the_archive_are_damage(home: Home) -> None:
    [file] = {
        home.archive / name for (name,) in read(home.published, "SELECT archive_file FROM item_versions")
    }
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.chmod(0o644)
    file.write_bytes(content)
    for found in both(home.root):
        assert "存档文件" in kinds(found) and not any(one.is_reading for one in found.differences)


@pytest.mark.parametrize("statement", ["DELETE FROM section_layouts", "DROP TABLE section_layouts CASCADE"])
def test_without_the_layout_the_reading_is_a_difference(statement: str, home: Home) -> None:
    alter(home.published, "DROP SCHEMA 台账 CASCADE", statement)
    [found] = verify_home(home.root)
    assert told_of(found).count(f"重新读出的是 {HEADING}") == 8


def test_of_an_item_whose_list_row_was_lost_all_layouts_of_its_portal_are_tried(home: Home) -> None:
    alter(home.published, "DELETE FROM item_sections")
    [found] = verify_home(home.root)
    assert "重新读出" not in told_of(found)


def test_what_rules_of_layouts_since_changed_do_not_read_is_another_reading(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("scrapers.parsing.layouts.item_reading", "warehouse.verify.layouts"):
        monkeypatch.setattr(f"{place}.LAYOUT_VERSION", 99)
    monkeypatch.setattr("warehouse.verify.files.reader_version", lambda: "ffffffffffff")
    for found in both(home.root):
        assert kinds(found) == {"读法不同"}
        assert f"现在的读取器 ffffffffffff 读作 {HEADING}" in told_of(found)


@pytest.mark.parametrize(("template", "person"), [(PLAIN, ""), (SLOGAN, ""), (SLOGAN, 'title = "p.sj"')])
def test_a_page_that_stands_as_it_is_read_is_read_once(
    template: str, person: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the layout that it was read by, if by one: that is tried first."""
    site = one_section(tmp_path, notices(template), person)
    site.night()
    readings = list[ItemLayout | None]()

    def counted(row: ItemRow, page: Page, layout: ItemLayout | None = None) -> ItemRow:
        readings.append(layout)
        return fill(row, page, layout)

    monkeypatch.setattr("scrapers.reread.fill", counted)
    [found] = verify_home(site.home)
    assert (found.differences, found.records, len(readings)) == ((), 8, 8)
