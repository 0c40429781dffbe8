"""What pages of one site have in common is frame; what differs and is no row may be a row that was missed."""

from __future__ import annotations

import random

import pytest

from scrapers.parsing import boxes_of, compare, content_of, frame_of, is_changing
from scrapers.records import LinkRole, PageLink

ROWS = "body>div.list>ul>li>a"
BOX = "body>div.box>ul>li>a"
MENU = "body>div.nav>ul>li>a"
TITLE = "关于印发实施方案的通知"


def link(name: str, role: LinkRole, place: str, text: str = TITLE) -> PageLink:
    return PageLink(place, f"http://x/{name}.html", role, text)


def rows(first: int, last: int) -> list[PageLink]:
    return [link(f"art/{n}", "row", ROWS) for n in range(first, last)]


def box(first: int, last: int, role: LinkRole = "outside") -> list[PageLink]:
    return [link(f"box/{n}", role, BOX) for n in range(first, last)]


def missed(found: tuple[PageLink, ...]) -> list[str]:
    return [one.url.removeprefix("http://x/").removesuffix(".html") for one in found]


def test_a_box_that_stands_on_the_next_page_as_well_is_frame() -> None:
    found = compare([[*rows(0, 5), *box(0, 3)], [*rows(5, 9), *box(0, 3)]], [], [])
    assert (found.ground, found.unexplained) == ("pages", ())


def test_a_box_that_goes_on_with_the_next_page_may_be_rows() -> None:
    found = compare([[*rows(0, 5), *box(0, 3)], [*rows(5, 9), *box(3, 6)]], [], [])
    assert missed(found.unexplained) == [f"box/{n}" for n in range(6)]


@pytest.mark.parametrize("where", ["sections", "items"])
def test_a_box_that_stands_on_pages_of_others_is_frame(where: str) -> None:
    own, other = [*rows(0, 5), *box(0, 3)], [*rows(20, 22), *box(0, 3)]
    found = compare([own], [other] if where == "sections" else [], [other] if where == "items" else [])
    assert (found.ground, found.unexplained) == (where, ())


def test_what_is_a_row_of_another_section_is_not_frame_for_that() -> None:
    """A cross-listed item stands in the list of another section; here it was not read as a row."""
    found = compare([[*rows(0, 5), link("art/77", "outside", BOX)]], [[link("art/77", "row", ROWS)]], [])
    assert missed(found.unexplained) == ["art/77"]


def test_a_link_among_the_rows_is_never_frame() -> None:
    inside = link("art/50", "inside", "body>div.list>ul>a")
    found = compare([[*rows(0, 5), inside], [*rows(5, 9), inside]], [[inside]], [])
    assert missed(found.unexplained) == ["art/50"]


def test_with_nothing_to_compare_with_what_may_be_a_row_stays_one() -> None:
    found = compare([[*rows(0, 5), *box(0, 1)]], [], [])
    assert (found.ground, missed(found.unexplained)) == ("rules", ["box/0"])


def test_what_does_not_look_like_an_item_is_missed_where_the_twin_page_lacks_it() -> None:
    odd, menu = link("zwgk/nineteen", "frame", BOX), link("zwgk/", "frame", MENU, "政务公开")
    found = compare([[menu, *rows(0, 5), odd], [menu, *rows(5, 9)]], [], [])
    assert missed(found.unexplained) == ["zwgk/nineteen"]
    assert compare([[menu, *rows(0, 5), odd]], [[menu, *rows(20, 22)]], []).unexplained == ()


def test_a_row_read_on_another_page_is_explained() -> None:
    found = compare([[*rows(0, 5), link("art/6", "outside", BOX)], rows(5, 9)], [], [])
    assert found.unexplained == ()


def test_content_is_the_largest_group_that_other_pages_lack() -> None:
    menu = [link(f"c{n}", "frame", MENU, "政务公开") for n in range(9)]
    page = [*menu, *(link(f"a/{n}", "frame", ROWS) for n in range(4)), link("b", "frame", BOX)]
    assert content_of(page, [menu]) == ROWS
    assert content_of(page, []) is None, "nothing was compared"
    assert content_of([*page, *(link(f"d/{n}", "frame", BOX) for n in range(3))], [menu]) is None, (
        "no majority"
    )


def test_texts_of_a_menu_are_no_titles() -> None:
    menu = [link(f"c{n}", "frame", MENU, "机构职能") for n in range(9)]
    assert content_of(menu, [[link("x", "frame", ROWS)]]) is None


def test_the_frame_is_where_no_row_is() -> None:
    page = [link("c", "frame", MENU), *rows(0, 3), *box(0, 2, "aside"), link("p", "pager", "body>div.p>a")]
    assert frame_of([page]) == (BOX, MENU)
    assert frame_of([[*page, link("d", "frame", ROWS)]]) == (BOX, MENU)


ELSEWHERE = "body>table>tbody>tr>td>ul>li>a"


def test_a_newest_item_that_another_page_shows_in_a_box_may_be_a_row_here() -> None:
    """The box of another section holds what is newest everywhere: that explains nothing of this list."""
    here = [*rows(0, 5), link("art/77", "outside", "body>div.list>div>a")]
    there = [*rows(20, 25), *box(0, 3), link("art/77", "outside", BOX)]
    assert missed(compare([here], [there], []).unexplained) == ["art/77"]


