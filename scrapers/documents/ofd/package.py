"""The parts of an OFD file: its documents, their pages in order, templates and resources, by paths as
programs write them (GB/T 33190-2016, chapters 6 and 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.ofd.matrix import Box, box_of
from scrapers.documents.parts import Parts, beside, local
from scrapers.documents.records import Refused

A4 = Box(0.0, 0.0, 210.0, 297.0)
_LOCKED = ("encryptions.xml", "entriesmap.dat", "decryptseed.dat", "encryptentries.dat")
"""Parts of a file some of whose parts are encrypted (GM/T 0099-2020)."""
_PAGE = re.compile(r"(?:^|/)pages/[^/]*?(\d+)/[^/]*\.xml$", re.I)


@dataclass(slots=True)
class Page:
    """A page: where its content lies."""

    part: str
    area: Box | None = None
    templates: list[str] = field(default_factory=list)
    """Identifiers, those behind the page first."""


@dataclass(slots=True)
class Book:
    """One document of the file."""

    root: str
    """Its Document.xml."""
    area: Box = A4
    pages: list[str] = field(default_factory=list)
    """Parts with the pages' content."""
    templates: dict[str, str] = field(default_factory=dict)
    """Identifier to part."""
    resources: list[str] = field(default_factory=list)
    annotations: str = ""
    attachments: str = ""
    signatures: str = ""


class Package:
    """An OFD file. Raises Refused where nothing of it can be read."""

    def __init__(self, content: bytes, asked: Asked) -> None:
        """Opens the list of parts."""
        self.parts = Parts(content, asked)
        self.locked = any(_end(name) in _LOCKED for name in self.parts.names)
        """Whether some of its parts are encrypted."""
        self.faults: list[str] = []
        """What of its structure was missing or broken and had to be guessed (Chinese)."""
        self._read: dict[str, Any] = {}

    def found(self, part: str, target: str | None) -> str | None:
        """The part that a path in `part` names: relative, absolute, or wrongly relative to the root."""
        target = (target or "").strip().replace("\\", "/")
        if not target:
            return None
        for name in (beside(part, target), target.removeprefix("./").lstrip("/")):
            if name in self.parts:
                return name
        # Programs that move documents forget to change their paths.
        ends = [name for name in self.parts.names if _ends(name, target)]
        return ends[0] if len(ends) == 1 else None

    def xml(self, part: str | None) -> Any:
        """Root of a part; None where there is none or it cannot be read. Kept: templates are asked for
        often."""
        if part is None or part not in self.parts:
            return None
        if part not in self._read:
            try:
                self._read[part] = self.parts.xml(part)
            except Refused as refused:
                if refused.outcome != "damaged":
                    raise
                self._read[part] = None
                self.parts.broken.append(part)
        return self._read[part]

    def broken(self, part: str | None) -> bool:
        """Whether a part's XML, asked for before, was not whole."""
        return part in self.parts.broken

    def forget(self, part: str) -> None:
        """A page is asked for once."""
        self._read.pop(part, None)

    def books(self) -> list[Book]:
        """The documents of the file, in its order. Raises Refused where there is none."""
        books = [self._book(*root) for body in self._bodies() if (root := self._root_of(body))]
        if not books:
            books = [
                self._book(name, "") for name in sorted(self.parts.names) if _end(name) == "document.xml"
            ]
            if books:
                self.faults.append("OFD.xml 没有指出文档")
        if not any(book.pages for book in books):
            books = self._by_names() or books
        if not books:
            raise self._nothing()
        return books

    def _nothing(self) -> Refused:
        if self.locked:
            return Refused("password", "文件用密码加密,没有密码读不到")
        return Refused("damaged", "文件损坏:OFD 的文档目录读不出来")

    def _bodies(self) -> list[Any]:
        root = self.xml("OFD.xml")
        if root is None:
            self.faults.append("OFD.xml 读不出来")
            return []
        self._judge("OFD.xml")
        return [child for child in root.iter() if local(child.tag) == "DocBody"]

    def _root_of(self, body: Any) -> tuple[str, str] | None:
        """Document.xml of a document, of its current version where it has several; and its list of
        signatures."""
        signs = self.found("OFD.xml", _text(body, "Signatures")) or ""
        for version in body.iter():
            if local(version.tag) == "Version" and (version.get("Current") or "").lower() in ("true", "1"):
                part = self.found("OFD.xml", version.get("BaseLoc"))
                root = self.xml(part)
                if part and root is not None and (found := self.found(part, _text(root, "DocRoot"))):
                    return found, signs
        found = self.found("OFD.xml", _text(body, "DocRoot"))
        return (found, signs) if found else None

    def _book(self, part: str, signatures: str) -> Book:
        book = Book(part, signatures=signatures)
        root = self.xml(part)
        if root is None:
            self.faults.append(f"{part} 读不出来")
            return book
        self._judge(part)
        for element in root.iter():
            self._take(book, element)
        return book

    def _judge(self, part: str) -> None:
        if self.broken(part):
            self.faults.append(f"{part} 不完整")

    def _take(self, book: Book, element: Any) -> None:
        """What one element of Document.xml says."""
        kind = local(element.tag)
        if kind == "PhysicalBox":
            book.area = _area(element.text) or book.area
        elif kind == "Page":
            target = element.get("BaseLoc")
            book.pages.append(self.found(book.root, target) or f"?{target or ''}")
        elif kind == "TemplatePage" and (target := self.found(book.root, element.get("BaseLoc"))):
            book.templates[element.get("ID") or ""] = target
        elif kind in ("PublicRes", "DocumentRes") and (target := self.found(book.root, element.text)):
            book.resources.append(target)
        elif kind == "Annotations":
            book.annotations = self.found(book.root, element.text) or ""
        elif kind == "Attachments":
            book.attachments = self.found(book.root, element.text) or ""

    def _by_names(self) -> list[Book]:
        """The pages by the names of their parts, where the lists that name them are lost."""
        numbered = [(name, match) for name in self.parts.names if (match := _PAGE.search(name))]
        if not numbered:
            return []
        self.faults.append("页面的目录丢失,按名称找到了页面")
        numbered.sort(key=lambda each: (each[0][: each[1].start()], int(each[1][1][:9])))
        return [Book(numbered[0][0], pages=[name for name, _ in numbered])]

    def page(self, part: str, root: Any) -> Page:
        """What a page's own head says."""
        page = Page(part)
        front: list[str] = []
        for element in root:
            kind = local(element.tag)
            if kind == "Area":
                page.area = _area(_text(element, "PhysicalBox"))
            elif kind == "Template" and (name := element.get("TemplateID")):
                (front if element.get("ZOrder") == "Foreground" else page.templates).append(name)
        page.templates += front
        return page


def contents(root: Any) -> Iterator[Any]:
    """What a page or template draws: its layers, also where the element around them is missing."""
    if root is None:
        return
    for element in root:
        kind = local(element.tag)
        if kind == "Content":
            yield from element
        elif kind in ("Layer", "PageBlock"):
            yield element


def _text(element: Any, name: str) -> str | None:
    """Text of the first such element within."""
    for child in element.iter():
        if local(child.tag) == name:
            return str(child.text or "")
    return None


def _area(text: str | None) -> Box | None:
    box = box_of(text)
    return box if box and box.width > 0 and box.height > 0 else None


def _end(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()


def _ends(name: str, target: str) -> bool:
    plain = target.lstrip("./").lower()
    return bool(plain) and ("/" + name.replace("\\", "/").lower()).endswith("/" + plain)
