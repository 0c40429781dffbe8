"""The tables of words: what every table keeps to, and that each word is read where its table says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.parsing import words
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
from tests.scrapers.parsing.sample_lists import frame, read, rows

TABLES = sorted(Path(words.__file__).parent.glob("*.toml"))


def texts(value: object) -> Iterator[list[str]]:
    """Every array of words in a table."""
    if isinstance(value, list):
        yield value
    for inner in value.values() if isinstance(value, dict) else ():
        yield from texts(inner)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_a_table_has_a_version_and_says_no_word_twice(table: Path) -> None:
    read_table = tomllib.loads(table.read_text(encoding="utf-8"))
    assert isinstance(read_table["version"], int)
    assert not [array for array in texts(read_table) if len(set(array)) != len(array)]


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
