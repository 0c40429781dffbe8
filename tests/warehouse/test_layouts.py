"""What was learned of a section: from the package into the ledger, the next crawl and the published file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scrapers.layout import LAYOUT_VERSION, ItemLayout, ListLayout
from scrapers.package import LayoutRow
from scrapers.reader_version import reader_version
from tests.warehouse.build import County, Told, county, page, portal, section
from warehouse.known import known_of_section, section_proof
from warehouse.layouts import note_written_layouts
from warehouse.portals import sync_portal
from warehouse.why import explain_item

NB, ZF = section("nb", "信息公开年报", "信息公开年报"), section("zf", "政府文件", "政府文件")
ROWS = [Told("nb/1.html"), Told("nb/2.html")]
FIRST = ListLayout(("ul.list > li",), title="a", date="span", learned_from="pages")
SECOND = ListLayout(("div.news dd",), title="a.t", date="em", next="a.next", learned_from="sections")
PAGES = ItemLayout(title="h1", labels=(("published", "发布日期"),), learned_from="items")
VERSIONS = "SELECT section_id, kind, version, learned_from FROM section_layouts ORDER BY ALL"
CHANGED = (
    "SELECT subject, message FROM findings"
    " WHERE check_id = 'section-layout-changed' AND outcome <> 'pass' ORDER BY subject"
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path, portal(NB, ZF)) as made:
        yield made


def night(sample: County, *learned: ListLayout | ItemLayout, section_id: str = "nb", **told: Any) -> None:
    """A complete night of one section, loaded and published; the next one is a day later."""
    sample.begin()
    note_written_layouts(sample.ledger, sample.portal, sample.run_id, sample.now)
    sample.tell(section_id, ROWS, learned=learned, **told)
    assert sample.load().rejected == ()
    sample.publish()
    sample.next_night()


def used(sample: County) -> list[tuple[Any, ...]]:
    """By which layouts each reading was made, in order."""
    return sample.rows(
        "SELECT list_layout_version, item_layout_version FROM section_runs ORDER BY finished_at, section_id"
    )


def known(sample: County, section_id: str = "nb") -> tuple[ListLayout | None, ItemLayout | None]:
    """What the next crawl of a section is given."""
    sample.begin()
    told = known_of_section(sample.ledger, section_id, sample.run_id)
    return told.list_layout, told.item_layout


def written(sample: County, **layout: Any) -> None:
    """A person writes (or takes out) the layout of section nb."""
    sample.portal = portal(section("nb", "信息公开年报", "信息公开年报", layout=layout or None), ZF)
    sync_portal(sample.ledger, sample.portal)


def test_what_was_learned_is_given_to_the_next_crawl_of_that_section_alone(sample: County) -> None:
    assert known(sample) == (None, None)
    night(sample, FIRST, PAGES)
    night(sample, SECOND, section_id="zf")
    assert known(sample) == (FIRST, PAGES)
    assert known(sample, "zf") == (SECOND, None)
    assert sample.rows(VERSIONS) == [
        ("nb", "item", 1, "items"),
        ("nb", "list", 1, "pages"),
        ("zf", "list", 1, "sections"),
    ]


def test_a_version_is_made_where_the_layout_differs_and_only_there(sample: County) -> None:
    night(sample, FIRST)
    night(sample)
    night(sample, FIRST)
    night(sample, SECOND, SECOND, PAGES)
    night(sample, SECOND, FIRST, SECOND)
    assert sample.rows("SELECT kind, version, layout FROM section_layouts ORDER BY ALL") == [
        ("item", 1, PAGES.to_json()),
        ("list", 1, FIRST.to_json()),
        ("list", 2, SECOND.to_json()),
        ("list", 3, FIRST.to_json()),
        ("list", 4, SECOND.to_json()),
    ]
    assert known(sample) == (SECOND, PAGES)


def test_a_reading_says_by_which_reader_and_layouts_it_was_made(sample: County) -> None:
    night(sample)
    night(sample, FIRST)
    night(sample, SECOND, PAGES)
    night(sample)
    assert used(sample) == [(None, None), (1, None), (2, 1), (2, 1)]
    assert sample.rows("SELECT DISTINCT reader_version FROM section_runs") == [(reader_version(),)]


def test_a_reading_without_a_page_was_made_by_no_layout(sample: County) -> None:
    night(sample, FIRST)
    folder = sample.tell("nb", [], outcome="failed", whole_list=False)
    restate(folder, proof={"pages_read": 0})
    sample.load()
    sample.publish()
    assert used(sample) == [(1, None), (None, None)]


def test_pages_say_which_reader_read_them_first(sample: County) -> None:
    read = page(title="通知", content_sha256="a" * 64)
    for told in ({"reader_version": "oldreader"}, {"reader_version": None}, {}):
        restate(sample.tell("nb", [Told("nb/1.html", page=read)]), **told)
        sample.load()
        sample.next_night()
    sample.publish()
    assert sample.rows("SELECT version, reader_version FROM item_versions") == [(1, "oldreader")]


def test_links_are_accounted_for_in_ledger_and_published_file(sample: County) -> None:
    night(sample, links=(61, 20, 1))
    night(sample)
    counted = "SELECT links_seen, rows_seen, rows_set_aside FROM section_runs ORDER BY finished_at"
    assert sample.rows(counted) == [(61, 20, 1), (None, None, None)]
    assert sample.rows(
        "SELECT 列表链接数, 条目链接数, 搁置链接数 FROM 台账.运行记录 ORDER BY 运行开始时间"
    ) == [(61, 20, 1), (None, None, None)]


def test_a_section_read_in_this_run_is_known_with_its_links(sample: County) -> None:
    sample.tell("nb", ROWS, links=(9, 2, 0))
    sample.load()
    proof = section_proof(sample.ledger, sample.run_id, "nb")
    assert proof is not None and (proof.links_seen, proof.rows_seen, proof.rows_set_aside) == (9, 2, 0)


def restate(folder: Path, proof: dict[str, Any] | None = None, **stated: Any) -> None:
    """States a package's manifest otherwise; None leaves a value out, as an older program did."""
    path = folder / "package.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | stated
    manifest["proof"] = {k: v for k, v in ({**manifest["proof"], **(proof or {})}).items() if v != "unstated"}
    kept = {key: value for key, value in manifest.items() if (key, value) != ("reader_version", None)}
    path.write_text(json.dumps(kept), encoding="utf-8")


