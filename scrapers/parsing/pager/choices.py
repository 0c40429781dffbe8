"""Pagers that are a choice: `<select onchange="location=this.value">` with one option for every page.

Old sites print nothing else: `第1页`, `第2页` … with the pages' addresses as values.
"""

from __future__ import annotations

import re

from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.words.pager import OPTION

_ADDRESS = re.compile(r"[/.?]")


def choice_of_pages(markup: Markup, block: Element) -> list[tuple[int, str]]:
    """(page number from 1, address or '') of each option, in order; empty where no options count pages.

    Only options that count 1, 2, 3 … to the end are pages; years, units and page sizes are not. A value that
    is no address (`value="2"`) needs a script and gives ''.
    """
    options = options_of(block)
    return [
        (number, (dom.absolute(markup.base, value) or "") if _ADDRESS.search(value) else "")
        for number, (_, value) in enumerate(options, 1)
    ]


def leads_to_pages(select: Element) -> bool:
    """Whether a choice is one of pages by what it holds: one address for each."""
    options = options_of(select)
    return bool(options) and all(_ADDRESS.search(value) for _, value in options)


def options_of(block: Element) -> list[tuple[Element, str]]:
    """(choice, value) of each page, in order."""
    for select in block.iter("select"):
        options = list(select.iter("option"))
        numbers = [OPTION.fullmatch(dom.text_of(option)) for option in options]
        counted = [int(match[1]) for match in numbers if match]
        if len(options) > 1 and counted == list(range(1, len(options) + 1)):
            return [(select, (option.get("value") or dom.text_of(option)).strip()) for option in options]
    return []
