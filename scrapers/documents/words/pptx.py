"""Presentations (PPTX, PPTM, PPSX) to text and tables: a page a slide, in the order of the presentation.

Shapes from top to bottom, the title first; a shape without a place of its own has the one of its
placeholder on the layout or master. Notes and hidden slides are not shown, so they are told and not read.
Rule: ECMA-376 part 1, 19-21."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Paragraph, Reading, Refused, Table
from scrapers.documents.words.elsewhere import Elsewhere
from scrapers.documents.words.names import NAMES, alternative, attribute, child, fresh
from scrapers.documents.words.package import Package, package_of, related_id
from scrapers.documents.words.placeholders import Placeholders, placeholder_of
from scrapers.documents.words.reading_order import Placing, in_order
from scrapers.documents.words.slide_text import paragraphs, table_of_slide
from scrapers.documents.words.tally import Tally, ended

MAIN = r"(?:ppt/)?presentation\d*\.xml"
DEEPEST = 40
"""Groups within groups."""


def read(content: bytes, asked: Asked) -> Reading:
    """Text and tables slide by slide. Raises Refused where nothing can be read."""
    fresh()
    tally = Tally()
    package = package_of(content, asked, tally)
    part = package.main(MAIN)
    root = package.xml(part)
    if root is None:
        raise Refused("damaged", f"文件损坏:正文部件 {part} 读不出来")
    return of_package(package, part, root, asked, tally)


def of_package(package: Package, part: str, root: Any, asked: Asked, tally: Tally) -> Reading:
    """The same of a package whose main part is p:presentation."""
    reading = Reading(read_by="lxml")
    slides = _slides(package, part, root, tally)
    reading.pages = len(slides)
    stopped = False
    for page, slide in enumerate(slides, 1):
        if page > asked.limits.pages or asked.late():
            tally.add("pages", len(slides) - page + 1, f"第 {page} 页起")
            break
        one = _Slide(package, slide, page, asked, tally)
        reading.blocks += one.blocks()
        reading.members += one.elsewhere.members
        stopped = stopped or one.stopped
    tally.add("macros", sum(1 for _ in package.of_kind(part, "vbaProject")))
    reading.left_out = tally.left_out()
    return ended(reading, stopped, sorted(set(package.unreadable)))


def _slides(package: Package, part: str, root: Any, tally: Tally) -> list[str]:
    """Parts of the slides in the order of p:sldIdLst; one that is named and not there is told."""
    relations = package.relations(part)
    listed = child(root, "sldIdLst")
    found = []
    for each in listed if listed is not None else ():
        relation = relations.get(related_id(each))
        if relation is not None and not relation.external and relation.target in package:
            found.append(relation.target)
        elif NAMES[each.tag] == "sldId":
            tally.add("pages")
    return found


class _Slide:
    """One slide."""

    def __init__(self, package: Package, part: str, page: int, asked: Asked, tally: Tally) -> None:
        self._package, self._part, self._page, self._asked, self._tally = package, part, page, asked, tally
        self.elsewhere = Elsewhere(package, part, asked, tally)
        self.stopped = False

    def blocks(self) -> list[Paragraph | Table]:
        """What the slide shows; nothing of a hidden one."""
        root = self._package.xml(self._part)
        self._beside()
        if root is None:
            self._tally.add("pages", 1, f"第 {self._page} 页")
            return []
        if attribute(root, "show", "1") in ("0", "false"):
            self._tally.add("hidden_text", 1, f"第 {self._page} 页(隐藏的幻灯片)")
            return []
        self._places = Placeholders(self._package, self._part)
        tree = child(child(root, "cSld"), "spTree")
        return list(self._shapes(tree, 0)) if tree is not None else []

    def _beside(self) -> None:
        """Notes and comments of the slide."""
        for part in self._package.of_kind(self._part, "notesSlide"):
            root = self._package.xml(part)
            for shape in root.iter("{*}sp") if root is not None else ():
                if placeholder_of(shape)[0] == "body" and any(
                    (text.text or "").strip() for text in shape.iter("{*}t")
                ):
                    self._tally.add("hidden_text", 1, f"第 {self._page} 页备注")
        for part in self._package.of_kind(self._part, "comments"):
            root = self._package.xml(part)
            self._tally.add(
                "comments", sum(NAMES[each.tag] == "cm" for each in root) if root is not None else 0
            )

    def _shapes(self, tree: Any, depth: int) -> Iterator[Paragraph | Table]:
        if depth > DEEPEST:
            self._tally.add("unread", 1, f"第 {self._page} 页")
            return
        placed = []
        for each in _alternatives(tree):
            if NAMES[each.tag] in _SHAPES:
                top, left = self._places.place(each)
                title = placeholder_of(each)[0] in ("title", "ctrTitle")
                placed.append(Placing(each, top, left, title))
        for shape in in_order(placed):
            yield from self._shape(shape, depth)

    def _shape(self, shape: Any, depth: int) -> Iterator[Paragraph | Table]:
        name = NAMES[shape.tag]
        about = child(next(iter(shape), None), "cNvPr")
        if about is not None and attribute(about, "hidden") in ("1", "true"):
            said = any((text.text or "").strip() for text in shape.iter("{*}t"))
            self._tally.add("hidden_text", said, f"第 {self._page} 页")
        elif name == "grpSp":
            yield from self._shapes(shape, depth + 1)
        elif name == "pic":
            self._tally.add("images")
        elif name == "contentPart":
            self._tally.add("drawings")
        elif name == "graphicFrame":
            yield from self._frame(shape)
        elif placeholder_of(shape)[0] in ("ftr", "dt", "sldNum", "hdr"):
            self._tally.add("headers", any((text.text or "").strip() for text in shape.iter("{*}t")))
        else:
            for text in paragraphs(child(shape, "txBody")):
                yield Paragraph(text, self._page)

    def _frame(self, shape: Any) -> Iterator[Paragraph | Table]:
        """A table, chart, diagram or embedded file."""
        data = child(child(shape, "graphic"), "graphicData")
        for each in _alternatives(data) if data is not None else ():
            name = NAMES[each.tag]
            if name == "tbl":
                table = table_of_slide(each, self._page, self._asked, self._tally)
                if table is not None:
                    yield table
            elif name == "chart":
                self._tally.add("charts")
            elif name == "relIds":
                for block in self.elsewhere.blocks("diagram", each):
                    yield Paragraph(block.text, self._page) if isinstance(block, Paragraph) else block
            elif name == "oleObj":
                self.elsewhere.embedded(related_id(each))
            else:
                self._tally.add("drawings")


_SHAPES = frozenset({"sp", "grpSp", "pic", "graphicFrame", "cxnSp", "contentPart"})


def _alternatives(tree: Any) -> Iterator[Any]:
    """Children in order; of alternatives (mc:AlternateContent) what is shown."""
    for each in tree:
        if NAMES[each.tag] == "AlternateContent":
            chosen = alternative(each)
            yield from chosen if chosen is not None else ()
        elif NAMES[each.tag]:
            yield each
