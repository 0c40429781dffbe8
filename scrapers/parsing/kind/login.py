"""Pages that want a name and a password first, in the place of what was asked for."""

from __future__ import annotations

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.words.kinds import DOCUMENTS, LOGIN_TITLES, LOGIN_WORDS


def login(facts: PageFacts) -> Kind | None:
    """A form with a password on a page that is called after it or shows little else, or words that ask for a
    login on a page that has nothing else to say. The form in the head of a list or an item is none."""
    if DOCUMENTS.search(facts.title):
        return None
    asked = (
        any(field.get("type", "").strip().lower() == "password" for field in facts.tree.iter("input"))
        and not facts.is_item
    )
    titled = any(LOGIN_TITLES.fullmatch(part) for part in facts.title_parts[:1])
    if asked and (titled or (facts.shown <= limits.SMALL and facts.links <= limits.LINKS)):
        return Kind("login", f"页面要求登录：标题为“{facts.title}”，有密码框")
    if facts.shown > limits.SMALL or facts.links > limits.LINKS:
        return None
    said = (facts.says(line) for line in facts.lines)
    words = next(
        (m[0] for text in said if len(text) <= limits.WORDS_LINE and (m := LOGIN_WORDS.search(text))), None
    )
    return Kind("login", f"页面要求登录：“{words}”") if words and not facts.is_item else None
