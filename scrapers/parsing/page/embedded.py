"""Rows that stand outside the markup: in CDATA of a datastore, in strings of a script, in HTML comments.

Fragments may be bare `<tr>` without a table; each is parsed by itself with BeautifulSoup's html.parser, the
only reader that keeps such cells and closes what the template left open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from scrapers.parsing.page import dates, dom
from scrapers.parsing.page.dom import Comment, Element

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
_STORE = re.compile(r"<datastore>.*?</datastore>", re.DOTALL | re.IGNORECASE)
_STRINGS = re.compile(r"\b(?:var\s+)?(?:InitData|dataStore)\w*\s*[:=]\s*\[", re.IGNORECASE)
_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)

_TAG = re.compile(r"<(?:(/)|(?=[a-z]))([a-z]+\d?)((?:\s+[a-z-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*>")
_FIRST_TAG = re.compile(r"<([a-z]+)", re.IGNORECASE)
_KEEPERS = {"tr": "tbody", "td": "tr", "th": "tr"}
"""Elements without which a browser drops a fragment's outermost tag."""
_ANGLE = re.compile(r"[<>]")
_UNSURE = re.compile(r"&(?!(?:nbsp|amp|lt|gt|quot);)")
_NESTING = frozenset({"div", "li", "tr", "td", "a", "span", "b", "i", "em", "strong", "font"})
"""Elements that close nothing by beginning, as long as none stands within its like."""


def datastore_records(source: str) -> list[str]:
    """HTML of each `<record>` of the longest datastore in the source; empty when there is none."""
    stores = [_RECORD.findall(store) for store in _STORE.findall(source)] or [_RECORD.findall(source)]
    return max(stores, key=len)


def script_records(source: str) -> list[str]:
    """HTML strings of the array that an old jpage call is given (`var InitData49468 = ['<tr>…', …]`)."""
    found: list[str] = []
    lower = dom.lowered(source)
    if (
        "tdata" not in lower and "tore" not in lower
    ):  # of InitData or dataStore, in letters without other forms
        return found
    for match in _STRINGS.finditer(source):
        strings = list(_strings(source, match.end()))
        rows = [text for text in strings if "<" in text]
        found = rows if len(rows) > len(found) else found
    return found


def _strings(source: str, start: int) -> Iterator[str]:
    position = start
    while match := _STRING.match(source, position):
        yield _unescaped(match[1] if match[1] is not None else match[2])
        position = match.end()
        gap = re.compile(r"\s*,\s*").match(source, position)
        if gap is None:
            return
        position = gap.end()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "r": "\r"}.get(m[1], m[1]), text)


def rows_of(records: list[str]) -> list[Element]:
    """One element per record, its own outermost element where it has just one."""
    return [_element(record) for record in records]


def _element(record: str) -> Element:
    """The record's row, else its only element, else an element around all of it."""
    if not _is_closed(record):
        from bs4 import BeautifulSoup  # here: a fifth of what importing the parsers takes, and seldom needed
        from bs4.exceptions import ParserRejectedMarkup

        with suppress(ParserRejectedMarkup):  # of `<![`, which the next parser takes for a comment
            record = str(BeautifulSoup(record, "html.parser"))
    begins = _FIRST_TAG.search(record)
    holder = dom.parse_fragment(record, _KEEPERS.get(begins[1].lower(), "div") if begins else "div")
    rows = [holder] if holder.tag == "tr" else list(holder.iter("tr"))
    if len(rows) == 1:
        return rows[0]
    children = list(holder)
    alone = len(children) == 1 and not dom.fold(holder.text or "") and not dom.fold(children[0].tail or "")
    return children[0] if alone else holder


def _is_closed(markup: str) -> bool:
    """Whether every element is closed where it should be and nothing needs a tolerant reader: true of what
    systems write, not of what people paste. Such markup means the same to every reader."""
    if "&" in markup and _UNSURE.search(markup):
        return False
    open_tags: list[str] = []
    end = 0
    for tag in _TAG.finditer(markup):
        if tag.start() != end and _ANGLE.search(markup, end, tag.start()):
            return False
        end = tag.end()
        name = tag[2]
        if not tag[1]:
            if name not in _NESTING or (name in open_tags and name != "span"):
                return False
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags and not _ANGLE.search(markup, end)


def comment_fragments(comments: Iterable[Comment]) -> Iterator[Element]:
    """Trees of those comments that hold several dated links, as lists that a script moves into place do."""
    for comment in comments:
        if (fragment := _dated_links(comment.text)) is not None:
            yield fragment


def stand_in_fragments(comments: Iterable[Comment]) -> Iterator[tuple[Element, Element]]:
    """(element, tree of its comment) of comments that are all there is in their element: a script makes them
    visible. A comment beside elements is a leftover of a template and no list.
    """
    for comment in comments:
        if len(comment.parent):
            continue
        if (fragment := _dated_links(comment.text)) is not None:
            yield comment.parent, fragment


def _dated_links(text: str) -> Element | None:
    if "<!DOCTYPE" in text or dates.find_moment(text) is None:
        return None
    return dom.parse(f"<html><body>{text}</body></html>")


def loads(text: str) -> object | None:
    """The JSON value of `text`, or None where it is none."""
    try:
        value: object = json.loads(text)
    except ValueError:
        return None
    return value
