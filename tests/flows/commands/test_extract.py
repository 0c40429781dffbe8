"""`gongkai extract` as a person meets it: what is unproven, and a section's layout beside what is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from scrapers.layout import ItemLayout, ListLayout
from tests.flows.commands.test_layout import night, portal_file
from tests.warehouse.build import SITE, County, county, portal, section

LIST = "".join(
    f'<li><a href="/nb/{n}.html">关于做好第{n}号工作的通知</a><span>2017-01-0{n}</span></li>'
    for n in range(1, 7)
)
ITEM = (
    "<h1>关于做好第1号工作的通知</h1><p>发布日期:2017-01-01</p>"
    + "<p>各乡镇人民政府,县政府各部门:现通知如下。</p>" * 9
)
LEARNED = ListLayout(("ul.list > li",), title="a", date="span", learned_from="pages")
PAGES = ItemLayout(title="h1", published="em", learned_from="items")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "list.html").write_text(f'<ul class="list">{LIST}</ul>', encoding="utf-8")
    (tmp_path / "item.html").write_text(ITEM, encoding="utf-8")
    (tmp_path / "other.html").write_text("<script>location='/'</script>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[County]:
    with county(tmp_path / "home", portal(section("nb", "信息公开年报"))) as made:
        portal_file(made.home.root)
        night(made, LEARNED, PAGES)
        yield made


def ran(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["extract", str(file), "--url", f"{SITE}nb/", *arguments])


def read(file: Path, *arguments: str) -> dict[str, Any]:
    done = ran(file, *arguments)
    assert done.exit_code == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("kind", ["list", "item"])
def test_a_page_read_without_another_is_unproven(pages: Path, kind: str) -> None:
    found = read(pages / f"{kind}.html", "--kind", kind)
    assert (found["kind"], found["outcome"], found["unproven"]) == (kind, "ok", True)
    assert "layout" not in found


def test_a_page_that_is_neither_has_nothing_to_prove(pages: Path) -> None:
    found = read(pages / "other.html")
    assert found["kind"] == "other" and "unproven" not in found


def test_a_list_is_read_by_its_section_s_layout_beside_what_the_reader_finds(
    pages: Path, sample: County
) -> None:
    found = read(pages / "list.html", "--section", "nb", "--home", str(sample.home.root))
    assert (found["kind"], len(found["entries"])) == ("list", 6)
    assert found["layout"] == {**json.loads(LEARNED.to_json()), "found": {"rows": 6, "title": 6, "date": 6}}
    by_rules = found["by_rules"]
    assert (by_rules["outcome"], by_rules["entries"]) == ("ok", 6)
    assert (by_rules["only_by_rules"], by_rules["only_by_layout"]) == ([], [])
    assert "unproven" not in found, "the layout was proven by comparing pages"


def item_of(file: Path, sample: County, *kind: str) -> dict[str, Any]:
    return read(file, *kind, "--section", "nb", "--home", str(sample.home.root))


def test_an_item_s_page_that_the_layout_does_not_fit_is_read_by_the_rules(
    pages: Path, sample: County
) -> None:
    for kind in ((), ("--kind", "item")):
        item = item_of(pages / "item.html", sample, *kind)
        assert (item["kind"], item["title"], item["unproven"]) == ("item", "关于做好第1号工作的通知", True)
        found = {"found": {"title": 1, "published": 0}, "misfit": "em 匹配到 0 处"}
        assert item["layout"] == json.loads(PAGES.to_json()) | found
        assert item["by_rules"] == {"outcome": "ok", "otherwise": {}}


MISREAD = {
    "title": (
        "<div class=wz>关于做好第1号工作的通知</div><hr><h1>深入推进政务公开工作专栏</h1>"
        "<p>发布日期:2017-01-01</p>",
        ItemLayout(title="div.wz", learned_from="items"),
        ("关于做好第1号工作的通知", "深入推进政务公开工作专栏"),
    ),
    "published": (
        "<h1>关于做好第1号工作的通知</h1><div>更新时间:2018-04-30</div><div class=sj>2017-01-01</div>",
        ItemLayout(title="h1", published="div.sj", learned_from="items"),
        ("2017-01-01", "2018-04-30"),
    ),
}


@pytest.mark.parametrize("field", MISREAD)
def test_an_item_is_read_by_its_section_s_layout_beside_what_the_reader_finds(
    field: str, pages: Path, sample: County
) -> None:
    markup, layout, (right, by_rules) = MISREAD[field]
    (pages / "item.html").write_text(markup + "<p>各乡镇人民政府:现通知如下。</p>" * 9, encoding="utf-8")
    night(sample, layout)
    for kind in ((), ("--kind", "item")):
        item = item_of(pages / "item.html", sample, *kind)
        assert item[field] == right
        assert item["by_rules"]["otherwise"][field] == by_rules
        assert "misfit" not in item["layout"] and item["layout"]["learned_from"] == "items"
        assert "unproven" not in item, "rows proved the places"


def test_of_an_item_a_layout_of_rules_alone_proves_nothing(pages: Path, sample: County) -> None:
    night(sample, ItemLayout(title="h1", learned_from="rules"))
    assert item_of(pages / "item.html", sample)["unproven"]


def test_a_person_s_places_of_items_are_in_force(pages: Path, sample: County) -> None:
    portal_file(sample.home.root, '[section.layout.item]\ntitle = "p"\n')
    item = item_of(pages / "item.html", sample)
    assert (item["title"], item["layout"]["learned_from"]) == ("发布日期:2017-01-01", "person")
    assert item["by_rules"]["otherwise"]["title"] == "关于做好第1号工作的通知"
    assert "unproven" not in item


def test_a_person_s_place_that_an_item_s_page_lacks_is_a_failed_reading(pages: Path, sample: County) -> None:
    portal_file(sample.home.root, '[section.layout.item]\ntitle = "dfn"\n')
    item = item_of(pages / "item.html", sample)
    assert (item["kind"], item["outcome"]) == ("other", "unreadable") and "dfn" in item["reason"]
    assert item["by_rules"]["otherwise"]["title"] == "关于做好第1号工作的通知"


def test_a_layout_that_does_not_fit_proves_nothing(pages: Path, sample: County) -> None:
    night(sample, ListLayout(("div.news",), title="a", learned_from="pages"))
    found = read(pages / "list.html", "--section", "nb", "--home", str(sample.home.root))
    assert (len(found["entries"]), found["unproven"]) == (6, True)
    assert found["layout"]["found"] == {"rows": 0, "title": 0}


def test_a_layout_that_rests_on_rules_alone_proves_nothing(pages: Path, sample: County) -> None:
    night(sample, ListLayout(("ul.list > li",), learned_from="rules"))
    found = read(pages / "list.html", "--section", "nb", "--home", str(sample.home.root))
    assert (len(found["entries"]), found["unproven"]) == (6, True)


def test_a_person_s_layout_is_the_one_in_force(pages: Path, sample: County) -> None:
    portal_file(sample.home.root, '[section.layout]\nrows = "ul.list > li:not(:first-child)"\n')
    found = read(pages / "list.html", "--section", "nb", "--home", str(sample.home.root))
    assert len(found["entries"]) == 5 and "unproven" not in found
    assert (found["layout"]["learned_from"], found["layout"]["found"]) == ("person", {"rows": 5})
    assert found["by_rules"]["only_by_rules"] == [f"{SITE}nb/1.html"]


def test_a_person_s_layout_that_matches_nothing_is_a_failed_reading(pages: Path, sample: County) -> None:
    portal_file(sample.home.root, '[section.layout]\nrows = "dd"\n')
    found = read(pages / "list.html", "--section", "nb", "--home", str(sample.home.root))
    assert (found["kind"], found["outcome"]) == ("other", "unreadable")
    assert "rows = dd" in found["reason"]
    assert found["layout"]["found"] == {"rows": 0} and found["by_rules"]["entries"] == 6


def test_a_section_without_a_layout_has_none_to_show(pages: Path, sample: County) -> None:
    assert "layout" not in read(pages / "list.html", "--section", "zf", "--home", str(sample.home.root))


def test_a_section_that_is_not_there_is_refused(pages: Path, sample: County) -> None:
    done = ran(pages / "list.html", "--section", "nbb", "--home", str(sample.home.root))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "nbb: 没有这个栏目;可用: nb、zf\n"
