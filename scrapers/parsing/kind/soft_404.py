"""Pages with status 200 that say in words that what was asked for is gone (soft 404).

The words must be the page's own: its title, or a line that is no link, on a page that prints no item and no
paragraphs. The number 404 counts only where it stands by itself or with the words that belong to it: titles
end in numbers, dates begin with them, and counters show every number once.
"""

from __future__ import annotations

import re

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind
from scrapers.parsing.page.dom import names_of
from scrapers.parsing.page.lines import Line
from scrapers.parsing.words.kinds import DOCUMENTS, ERROR_BOXES, GONE

_NUMBER = re.compile(r"\W*404\W*")
_ALERT = re.compile(r"\balert\s*\(\s*[\"'](?P<words>[^\"']{4,80})[\"']")


def soft_gone(facts: PageFacts) -> Kind | None:
    """Words of absence in the title or on a line of their own, on a page without an item or paragraphs."""
    in_title, line = _title_says_so(facts), _line_saying_so(facts)
    if (not in_title and line is None) or facts.is_item:
        return None
    prose = [one for one in facts.lines if one.plain > limits.SENTENCE and not GONE.search(one.text)]
    plain = sum(one.plain for one in prose)
    if in_title and len(prose) <= limits.PROSE_LINES and plain < limits.MESSAGE:
        return Kind("soft_404", f"标题为“{facts.title}”")
    if line is None or len(prose) > 1 or sum(one.plain for one in facts.lines) > limits.ALL_TEXT:
        return None
    return Kind("soft_404", f"页面提示“{line.text[:80]}”")


def said_by_alert(facts: PageFacts) -> Kind | None:
    """A stub whose script tells the reader that the page is gone, and sends him back."""
    if facts.shown > limits.MUTE or facts.links > limits.LINKS or facts.is_item:
        return None
    said = _ALERT.search(facts.scripts)
    if said and GONE.search(said["words"]):
        return Kind("soft_404", f"脚本提示“{said['words']}”")
    return None


def _title_says_so(facts: PageFacts) -> bool:
    if len(facts.title) > limits.STUB_TITLE or DOCUMENTS.search(facts.title):
        return False
    return bool(GONE.search(facts.title)) or any(_NUMBER.fullmatch(part) for part in facts.title_parts)


def _line_saying_so(facts: PageFacts) -> Line | None:
    for line in facts.lines:
        if "404" not in line.text and (len(line.text) > limits.MESSAGE_LINE or not GONE.search(line.text)):
            continue
        said = facts.says(line)
        if len(said) <= limits.MESSAGE_LINE and (GONE.search(said) or _is_number_of_error(said, line)):
            return line
    return None


def _is_number_of_error(said: str, line: Line) -> bool:
    """Whether a line is 404 and nothing else, as a heading or in a box named after errors; any other place
    may be a counter's."""
    if not _NUMBER.fullmatch(said):
        return False
    parent = line.node.getparent()
    named = [names_of(line.node), "" if parent is None else names_of(parent)]
    return line.node.tag in ("h1", "h2", "h3") or any(ERROR_BOXES.search(name) for name in named)
