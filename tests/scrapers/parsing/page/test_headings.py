"""Runs of lines of one element: a heading that breaks over lines is one, a long run is none."""

from __future__ import annotations

import pytest

from scrapers.parsing.page import dom
from scrapers.parsing.page.headings import printed_groups
from scrapers.parsing.page.lines import lines_of


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("关于做好预算公开工作的通知", ["关于做好预算公开工作的通知"]),
        ("甲县财政局<br>关于做好预算公开<br>工作的通知", ["甲县财政局 关于做好预算公开 工作的通知"]),
        ("<br>".join(f"第{number}行" for number in range(12)), []),
    ],
)
def test_lines_of_one_element_are_one_heading(heading: str, texts: list[str]) -> None:
    tree = dom.parse(f"<body><h1>{heading}</h1></body>")
    assert [group.text for group in printed_groups(lines_of(tree), set())] == texts
