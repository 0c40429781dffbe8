"""What the page of an item says beyond its fields. Only pages that look like a letter or a guide cost more
than a look at their words."""

from __future__ import annotations

from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.observing.guides import guide_of, is_called_guide, looks_like_guide
from scrapers.parsing.observing.letters import letter_of, looks_like_letter
from scrapers.records import Expected, Observation


def observed_on(
    facts: PageFacts, title: str | None, expected: Expected | None = None
) -> tuple[Observation, ...]:
    """Letter or guide; () for every other page. `expected`: what the section of the page holds."""
    shown = "".join([line.text for line in facts.lines]).replace(" ", "")
    if expected == "letter" or looks_like_letter(shown):
        found = letter_of(facts, expected=expected == "letter")
        if found:
            return found
    if expected == "guide" or is_called_guide(title) or looks_like_guide(shown):
        return guide_of(facts, title, expected=expected == "guide")
    return ()
