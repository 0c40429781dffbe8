"""What a site encoded twice is read as it was meant; what it encoded once is read as before."""

from __future__ import annotations

import pytest

from scrapers.parsing import parse_item, parse_list
from scrapers.parsing.page.entities import decoded
from scrapers.probe.surface import surface_of
from scrapers.records import ItemPage, ListPage, Page
from tests.scrapers.probe.pages import document

URL = "http://www.x.gov.cn/xxgk/"

WRITTEN = [
    ("三&amp;#8226;五活动情况通报", "三•五活动情况通报"),
    ("关于&amp;#26597;处情况的通报", "关于查处情况的通报"),
    ("关于&amp;nbsp;查处情况的通报", "关于 查处情况的通报"),
    ("关于&amp;ldquo;三公&amp;rdquo;经费的通报", "关于“三公”经费的通报"),
    ("关于查处A&amp;amp;B公司情况的通报", "关于查处A&B公司情况的通报"),
    ("关于&amp;lt;办法&amp;gt;的情况通报", "关于<办法>的情况通报"),
]
TWICE = [*WRITTEN, *((source.replace("&amp;", "&"), meant) for source, meant in WRITTEN)]
"""As a page's source holds it, encoded twice and once; as it was meant."""


@pytest.mark.parametrize(("source", "meant"), TWICE, ids=[source for source, _ in TWICE])
def test_titles_of_rows_and_items_and_names_of_columns(source: str, meant: str) -> None:
    rows = "".join(
        f'<li><a href="{n}.html">{source}之{n}</a><span>2017-03-0{n}</span></li>' for n in range(1, 9)
    )
    listed = parse_list(Page(URL, document(f'<div class="list"><ul>{rows}</ul></div>').encode()))
    assert isinstance(listed, ListPage)
    assert [entry.title for entry in listed.entries] == [f"{meant}之{n}" for n in range(1, 9)]
    text = "按照要求公开如下内容。" * 20
    body = f"<h1>{source}</h1><p>发布时间：2017-03-01 来源：县财政局</p><div>{text}</div>"
    item = parse_item(Page(f"{URL}1.html", document(body, source).encode()))
    assert isinstance(item, ItemPage) and item.title == meant
    [link] = surface_of(Page(URL, document(f'<a href="/a/">{source}</a>').encode())).links
    assert link.name == meant.replace(" ", "")


def test_a_full_title_in_an_attribute_is_decoded_as_the_shown_one() -> None:
    rows = "".join(
        f'<li><a href="{n}.html" title="三&amp;#8226;五活动情况之{n}的通报">三&amp;#8226;五活动情况之{n}…'
        f"</a><span>2017-03-0{n}</span></li>"
        for n in range(1, 9)
    )
    listed = parse_list(Page(URL, document(f'<div class="list"><ul>{rows}</ul></div>').encode()))
    assert isinstance(listed, ListPage)
    assert [entry.title for entry in listed.entries][:2] == [
        "三•五活动情况之1的通报",
        "三•五活动情况之2的通报",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A&B公司",
        "AT&T;",
        "a.html?x=1&copy=2",
        "& nbsp;",
        "&没有;",
        "&#1;",
        "&#0;",
        "&#55296;",
        "<办法>",
        "&;",
    ],
)
def test_what_is_no_entity_stays_as_it_is(text: str) -> None:
    assert decoded(text) == text


def test_no_more_than_once() -> None:
    assert decoded("&amp;nbsp;") == "&nbsp;"
