"""A list page as all that read it begin: decoded, its system known, its pager read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scrapers.charset import decode
from scrapers.parsing import cms
from scrapers.parsing.cms.family import Family
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.block import PagerBlock, find_pager_block
from scrapers.parsing.pager.onward import read_pager
from scrapers.parsing.pager.pager import Pager
from scrapers.records import Entry, ListOutcome, ListPage, Page, Unread

_WHOLE_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded page with its family and its pager."""

    facts: PageFacts
    markup: Markup
    family: Family
    block: PagerBlock | None
    pager: Pager

    def page(self, outcome: ListOutcome, evidence: str = "") -> ListPage:
        """The page without rows: what its pager says, and why there are none."""
        pager = self.pager
        return ListPage(
            outcome=outcome,
            pages=pager.pages,
            records=pager.records,
            current=pager.current,
            next=pager.next,
            numbering=pager.numbering,
            capped=pager.capped,
            unfollowed=pager.unfollowed,
            scripts=pager.scripts,
            family=self.family.name,
            encoding=self.facts.encoding,
            base=self.markup.base,
            evidence=evidence,
        )

    def listed(self, entries: Sequence[Entry], unread: Sequence[Unread]) -> ListPage:
        """The page with its rows."""
        return replace(self.page("ok"), entries=tuple(entries), unread=tuple(unread))


KEPT, KEPT_BYTES = 4, 500_000
"""Pages that are kept as they were parsed, and their size at most. (bounds of space)"""


def facts_of(page: Page) -> PageFacts:
    """The page, parsed. The first pages of a list are read several times in a row, when its layout is learned
    of them: by the rules, and by what these gave."""
    return _facts_before(page) if len(page.body) <= KEPT_BYTES else PageFacts(page)


_facts_before = lru_cache(maxsize=KEPT)(PageFacts)


def source_of(facts: PageFacts, family: str) -> Source:
    """The page of one answer; `family` is a name of `cms.FAMILIES` or `auto`."""
    return _source_before(facts, family) if len(facts.page.body) <= KEPT_BYTES else _source_of(facts, family)


def _source_of(facts: PageFacts, family: str) -> Source:
    tree = facts.tree
    base = _base(facts.page, facts.text, tree)
    scripts = {address: decode(body)[0] for address, body in facts.page.scripts}
    markup = Markup(facts.page.url, base, facts.text, tree, facts.comments, scripts, facts.encoding)
    chosen = named_family(facts.text, facts.page.url, family)
    block = find_pager_block(markup)
    called = cms.called_pager(markup, chosen)
    pager = read_pager(markup, called, block, zero_based=chosen.first_page_number == 0)
    return Source(facts, markup, chosen, block, pager)


_source_before = lru_cache(maxsize=KEPT)(_source_of)


def named_family(text: str, url: str, name: str) -> Family:
    """The named family; for `auto` the one with the most evidence, a pager call of its own deciding a tie."""
    if name != "auto":
        return cms.REGISTRY.get(name, cms.GENERIC)
    return cms.family_of(text, url)


def _base(page: Page, text: str, tree: Element) -> str:
    """What relative links go by: the rows of a script's answer are put into the page that asked for it."""
    if page.shown_on is not None and not _WHOLE_PAGE.search(text):
        return page.shown_on
    return dom.base_url(tree, page.url)
