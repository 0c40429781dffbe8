"""Word documents (DOCX, DOCM, DOTX; Flat OPC; Word 2003 XML) to text and tables.

Parts are found by relationships, elements by their local names. In the text: body, cells, text boxes (after
the paragraph that holds them), diagrams, embedded HTML and documents (altChunk) at their place; footnotes
and endnotes at the end, without a mark at their reference: a figure 22 with note 1 must not read 221. Left
out, and told: headers and footers, comments, deletions, hidden text, pictures, charts, macros; embedded
files become members. Rule: ECMA-376 part 1, 17; for Word 2003 XML its schema as Word writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Paragraph, Reading, Refused, Table
from scrapers.documents.words.cutting import xml_until_cut
from scrapers.documents.words.docx_body import Story
from scrapers.documents.words.docx_numbering import Numbering
from scrapers.documents.words.docx_styles import Styles
from scrapers.documents.words.docx_text import Shared
from scrapers.documents.words.elsewhere import Elsewhere
from scrapers.documents.words.names import NAMES, child, fresh, value
from scrapers.documents.words.package import Flat, Package, is_zip, package_of
from scrapers.documents.words.pptx import of_package as show
from scrapers.documents.words.tally import Tally, ended

MAIN = r"(?:word/)?document\d*\.xml"


def read(content: bytes, asked: Asked) -> Reading:
    """Text and tables in order. Raises Refused where nothing can be read."""
    fresh()
    if is_zip(content):
        return _Document(package_of(content, asked, tally := Tally()), asked, tally).reading()
    root, whole = xml_until_cut(_LONG.sub(rb"\1", content))
    if NAMES[root.tag] == "package":
        return _Document(Package(Flat(root), asked, tally := Tally()), asked, tally).reading(whole)
    return _of_2003(root, whole, asked)


_LONG = re.compile(rb"(<(?:\w+:)?bin(?:ary)?Data\b[^>]*>)[^<]{4000000,}")
"""Pictures in XML of one file: beyond ten million signs the parser takes no text."""


class _Document:
    """A package whose main part is a document."""

    def __init__(self, package: Package, asked: Asked, tally: Tally) -> None:
        self._package, self._asked, self._tally = package, asked, tally
        self._part = package.main(MAIN)
        self._elsewhere = Elsewhere(package, self._part, asked, tally)

    def reading(self, whole: bool = True) -> Reading:
        """What the document says. Raises Refused where its main part cannot be read at all."""
        root = self._package.xml(self._part)
        if root is None:
            raise Refused("damaged", f"文件损坏:正文部件 {self._part} 读不出来")
        if NAMES[root.tag] == "presentation":  # Flat OPC does not say by its name what it holds
            return show(self._package, self._part, root, self._asked, self._tally)
        if NAMES[root.tag] == "workbook":
            raise Refused("unsupported", f"正文部件 {self._part} 不是文字文档,没有读")
        styles = Styles(self._package.optional(self._part, "styles"))
        numbering = Numbering(self._package.optional(self._part, "numbering"), styles)
        hides = styles.any_hidden or next(root.iter("{*}vanish"), None) is not None
        shared = Shared(self._tally, styles, numbering, hides)
        story = Story(root, shared, self._asked, self._elsewhere.blocks)
        blocks: list[Paragraph | Table] = [each for body in _bodies(root) for each in story.blocks(body)]
        for kind in ("footnote", "endnote"):
            blocks += self._notes(kind, [note for what, note in story.notes if what == kind], shared)
        self._aside()
        unread = sorted(set(self._package.unreadable))
        return ended(
            Reading(
                blocks=blocks,
                left_out=self._tally.left_out(),
                members=self._elsewhere.members,
                read_by="lxml",
            ),
            story.stopped,
            unread if whole else [*unread, "XML"],
        )

    def _notes(self, kind: str, wanted: list[str], shared: Shared) -> Iterator[Paragraph | Table]:
        """The notes that the text refers to, in its order."""
        if not wanted:
            return
        root = self._package.optional(self._part, f"{kind}s")
        notes = (
            {value(note, "id"): note for note in root if NAMES[note.tag] == kind} if root is not None else {}
        )
        if root is not None:
            story = Story(root, shared, self._asked, self._elsewhere.blocks)
            for note in dict.fromkeys(wanted):
                if note in notes:
                    yield from story.blocks(notes[note])
                else:
                    self._tally.add("footnotes")

    def _aside(self) -> None:
        """Counts what stands beside the text: headers, comments, macros."""
        for kind in ("header", "footer"):
            for part in self._package.of_kind(self._part, kind):
                self._tally.add("headers", _says(self._package.xml(part)))
        comments = self._package.optional(self._part, "comments")
        if comments is not None:
            self._tally.add("comments", sum(NAMES[each.tag] == "comment" for each in comments))
        self._tally.add("macros", sum(1 for _ in self._package.of_kind(self._part, "vbaProject")))


def _says(root: Any) -> bool:
    return root is not None and any((text.text or "").strip() for text in root.iter("{*}t"))


def _bodies(root: Any) -> list[Any]:
    """The body; programs have written two."""
    return list(root.iterchildren("{*}body")) or [root]


def _of_2003(root: Any, whole: bool, asked: Asked) -> Reading:
    """Word 2003 XML: everything in one element. Raises Refused where it is no such document."""
    if child(root, "body") is None:
        raise Refused("damaged", "文件损坏:没有正文")
    tally = Tally()
    styles = Styles(child(root, "styles"))
    hides = styles.any_hidden or next(root.iter("{*}vanish"), None) is not None
    shared = Shared(tally, styles, Numbering(child(root, "lists"), styles), hides)
    elsewhere = Elsewhere(None, "", asked, tally)
    story = Story(root, shared, asked, elsewhere.blocks)
    blocks: list[Paragraph | Table] = [each for body in _bodies(root) for each in story.blocks(body)]
    for note in story.later:
        blocks += story.blocks(note)
    for part in root.iter("{*}hdr", "{*}ftr"):
        tally.add("headers", _says(part))
    tally.add(
        "macros", sum(1 for _ in root.iter("{*}binData")) if value(root, "macrosPresent") == "yes" else 0
    )
    reading = Reading(blocks=blocks, left_out=tally.left_out(), read_by="lxml")
    return ended(reading, story.stopped, [] if whole else ["XML"])
