"""Each number of pager/limits.py, by a page whose pager is read wrongly without it."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.parsing.pager import limits
from tests.scrapers.parsing.sample_lists import frame, read, rows

NEVER = 10**9
ROW = '<li><a href="/zwgk/tzgg/t2017_{n}.html">{title}</a><span>2017-05-{day}</span></li>'
MONTHS = "<b>1</b> <a href=index_2.html>2</a> <a href=/m/201705.html>201705</a>"
TOPICS = "".join(f"<a href=/z/{n}.html>专题专栏第{n}期共{n}页</a> " for n in range(40, 43))
# name → value at which it says nothing, rows with what stands beside them, (pages, records, is page N known)
PAGES: dict[str, tuple[float, str, tuple[Any, Any, Any]]] = {
    "DIGITS": (NEVER, f"<ul>{rows(ROW)}</ul><div class=page>{MONTHS}</div>", (None, None, True)),
    "LINK": (NEVER, f"<ul>{rows(ROW)}</ul><div><div class=page>共6条</div>{TOPICS}</div>", (None, 6, False)),
    "PAGER": (
        NEVER,
        f"<ul>{rows(ROW)}</ul><div><div class=page>共6条</div>{'<p>由各单位负责，共9页。</p>' * 40}</div>",
        (None, 6, False),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_the_number(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stated() -> tuple[Any, Any, Any]:
        listing = read(frame(PAGES[name][1]))
        return listing.pages, listing.records, listing.numbering is not None

    assert stated() == PAGES[name][2]
    monkeypatch.setattr(limits, name, PAGES[name][0])
    assert stated() != PAGES[name][2]


MORE = '<a href="javascript:;" onclick="loadRows()">更多</a>'
CONTROL = '<div class=page><a href="javascript:go(2)">下一页</a></div>'
SCRIPT = CONTROL + '<script>function go(n){ location.href="l_"+n+".html" }'


@pytest.mark.parametrize("name", ["ELEMENTS", "SCRIPTS"])
def test_a_page_that_is_too_large_is_not_asked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = frame(f"<ul>{rows(ROW)}</ul>{SCRIPT}</script>")
    assert read(markup).next is not None
    monkeypatch.setattr(limits, name, 10)
    assert (read(markup).next, read(markup).unfollowed) == (None, "下一页")


def test_few_script_files_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    files = "".join(f"<script src=/js/{name}.js></script>" for name in "abcdefg")
    markup = frame(f"<ul>{rows(ROW)}</ul>{CONTROL}{files}")
    assert len(read(markup).scripts) == limits.FILES
    monkeypatch.setattr(limits, "FILES", NEVER)
    assert len(read(markup).scripts) == 7


# name → value at which it says nothing, what stands above it, far below the rows
AROUND: dict[str, tuple[float, str]] = {
    "LEVELS_TO_ROWS": (NEVER, ""),
    "ROWS_ABOVE": (0, "<p>专题</p>"),
    "SHORTEST_TITLE": (0, "<a href=/a/>统计</a> <a href=/b/>审计</a>"),
}
DEEP, OUT = "<div><b>专题</b>" * 6, "</div>" * 6


@pytest.mark.parametrize("name", AROUND)
def test_a_control_for_more_belongs_to_the_rows_above_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value, above = AROUND[name]
    markup = frame(f"<ul>{rows(ROW)}</ul>{DEEP}{above}{MORE}{OUT}")
    assert read(markup).unfollowed == ""
    monkeypatch.setattr(limits, name, value)
    assert read(markup).unfollowed == "更多"
