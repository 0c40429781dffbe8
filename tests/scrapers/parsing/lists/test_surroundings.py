"""What stands around a list: headings written as bare text, a breadcrumb in parts."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.sample_lists import frame, read, rows, titles

OWN = rows('<li><a href="201705/t201705{day}_{n}.html">{title}</a><span>2017-05-{day}</span></li>', 4)
OTHER = rows(
    '<li><a href="/xwzx/201704/t201704{day}_{n}.html">往日{title}</a><span>2017-04-{day}</span></li>', 6
)


@pytest.mark.parametrize("heading", ["热点新闻", "相关链接"])
def test_a_list_under_another_heading_written_as_bare_text_is_not_the_columns(heading: str) -> None:
    side = f"<div>{heading}<ul>{OTHER}</ul></div>"
    found = read(frame(f"{side}<div>通知公告<ul>{OWN}</ul></div>", title="通知公告"))
    assert len(titles(found)) == 4 and not [title for title in titles(found) if title.startswith("往日")]


@pytest.mark.parametrize(
    "crumb",
    [
        '<div class="where"><span>当前位置：</span><a href="/">首页</a> &gt; <a href="./">通知公告</a></div>',
        '<div class="where"><div><b>您的位置：</b></div><a href="/">首页</a> &gt; 通知公告</div>',
        "<p>当前位置：首页 &gt; 政务公开 &gt; 通知公告</p>",
    ],
)
def test_rows_below_a_breadcrumb_in_parts_are_read(crumb: str) -> None:
    page = f"<html><body>{crumb}<div><h2>通知公告</h2><ul>{OWN}</ul></div></body></html>"
    assert len(titles(read(page))) == 4
