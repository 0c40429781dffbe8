"""An item page read at the places of its section's layout: strictly, and checked at every use.

What was learned places title and day of publication, the two that rows prove; all else, also where a layout
shows people where it stands, is read by the reader's rules, so that a page reads alike with it and without.
What a person wrote is in force for every field that it names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from scrapers.layout import ItemLayout
from scrapers.parsing.items import limits
from scrapers.parsing.items.days import is_duration
from scrapers.parsing.items.fields import unit_name
from scrapers.parsing.items.item import Placed
from scrapers.parsing.items.numbers import normalise_index_number, stated_document_number
from scrapers.parsing.items.printed import Found, Outline
from scrapers.parsing.items.title import Headline, group_headline
from scrapers.parsing.layouts.item_places import selected
from scrapers.parsing.page.dates import find_moment
from scrapers.parsing.page.dom import Element, fold, text_of
from scrapers.parsing.page.headings import key_of, may_be_title, printed_groups
from scrapers.parsing.page.lines import PageLines
from scrapers.parsing.page.metas import names_somebody
from scrapers.parsing.page.pairs import Pair
from scrapers.parsing.words.labels import DAYS
from scrapers.records import Moment


class Misfit(NamedTuple):
    """A page that a layout does not fit, and why (Chinese): the selector, and what is wrong with it."""

    reason: str


class _Apart(Exception):
    """A place is not on the page, or holds nothing of its kind."""


def applied(outline: Outline, layout: ItemLayout) -> Placed | Misfit:
    """What stands at the layout's places; a misfit where one of them is not as the layout says."""
    try:
        person = layout.learned_from == "person"
        return _by_person(outline, layout) if person else _as_learned(outline, layout)
    except _Apart as apart:
        return Misfit(str(apart))


def labels_of(layout: ItemLayout, name: str) -> list[str]:
    """The labels behind which a field's value stands; none where it stands alone."""
    return [label for field, label in layout.labels if field == name]


def title_at(outline: Outline, element: Element) -> Headline | None:
    """The title that an element prints, with the line that prints it; None where it prints none, or more.
    It is spelled as the page's tag does, where that says the same."""
    headline = _headline_at(outline, element)
    stated = fold(outline.metas.title() or "")
    if headline and stated and key_of(stated) == key_of(headline.title or ""):
        return Headline(stated, "meta:ArticleTitle", headline.line)
    return headline


def day_at(outline: Outline, element: Element, labels: list[str]) -> Found[Moment] | None:
    """The day of publication that an element prints: behind one of the labels, or without any label. None
    where it prints none or several."""
    if not labels:
        texts = _texts(outline, element)
        days = [(day, line) for line, text in texts if (day := find_moment(text))]
        return Found(days[0][0], "heading:date", days[0][1]) if len(days) == 1 else None
    pairs = [pair for pair in pairs_at(outline, element) if pair.label in labels]
    value = pairs[0].value if len(pairs) == 1 else ""
    readable = len(value) <= limits.DATE_VALUE and not is_duration(value)
    day = find_moment(value) if readable else None
    return Found(day, f"label:{pairs[0].label}", pairs[0].line) if day else None


def pairs_at(outline: Outline, element: Element) -> list[Pair]:
    """The pairs whose labels stand on the element's lines; of those on the line that an inline element is
    part of, the ones whose values it holds."""
    start, end = outline.page_lines.spans.of(element)
    if start < end:
        return [pair for pair in outline.pairs if start <= pair.line < end]
    text = text_of(element)
    return [pair for pair in outline.pairs if pair.line == start and pair.value and pair.value in text]


def _headline_at(outline: Outline, element: Element) -> Headline | None:
    start, end = outline.page_lines.spans.of(element, (-1, -1))
    if start == end:  # an inline element is part of a line
        text = text_of(element)
        return Headline(text, f"heading:{element.tag}", start) if text and start >= 0 else None
    groups = printed_groups(
        PageLines(outline.page_lines.lines[start:end]), {pair.line for pair in outline.pairs}
    )
    titles = [group for group in groups if may_be_title(group)]
    return group_headline(titles[0]) if len(titles) == 1 else None


