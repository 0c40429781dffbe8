"""The title that a link shows: its text, or a part of a link that holds the whole row."""

from __future__ import annotations

import pytest

from scrapers.parsing.lists.titles import shown_title
from scrapers.parsing.page import dom

TITLE = "关于印发青山县河道清淤实施方案的通知"
DAY = "<span>2017-05-10</span>"


@pytest.mark.parametrize(
    "inside",
    [
        TITLE,
        f"<b>{TITLE[:6]}</b>{TITLE[6:]}",
        f"<h3>{TITLE}</h3><p>为做好今年的河道清淤工作,制定本方案。</p>{DAY}",
        f'<div class="date">2017-05-10</div><div class="list-title">{TITLE}</div><p>为做好今年的工作。</p>',
        f"<p>{TITLE}</p><p>为做好今年的河道清淤工作,制定本方案。</p>",
    ],
)
def test_title_of_a_link(inside: str) -> None:
    anchor = dom.parse(f'<a href="1.html">{inside}</a>').find(".//a")
    assert anchor is not None and shown_title(anchor) == TITLE
