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
