"""Whether the best candidate of a page is a list at all, and what else is known of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from scrapers.parsing.kind.landing import Rivals
from scrapers.parsing.kind.signs import ItemSigns
from scrapers.parsing.lists import table_heads, weights
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.lists.links import address_of, links_of, main_link
from scrapers.parsing.lists.row_text import RowText
from scrapers.parsing.lists.scores import is_column, is_item_like
from scrapers.parsing.lists.titles import shown_title, undated
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.lines import PageLines
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.numbering import shape
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.words.frame import MORE

_LIST_TAGS = frozenset({"li", "tr", "dd", "dt", "dl"})
_HOME = re.compile(r"/?(?:(?:index|default|main)\.\w+)?", re.IGNORECASE)


def best_list(found: list[Candidate], signs: ItemSigns, *, has_pager: bool) -> Candidate | None:
    """The section's list among the candidates (best first), or None where none is a list.

    Dated rows suffice; rows without dates need titles of some length and addresses like items', or the pager
    beside them, and no article on the page that they would be the side links of. Dated rows beside the pager
    come before a longer list elsewhere: the last page may hold a single row. Rows without dates under a
    heading that is not the column's come last.
    """
    apart: list[Element] = []
    for candidate in sorted(found, key=lambda r: _turn(r, has_pager=has_pager)):
        if candidate.crowded:
            continue
        around = {candidate.container, *candidate.container.iterancestors()}
        if candidate.place in ("nav", "foot", "crumb") or any(box in around for box in apart):
            continue
        aside = candidate.place in ("side", "head") or candidate.hot or candidate.foreign
        if aside and not (candidate.holds_pager and has_pager):
            apart.append(candidate.container)
            continue
        article = signs.dated or (signs.article and (signs.stated or not _is_columns_own(candidate)))
        if _is_list(candidate, article=article, has_pager=has_pager):
            return candidate
    return None


def _turn(candidate: Candidate, *, has_pager: bool) -> int:
    """Before which others a candidate is looked at; among those of one turn the better one is."""
    dated = _is_dated(candidate)
    if has_pager and candidate.beside_pager and dated:
        return 0
    return 2 if candidate.other_heading and not dated else 1


def _is_columns_own(candidate: Candidate) -> bool:
    """Whether the rows are so plainly the column's list that running text beside them is its introduction."""
    listed = candidate.rows[0].tag in _LIST_TAGS
    own = not (candidate.place or candidate.hot or candidate.foreign or candidate.other_heading)
    return own and listed and candidate.dated == len(candidate.titled) >= weights.ROWS_UNDER_TEXT


def _is_list(candidate: Candidate, *, article: bool, has_pager: bool) -> bool:
    """Dated rows, or rows like items' beside the pager, or several rows of list elements like items'."""
    count = len(candidate.titled)
    paged = candidate.beside_pager and has_pager
    mean = sum(len(link.text) for link in candidate.titled) / count
    usable = any(address_of(link.element, "http://x/") for link in candidate.titled)
    listed = candidate.rows[0].tag in _LIST_TAGS
    if not usable and not (
        (paged or listed) and (count >= weights.UNDATED_ROWS or candidate.dated or (paged and count > 1))
    ):
        return False
    item_like = max(sum(is_item_like(link.href) for link in candidate.titled), _numbered(candidate))
    if _is_dated(candidate) and (mean >= weights.TITLES or listed or item_like):
        return paged or (not article and (listed or count > 1 or _is_compact(candidate)))
    if paged and not article:
        titled = item_like * 2 >= count or (not usable and mean >= weights.TITLES)
        return titled and (listed or count >= weights.UNDATED_ROWS)
    if article or not usable or not (listed or count > weights.ROWS_OF_BOXES):
        return False
    return item_like >= count * weights.MOSTLY_ITEMS and mean >= (
        weights.TITLES if count > 1 else weights.LONE_TITLE
    )


def _numbered(candidate: Candidate) -> int:
    """How many rows lead to addresses that differ in a number only and are no columns'."""
    shapes = Counter(shape(href) for href in {link.href for link in candidate.titled} if not is_column(href))
    alike = [count for written, count in shapes.items() if "#" in written and count > 1]
    return max(alike, default=0)


def outweighs_nothing(candidate: Candidate) -> bool:
    """Whether the rows are those of a page whose pager says that there are none: dated, beside the pager, and
    under no heading of their own."""
    return (
        candidate.beside_pager and _is_dated(candidate) and not candidate.other_heading and not candidate.hot
    )


