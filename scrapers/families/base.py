"""What a CMS family knows: how to recognise its pages, its pager call, and where it keeps rows.

A family is a handful of pure functions over one parsed page. Everything that needs no family (lists in the
markup, 下一页 links, printed totals) is read beneath, in `scrapers.reading`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scrapers.reading import dom
from scrapers.records import Numbering, Request


@dataclass(frozen=True, slots=True)
class Markup:
    """One page after decoding and parsing."""

    url: str
    base: str
    """Address that the page's relative links are resolved against."""
    text: str
    tree: HtmlElement


@dataclass(frozen=True, slots=True)
class Pager:
    """What a pager says; every field is None where it says nothing."""

    pages: int | None = None
    records: int | None = None
    current: int | None = None
    """Number of this page counted from 1."""
    next: Request | None = None
    numbering: Numbering | None = None
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
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
    feed: Callable[[Markup], Feed | None] | None = None
    first_page_number: int = 1
    """Number written in the address of page 2, less one: 1 where page 2 is `index_2`, 0 for `index_1`."""

    def evidence(self, source: str) -> list[str]:
        """Marks of this family found in the source of a page, which is given in lower case."""
        return [words for pattern, words in self.marks if _stands_in(pattern, source)]


def _stands_in(pattern: str, source: str) -> bool:
    """Whether a mark is in the source; looked for first without a word border at its beginning, which keeps
    the engine from jumping to where the words stand and costs more than all else."""
    bare, whole = _compiled(pattern.lower())
    return bool(bare.search(source)) and (bare is whole or bool(whole.search(source)))


@cache
def _compiled(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(pattern.removeprefix(r"\b")), re.compile(pattern)


def calls(source: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a call in scripts and HTML comments, without those behind a `//` on their line."""
    for match in pattern.finditer(source):
        line = source[source.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not re.search(r"(?<!:)//\s*$|(?<![:\"'])//\s+", line):
            yield match


def suffixed(
    markup: Markup, prefix: str, suffix: str, *, pages: int | None, current: int, offset: int
) -> tuple[Request | None, Numbering]:
    """Next request and numbering of lists whose page N is `prefix_{N+offset}.suffix`; `current` from 1."""
    page_one = dom.absolute(markup.base, f"{prefix}.{suffix}") or markup.url
    template = page_one.removesuffix(f".{suffix}").replace("{", "%7B").replace("}", "%7D") + "_{n}." + suffix
    numbering = Numbering(template=template, first=2, last=pages, offset=offset)
    more = pages is not None and current < pages
    return (expand(numbering, current + 1) if more else None), numbering


def expand(numbering: Numbering, number: int) -> Request | None:
    """The request for page `number`, or None outside the numbering's bounds."""
    if number < numbering.first or (numbering.last is not None and number > numbering.last):
        return None
    size = numbering.rows_per_page or 0
    values = {
        "{n}": str(number * numbering.step + numbering.offset),
        "{start}": str((number - 1) * size + 1),
        "{end}": str(number * size),
    }
    return Request(
        url=_filled(numbering.template, values),
        method=numbering.method,
        body=None if numbering.body_template is None else _filled(numbering.body_template, values),
        content_type=numbering.content_type,
    )


def own_file(url: str) -> tuple[str, str]:
    """Name and extension of the page's file without a page number, `("index", "html")` for a folder."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    match = re.fullmatch(r"(.+?)(?:_\d+)?\.(\w+)", name)
    return (match[1], match[2]) if match else ("index", "html")


def _filled(template: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        template = template.replace(mark, value)
    return template
