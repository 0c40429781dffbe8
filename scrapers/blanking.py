"""Taking one item's title out of a page that is about others: a list's row, a link to what is read next.

Only the title's own signs go; what is put in their place takes as many bytes, so that all else of the page
stays as it was answered. Found are the title as it is known (blanks may stand between its signs, a number
that is known masked stands there in full), in the page's own coding, as a script or an entity writes it, and
the text of every link to the item, which may be the title cut short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from scrapers.charset import decode

FILLING = b"*"
"""Stands for each byte taken out."""

_SHORTEST = 4
"""Signs of a title that is looked for by itself: a shorter one (公告) is any item's."""

_BLANK = r"(?:[\s\u3000]|&nbsp;|&#160;|&emsp;|&ensp;|<[^<>]{0,80}>)*"
_LONGEST_LINK = 4000


@dataclass(frozen=True)
class Words:
    """What is to go: titles as they are known (personal data in them masked), and the links to those
    addresses of the item (as they may be written: with the host, or from its root)."""

    titles: frozenset[str]
    addresses: frozenset[str]

    @cached_property
    def title_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Each title of some length, in every form in which a page may write it."""
        found = []
        for title in sorted(self.titles, key=len, reverse=True):
            signs = [sign for sign in title if not sign.isspace()]
            if len(signs) >= _SHORTEST:
                found.append(re.compile(_BLANK.join(_signs(signs)), re.IGNORECASE))
        return tuple(found)

    @cached_property
    def link_pattern(self) -> re.Pattern[str] | None:
        """A link to one of the addresses, by the end of its path and its query."""
        ends = sorted({end for address in self.addresses if (end := _end(address))}, key=len, reverse=True)
        if not ends:
            return None
        named = "|".join(re.escape(end).replace("&", "(?:&|&amp;)") for end in ends)
        return re.compile(
            rf"<a\b[^<>]*?(?:{named})(?=[\"'\s>#;)])[^<>]*>(?P<text>.{{0,{_LONGEST_LINK}}}?)</a>",
            re.IGNORECASE | re.DOTALL,
        )


@dataclass(frozen=True, slots=True)
class Blanked:
    """A page without the words."""

    body: bytes
    is_whole: bool
    """Whether none of them is left in it; False: they stand there in a way that cannot be taken out alone."""


def is_blanked(text: str | None) -> bool:
    """Whether words were taken out of a text that stood in a blanked page."""
    return FILLING.decode() * _SHORTEST in (text or "")


def blanked(body: bytes, content_type: str | None, words: Words) -> Blanked | None:
    """The page without those words, as long as before; None where they do not stand in it."""
    text, encoding = decode(body, content_type)
    spans = _joined(_spans(text, words))
    if not spans:
        return None
    try:
        is_exact = text.encode(encoding) == body
    except (UnicodeEncodeError, LookupError):
        is_exact = False
    if not is_exact:
        return Blanked(body, is_whole=False)
    pieces, end = [], 0
    for start, stop in spans:
        pieces.append(text[end:start].encode(encoding))
        pieces.append(FILLING * len(text[start:stop].encode(encoding)))
        end = stop
    made = b"".join([*pieces, text[end:].encode(encoding)])
    return Blanked(made, is_whole=not list(_spans(decode(made, content_type)[0], words)))


def _spans(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where words stand, tags left out."""
    for pattern in words.title_patterns:
        for match in pattern.finditer(text):
            yield from _outside_tags(text, *match.span())
    if words.link_pattern is not None:
        for match in words.link_pattern.finditer(text):
            yield from _outside_tags(text, *match.span("text"))
            tag = text[match.start() : match.start("text")]
            for told in re.finditer(r"\b(?:title|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag, re.IGNORECASE):
                group = 1 if told[1] is not None else 2
                start, stop = (match.start() + place for place in told.span(group))
                if text[start:stop].strip(FILLING.decode() + " "):
                    yield start, stop


def _outside_tags(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of a span that are no tags, no blanks, and not blanked before."""
    for match in re.finditer(r"<[^<>]*>|[^<>\s]+|[<>]", text[start:stop]):
        if not match[0].startswith("<") and match[0].strip(FILLING.decode()):
            yield start + match.start(), start + match.end()


def _joined(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same, in order, none overlapping."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((start, stop))
    return found


def _signs(signs: list[str]) -> Iterator[str]:
    """Each sign in the forms in which a page may write it; a masked one may be any digit, set apart or
    not."""
    for sign in signs:
        if sign == "*":
            yield r"(?:[0-9Xx*]|&#x?[0-9a-f]+;|\\u00[0-9a-f]{2})[ -]?"
            continue
        code = ord(sign)
        yield rf"(?:{re.escape(sign)}|\\u{code:04x}|&#{code};|&#x{code:x};|{_entity(sign)})"


def _entity(sign: str) -> str:
    named = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "“": "&ldquo;", "”": "&rdquo;"}
    return re.escape(named.get(sign, sign))


def _end(address: str) -> str:
    """The part of an address by which links to it are known, however they are written: of its path the last
    part, with the query; '' where the query alone or nothing tells it."""
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2]
    query = f"?{parts.query}" if parts.query else ""
    return f"{last}{query}" if last else ""