def test_a_box_is_the_same_where_another_template_has_it_elsewhere() -> None:
    there = [PageLink(ELSEWHERE, one.url, one.role, one.text) for one in box(0, 3)]
    assert compare([[*rows(0, 5), *box(0, 3)]], [[*rows(20, 25), *there]], []).unexplained == ()
    assert missed(compare([[*rows(0, 5), *box(0, 3)]], [[*rows(20, 25), there[0]]], []).unexplained) == [
        "box/0",
        "box/1",
        "box/2",
    ]


@pytest.mark.parametrize(
    ("there", "frame"),
    [
        ([*rows(20, 25), *box(0, 4)], True),
        ([*rows(20, 25), *box(2, 6, "aside")], True),
        ([*rows(20, 25), *box(3, 7)], False),
        ([*rows(20, 25), *box(4, 9)], False),
        ([link(f"box/{n}", "row", BOX) for n in range(4)], False),
        ([*rows(20, 25), *(link(f"box/{n}", "outside", ELSEWHERE) for n in range(4))], False),
    ],
    ids=["the same", "half of it", "one of it", "none of it", "its rows as well", "a box of its items"],
)
def test_rows_are_none_where_another_page_has_them_in_its_frame(there: list[PageLink], frame: bool) -> None:
    page = [link("c", "frame", MENU, "政务公开"), *(link(f"box/{n}", "row", BOX) for n in range(4))]
    assert boxes_of(page, [[link("c", "frame", MENU, "政务公开"), *there]]) == ((BOX, MENU) if frame else ())
    assert boxes_of(page, []) == ()


def test_a_box_at_another_place_is_no_list_where_the_page_has_something_of_its_own() -> None:
    page = [*(link(f"box/{n}", "row", BOX) for n in range(4)), link("art/1", "outside", ROWS)]
    there = [*rows(20, 25), *(link(f"box/{n}", "outside", ELSEWHERE) for n in range(1, 5))]
    assert boxes_of(page, [there]) == (BOX,)
    assert boxes_of(page, [[*there, link("art/1", "outside", MENU)]]) == ()


def test_a_box_with_other_content_at_every_look_is_no_list() -> None:
    """推荐阅读, drawn anew for every visit: its links on two pages differ as rows do."""
    pages = [[*rows(0, 5), *box(0, 3, "aside"), link("w1", "frame", BOX)], [*rows(5, 9), *box(5, 9, "aside")]]
    assert compare(pages, [], []).unexplained == ()
    assert is_changing(BOX, [[*rows(20, 25), *box(20, 23)]])
    assert not is_changing(BOX, [[link("a", "row", BOX), *box(20, 23)]])
    assert not is_changing(BOX, [rows(20, 25)])
    own = [link(f"a/{n}", "frame", ROWS) for n in range(2)]
    assert content_of([*box(0, 5, "frame"), *own], [box(6, 11, "frame")]) == ROWS


ROLES: tuple[LinkRole, ...] = ("row", "second", "pager", "inside", "frame", "aside", "outside")


def drawn(chosen: random.Random, most: int) -> list[PageLink]:
    return [
        link(str(chosen.randrange(12)), chosen.choice(ROLES), chosen.choice((ROWS, BOX, MENU)))
        for _ in range(chosen.randint(1, most))
    ]


def test_what_many_pages_leave_unexplained_is_what_each_leaves_beside_the_others() -> None:
    """By definition, pair by pair: a link that no other page explains, at its place or in the same box."""
    chosen, left = random.Random(20261129), 0
    frame = {"frame", "aside", "outside"}
    for _ in range(300):
        own = [drawn(chosen, 9) for _ in range(chosen.randint(2, 5))]
        beside = [drawn(chosen, 6) for _ in range(chosen.randrange(3))]
        placed = {
            role: {one.place for page in [*own, *beside] for one in page if one.role == role}
            for role in ROLES
        }
        asides = placed["aside"] - placed["row"] - placed["inside"]
        read = {one.url for page in own for one in page if one.role == "row"}
        wanted = set()
        for page in own:
            others = [other for other in own if other is not page]
            for one in page:
                spots = {two.place for two in page if two.url == one.url and two.role in frame}
                held = [two for other in [*others, *beside] for two in other if two.role in frame]
                known = any(two.place in spots and two.url == one.url for two in held)
                known = known or any(same_box(page, other, one.url, frame) for other in [*others, *beside])
                twin = any(two.url == one.url and two.role in frame for other in others for two in other)
                new = one.role == "inside" or (one.role == "outside" and not known)
                new = new or (one.role == "frame" and not known and not twin)
                if new and one.place not in asides and one.url not in read:
                    wanted.add(one.url)
        found = {one.url for one in compare(own, beside, []).unexplained}
        assert found == wanted
        left += len(wanted)
    assert left > 100


def same_box(page: list[PageLink], other: list[PageLink], url: str, frame: set[str]) -> bool:
    """Whether an address stands in a box of both pages of which most links are the same."""
    for place in (ROWS, BOX, MENU):
        for where in (ROWS, BOX, MENU):
            one = {link.url for link in page if link.place == place and link.role in frame}
            two = {link.url for link in other if link.place == where and link.role in frame}
            if url in one & two and len(one & two) > 1 and len(one & two) * 2 > max(len(one), len(two)):
                return True
    return False
