"""Which of the eight element classes a guide to a service (办事指南) states."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.observing.parts import Part, parts_of, tokens_of
from scrapers.parsing.observing.vocabulary import Vocabulary
from scrapers.parsing.page.dom import text_of
from scrapers.parsing.page.lines import Line
from scrapers.parsing.words.guides import COLUMNS, CORE, ELEMENTS, EMPTY, LABELS, SAYING
from scrapers.parsing.words.observing import CRUMBS
from scrapers.records import Observation

VOCABULARY = Vocabulary(LABELS)
_GATE = tuple(label for label, told in LABELS.items() if CORE.intersection(told.elements) and len(label) >= 4)
_OWN = frozenset(label for label, told in LABELS.items() if CORE.intersection(told.elements))
_ANY = re.compile("|".join(map(re.escape, _GATE)))
LEAST = 2
"""Labels of elements that a page in a column of guides, or that its title calls one, has at least."""
MANY = 5
"""Labels of elements that make any page a guide: it then lacks three at most, fewer than the indicators'
four, so that an announcement taken for a guide is never held against a site."""
EMPTY_LABELS = 3
"""Labels without a value, at least, that make a list of them no filled-in guide."""
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|zip|rar)(?:$|\?)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d\-—－ ]{4,}\d|12345")


def guide_words(shown: str) -> int:
    """How many words that are labels of guides some words hold, without white space."""
    return sum(word in shown for word in _GATE) if _ANY.search(shown) else 0


def guide_of(facts: PageFacts, title: str | None, *, expected: bool) -> tuple[Observation, ...]:
    """Of each element whether the guide states it; () where the page is none. `expected`: its section is one
    of guides."""
    says = is_called_guide(title) or _is_in_column(facts)
    printed = {label for _, labels in facts.page_lines.told(_labels_in) for label in labels}
    labelled = {element for label in printed for element in LABELS[label].elements}
    if not _is_guide(labelled, says=says, expected=expected):
        return ()  # of these labels the parts have some, all at most
    every = parts_of(facts.page_lines, VOCABULARY, _OWN)
    parts = [part for part in every if LABELS[part.label].elements]
    labelled = {element for part in parts for element in LABELS[part.label].elements}
    if not _is_guide(labelled, says=says, expected=expected):
        return ()
    present = {element for part in parts if _states(part) for element in LABELS[part.label].elements}
    if _is_drawn(parts, present) or _is_bare(every) or _is_attached(facts, labelled, present):
        return ()
    named = title or _heading(facts, parts)
    if named and not _is_only_a_kind(named):
        present.add("事项名称")
    return tuple(
        Observation("guide", element, "present" if element in present else "absent") for element in ELEMENTS
    )


def _is_guide(labelled: set[str], *, says: bool, expected: bool) -> bool:
    """Whether a page with labels of these elements is a guide."""
    if expected:
        return len(labelled) >= LEAST or bool(labelled & CORE) or (says and bool(labelled))
    return len(labelled) >= MANY or (says and len(labelled) >= LEAST and bool(labelled & CORE))


def _is_drawn(parts: Sequence[Part], present: Container[str]) -> bool:
    """Whether a script is to fill in elements that nothing else states: what the page came with proves
    nothing of them then."""
    drawn = {element for part in parts if part.is_scripted for element in LABELS[part.label].elements}
    return any(element not in present for element in drawn)


def _is_bare(parts: Sequence[Part]) -> bool:
    """Whether a page prints a list of labels and nothing under them but what stands below the list: a bar of
    tabs whose boxes are fetched, a table of contents above a picture. It proves nothing of what they hold."""
    stating = [part for part in parts if _states(part)]
    bare = [part for part in parts if part.is_bare and part not in stating]
    return len(stating) < 2 and len(bare) >= EMPTY_LABELS


def _is_attached(facts: PageFacts, labelled: set[str], present: Container[str]) -> bool:
    """Whether a page with few labels links to a file that is called a guide: the rest stands there then."""
    if len(labelled) > MANY - 2 or sum(element not in present for element in ELEMENTS) < EMPTY_LABELS:
        return False
    return any(
        _FILE.search(link.get("href") or "") and any(word in text_of(link) for word in (*SAYING, "附件"))
        for link in facts.tree.iter("a")
    )


def _heading(facts: PageFacts, parts: Sequence[Part]) -> str:
    """The last heading above the first label, where the page's title was not read; '' where there is none."""
    above = facts.lines[: parts[0].line]
    heads = [line.text for line in above if line.node.tag in ("h1", "h2", "h3") and not line.linked]
    return heads[-1] if heads else ""


def is_called_guide(title: str | None) -> bool:
    """Whether a title says that the page is a guide."""
    return bool(title) and any(word in str(title) for word in SAYING)


def _is_in_column(facts: PageFacts) -> bool:
    """Whether the page's breadcrumb names a column of guides."""
    return bool(facts.page_lines.told(_names_column))


def _names_column(line: Line) -> bool | None:
    """True of a line that is such a breadcrumb."""
    crumb = line.text
    named = any(word in crumb for word in COLUMNS)
    return True if named and len(crumb) < 200 and CRUMBS.search(crumb) else None


def _labels_in(line: Line) -> list[str] | None:
    """The labels of the vocabulary that a line prints as such, if any."""
    return [token.label for token in tokens_of(line, VOCABULARY) if token.label] or None


def _states(part: Part) -> bool:
    """Whether something stands under the label."""
    if part.has_media and not part.value:
        return True
    if not part.value or re.sub(r"\s", "", part.value) in EMPTY:
        return False
    return not LABELS[part.label].needs_digits or bool(_DIGITS.search(part.value))


def _is_only_a_kind(title: str) -> bool:
    """Whether a title names no service, only that the page is a guide."""
    return re.sub(r"\s", "", title) in (*SAYING, *COLUMNS)
