"""Units of a county as its portal lists them."""

from __future__ import annotations

from scrapers.parsing.page import dom
from scrapers.probe.units import unit_entries, units_of
from tests.scrapers.probe.pages import document, links

BUREAUS = ("县财政局", "县教育局", "县审计局", "云山镇", "泽口镇", "石桥乡")


def _units(body: str) -> tuple[str, ...]:
    return units_of(dom.parse(document(body)))


def test_a_menu_of_bureaus() -> None:
    assert _units(links(*((f"/{n}/", name) for n, name in enumerate(BUREAUS)))) == BUREAUS


def test_a_selector_of_units() -> None:
    options = "".join(f"<option>{name}</option>" for name in ("请选择", *BUREAUS))
    assert _units(f"<select>{options}</select>") == BUREAUS


def test_few_units_among_columns_are_no_list_of_units() -> None:
    assert not _units(links(("/a/", "县财政局"), ("/b/", "政策解读"), ("/c/", "通知公告"), ("/d/", "云山镇")))


def test_friendly_links_to_other_governments_are_no_units() -> None:
    names = ("河南省财政厅", "河南省教育厅", "河南省审计厅", "河南省司法厅", "河南省公安厅")
    assert not _units(links(*((f"/{n}/", name) for n, name in enumerate(names))))


def test_the_place_is_put_before_a_name_that_lacks_it() -> None:
    entries = unit_entries(("县财政局", "柘城县教育局", "云山镇", "县志办公室", "市发改委"), "柘城县")
    assert [(entry.name, entry.aliases) for entry in entries] == [
        ("柘城县财政局", ("县财政局", "财政局")),
        ("柘城县教育局", ("县教育局", "教育局")),
        ("柘城县云山镇", ("云山镇",)),
        ("柘城县志办公室", ("县志办公室",)),
    ]


def test_no_name_belongs_to_two_units() -> None:
    entries = unit_entries(("县财政局", "柘城县财政局", "财政局", "市场监督管理局"), "柘城县")
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))
    assert "柘城县市场监督管理局" in names


def test_without_a_place_names_stay_as_printed() -> None:
    assert [entry.name for entry in unit_entries(("县财政局", "云山镇"), "")] == ["县财政局", "云山镇"]
