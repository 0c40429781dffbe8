"""Pages that stand in the place of content: challenges, redirect stubs, soft 404s, searches, logins, no HTML.

Each test needs positive evidence and a page without content of its own, so that an item that quotes
页面不存在 or prints a refresh tag beside its text stays an item. A page that prints an item's head is one.
"""

from __future__ import annotations

from scrapers.parsing.kind.challenge import challenge, next_to_nothing
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.failure import failure
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.kind.login import login
from scrapers.parsing.kind.redirect import redirect
from scrapers.parsing.kind.search import search
from scrapers.parsing.kind.soft_404 import said_by_alert, soft_gone

_TESTS = (challenge, said_by_alert, redirect, soft_gone, search, login, failure, next_to_nothing)
"""In this order: a challenge carries a redirect, a redirect words of absence."""


def stub_of(facts: PageFacts) -> Kind | None:
    """What the page is in the place of content, with the evidence; None where it may be a list or an item."""
    if facts.bare is not None:
        return facts.bare
    if facts.tangled:
        return Kind("tangled", "页面的标签层层嵌套，浏览器也读不出其中的结构")
    if facts.article:
        return None
    return next((found for test in _TESTS if (found := test(facts))), None)
