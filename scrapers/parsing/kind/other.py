"""Pages that are neither list nor item: challenges, redirect stubs, soft 404s, search pages, no HTML at all.

Each test needs positive evidence and a page without content of its own, so that an item that quotes
页面不存在 or prints a refresh tag beside its text stays an item. A page that prints an item's head is one.
"""

from __future__ import annotations

from scrapers.parsing.kind.challenge import challenge, next_to_nothing
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.failure import failure
from scrapers.parsing.kind.not_html import not_html
from scrapers.parsing.kind.redirect import redirect
from scrapers.parsing.kind.search import search
from scrapers.parsing.kind.soft_404 import said_by_alert, soft_gone
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.lines import PageLines, lines_of
from scrapers.records import OtherPage, Page


def other_page(
    page: Page, text: str, tree: Element | None, page_lines: PageLines | None = None
) -> OtherPage | None:
    """Why the page is neither a list nor an item, with the evidence; None where it may be one.

    `text` is the decoded page, `page_lines` its lines where the caller has them. Without `tree` only what
    bytes, header and markup say is looked at.
    """
    no_page = not_html(page, text)
    if no_page or tree is None:
        return no_page
    facts = PageFacts(page, text, tree, page_lines or lines_of(tree))
    if facts.article:
        return None
    tests = (challenge, said_by_alert, redirect, soft_gone, search, failure, next_to_nothing)
    return next((found for test in tests if (found := test(facts))), None)
