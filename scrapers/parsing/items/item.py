"""An item page read field by field; every field says where it was read, and what is not stated is None."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from scrapers.parsing.items import bodytext, days, fields, limits
from scrapers.parsing.items.attachments import attachments_of
from scrapers.parsing.items.printed import Found, Printed, relevant_pairs, stray_date
from scrapers.parsing.items.title import Headline, headline_of
from scrapers.parsing.kind.deciding import ItemFacts, Seen, kind_of
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import other_page
from scrapers.parsing.kind.stub import stub_of
from scrapers.parsing.page.dom import Element, absolute, base_url
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.parsing.page.metas import metas_of
from scrapers.parsing.words.item import ATTACHMENT_HEADS
from scrapers.records import ItemPage, Moment, OtherPage, Page


def parse_item(page: Page) -> ItemPage | OtherPage:
    """What an item page states, or why it is none (challenge, redirect, soft 404, not HTML). Never raises."""
    facts = PageFacts(page)
    kind = kind_of(Seen(stub_of(facts)))
    return read_item(facts)[0] if kind.kind == "item" else other_page(kind, facts.encoding)


def read_item(facts: PageFacts) -> tuple[ItemPage, ItemFacts]:
    """Head, body and fields of a page as an item's, whatever it is, and what they say of its kind."""
    tree, page_lines = facts.tree, facts.page_lines
    metas, pairs = metas_of(tree), pairs_of(page_lines)
    headline = headline_of(tree, page_lines, metas, pairs)
    body = bodytext.body_of(tree, page_lines, headline.line, pairs)
    head_end = bodytext.head_end(page_lines, headline.line, pairs, body)
    content = bodytext.content_lines(page_lines, body, head_end)
    span = (content[0].number, content[-1].number + 1) if content else (head_end + 1, head_end + 1)
    head = relevant_pairs(pairs, span, headline.line, head_end)
    stray = stray_date(page_lines, pairs, head, headline.line)
    start = page_lines.spans.of(body)[0]
    printed = Printed(
        facts.page.url, tree, page_lines, metas, head, headline.title, headline.line, start, stray
    )
    letterhead = [*_under_headline(page_lines, headline.line, span[0]), *bodytext.letterhead(content)]
    shown, base = bodytext.body_text(content), base_url(tree, facts.page.url)
    item, said = _stated(printed, headline, letterhead, shown)
    files = attachments_of([body, *_beside(body), *_attachment_boxes(page_lines, span[1])], base)
    pictures = bodytext.pictures(page_lines, body, range(head_end + 1, span[1] + 1))
    addresses = (*(file.url for file in files), *(absolute(base, p) or p for p in pictures))
    item = replace(
        item,
        attachments=files,
        body_text=shown,
        content_sha256=content_hash(headline.title or "", shown),
        text_length=len(_unspaced(shown)),
        body_digest=body_digest(shown, addresses),
        encoding=facts.encoding,
    )
    return item, said


def _under_headline(page_lines: PageLines, headline: int | None, start: int) -> list[Line]:
    """The lines between headline and text (from line `start`): some templates print the number there."""
    return [] if headline is None else page_lines.lines[headline + 1 : start]


def _stated(
    printed: Printed, headline: Headline, letterhead: list[Line], text: str
) -> tuple[ItemPage, ItemFacts]:
    """The fields with the place that each was read from, and what they say of the page's kind."""
    published, issued = days.published(printed), days.issued(printed)
    unit, index_number, column = fields.unit(printed), fields.index_number(printed), fields.column(printed)
    number, written = fields.document_number(printed, letterhead) or (None, None)
    impossible = None if published else days.impossible_date(printed)
    found = {
        "published": published,
        "issued": issued,
        "unit": unit,
        "document_number": written,
        "index_number": index_number,
        "column": column,
    }
    places = {"title": headline.read_from, "published": impossible and f"impossible:{impossible}"}
    places |= {name: one.place for name, one in found.items() if one}
    item = ItemPage(
        title=headline.title,
        published=published.value if published else None,
        issued=issued.value if issued else None,
        unit=unit.value if unit else None,
        document_number=number,
        document_number_raw=written.value if written else None,
        index_number=index_number.value if index_number else None,
        column=column.value if column else None,
        read_from={name: place for name in _READ if (place := places.get(name))},
    )
    said = [published, unit, written, index_number]
    return item, _facts(headline, published, said, text)


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


def content_hash(title: str, shown: str) -> str:
    """sha256 hex of title and text without any white space: layout changes are no edits."""
    return hashlib.sha256(_unspaced(f"{title}\n{shown}").encode()).hexdigest()


def body_digest(shown: str, addresses: Iterable[str]) -> str:
    """16 hex digits over the text without white space and what stands in it: pictures, films, files.

    A file counts by its name where that has eight digits or more, as systems name what is uploaded: a copy of
    the page has it at another address. Any other name (`1.pdf`) is only the file's together with its address.
    """
    parts = [_unspaced(shown), *sorted({_file_name(address) for address in addresses})]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _file_name(address: str) -> str:
    name = address.rsplit("/", 1)[-1]
    return name if sum(map(str.isdigit, name)) >= limits.UPLOADED else address


def _unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)


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
