"""An item page read field by field; every field says where it was read, and what is not stated is None."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from scrapers.parsing.items import bodytext, fields
from scrapers.parsing.items.attachments import attachments_of
from scrapers.parsing.items.title import Headline, headline_of
from scrapers.parsing.kind.other import other_page
from scrapers.parsing.page.charset import decode
from scrapers.parsing.page.dom import Element, absolute, base_url, parse
from scrapers.parsing.page.labels import pairs_of
from scrapers.parsing.page.lines import Line, PageLines, lines_of
from scrapers.parsing.page.metas import metas_of
from scrapers.records import ItemPage, OtherPage, Page


def parse_item(page: Page) -> ItemPage | OtherPage:
    """What an item page states, or why it is none (challenge, redirect, soft 404, not HTML). Never raises."""
    text, encoding = decode(page.body, page.content_type)
    tree = parse(text)
    page_lines = lines_of(tree)
    other = other_page(page, text, tree, page_lines)
    return replace(other, encoding=encoding) if other else _read(page.url, tree, page_lines, encoding)


def _read(url: str, tree: Element, page_lines: PageLines, encoding: str) -> ItemPage:
    """Head, body and fields of a page that is known to be no other page."""
    metas, pairs = metas_of(tree), pairs_of(page_lines)
    headline = headline_of(tree, page_lines, metas, pairs)
    body = bodytext.body_of(tree, page_lines, headline.line, pairs)
    head_end = bodytext.head_end(page_lines, headline.line, pairs, body)
    content = bodytext.content_lines(page_lines, body, head_end)
    span = (content[0].number, content[-1].number + 1) if content else (head_end + 1, head_end + 1)
    head = fields.relevant_pairs(pairs, span, headline.line, head_end)
    stray = fields.stray_date(page_lines, pairs, head, headline.line)
    start = page_lines.spans.get(body, (0, 0))[0]
    printed = fields.Printed(tree, page_lines, metas, head, headline.title, headline.line, start, stray)
    letterhead = [*_under_headline(page_lines, headline.line, span[0]), *bodytext.letterhead(content)]
    item = _stated(printed, headline, fields.document_number(printed, letterhead))
    shown, base = bodytext.body_text(content), base_url(tree, url)
    files = attachments_of([body, *_beside(body), *_attachment_boxes(page_lines, span[1])], base)
    pictures = bodytext.pictures(page_lines, body, range(head_end + 1, span[1] + 1))
    return replace(
        item,
        attachments=files,
        body_text=shown,
        content_sha256=content_hash(headline.title or "", shown),
        text_length=len(_unspaced(shown)),
        body_digest=body_digest(
            shown, (*(file.url for file in files), *(absolute(base, p) or p for p in pictures))
        ),
        encoding=encoding,
    )


def _under_headline(page_lines: PageLines, headline: int | None, start: int) -> list[Line]:
    """The lines between headline and text (from line `start`): some templates print the number there."""
    return [] if headline is None else page_lines.lines[headline + 1 : min(start, headline + 13)]


def _stated(printed: fields.Printed, headline: Headline, number: tuple[str, str, str] | None) -> ItemPage:
    """The fields with the place that each was read from."""
    published, issued = fields.published(printed), fields.issued(printed)
    unit, index_number, column = fields.unit(printed), fields.index_number(printed), fields.column(printed)
    impossible = None if published else fields.impossible_date(printed)
    places = {
        "title": headline.read_from,
        "published": published[1] if published else impossible and f"impossible:{impossible}",
        "issued": issued and issued[1],
        "unit": unit and unit[1],
        "document_number": number and number[2],
        "index_number": index_number and index_number[1],
        "column": column and column[1],
    }
    return ItemPage(
        title=headline.title,
        published=published[0] if published else None,
        issued=issued[0] if issued else None,
        unit=unit[0] if unit else None,
        document_number=number[0] if number else None,
        document_number_raw=number[1] if number else None,
        index_number=index_number[0] if index_number else None,
        column=column[0] if column else None,
        read_from={name: place for name, place in places.items() if place},
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
    return name if sum(map(str.isdigit, name)) >= 8 else address


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
    for line in page_lines.lines[end : end + 12]:
        if re.match(r"[【\[（(]?(?:相关|下载)?附件", line.text):
            parent = line.node.getparent()
            small = parent is not None and len(page_lines.of(parent)) <= 30 and parent.tag != "body"
            boxes.append(parent if parent is not None and small else line.node)
    return boxes
