"""What a row prints is read once; it is what a walk over the row for each question would find."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.parsing.lists.row_text import RowText, whole_date
from scrapers.parsing.page import dom

TITLE = '<a href="/1.html">关于开展调查的通知</a>'
ROWS = {
    "plain": f"<li>{TITLE}<span>2017-05-06</span></li>",
    "text around": f"<li>前 {TITLE} 后 <i>[2017-05-06]</i> 尾</li>",
    "hidden parts": f"<li>{TITLE}<script>a('2016-01-01')</script>旁<style>b</style></li>",
    "a template": f"<li>{TITLE}<template><i>c</i></template>旁</li>",
    "choices": f"<li><select><option>一<option>二</select>{TITLE}\u200b2017年5月6日</li>",
    "blocks": f"<li><div><p>{TITLE}</p><p>发布机构：县财政局</p></div><br>索引号:A-1</li>",
    "link in link's place": '<li><a href="/1.html"><b>关于</b>通知<span>2017-05-06</span></a>旁</li>',
}


@pytest.mark.parametrize("name", ROWS)
def test_it_is_the_rows_text_without_its_link(name: str) -> None:
    row = next(dom.parse(f"<ul>{ROWS[name]}</ul>").iter("li"))
    link = next(row.iter("a"))
    text = RowText(row)
    assert text.spaced == dom.spaced(row)
    inside = set(link.iter())
    beside = []
    for begins, node in dom.walk(row):
        if begins and node not in inside and node.tag not in dom.HIDDEN:
            beside.append(dom.fold(node.text or ""))
        elif not begins and node is not row and (node is link or node not in inside):
            beside.append(dom.fold(node.tail or ""))
    assert text.beside(link) == [part for part in beside if part]


def test_labels_stand_in_lines_of_their_own_and_rows_without_a_colon_have_none() -> None:
    rows = {name: next(dom.parse(f"<ul>{markup}</ul>").iter("li")) for name, markup in ROWS.items()}
    lines = RowText(rows["blocks"]).lines.splitlines()
    assert [line.strip() for line in lines if ":" in line or "：" in line] == [
        "发布机构：县财政局",
        "索引号:A-1",
    ]
    assert [name for name, row in rows.items() if RowText(row).lines] == ["blocks"]


DAYS = {
    "2017-05-06": date(2017, 5, 6),
    "发布时间：2017年5月6日": date(2017, 5, 6),
    "[2017/5/6]": date(2017, 5, 6),
    "二〇一七年五月六日": date(2017, 5, 6),
    "2017-02-30": None,
    "截至2017-05-06": None,
    "通知": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_a_part_that_is_a_date_and_nothing_else(text: str) -> None:
    for _ in range(2):  # the second time it is remembered
        moment = whole_date(text)
        assert (moment.day if moment else None) == DAYS[text]
    assert whole_date(text + "。" * 80) is None, "nor is one that is too long to be remembered"


def test_the_date_belongs_to_the_link_that_is_asked_for() -> None:
    row = next(dom.parse('<li><a href="/1">通知<i>2017-05-06</i></a><a href="/2">解读</a></li>').iter("li"))
    one, two = row.iter("a")
    text = RowText(row)
    days = [text.date(link) for link in (one, two, one)]
    assert [moment.day for moment in days if moment] == [date(2017, 5, 6)] * 3
    assert text.beside(two) == ["通知", "2017-05-06"]
