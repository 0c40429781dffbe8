"""The tables of words: what every table keeps to, and that each word is read where its table says."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scrapers.extract import extract
from scrapers.parsing import parse_item, words
from scrapers.parsing.page.dom import parse
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import lines_of
from scrapers.parsing.pager.block import is_control
from scrapers.parsing.pager.scripted import totals_in_scripts
from scrapers.parsing.words.labels import LABELS, PROPERTY_LABELS, UNIT_RANK, VAGUE_DATE_LABELS
from scrapers.parsing.words.pager import (
    CONTROLS,
    PAGE_NAMES,
    PAGE_VARIABLES,
    RECORD_NAMES,
    RECORD_VARIABLES,
    SIZE_NAMES,
)
from scrapers.parsing.words.systems import SYSTEMS
from scrapers.parsing.words.tables import pattern
from scrapers.records import ItemPage, Page
from tests.scrapers.parsing.sample_lists import frame, read, rows

HAN_WORD = re.compile("[\u4e00-\u8fff][\u4e00-\u9fff]")
TABLES = sorted(Path(words.__file__).parent.glob("*.toml"))


def texts(value: object) -> Iterator[list[str]]:
    """Every array of words in a table."""
    rows = isinstance(value, list) and any(isinstance(one, dict) for one in value)
    if isinstance(value, list) and not rows:
        yield value
    inside = value.values() if isinstance(value, dict) else value if rows and isinstance(value, list) else ()
    for inner in inside:
        yield from texts(inner)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_a_table_has_a_version_and_says_no_word_twice(table: Path) -> None:
    read_table = tomllib.loads(table.read_text(encoding="utf-8"))
    assert isinstance(read_table["version"], int)
    assert not [array for array in texts(read_table) if len(set(array)) != len(array)]


GRAMMAR = {"dates.py", "numbers.py"}
"""How dates and document numbers are written is grammar, whose letters stand in the rules."""


def patterns(file: Path) -> Iterator[str]:
    """The texts that a module hands to `re`."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re."):
            parts = (part for part in ast.walk(call) if isinstance(part, ast.Constant))
            yield from (part.value for part in parts if isinstance(part.value, str))


def test_words_that_decide_stand_in_tables() -> None:
    rooms = Path(words.__file__).parents[1]
    files = [file for file in rooms.rglob("*.py") if file.name not in GRAMMAR]
    assert len(files) > 40
    found = [(file.name, text) for file in files for text in patterns(file) if HAN_WORD.search(text)]
    assert not found


def test_a_name_in_an_expression_stands_for_the_array_of_that_name() -> None:
    section = {"things": ["页面", "文件"], "gone": ["<things>不存在", "<b>没有"]}
    rule = pattern(section, "gone", "^@$")
    assert [bool(rule.match(text)) for text in ("页面不存在", "文件不存在", "<b>没有", "不存在")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_label_announces_one_field() -> None:
    arrays = tomllib.loads((Path(words.__file__).parent / "labels.toml").read_text(encoding="utf-8"))[
        "labels"
    ]
    assert sum(map(len, arrays.values())) == len(LABELS)


def test_what_is_said_of_labels_is_said_of_labels() -> None:
    assert set(LABELS) >= VAGUE_DATE_LABELS | PROPERTY_LABELS | set(UNIT_RANK)


FOOTERS = {"网站标识码", "版权所有"}
"""Labels of a footer: a line that begins with one has nothing to say of the item."""


@pytest.mark.parametrize("label", sorted(FOOTERS))
def test_a_footer_is_not_read(label: str) -> None:
    assert label in LABELS
    assert pairs_of(lines_of(parse(f"<p>{label}：1234567890 发布日期：2017-05-01</p>"))) == []


@pytest.mark.parametrize("label", sorted(set(LABELS) - FOOTERS))
def test_every_label_is_read_before_a_colon(label: str) -> None:
    pair = pairs_of(lines_of(parse(f"<p>青山县</p><p>{label}：2017-05-01 甲乙</p>")))[0]
    assert (pair.label, pair.kind, pair.value) == (label, LABELS[label], "2017-05-01 甲乙")


@pytest.mark.parametrize("word", sorted(CONTROLS))
def test_every_control_is_no_title(word: str) -> None:
    assert is_control(word) and is_control(f"[{word.upper()}]")


@pytest.mark.parametrize("word", ["下一页", "后页", "Next", "NEXT PAGE"])
def test_a_control_leads_on_by_every_name(word: str) -> None:
    row = '<li><a href="/a/{n}.html">{title}</a>2017-05-{day}</li>'
    pager = f'<div class="page"><a href="index_1.html">1</a> <a href="index_2.html">{word}</a></div>'
    following = read(frame(f"<ul>{rows(row)}</ul>{pager}")).next
    assert following is not None and following.url.endswith("/index_2.html")


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_paging_call_states_its_pages_by_every_name(name: str) -> None:
    assert totals_in_scripts(f"laypage({{{name}: 14, limit: 15}})")[0] == 14


@pytest.mark.parametrize("name", RECORD_NAMES)
@pytest.mark.parametrize("size", SIZE_NAMES)
def test_a_paging_call_states_its_rows_by_every_name(name: str, size: str) -> None:
    assert totals_in_scripts(f"laypage.render({{{name}: 31, {size}: 15}})") == (3, 31)


def test_variables_state_totals_by_every_name() -> None:
    assert {totals_in_scripts(f"var {name} = 14;") for name in PAGE_VARIABLES} == {(14, None)}
    assert {totals_in_scripts(f"let {name} = '31'") for name in RECORD_VARIABLES} == {(None, 31)}


TITLE = "关于印发青山县河道清淤实施方案的通知"


def item_of(body: str) -> ItemPage:
    item = parse_item(Page("http://www.qs.gov.cn/a/1.html", body.encode()))
    assert isinstance(item, ItemPage)
    return item


@pytest.mark.parametrize("system", [row for row in SYSTEMS if "item" in row], ids=lambda row: row["name"])
def test_an_item_page_of_a_system_is_read_by_its_row_of_data(system: Mapping[str, Any]) -> None:
    own, text = system["item"], "各乡镇人民政府要认真组织实施河道清淤。" * 3
    for box in own.get("body", ()):
        name = re.sub(r"\\w\*", "", box).replace(r"\s+", " ")
        beside = f"<div>{'本县概况简介，仅供参考。' * 4}</div>"
        body = f"<h1>{TITLE}</h1><p>发布时间：2017-05-10</p><div class='{name}'><p>{text}</p></div>{beside}"
        assert item_of(body).body_text == text
    for variable in own.get("date_variables", ()):
        script = f"<script>var {variable.replace('?', '')} = '2017-05-10';</script>"
        assert item_of(f"<h1>{TITLE}</h1><p>全文</p>{script}").published is not None
    if "regenerated" in own:
        name, label = own["regenerated"]["tag"], own["regenerated"].get("label", "")
        stamp = f"<meta name={name} content='{label} 2024-01-05 10:00:00'>"
        tag = "<meta name=PubDate content='2024-01-05 10:01'>"
        assert item_of(f"{stamp}{tag}<h1>{TITLE}</h1><p>全文</p>").published is None
        assert item_of(f"{tag}<h1>{TITLE}</h1><p>全文</p>").published is not None


def test_extract_names_the_system_of_an_item() -> None:
    body = f"<h1>{TITLE}</h1><p>发布时间：2017-05-10</p><div class=TRS_Editor>全文</div>"
    described = extract(Page("http://www.qs.gov.cn/zwgk/201705/t20170510_5001.html", body.encode()))
    assert (described["kind"], described["family"]) == ("item", "trs")
