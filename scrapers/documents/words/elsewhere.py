"""What a document's text only points at: embedded files, documents to be put in place, diagrams."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from scrapers.documents.formats import format_of
from scrapers.documents.limits import Asked
from scrapers.documents.records import Document, Paragraph, Table
from scrapers.documents.words.names import NAMES, attribute
from scrapers.documents.words.package import Package, related_id
from scrapers.documents.words.tally import Tally

Block = Paragraph | Table

_NOT_READ = frozenset({"unknown", "image", "txt", "csv", "foreign", "zip", "rar", "encrypted"})
"""Formats that an embedded object is left as: pictures and rests of programs."""


class Elsewhere:
    """Follows what a part points at; what becomes a document of its own stands in `members`."""

    def __init__(self, package: Package | None, part: str, asked: Asked, tally: Tally) -> None:
        self._package, self._part, self._asked, self._tally = package, part, asked, tally
        self.members: list[Document] = []

    def blocks(self, what: str, element: Any) -> list[Block]:
        """What stands in place of the element: of an altChunk its text, of a diagram its labels."""
        if self._package is None:
            self._tally.add("embedded" if what == "embedded" else "unread")
            return []
        if what == "chunk":
            return self._chunk(related_id(element))
        if what == "diagram":
            return self._diagram(related_id(element, "dm"))
        for each in element.iter():
            if NAMES[each.tag] in ("OLEObject", "oleObj"):
                self.embedded(related_id(each))
        return []

    def _target(self, relation_id: str) -> str:
        """The part of an id, where it is in the file; '' where it is not."""
        assert self._package is not None
        relation = self._package.relations(self._part).get(relation_id)
        if relation is None or relation.external or relation.target not in self._package:
            return ""
        return relation.target

    def embedded(self, relation_id: str) -> None:
        """An embedded file: a member where it is of a format that is read, else counted."""
        target = self._target(relation_id)
        data = self._package.data(target) if self._package is not None and target else None
        deeper = (
            self._asked.depth < self._asked.limits.depth and len(self.members) < self._asked.limits.members
        )
        name = PurePosixPath(target).name
        if (
            not data
            or not deeper
            or format_of(data, name).name in _NOT_READ
            or not format_of(data, name).reader
        ):
            self._tally.add("embedded")
            return
        self.members.append(self._asked.inner(data, target, self._asked))

    def _chunk(self, relation_id: str) -> list[Block]:
        """A document that Word puts in place when it opens this one."""
        target = self._target(relation_id)
        data = self._package.data(target) if self._package is not None and target else None
        if data is None or self._asked.depth >= self._asked.limits.depth:
            self._tally.add("unread", where=target)
            return []
        # Word goes by the content type; by content the same comes out, whatever the part is called.
        document = self._asked.inner(data, PurePosixPath(target).stem, self._asked)
        if document.outcome not in ("ok", "empty"):
            self._tally.add("unread", where=target)
        for left in document.left_out:
            self._tally.add(left.what, left.count, left.where)
        self.members += document.members
        return blocks_of(document)

    def _diagram(self, relation_id: str) -> list[Block]:
        target = self._target(relation_id)
        root = self._package.xml(target) if self._package is not None and target else None
        if root is None:
            self._tally.add("drawings")
            return []
        return [Paragraph(text) for text in diagram_texts(root)]


def diagram_texts(root: Any) -> list[str]:
    """Labels of a diagram (SmartArt) in the order of its data part."""
    texts = []
    for point in root.iter("{*}pt"):
        if attribute(point, "type", "node") in ("node", "asst", "doc"):
            for paragraph in point.iter("{*}p"):
                text = "".join(each.text or "" for each in paragraph.iter("{*}t"))
                if text.strip():
                    texts.append(text.rstrip())
    return texts


def blocks_of(document: Document) -> list[Block]:
    """A document's text and tables as blocks again."""
    blocks: list[Block] = []
    at = 0
    for table in document.tables:
        blocks += _paragraphs(document.text[at : table.at])
        blocks.append(table)
        at = table.at + sum(len(_line(row)) + 1 for row in table.rows)
    return blocks + _paragraphs(document.text[at:])


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def _line(row: tuple[str | None, ...]) -> str:
    return "\t".join(text for text in row if text is not None)
