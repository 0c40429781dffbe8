"""Pages by which a server or a site says under status 200 that it fails or is being mended."""

from __future__ import annotations

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.words.kinds import DOCUMENTS, FAILURE


def failure(facts: PageFacts) -> Kind | None:
    """A server's own page about its failure, or a notice of maintenance in place of the site."""
    if facts.shown > limits.MESSAGE or facts.links > limits.LINKS or DOCUMENTS.search(facts.title):
        return None
    texts = (facts.title, *(facts.says(line) for line in facts.lines[: limits.FAILURE_LINES]))
    found = next(
        (m for text in texts if len(text) <= limits.MESSAGE_LINE and (m := FAILURE.search(text))), None
    )
    if found is None or facts.is_item:
        return None
    return Kind("failure", f"服务器出错或网站维护：页面提示“{found[0]}”")
