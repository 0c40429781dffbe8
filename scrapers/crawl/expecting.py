"""What the pages of a section are, as its portal file has it."""

from __future__ import annotations

from scrapers.portalfile import Section
from scrapers.records import Expected
from scrapers.vocabulary import CATEGORIES

_KINDS: dict[str, Expected] = {"公众留言": "letter", "办事服务": "guide"}
"""Category → what its pages are."""
_WORDS: dict[Expected, tuple[str, ...]] = {
    "letter": ("信箱", "信件", "来信", "留言", "咨询投诉"),
    "guide": ("办事", "服务指南", "办理指南"),
}
"""Words in the name of a section without a category, beside the synonyms of the category."""


def expected_of(section: Section) -> Expected | None:
    """Letters or guides, by the section's category; where that is left to rules, by its name."""
    if section.category != "auto":
        return _KINDS.get(section.category)
    for category, kind in _KINDS.items():
        words = (category, *CATEGORIES[category].synonyms, *_WORDS[kind])
        if any(word in section.name for word in words):
            return kind
    return None