def _is_dated(candidate: Candidate) -> bool:
    return candidate.dated * 2 >= len(candidate.titled)


def _is_compact(candidate: Candidate) -> bool:
    """Whether a lone row is a title with its date and perhaps a summary, and not a page around one link."""
    title, shown = candidate.titled[0].text, dom.text_of(candidate.rows[0])
    rest = weights.SUMMARY if shown.startswith(title) else weights.ROW_REST
    return len(title) >= weights.TITLES and len(shown) <= len(title) + rest


def rivals_of(found: list[Candidate], best: Candidate, markup: Markup, pager: Pager) -> Rivals:
    """What else on the page could be a list of its own, as far as that makes it a landing page."""
    rivals = _rivals(found, best)
    more = sum(bool(MORE.fullmatch(dom.text_of(a) or a.get("title") or "")) for a in markup.tree.iter("a"))
    return Rivals(
        count=len(rivals),
        dated=sum(_is_dated(candidate) for candidate in rivals),
        best_dated=_is_dated(best),
        more=more,
        home=_HOME.fullmatch(urlsplit(markup.url).path) is not None,
        paged=bool(pager.pages or pager.next or (best.beside_pager and pager.records is not None)),
    )


def lines_of(candidate: Candidate, head: HeadRow | None, page_lines: PageLines) -> tuple[range, ...]:
    """The page's lines that the rows take, and the heads of their columns."""
    elements = candidate.rows if head is None else [head[0], *candidate.rows]
    spans = (page_lines.spans.get(element) for element in elements)
    return tuple(range(*span) for span in spans if span)


def _rivals(found: list[Candidate], best: Candidate) -> list[Candidate]:
    """Candidates, the best included, that could be the list of a section each; none overlaps another."""
    rivals: list[Candidate] = []
    for candidate in found:
        apart = candidate.place in ("nav", "foot", "crumb", "side")
        dated = _is_dated(candidate)
        share = weights.RIVAL_DATED if dated else weights.RIVAL_UNDATED
        titles = dated or (
            len(candidate.titled) >= weights.UNDATED_ROWS and not candidate.hot and _has_items(candidate)
        )
        if titles and not apart and candidate.score >= best.score * share:
            rivals += [] if any(_overlap(candidate, rival) for rival in rivals) else [candidate]
    return rivals


def _has_items(candidate: Candidate) -> bool:
    links = candidate.titled
    mean = sum(len(link.text) for link in links) / len(links)
    item_like = sum(is_item_like(link.href) for link in links)
    return mean >= weights.TITLES and item_like >= len(links) * weights.MOSTLY_ITEMS


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates share rows, one inside the other."""
    a, b = one.container, other.container
    return a is b or a in b.iterancestors() or b in a.iterancestors()


def heads_of(rows: Sequence[RowText], container: Element) -> table_heads.Heads | None:
    """Column heads of the list, where it has any."""
    found = head_row(rows, container)
    return found[1] if found else None


HeadRow = tuple[Element, table_heads.Heads]
"""A row of column heads, and what each of its cells heads."""


def head_row(rows: Sequence[RowText], container: Element) -> HeadRow | None:
    """The row of column heads: a first row without link, the table's head, or a row of heads before it."""
    possible = [row.element for row in rows if not row.links]
    first = rows[0].element
    table = next((node for node in first.iterancestors() if node.tag == "table"), None)
    if table is not None:
        possible += [row for row in table.iter("tr") if row.find("th") is not None or not links_of(row)]
    for node in (container, first):
        before = node.getprevious()
        if before is not None:
            possible += [before, *before.iter("tr", "li", "ul", "dl")]
    for row in possible:
        heads = table_heads.heads_of(map(dom.text_of, table_heads.cell_elements(row)))
        if heads is not None:
            return row, heads
    return None


def dates_in_titles(rows: Sequence[RowText]) -> bool:
    """Whether this list prints its dates at the end (or beginning) of the links' text: nearly every row does,
    and none has a date elsewhere.
    """
    links = [(row, link) for row in rows if (link := main_link(row.links))]
    if len(links) < 2 or any(row.date(link.element) for row, link in links):
        return False
    ending = sum(undated(shown_title(link.element), plain=True)[1] is not None for _, link in links)
    return ending >= len(links) * weights.DATED_IN_TITLE