def test_a_package_of_a_program_that_knew_nothing_of_layouts_and_links_is_loaded(sample: County) -> None:
    unstated = dict.fromkeys(("links_seen", "rows_seen", "rows_set_aside"), "unstated")
    restate(sample.tell("nb", ROWS), proof=unstated, reader_version=None)
    assert sample.load().rejected == ()
    sample.publish()
    assert sample.rows(
        "SELECT outcome, links_seen, rows_seen, rows_set_aside, reader_version FROM section_runs"
    ) == [("complete", None, None, None, None)]


BROKEN = {
    "no JSON": LayoutRow("list", "ul > li", "pages", None, ""),  # type: ignore[arg-type]
    "no object": LayoutRow("list", '["ul > li"]', "pages", None, ""),  # type: ignore[arg-type]
    "no such kind": LayoutRow("menu", "{}", "pages", None, ""),  # type: ignore[arg-type]
    "no such origin": LayoutRow("list", "{}", "hearsay", None, ""),  # type: ignore[arg-type]
    "no instant": LayoutRow("list", '{"rows":["li"]}', "pages", None, ""),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_package_with_a_layout_that_is_none_is_turned_away_whole(
    sample: County, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = BROKEN[how]
    if how != "no instant":
        broken = replace(broken, learned_at=sample.now)
    monkeypatch.setattr("tests.warehouse.build.LayoutRow", lambda *_: broken)
    sample.tell("nb", ROWS, learned=[FIRST])
    [(_, why)] = sample.load().rejected
    assert "无法载入" in why
    assert sample.ledger.execute("SELECT count(*) FROM section_runs").fetchall() == [(0,)]
    assert sample.ledger.execute("SELECT count(*) FROM section_layouts").fetchall() == [(0,)]


def test_a_package_loaded_again_after_a_kill_learns_nothing_twice(
    sample: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the commit and the removal of the folder; and before the commit."""
    from warehouse import load

    sample.tell("nb", ROWS, outcome=None, learned=[FIRST])
    sample.tell("nb", ROWS, learned=[SECOND])
    for killed_at in ("_record", "remove", "remove"):
        whole = getattr(load, killed_at)

        def killed(*told: Any, whole: Any = whole, before: bool = killed_at == "remove") -> None:
            if not before:
                whole(*told)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(load, killed_at, killed)
            sample.load()
    sample.load()
    assert list(sample.home.packages.iterdir()) == []
    layouts = "SELECT version, layout FROM section_layouts ORDER BY version"
    assert sample.ledger.execute(layouts).fetchall() == [(1, FIRST.to_json()), (2, SECOND.to_json())]


def test_a_layout_of_other_rules_is_passed_over_and_kept(sample: County) -> None:
    later = replace(SECOND, version=LAYOUT_VERSION + 1)
    night(sample, FIRST, replace(PAGES, version=LAYOUT_VERSION - 1))
    assert known(sample) == (FIRST, None)
    night(sample, later)
    assert known(sample) == (FIRST, None)
    assert used(sample) == [(1, None), (None, None)]
    assert [version for _, _, version, _ in sample.rows(VERSIONS)] == [1, 1, 2]


def test_a_layout_that_this_program_cannot_read_is_learned_anew(sample: County) -> None:
    night(sample, FIRST)
    sample.ledger.execute(
        "UPDATE section_layouts SET layout = '{\"rowz\":[],\"version\":' || ? || '}'", [LAYOUT_VERSION]
    )
    assert known(sample) == (None, None)


def test_a_person_s_layout_is_in_force_while_it_stands_in_the_portal_file(sample: County) -> None:
    night(sample, FIRST, PAGES)
    written(sample, rows="table tr", title="td a")
    night(sample)
    night(sample)
    assert known(sample) == (FIRST, PAGES), "his is in the portal file, not among what was learned"
    written(sample)
    night(sample)
    assert sample.rows("SELECT version, learned_from, reason FROM section_layouts WHERE kind = 'list'") == [
        (1, "pages", "此前没有学到过"),
        (2, "person", "门户文件中由人写定"),
        (3, "pages", "门户文件中不再写定,恢复此前学到的"),
    ]
    assert used(sample) == [(1, 1), (2, 1), (2, 1), (3, 1)]


def test_what_is_learned_beside_a_person_s_layout_does_not_replace_it(sample: County) -> None:
    written(sample, rows="table tr")
    night(sample, FIRST, PAGES)
    night(sample)
    assert sample.rows(VERSIONS) == [("nb", "item", 1, "items"), ("nb", "list", 1, "person")]
    assert used(sample) == [(1, 1), (1, 1)]


def test_where_a_person_takes_his_layout_out_and_none_was_learned_the_rules_read(sample: County) -> None:
    written(sample, item={"title": "h2"})
    night(sample)
    written(sample)
    night(sample)
    night(sample)
    assert sample.rows("SELECT kind, version, layout IS NULL, learned_from FROM section_layouts") == [
        ("item", 1, False, "person"),
        ("item", 2, True, "rules"),
    ]
    assert used(sample) == [(None, 1), (None, None), (None, None)]
    night(sample, PAGES)
    assert used(sample)[-1] == (None, 3)


def test_people_are_told_of_a_change_until_the_next_night(sample: County) -> None:
    night(sample, FIRST)
    assert sample.rows(CHANGED) == [], "the first one is no change"
    night(sample, SECOND, PAGES)
    [(subject, message)] = sample.rows(CHANGED)
    assert subject == "nb list 2"
    assert "栏目“信息公开年报”的列表页版式由第 1 版变为第 2 版(此前没有学到过;" in message
    assert "来历:比较本栏目各页 → 与其他栏目的页面比较" in message
    for part in (
        '条目行 ["ul.list > li"] → ["div.news dd"]',
        "标题 a → a.t",
        "日期 span → em",
        "下一页 (无) → a.next",
    ):
        assert part in message
    night(sample, section_id="zf")
    assert [subject for subject, _ in sample.rows(CHANGED)] == ["nb list 2"], "nb was not read since"
    night(sample)
    assert sample.rows(CHANGED) == []
    passed = "SELECT outcome FROM findings WHERE check_id = 'section-layout-changed'"
    assert sample.rows(passed) == [("pass",)]


def test_people_are_told_where_a_person_s_layout_comes_and_goes(sample: County) -> None:
    night(sample, FIRST)
    written(sample, rows="table tr")
    night(sample)
    assert [("来历:比较本栏目各页 → 人工写定" in message) for _, message in sample.rows(CHANGED)] == [True]
    written(sample)
    night(sample)
    assert [("恢复此前学到的" in message) for _, message in sample.rows(CHANGED)] == [True]


def test_the_views_show_versions_in_words(sample: County) -> None:
    night(sample, FIRST, PAGES)
    night(sample, SECOND)
    assert sample.rows("SELECT 页面, 版次, 现行, 来历 FROM 台账.栏目版式 ORDER BY 页面, 版次") == [
        ("内容页", 1, True, "与内容页比较"),
        ("列表页", 1, False, "比较本栏目各页"),
        ("列表页", 2, True, "与其他栏目的页面比较"),
    ]
    assert sample.rows("SELECT 列表版式, 内容页版式 FROM 台账.运行记录 ORDER BY 运行开始时间") == [
        (1, 1),
        (2, 1),
    ]


def test_a_section_of_two_portals_is_published_under_the_names_of_both(sample: County) -> None:
    night(sample, FIRST)
    other = portal(NB, portal_id="other")
    sync_portal(sample.ledger, other)
    sample.portal = other
    night(sample, SECOND)
    assert sample.rows(VERSIONS) == [("nb", "list", 1, "pages"), ("other/nb", "list", 1, "sections")]


def test_why_says_by_which_reader_and_layout_each_version_was_read(sample: County) -> None:
    for number, learned in enumerate(((), (PAGES,), ())):
        sample.begin()
        read = page(title="通知", content_sha256=f"{number}" * 64)
        sample.tell("nb", [Told("nb/1.html", page=read)], learned=learned)
        sample.load()
        sample.next_night()
    sample.publish()
    versions = [
        line
        for line in explain_item(sample.home.published, Told("nb/1.html").id).splitlines()
        if "版 20" in line
    ]
    assert [f"读取器 {reader_version()}" in line for line in versions] == [True] * 3
    assert ["内容页版式第 1 版" in line for line in versions] == [False, True, True]


def test_why_of_an_item_in_sections_of_different_layouts_names_none(sample: County) -> None:
    read = page(title="通知", content_sha256="a" * 64)
    sample.tell("nb", [Told("nb/1.html", page=read)], learned=[PAGES])
    sample.tell("zf", [Told("nb/1.html")])
    sample.load()
    sample.publish()
    assert "内容页版式" not in explain_item(sample.home.published, Told("nb/1.html").id)
