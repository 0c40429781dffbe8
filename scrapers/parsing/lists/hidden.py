"""Lists that are not where they are seen: in comments from which a script takes them, and the words by which
the column's own place says that there is none while another list stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrapers.parsing.kind.signs import ItemSigns
from scrapers.parsing.lists import choosing, emptiness, surroundings
from scrapers.parsing.lists.candidate import Candidate
from scrapers.parsing.lists.candidates import find_candidates
from scrapers.parsing.page import embedded
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup


def hidden_list(markup: Markup, hidden_in: Iterable[Element]) -> Candidate | None:
    """The first dated list of a page's comments."""
    for fragment in hidden_in:
        inner = Markup(markup.url, markup.base, "", fragment)
        candidates = find_candidates(inner, None, surroundings.of_page(inner))
        found = choosing.best_list(candidates, ItemSigns(fragment), has_pager=True)
        if found is not None and found.dated:
            return found
    return None


def stand_ins(markup: Markup, beside: Candidate | None, box: Element | None) -> Iterator[Element]:
    """Lists in comments that a script makes visible; where a visible list stands beside the pager, only those
    between the two, which are nearer to it."""
    found = list(embedded.stand_in_fragments(markup.comments))
    if not found or beside is None or box is None:
        yield from (fragment for _, fragment in found)
        return
    order = {node: place for place, node in enumerate(markup.tree.iter())}
    for element, fragment in found:
        if _stands_between(order, beside, element, box):
            yield fragment


def empty_instead(tree: Element, best: Candidate, box: Element | None) -> str | None:
    """The words by which the column's own place says that it is empty, where the list found is another one:
    it stands above them with the pager below, or below them under a heading of its own."""
    order: dict[Element, int] = {}
    for element, words in emptiness.empty_places(tree):
        order = order or {node: place for place, node in enumerate(tree.iter())}
        if box is not None and _stands_between(order, best, element, box):
            return words
        below = order[element] < order.get(best.rows[0], 0)
        if below and best.other_heading and not best.beside_pager:
            return words
    return None


def _stands_between(order: dict[Element, int], before: Candidate, element: Element, box: Element) -> bool:
    return order.get(before.rows[-1], len(order)) < order[element] < order[box]
