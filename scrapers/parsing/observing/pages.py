"""What the page of an item says beyond its fields. Only pages that look like a letter or a guide cost more
than a look at their words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.observing.guides import guide_of, guide_words, is_called_guide
from scrapers.parsing.observing.letters import letter_of, looks_like_letter
from scrapers.parsing.page.dom import REPEATED, SHORT
from scrapers.parsing.page.lines import Line
from scrapers.records import Expected, Observation

LABELS = 2
"""Words of guides that a page has as labels may stand, at least: one alone stands in many texts."""
BEGINNING = 200
"""Letters of a long line in which a label is looked for."""


class _Look(NamedTuple):
    """What a line's words could be of."""

    is_letter: bool
    guide_words: int


_NOTHING = _Look(False, 0)


def observed_on(
    facts: PageFacts, title: str | None, expected: Expected | None = None
) -> tuple[Observation, ...]:
    """Letter or guide; () for every other page. `expected`: what the section of the page holds."""
    looks = [look for _, look in facts.page_lines.told(_look)]
    if expected == "letter" or any(look.is_letter for look in looks):
        found = letter_of(facts, expected=expected == "letter")
        if found:
            return found
    words = sum(look.guide_words for look in looks)
    if expected == "guide" or words >= LABELS or is_called_guide(title):
        return guide_of(facts, title, expected=expected == "guide")
    return ()


def _look(line: Line) -> _Look | None:
    """What a line looks like, if like anything. Long ones are paragraphs, which print labels only before a
    colon."""
    text = line.text
    if len(text) <= SHORT:
        return _look_before(text)
    if "：" not in text and ":" not in text and "【" not in text:
        return None
    return _look_at(text[:BEGINNING])


def _look_at(text: str) -> _Look | None:
    shown = text.replace(" ", "")
    look = _Look(looks_like_letter(shown), guide_words(shown))
    return look if look != _NOTHING else None


_look_before = lru_cache(maxsize=REPEATED)(_look_at)  # a site prints its menus on every page
