"""Pages by which a server or a site says under status 200 that it fails or is being mended."""

from __future__ import annotations

from scrapers.parsing.kind.facts import FEW_LINKS, SMALL, PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.words.kinds import DOCUMENTS, FAILURE


def failure(facts: PageFacts) -> Kind | None:
    """A server's own page about its failure, or a notice of maintenance in place of the site."""
    if facts.shown > SMALL * 2 or facts.links > FEW_LINKS or DOCUMENTS.search(facts.title):
        return None
    texts = (facts.title, *(facts.says(line) for line in facts.lines[:6]))
    found = next((m for text in texts if len(text) <= 120 and (m := FAILURE.search(text))), None)
    if found is None or facts.is_item:
        return None
    return Kind("failure", f"服务器出错或网站维护：页面提示“{found[0]}”")
