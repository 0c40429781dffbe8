"""Rows that scripts and data answers hold as text: whatever their outermost tag, one element a record."""

from __future__ import annotations

import pytest

from scrapers.parsing.page import dom
from scrapers.parsing.page.embedded import comment_fragments, rows_of, stand_in_fragments


@pytest.mark.parametrize(
    ("record", "tag", "shown"),
    [
        ("<tr><td><a href=1>一</a></td><td>2017-09-01</td></tr>", "tr", "一 2017-09-01"),
        ("<td><a href=1>一</a></td><td>2017-09-01</td>", "tr", "一 2017-09-01"),
        ("<TR><td><a href=1>一<td>2017-09-01", "tr", "一 2017-09-01"),
        ("<li><a href=1>一</a><span>2017-09-01</span></li>", "li", "一2017-09-01"),
        ("<table><tr><td><a href=1>一</a></td></tr></table>", "tr", "一"),
        ("<a href=1>一</a> 2017-09-01", "div", "一 2017-09-01"),
        ("<li><a href=1>一</a><b><i>2017-09-01</b></i></li>", "li", "一2017-09-01"),
        ("<li><a href=1>一</a></li><![CDA <li>二</li>", "div", "一 二"),
        ("一", "div", "一"),
        ("", "div", ""),
    ],
)
def test_one_element_a_record(record: str, tag: str, shown: str) -> None:
    [row] = rows_of([record])
    assert (row.tag, dom.text_of(row)) == (tag, shown)


ROWS = "<ul><li><a href=1>一</a><span>2017-09-01</span></li></ul>"


@pytest.mark.parametrize(
    ("comment", "there"),
    [
        (ROWS, True),
        ("<ul><li><a href=1>一</a></li></ul>", False),
        (f"<!DOCTYPE html>{ROWS}", False),
    ],
)
def test_comments_with_dated_links_are_looked_into(comment: str, there: bool) -> None:
    comments = dom.parsed(f"<body><div><!--{comment}--></div></body>").comments
    assert [dom.text_of(found) for found in comment_fragments(comments)] == ["一2017-09-01"] * there


def test_a_comment_stands_in_for_its_element_only_where_it_is_alone() -> None:
    page = f"<body><div id=a><!--{ROWS}--></div><div id=b><p>二</p><!--{ROWS}--></div></body>"
    comments = dom.parsed(page).comments
    assert [element.get("id") for element, _ in stand_in_fragments(comments)] == ["a"]
