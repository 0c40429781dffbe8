"""Pages that a firewall puts in place of what was asked for: a script to pass, a refusal, or nothing."""

from __future__ import annotations

import re

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.page.dom import fold
from scrapers.parsing.words.kinds import CHALLENGES, DOCUMENTS


def challenge(facts: PageFacts) -> Kind | None:
    """A firewall's script or words on a page that shows next to nothing."""
    if facts.shown > limits.MESSAGE or facts.links > limits.LINKS:
        return None
    for name, pattern, common in CHALLENGES:
        found = pattern.search(facts.text)
        if found and not (common and _is_common(facts, pattern)) and not facts.is_item:
            return Kind("challenge", f"{name}：页面含“{fold(found[0])[:60]}”，无正文")
    return None


def _is_common(facts: PageFacts, pattern: re.Pattern[str]) -> bool:
    """Whether the words are in the scripts only of a page that shows something else, as any site's may be."""
    if DOCUMENTS.search(facts.title):
        return True
    shown = (facts.title, *(line.text for line in facts.lines if not line.hidden))
    return facts.shown > limits.MUTE and not any(pattern.search(text) for text in shown)


def next_to_nothing(facts: PageFacts) -> Kind | None:
    """An answer of next to nothing with status 200, as firewalls give it."""
    size = len(facts.page.body.strip())
    if size < limits.SMALL and (facts.shown < limits.LEAST or not re.search("[\u4e00-\u9fff]", facts.text)):
        return Kind("challenge", f"状态正常但只有 {size} 字节，无正文")
    if not facts.shown and not facts.lines:
        return Kind("nothing", "页面没有可见文字")
    return None
