"""How far a list is followed: to pages behind those that it counts, and to an end that is one."""

from __future__ import annotations

import pytest

from tests.scrapers.crawl.memory import Memory, night
from tests.scrapers.crawl.pages import Pages, cut, dead, linked
from tests.scrapers.crawl.site import EMPTY, LIST, NAVIGATION, Served, ids, pages_of, rows

BEYOND = f"{LIST}index_99.html"


def script(number: int) -> str:
    return f'<a href="javascript:toPage({number + 1})">下一页</a>'


def more(number: int) -> str:
    return '<div class="loadmore"><a href="javascript:;" id="more">加载更多</a></div>'


def number_only(number: int) -> str:
    return f'<b>{number}</b> <a href="javascript:;" data-page="{number + 1}">{number + 1}</a>'


@pytest.mark.parametrize(
    ("sizes", "counted"), [((5, 5, 5, 1), 3), ((4, 2), 1), ((6, 6, 6, 6, 6, 3), 2), ((5, 5), 1)]
)
def test_a_printed_next_page_is_followed_whatever_the_list_counts(
    sizes: tuple[int, ...], counted: int, memory: Memory
) -> None:
    site = Pages(parts=cut(rows(40), *sizes), counted=counted)
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "pager_end", sum(sizes))
    assert proof.reason == f"列表写明 {counted} 页,实有 {len(sizes)} 页"
    assert set(memory.items) == ids(site.rows)


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("control", [script, more, number_only])
def test_a_control_that_cannot_be_followed_leaves_the_rest_unread(
    control: object, at: int, memory: Memory
) -> None:
    parts = cut(rows(15), 5, 5, 5)[:at]
    site = Pages(parts=parts, after={at: control})  # type: ignore[dict-item]
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground) == ("partial", None), proof.reason
    assert "不能跟随的翻页控件「" in proof.reason and proof.records_read == 5 * at


@pytest.mark.parametrize("control", [script, more, number_only])
def test_such_a_control_is_no_doubt_where_all_rows_are_there(control: object, memory: Memory) -> None:
    site = Pages(parts=cut(rows(12), 5, 5, 2), totals=[12] * 3, after={3: control})  # type: ignore[dict-item]
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground) == ("complete", "total"), proof.reason


@pytest.mark.parametrize("pages", [2, 5, 30])
def test_pages_that_are_counted_and_cannot_be_reached_are_missing(pages: int, memory: Memory) -> None:
    site = Pages(parts=cut(rows(5), 5), counted=pages, after={1: lambda number: ""})
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground) == ("partial", None)
    assert f"写明 {pages} 页" in proof.reason or "不能跟随" in proof.reason


def _behind(site: Pages, kind: str) -> None:
    """What stands behind the last page, which names a next one all the same."""
    last = len(site.parts)
    shown = {"last again": site.parts[-1], "page 1": site.parts[0]}.get(kind)
    answers: dict[str, Served] = {
        "says it is empty": ("ok", 200, EMPTY, BEYOND),
        "gone": ("gone", 404, b"", BEYOND),
        "only navigation": ("ok", 200, NAVIGATION, BEYOND),
        "broken": ("server_error", 500, b"", BEYOND),
    }
    site.after = dict.fromkeys(range(last, last + 60), linked)
    site.further = lambda number: answers.get(kind) or ("ok", 200, site.shown(number, shown or ()), BEYOND)


BEHIND = {
    # What stands behind the last page: whether that is an end behind a filled page, behind one that is not
    # filled, and where the list counts its pages.
    "last again": (True, True, True),
    "page 1": (False, True, True),
    "says it is empty": (True, True, True),
    "gone": (False, True, True),
    "only navigation": (False, True, True),
    "broken": (False, False, False),
}


@pytest.mark.parametrize("kind", BEHIND)
@pytest.mark.parametrize("shape", ["filled", "not filled", "counted"])
def test_a_next_page_that_leads_nowhere_is_an_end_where_it_shows_to_be_one(
    kind: str, shape: str, memory: Memory
) -> None:
    sizes = (6, 6, 6) if shape == "filled" else (6, 6, 2)
    site = Pages(parts=cut(rows(18), *sizes), counted=3 if shape == "counted" else None)
    _behind(site, kind)
    proof, web = night(memory, site)
    ends = BEHIND[kind][["filled", "not filled", "counted"].index(shape)]
    assert (proof.outcome, proof.ground) == (("complete", "pager_end") if ends else ("partial", None)), proof
    assert proof.records_read == sum(sizes) and len(pages_of(web.asked)) <= 3 + 5


@pytest.mark.parametrize("kind", ["last again", "gone", "broken", "page 1"])
def test_what_stands_behind_the_end_is_no_doubt_where_all_rows_are_there(kind: str, memory: Memory) -> None:
    site = Pages(parts=cut(rows(18), 6, 6, 6), totals=[18] * 3)
    _behind(site, kind)
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground, proof.records_read) == ("complete", "total", 18), proof.reason


def test_a_page_that_shows_the_one_before_it_is_missing_where_others_follow(memory: Memory) -> None:
    parts = cut(rows(24), 6, 6, 6, 6)
    site = Pages(parts=[parts[0], parts[1], parts[1], parts[3]], after={4: dead})
    proof, _ = night(memory, site)
    assert (proof.outcome, proof.ground) == ("partial", None)
    assert "index_3.html" in proof.reason
