"""An item page read field by field; every field says where it was read, and what is not stated is None."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from scrapers.parsing.items import bodytext, days, fields, limits
from scrapers.parsing.items.attachments import attachments_of
from scrapers.parsing.items.printed import Found, Outline, Printed, outline_of, relevant_pairs
from scrapers.parsing.items.title import Headline, headline_of
from scrapers.parsing.kind.deciding import ItemFacts
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.page.dom import Element, absolute, base_url
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.parsing.words.item import ATTACHMENT_HEADS
from scrapers.records import ItemPage, Moment


def read_item(facts: PageFacts) -> tuple[ItemPage, ItemFacts]:
    """Head, body and fields of a page as an item's, whatever it is, and what they say of its kind."""
    reading = reading_of(outline_of(facts))
    return reading.item, reading.said()


class Placed(NamedTuple):
    """What a layout says of a page: of a field that it names the value, None where its place holds none."""

    headline: Headline | None = None
    fields: Mapping[str, Found[Any] | None] = MappingProxyType({})
    body: Element | None = None
    files: list[Element] | None = None
    """Elements that hold the item's files, where they do not stand with its text."""


class Reading(NamedTuple):
    """An item page as it was read."""

    item: ItemPage
    headline: Headline
    found: Mapping[str, Found[Any] | None]
    """By field what was found, and where; of the document number as it is printed."""

    def said(self) -> ItemFacts:
        """What the fields say of the page's kind."""
        own = [self.found[name] for name in ("published", "unit", "document_number", "index_number")]
        return _facts(self.headline, own[0], own, self.item.body_text)


def reading_of(outline: Outline, placed: Placed | None = None) -> Reading:
    """The page read field by field; what a layout has placed is not looked for."""
    facts, metas, pairs = outline
    placed = placed or Placed()
    tree, page_lines = facts.tree, facts.page_lines
    headline = placed.headline or headline_of(tree, page_lines, metas, pairs)
    body = (
        placed.body if placed.body is not None else bodytext.body_of(tree, page_lines, headline.line, pairs)
    )
    head_end = bodytext.head_end(page_lines, headline.line, pairs, body)
    content = bodytext.content_lines(page_lines, body, head_end)
    span = (content[0].number, content[-1].number + 1) if content else (head_end + 1, head_end + 1)
    head = relevant_pairs(pairs, span, headline.line, head_end)
    start = page_lines.spans.of(body)[0]
    printed = Printed(
        facts.page.url, tree, page_lines, metas, pairs, head, headline.title, headline.line, start
    )
    letterhead = chain(_under_headline(page_lines, headline.line, span[0]), bodytext.letterhead(content))
    shown, base = bodytext.body_text(content), base_url(tree, facts.page.url)
    found = _found(printed, letterhead, placed.fields)
    boxes = placed.files or [body, *_beside(body), *_attachment_boxes(page_lines, span[1])]
    files = attachments_of(boxes, base)
    pictures = bodytext.pictures(page_lines, body, range(head_end + 1, span[1] + 1))
    words = _unspaced(shown)
    addresses = (*(file.url for file in files), *(absolute(base, p) or p for p in pictures))
    published, issued, unit, written, number, column = found.values()
    item = ItemPage(
        title=headline.title,
        published=published.value if published else None,
        issued=issued.value if issued else None,
        unit=unit.value if unit else None,
        document_number=fields.number_in(written) if written else None,
        document_number_raw=written.value if written else None,
        index_number=number.value if number else None,
        column=column.value if column else None,
        attachments=files,
        body_text=shown,
        content_sha256=content_hash(headline.title or "", words),
        text_length=len(words),
        body_digest=body_digest(words, addresses),
        read_from=_read_from(printed, headline, found),
        encoding=facts.encoding,
    )
    return Reading(item, headline, found)


def _under_headline(page_lines: PageLines, headline: int | None, start: int) -> list[Line]:
    """The lines between headline and text (from line `start`): some templates print the number there."""
    return [] if headline is None else page_lines.lines[headline + 1 : start]


def _found(
    printed: Printed, letterhead: Iterable[Line], placed: Mapping[str, Found[Any] | None]
) -> dict[str, Found[Any] | None]:
    """Each field with the place that it was read from; what no layout has placed by the reader's rules."""
    ways: dict[str, Callable[[], Found[Any] | None]] = {
        "published": lambda: days.published(printed),
        "issued": lambda: days.issued(printed),
        "unit": lambda: fields.unit(printed),
        "document_number": lambda: fields.document_number(printed, letterhead),
        "index_number": lambda: fields.index_number(printed),
        "column": lambda: fields.column(printed),
    }
    return {name: placed[name] if name in placed else way() for name, way in ways.items()}


def _read_from(
    printed: Printed, headline: Headline, found: Mapping[str, Found[Any] | None]
) -> dict[str, str]:
    """By field the place that it was read from."""
    impossible = None if found["published"] else days.impossible_date(printed)
    places = {"title": headline.read_from, "published": impossible and f"impossible:{impossible}"}
    places |= {name: one.place for name, one in found.items() if one}
    return {name: place for name in _READ if (place := places.get(name))}


_READ = ("title", "published", "issued", "unit", "document_number", "index_number", "column")


def _facts(
    headline: Headline,
    published: Found[Moment] | None,
    said: Iterable[Found[Any] | None],
    text: str,
) -> ItemFacts:
    """What the fields say of the page's kind; `said` are those that only an item states."""
    stated = [one for one in said if one]
    bare = published is not None and published.source == "heading"
    return ItemFacts(
        labelled=tuple(one.line for one in stated if one.line is not None and one.source == "label"),
        dated=published.line if published else None,
        stated=any(one is not published or not bare for one in stated),
        title=(headline.read_from or "").partition(":")[0],
        text=text,
    )


def content_hash(title: str, words: str) -> str:
    """sha256 hex of title and text (`words`) without any white space: layout changes are no edits."""
    return hashlib.sha256(f"{_unspaced(title)}{words}".encode()).hexdigest()


def body_digest(words: str, addresses: Iterable[str]) -> str:
    """16 hex digits over the text without white space (`words`) and its pictures, films and files.

    A file counts by its name where that has eight digits or more, as systems name what is uploaded: a copy of
    the page has it at another address. Any other name (`1.pdf`) is only the file's together with its address.
    """
    parts = [words, *sorted({_file_name(address) for address in addresses})]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _file_name(address: str) -> str:
    name = address.rsplit("/", 1)[-1]
    return name if sum(map(str.isdigit, name)) >= limits.UPLOADED else address


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _beside(body: Element) -> list[Element]:
    """Scripts right behind the text, which some templates use to print its files."""
    parent = body.getparent()
    if parent is None or parent.tag in ("html", "body"):
        return []
    return list(body.itersiblings("script"))


def _attachment_boxes(page_lines: PageLines, end: int) -> list[Element]:
    """Boxes below the text (line `end`) that are headed 附件: many templates print the files apart."""
    boxes = []
    for line in page_lines.lines[end : end + limits.FILES_BELOW]:
        if ATTACHMENT_HEADS.match(line.text):
            parent = line.node.getparent()
            boxes.append(line.node if parent is None or parent.tag == "body" else parent)
    return boxes
