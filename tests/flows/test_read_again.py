"""What a layout read is read again the same way: by `reparse`, and by `verify` of what stands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.reparse import reparse
from tests.flows.laid_out import PLAIN, SLOGAN, TEMPLATES, LaidOut, notices
from tests.nights.house import read
from warehouse.archived import Reparsed

PERSON = '[section.layout.item]\ntitle = "h1"\n'
"""A person may want the slogan."""


def titles(home: Path) -> set[str]:
    return {str(title) for (title,) in read(home / "gongkai.duckdb", "SELECT title FROM items")}


def versions(home: Path) -> list[tuple[Any, ...]]:
    return read(home / "gongkai.duckdb", "SELECT item_id, version, title FROM item_versions ORDER BY ALL")


def layouts(home: Path) -> list[tuple[Any, ...]]:
    told = "SELECT section_id, version, learned_from FROM section_layouts WHERE kind = 'item' ORDER BY ALL"
    return read(home / "gongkai.duckdb", told)


def reparsed(site: LaidOut) -> Reparsed:
    result, damage = reparse(site.home)
    assert damage.files == {}
    return result


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_right_after_a_night_the_archive_reads_as_it_did(template: str, tmp_path: Path) -> None:
    site = LaidOut(tmp_path, {"nb": notices(template)})
    site.night()
    right = {(row.title, row.day) for row in site.sections["nb"]}
    read_of_pages = "SELECT title, published_on FROM item_versions"
    assert set(read(site.home / "gongkai.duckdb", read_of_pages)) == right, "the layout is in force"
    before = versions(site.home)
    result = reparsed(site)
    assert (result.pages, result.differing_pages, result.fields) == (8, 0, [])
    assert not result.differs
    assert versions(site.home) == before


@pytest.mark.parametrize("places", ['title = "div.wz"', 'title = "p.sj"', 'published = "div.content"'])
def test_a_persons_layout_reads_the_archive_as_it_read_the_night(places: str, tmp_path: Path) -> None:
    """Also where it is not wise: the title is what stands at the place."""
    rows = notices(SLOGAN, 5)
    for row in rows:
        row.text = f"{row.day - timedelta(days=400)}起施行。{row.text}"
    site = LaidOut(tmp_path, {"nb": rows}, {"nb": f"[section.layout.item]\n{places}\n"})
    site.night()
    before = versions(site.home)
    assert reparsed(site).pages == 5 and not reparsed(site).differs
    assert versions(site.home) == before


def test_pages_of_a_new_template_read_before_it_was_learned_are_no_versions(tmp_path: Path) -> None:
    """Five of them were read when the sixth taught their layout."""
    site = LaidOut(tmp_path, {"nb": notices(PLAIN)})
    site.night()
    site.sections["nb"] = [*notices(SLOGAN, 9, first=200), *site.sections["nb"]]
    site.night()
    assert titles(site.home) == {row.title for row in site.sections["nb"]}
    assert len(layouts(site.home)) == 2
    assert not reparsed(site).differs


def test_an_item_of_two_sections_is_read_by_the_layout_of_the_one_that_asked(tmp_path: Path) -> None:
    shared = notices(SLOGAN, 3, "gy", first=300)
    site = LaidOut(
        tmp_path, {"zf": [*notices(SLOGAN, folder="zf"), *shared], "nb": [*shared, *notices(SLOGAN)]},
        {"nb": PERSON},
    )  # fmt: skip
    site.night()
    assert {row.title for row in shared} <= titles(site.home), "asked by zf, which has learned"
    assert not reparsed(site).differs


def test_a_person_s_layout_that_came_since_is_noted_with_what_it_reads(tmp_path: Path) -> None:
    site = LaidOut(tmp_path, {"nb": notices(SLOGAN), "zf": notices(PLAIN, folder="zf")})
    site.night()
    site.layouts["nb"] = PERSON
    (site.home / "portals" / "yun.toml").write_bytes(site.write_portal_file().read_bytes())
    result = reparsed(site)
    assert ("标题", 8) in [(name, pages) for name, pages, _ in result.fields]
    assert layouts(site.home)[:2] == [("nb", 1, "items"), ("nb", 2, "person")]
    assert not reparsed(site).differs
