"""What a CMS family knows: how to recognise its pages, its pager call, and where it keeps rows.

A family is a handful of pure functions over one parsed page. What needs no family (lists in the markup,
下一页 links, printed totals) is read by `parsing.lists` and `parsing.pager`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from scrapers.parsing.cms.held import found_in
from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.pager import Pager
from scrapers.records import Numbering, Request


@dataclass(frozen=True, slots=True)
class RowsCall:
    """A known call by which a script fetches the rows, and how its further pages are asked."""

    request: Request
    numbering: Numbering | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A content management system, as far as lists are concerned."""

    name: str
    marks: tuple[tuple[str, str], ...]
    """Regular expressions over the page's source (any case), and what each shows, in words. None may hold
    a letter class written with a capital: they are looked for in lower case, which is many times as fast."""
    pager: Callable[[Markup], Pager | None] | None = None
    rows_call: Callable[[Markup], RowsCall | None] | None = None
    first_page_number: int = 1
    """Number written in the address of page 2, less one: 1 where page 2 is `index_2`, 0 for `index_1`."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field of a row → names of its value in the system's answers, lower case."""

    def evidence(self, source: str) -> list[str]:
        """Marks of this family found in the source of a page, which is given in lower case."""
        return [words for pattern, words in self.marks if next(found_in(source, _mark(pattern)), None)]


@cache
def _mark(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.lower())


def calls(source: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a call in scripts and HTML comments, without those behind a `//` on their line."""
    for match in found_in(source, pattern):
        line = source[source.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not re.search(r"(?<!:)//\s*$|(?<![:\"'])//\s+", line):
            yield match
