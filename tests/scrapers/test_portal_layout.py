"""`[section.layout]`: what a person may write of a section, and what he is told where it will not do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.layout import ItemLayout, ListLayout
from scrapers.layout_toml import item_table, list_table, says_something
from scrapers.portalfile import PortalFileError, Section, load_portal

HEAD = '[portal]\nid = "yun"\nname = "云县人民政府"\nhome = "http://www.yun.example/"\n'
NB = '[[section]]\nid = "nb"\nname = "年报"\nurl = "http://www.yun.example/nb/"\n'
ZF = '[[section]]\nid = "zf"\nname = "文件"\nurl = "http://www.yun.example/zf/"\n'
LAYOUT = "[section.layout]\n"
ITEM = "[section.layout.item]\n"
ROWS = 'rows = "ul.list > li"\n'


def written(folder: Path, text: str) -> str:
    path = folder / "yun.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return str(path)


def first(folder: Path, text: str) -> Section:
    return load_portal(written(folder, NB + text)).section[0]


def test_a_section_without_a_layout_has_none(tmp_path: Path) -> None:
    section = first(tmp_path, ZF + LAYOUT + ROWS)
    assert (section.list_layout(), section.item_layout()) == (None, None)


def test_what_a_person_writes_is_a_person_s_layout(tmp_path: Path) -> None:
    keys = (
        'rows = ["div.top", " ul.list > li "]\ntitle = "a"\ndate = "span.date"\nunit = "em"\n'
        'index_number = "td:nth-of-type(1)"\ndocument_number = "td:nth-of-type(2)"\nnext = "a.next"\n'
        'total = "#total"\npage_url = "index_{n}.html"\nfirst_page = 1\n'
    )
    item = 'title = "h1"\npublished = "span.time"\nbody = "#zoom"\nattachments = ".fj a"\n'
    section = first(tmp_path, LAYOUT + keys + ITEM + item + ZF)
    assert section.list_layout() == ListLayout(
        rows=("div.top", "ul.list > li"),
        title="a",
        date="span.date",
        unit="em",
        index_number="td:nth-of-type(1)",
        document_number="td:nth-of-type(2)",
        next="a.next",
        total="#total",
        page_url="index_{n}.html",
        first_page=1,
        learned_from="person",
    )
    assert section.item_layout() == ItemLayout(
        title="h1", published="span.time", body="#zoom", attachments=".fj a", learned_from="person"
    )


def test_one_kind_of_page_may_be_written_alone(tmp_path: Path) -> None:
    lists, items = first(tmp_path, LAYOUT + ROWS), first(tmp_path, ITEM + 'title = "h2"\n')
    assert lists.list_layout() == ListLayout(("ul.list > li",), learned_from="person")
    assert lists.item_layout() is None
    assert items.list_layout() is None
    assert items.item_layout() == ItemLayout(title="h2", learned_from="person")


MISTAKES: dict[str, tuple[str, list[str]]] = {
    "unknown key": (
        LAYOUT + ROWS + 'dates = "span"\n',
        ["[section.layout] 的 dates 是未知的键", "允许的键", "document_number", "page_url"],
    ),
    "a key of the section after its layout": (
        LAYOUT + ROWS + 'category = "auto"\n',
        ["[section.layout] 的 category 是未知的键", "rows"],
    ),
    "unknown key of items": (
        ITEM + 'date = "span"\n',
        ["[section.layout.item] 的 date 是未知的键", "published", "attachments"],
    ),
    "no CSS": (
        LAYOUT + 'rows = "ul >"\n',
        ["[section.layout] 的 rows", '"ul >" 不是 CSS 选择器', "第 5 个", "例如"],
    ),
    "XPath": (LAYOUT + ROWS + 'title = "//a"\n', ["的 title", '"//a" 不是 CSS 选择器', "span.date"]),
    "a pseudo-element": (LAYOUT + ROWS + 'date = "span::text"\n', ["的 date", "不是 CSS 选择器"]),
    "one of several is no CSS": (LAYOUT + 'rows = ["li", "dd["]\n', ["的 rows", '"dd["']),
    "no CSS on items": (ITEM + 'body = "div:has("\n', ["[section.layout.item] 的 body", "不是 CSS 选择器"]),
    "a number for a selector": (LAYOUT + "rows = 5\n", ["的 rows", "CSS 选择器", "引号"]),
    "a list for one selector": (LAYOUT + ROWS + 'title = ["a"]\n', ["的 title", "须为一个 CSS 选择器"]),
    "an empty selector": (LAYOUT + 'rows = " "\n', ["的 rows", "不能为空", "删去"]),
    "no selector in the list": (LAYOUT + "rows = []\n", ["的 rows", "至少要有一个"]),
    "without rows": (
        LAYOUT + 'date = "span"\ntitle = "a"\n',
        ["[section.layout]: 写了 date、title,缺少 rows"],
    ),
    "empty": (LAYOUT, ["[section.layout]: 是空的", "rows", "删去这一段"]),
    "empty for items": (ITEM, ["[section.layout.item]: 是空的", "删去这一段"]),
    "page_url without a number": (LAYOUT + ROWS + 'page_url = "index_2.html"\n', ["page_url", "{n}", "例如"]),
    "page_url with another hole": (LAYOUT + ROWS + 'page_url = "i_{n}_{page}.html"\n', ["page_url", "{n}"]),
    "page_url of another host": (
        LAYOUT + ROWS + 'page_url = "http://other.example/{n}.html"\n',
        ['"nb"', "page_url", "hosts", "相对"],
    ),
    "first_page alone": (LAYOUT + ROWS + "first_page = 1\n", ["first_page 只能与 page_url 同写"]),
    "first_page as text": (
        LAYOUT + ROWS + 'page_url = "{n}.html"\nfirst_page = "2"\n',
        ["first_page", "须为整数"],
    ),
    "first_page below nought": (
        LAYOUT + ROWS + 'page_url = "{n}.html"\nfirst_page = -1\n',
        ["first_page", "不能小于 0"],
    ),
    "no row a page": (LAYOUT + ROWS + "rows_per_page = 0\n", ["rows_per_page", "不能小于 1"]),
    "labels that are no pairs": (ITEM + 'labels = ["发布日期"]\n', ["labels", "成对", "published"]),
    "labels of no field": (ITEM + 'labels = [["date", "日期"]]\n', ["labels", "没有“date”", "published"]),
    "a label of nothing": (ITEM + 'labels = [["unit", " "]]\n', ["labels", "unit", "不能为空"]),
    "no table": ("layout = 5\n", ["[section.layout] = 5", "须为一个表"]),
    "double brackets": ("[[section.layout]]\n" + ROWS, ["[section.layout]", "须为一个表"]),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_one_line_with_file_section_key_and_remedy(case: str, tmp_path: Path) -> None:
    text, said = MISTAKES[case]
    with pytest.raises(PortalFileError) as told:
        load_portal(written(tmp_path, ZF + NB + text))
    sentence = str(told.value)
    assert "\n" not in sentence and sentence.startswith(f"{tmp_path / 'yun.toml'}: ")
    assert [part for part in said if part not in sentence] == []
    assert "第 2 个 [[section]]" in sentence or '栏目 "nb"' in sentence


def test_two_layouts_of_one_section_are_a_mistake_of_toml(tmp_path: Path) -> None:
    with pytest.raises(PortalFileError, match=r"第 \d+ 行.*只能写一次"):
        first(tmp_path, LAYOUT + ROWS + LAYOUT + ROWS)


LISTS = {
    "a row and nothing else": ListLayout(("li",)),
    "every place": ListLayout(
        rows=("table#t tr:not(:first-child)", "div[class='a b'] > p"),
        title='a[title="\\"x\\""]',
        date="td:nth-of-type(3)",
        unit="td.dw",
        index_number="td.sy",
        document_number="td.wh",
        next="a.next",
        total="span#total",
        page_url="../nb/index_{n}.jhtml",
        first_page=0,
        rows_per_page=20,
        frame=("div#menu a", "div.foot a"),
        learned_from="pages",
    ),
    "names in Chinese": ListLayout((".列表 > .条目",), title="a.标题", learned_from="sections"),
    "pages by number from 2": ListLayout(("dd",), page_url="list_{n}.html", learned_from="items"),
}
ITEMS = {
    "a label": ItemLayout(labels=(("published", "发布日期"),)),
    "labels in the order learned": ItemLayout(
        labels=(("unit", "发布机构"), ("published", "发布日期"), ("unit", "来源")), learned_from="items"
    ),
    "every place": ItemLayout(
        title="h1",
        published="span.time",
        issued="td.cw",
        unit="td.dw",
        document_number="td.wh",
        index_number="td.sy",
        body="#zoom",
        attachments=".fj a",
        labels=(("issued", '成文"日期"'),),
        learned_from="pages",
    ),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_learned_list_layout_printed_and_pasted_is_the_same(case: str, tmp_path: Path) -> None:
    layout = LISTS[case]
    pasted = first(tmp_path, list_table(layout) + "\n\n" + ZF)
    assert pasted.list_layout() == replace(layout, learned_from="person")
    assert pasted.item_layout() is None


@pytest.mark.parametrize("case", ITEMS)
def test_a_learned_item_layout_printed_and_pasted_is_the_same(case: str, tmp_path: Path) -> None:
    layout = ITEMS[case]
    pasted = first(tmp_path, list_table(LISTS["every place"]) + "\n" + item_table(layout) + "\n" + ZF)
    assert pasted.item_layout() == replace(layout, learned_from="person")
    assert says_something(layout) and not says_something(ItemLayout(learned_from="items"))
