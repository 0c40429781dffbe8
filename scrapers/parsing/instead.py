"""What stands in the place of a document: answers that a host gives instead of what was asked for."""

from __future__ import annotations

import re

from scrapers.parsing.kind.challenge import next_to_nothing
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import KindName
from scrapers.parsing.kind.stub import stub_of
from scrapers.records import Page

_DATA = re.compile(r"""\s*(?:[{\[]\s*["'{\[\]}]|<|[\w$.]+\s*\()""")
_INSTEAD: frozenset[KindName] = frozenset(
    {"challenge", "data", "failure", "login", "redirect", "search", "soft_404"}
)


def instead_of_content(body: bytes) -> tuple[KindName, str] | None:
    """Which page a body is that is no content, and what shows it (Chinese): a login, a challenge, words of
    absence, a failure, the data of a call … None for what may be content: that it is small says nothing of a
    file."""
    facts = PageFacts(Page("http://localhost/", body))
    kind = stub_of(facts)
    if kind is None or kind.kind not in _INSTEAD or kind == next_to_nothing(facts):
        return None
    if kind.kind == "data" and not _DATA.match(facts.text):  # 〔2017〕 is written [2017] too
        return None
    return kind.kind, kind.evidence
