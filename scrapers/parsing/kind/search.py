"""Search forms and their results, which are no list of a section and no item.

Any portal has a search box on every page and any document may speak of searching, so two things of different
kinds must agree: what the page is called or says of results, and that somebody asked for something.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.lines import Line
from scrapers.parsing.words.kinds import (
    DOCUMENTS,
    SEARCH_FIELDS,
    SEARCH_HEADS,
    SEARCH_PARAMETERS,
    SEARCH_PATHS,
    SEARCH_TITLES,
    SEARCH_WORDS,
)


def search(facts: PageFacts) -> Kind | None:
    """A search form or its results: the title says so and the page has a field or speaks of results; or it
    speaks of results, and its field or its address holds what was asked for."""
    titled = len(facts.title) <= limits.STUB_TITLE and any(
        SEARCH_TITLES.fullmatch(part) and not DOCUMENTS.search(part) for part in facts.title_parts
    )
    asked = _is_asked(facts)
    if not (titled or asked):
        return None
    words = next((m[0] for line in facts.lines if (m := SEARCH_WORDS.search(line.text))), "")
    headed = next((line.text for line in facts.lines if _heads(line)), "")
    agree = bool(words or headed) if asked else bool(words) or _has_field(facts)
    if not (agree or (titled and asked)) or facts.is_item:
        return None
    said = headed or words
    called = f"标题为“{facts.title}”" if titled else "页面是对搜索的回答"
    return Kind("search", called + (f"，页面含“{said}”" if said else ""))


def _heads(line: Line) -> bool:
    """Whether a line says nothing but that these are results, as a heading or the end of a breadcrumb."""
    return len(line.text) <= limits.WORDS_LINE and SEARCH_HEADS.fullmatch(line.text) is not None


def _has_field(facts: PageFacts) -> bool:
    return any(_is_field(element) for element in facts.tree.iter("input"))


def _is_field(element: Element) -> bool:
    """Whether an input is one for words to be searched for."""
    kind = (element.get("type") or "text").lower()
    named = (element.get(name) or "" for name in ("name", "id", "placeholder", "class", "value"))
    return kind == "search" or any(SEARCH_FIELDS.search(name) for name in named)


def _is_asked(facts: PageFacts) -> bool:
    """Whether a search field or the address holds what somebody asked for."""
    filled = any(
        (element.get("value") or "").strip()
        and (element.get("type") or "text").lower() in ("text", "search", "hidden")
        and _is_field(element)
        and not SEARCH_FIELDS.search(element.get("value") or "")
        for element in facts.tree.iter("input")
    )
    address = urlsplit(facts.page.url)
    parameters = parse_qsl(address.query)
    if SEARCH_PATHS.search(address.path):
        return True
    return filled or any(SEARCH_PARAMETERS.fullmatch(name) and value.strip() for name, value in parameters)