def _texts(outline: Outline, element: Element) -> list[tuple[int, str]]:
    """Number and text of each line of the element; of an inline one, which is part of a line, its own."""
    start, end = outline.page_lines.spans.of(element, (-1, -1))
    lines = outline.page_lines.lines[start:end] if start >= 0 else []
    return [(line.number, line.text) for line in lines] or [(start, text_of(element))]


def _line(outline: Outline, element: Element) -> int | None:
    """The last line of the element; None where it stands out of the body."""
    start, end = outline.page_lines.spans.of(element, (-1, -1))
    return None if start < 0 else max(start, end - 1)


def _as_learned(outline: Outline, layout: ItemLayout) -> Placed:
    headline, found = None, {}
    if layout.title:
        headline = title_at(outline, _only(outline, layout.title))
        if headline is None:
            raise _Apart(f"{layout.title} 处没有标题")
    if layout.published:
        element = _only(outline, layout.published)
        labels = labels_of(layout, "published")
        if "," in layout.published and not any(map(announces_day, pairs_at(outline, element))):
            labels = []  # of several templates one prints the day alone
        day = day_at(outline, element, labels)
        if day is None:
            raise _Apart(f"{layout.published} 处没有发布日期")
        found["published"] = day
    return Placed(headline, found)


def announces_day(pair: Pair) -> bool:
    """Whether a label says what day its value is."""
    return pair.kind in ("published", "issued", "effective") or bool(DAYS.search(pair.label))


def _only(outline: Outline, place: str) -> Element:
    elements = selected(outline.facts.tree, place)
    if len(elements) != 1:
        raise _Apart(f"{place} 匹配到 {len(elements)} 处")
    return elements[0]


def _by_person(outline: Outline, layout: ItemLayout) -> Placed:
    """Every field that the layout names, from the first element that its selector matches."""
    headline = None
    if layout.title:
        element = _all(outline, layout.title, "title")[0]
        text = text_of(element)
        if not text:
            raise _Apart(f'版式的 title = "{layout.title}" 所指之处是空的')
        headline = title_at(outline, element) or Headline(text, "layout:title", _line(outline, element))
    fields = {name: _stated(outline, layout, name) for name in _READ if getattr(layout, name)}
    if layout.published and fields["published"] is None:
        raise _Apart(f'版式的 published = "{layout.published}" 所指之处读不出日期')
    body = _all(outline, layout.body, "body")[0] if layout.body else None
    files = _all(outline, layout.attachments, "attachments") if layout.attachments else None
    return Placed(headline, fields, body, files)


def _all(outline: Outline, place: str, name: str) -> list[Element]:
    elements = selected(outline.facts.tree, place)
    if not elements:
        raise _Apart(f'版式的 {name} = "{place}" 在页面上未匹配到任何元素')
    return elements


def _stated(outline: Outline, layout: ItemLayout, name: str) -> Found[Any] | None:
    """What a person's place says of a field: behind its label, or all that the element holds. None where it
    says nothing of that kind."""
    element = _all(outline, getattr(layout, name), name)[0]
    labels = labels_of(layout, name)
    told = [
        pair for pair in pairs_at(outline, element) if (pair.label in labels if labels else pair.kind == name)
    ]
    if labels and not told:
        raise _Apart(f'版式的 {name} = "{getattr(layout, name)}" 所指之处没有标签“{"”“".join(labels)}”')
    place = f"label:{told[0].label}" if told else f"layout:{name}"
    text = text_of(element)
    alone = Pair("other", "", text, text, _line(outline, element) or 0)
    pair = told[0] if told else alone
    value = _READ[name](pair)
    return Found(value, place, pair.line) if value else None


def _number(pair: Pair) -> str | None:
    """What is printed of a number, where it is one."""
    return next((text for text in (pair.value, pair.first) if stated_document_number(text)), None)


def _name(pair: Pair) -> str | None:
    name = unit_name(pair)
    return name if names_somebody(name) else None


_READ: dict[str, Callable[[Pair], Any]] = {
    "published": lambda pair: find_moment(pair.value),
    "issued": lambda pair: find_moment(pair.value),
    "unit": _name,
    "document_number": _number,
    "index_number": lambda pair: normalise_index_number(pair.value),
}
"""How a field's value is read out of what is printed at its place."""
