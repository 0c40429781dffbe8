"""Information tables whose labels and values are no neighbours in the markup."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.items.pages import TITLE, published, read

LABELS = ("索引号", "发布机构", "文号", "发布日期", "成文日期")
VALUES = ("005184/2020-00123", "县应急局", "甲政办〔2020〕12号", "2020-09-22", "2020年9月20日")


def boxes(tag: str, texts: tuple[str, ...], colon: str = "") -> str:
    return "".join(f"<{tag}>{text}{colon}</{tag}>" for text in texts)


def column(tag: str, cell: str, texts: tuple[str, ...], colon: str = "") -> str:
    return f"<{tag}>{boxes(cell, texts, colon)}</{tag}>"


def rows(texts: tuple[str, ...]) -> str:
    return "".join(f"<tr><td>{text}</td></tr>" for text in texts)


def both(make: str) -> str:
    """The markup with its words; `{l}`, `{v}` are tables of one column."""
    return make.format(l=f"<table>{rows(LABELS)}</table>", v=f"<table>{rows(VALUES)}</table>")


SHAPES = {
    "two lists": column("ul", "li", LABELS, "：") + column("ul", "li", VALUES),
    "two boxes in one": f"<div>{column('div', 'p', LABELS, '：')}{column('div', 'p', VALUES)}</div>",
    "two tables": both("<div>{l}{v}</div>"),
    "two tables in cells": both("<table><tr><td>{l}</td><td>{v}</td></tr></table>"),
    "terms, then descriptions": f"<dl>{boxes('dt', LABELS)}{boxes('dd', VALUES)}</dl>",
    "a row below a row": f"<table>{column('tr', 'td', LABELS)}{column('tr', 'td', VALUES)}</table>",
    "a head and a body": (
        f"<table><thead>{column('tr', 'th', LABELS)}</thead>"
        f"<tbody>{column('tr', 'td', VALUES)}</tbody></table>"
    ),
    "two rows below two": (
        f"<table>{column('tr', 'td', LABELS[:2])}{column('tr', 'td', VALUES[:2])}"
        f"{column('tr', 'td', LABELS[2:])}{column('tr', 'td', VALUES[2:])}</table>"
    ),
    "lines of two cells": (
        f"<table><tr><td>{'：<br>'.join(LABELS)}：</td><td>{'<br>'.join(VALUES)}</td></tr></table>"
    ),
    "lines of words": column("div", "span", LABELS) + column("div", "span", VALUES),
    "words of one line": f"<div>{boxes('b', LABELS)}{boxes('i', VALUES)}</div>",
    "an empty row between": (
        f"<table>{column('tr', 'td', LABELS)}<tr><td colspan=5></td></tr>{column('tr', 'td', VALUES)}</table>"
    ),
    "one that nobody knows": column("ul", "li", (*LABELS, "信息密级"))
    + column("ul", "li", (*VALUES, "公开")),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_values_stand_in_the_next_row_column_or_list(shape: str) -> None:
    item = read(f"{SHAPES[shape]}<h1>{TITLE}</h1>")
    assert (item.index_number, item.unit, item.document_number) == VALUES[:3]
    assert published(item) == "2020-09-22"
    assert item.issued and item.issued.iso() == "2020-09-20"
    assert item.title == TITLE


def test_a_value_that_is_empty_is_none() -> None:
    values = ("005184/2020-00123", "", "", "2020-09-22", "")
    item = read(f"{column('ul', 'li', LABELS)}{column('ul', 'li', values)}<h1>{TITLE}</h1>")
    assert (item.index_number, item.unit, item.document_number) == ("005184/2020-00123", None, None)
    assert published(item) == "2020-09-22" and item.issued is None


WRONG = {
    "one value too few": VALUES[1:],
    "values in another order": VALUES[::-1],
    "a name where a day is told": (*VALUES[:3], "县水利局", VALUES[4]),
}


@pytest.mark.parametrize("values", WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_not_paired(values: tuple[str, ...]) -> None:
    item = read(f"{column('ul', 'li', LABELS)}{column('ul', 'li', values)}<h1>{TITLE}</h1>")
    assert (item.index_number, item.unit, item.document_number, item.issued) == (None, None, None, None)


@pytest.mark.parametrize("at", ["above the title", "in the text"])
def test_a_table_of_documents_states_none_of_them(at: str) -> None:
    table = "".join(
        column("tr", "td", texts)
        for texts in (
            LABELS,
            VALUES,
            ("005184/2020-00124", "县水利局", "甲政办〔2020〕13号", "2020-09-23", ""),
        )
    )
    head = f"<h1>{TITLE}</h1><p>发布时间：2020-10-01</p>"
    shown = f"<table>{table}</table>"
    item = read(shown + head if at == "above the title" else head + shown)
    assert (item.index_number, item.unit, item.document_number) == (None, None, None)
    assert published(item) == "2020-10-01"
