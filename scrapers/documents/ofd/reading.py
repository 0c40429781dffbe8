"""The reader of OFD: text and tables of every page of every document in the file; what was not read is
told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapers.documents import pictures
from scrapers.documents.continued import joined
from scrapers.documents.geometry import Glyph, Grid, Line, Rule, page_parts, paragraphs, without_repeats
from scrapers.documents.limits import Asked
from scrapers.documents.ofd.drawing import Draughtsman, Drawn, Picture, drawings_of, media_of
from scrapers.documents.ofd.matrix import POINTS, Box
from scrapers.documents.ofd.package import Book, Package
from scrapers.documents.parts import local
from scrapers.documents.records import LeftOut, Reading, Refused, Table

_COVERS = 0.5
"""Part of a page that a picture takes at least, where the page is a scan."""
_FEW = 20
"""Signs beside such a picture that are no page: a number, a header that the scanner's program added."""


def read(content: bytes, asked: Asked) -> Reading:
    """Paragraphs and tables page by page. Pages that are only a picture are recognised where the extra
    `ocr` is installed. Raises Refused where nothing can be read."""
    package = Package(content, asked)
    reading = Reading(pages=0, read_by="gongkai")
    work = _Work(package, asked, reading)
    books = package.books()
    for book in books:
        work.read(book)
    if len(books) > 1:
        reading.notes.append(f"文件里有 {len(books)} 个文档,页码连着数")
    work.conclude()
    return reading


@dataclass(slots=True)
class _Work:
    """One file being read."""

    package: Package
    asked: Asked
    reading: Reading
    parts: list[list[Line | Grid]] = field(default_factory=list)
    """Of the pages of one document."""
    heights: list[float] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    heads: dict[str, None] = field(default_factory=dict)
    """Texts of heads and feet, each once."""
    cells: int = 0
    looked: list[tuple[int, pictures.Seen]] = field(default_factory=list)
    """Pages that were recognised."""
    scans: list[int] = field(default_factory=list)
    """Pages that would have to be."""
    slowest: float = 0.0
    """Seconds that recognising one page took."""
    images: int = 0

    def read(self, book: Book) -> None:
        """All pages of one document, and what it has beside them."""
        package, first = self.package, (self.reading.pages or 0) + 1
        self.reading.pages = first - 1 + len(book.pages)
        resources = [(part, package.xml(part)) for part in book.resources]
        hand = Draughtsman(drawings_of([root for _, root in resources]), self.asked)
        media = {
            name: found
            for part, root in resources
            for name, path in media_of(root)
            if (found := package.found(part, path))
        }
        for page, part in enumerate(book.pages, start=first):
            limits = self.asked.limits
            if page > limits.pages or self.cells > limits.cells or self.asked.late():
                self._left("pages", f"第 {page} 页起", len(book.pages) - (page - first))
                break
            self._page(book, part, page, hand, media)
        self._put_together()
        self._beside(book)

    def _put_together(self) -> None:
        """Blocks of the pages of one document: heads and feet are dropped, tables that go on are one."""
        kept, heads, texts = without_repeats(self.parts, self.heights, self.numbers)
        if heads:
            self._left("headers", "", heads)
            self.heads |= dict.fromkeys(texts)
        seen = {page for page, _ in self.looked}
        for block in paragraphs(joined(kept, self.heights)):
            if isinstance(block, Table) and any(page in seen for page in _pages_of(block)):
                block = pictures.doubted(block)
            self.reading.blocks.append(block)
        self.parts, self.heights, self.numbers = [], [], []

    def _page(self, book: Book, part: str, page: int, hand: Draughtsman, media: dict[str, str]) -> None:
        root = self.package.xml(part)
        if root is None:
            self._left("pages", f"第 {page} 页")
            return
        head = self.package.page(part, root)
        area = head.area or book.area
        names = [book.templates.get(name) for name in head.templates]
        templates = [self.package.xml(name) for name in names]
        if any(template is None for template in templates) or any(map(self.package.broken, names)):
            self._left("unread", f"第 {page} 页的模板")
        broken = self.package.broken(part)
        drawn = hand.draw([*(each for each in templates if each is not None), root], area)
        self.package.forget(part)
        if drawn.cut or broken:
            self._left("unread", f"第 {page} 页")
        self._take(drawn, area, page, media)

    def _take(self, drawn: Drawn, area: Box, page: int, media: dict[str, str]) -> None:
        """The parts of a page that was drawn; by OCR where it is only a picture."""
        width, height = area.width * POINTS, area.height * POINTS
        seen, off = _on_paper(drawn.glyphs, width, height)
        unseen = _on_paper(drawn.unseen, width, height)[0]
        covering = [each for each in drawn.pictures if each.width * each.height > _COVERS * width * height]
        rules = drawn.rules
        self.images += len(drawn.pictures)
        if covering and _count(seen) < _FEW:
            if _count(unseen) >= _FEW:
                # A scan whose program put its own reading under the picture.
                self.reading.notes.append(f"第{page}页是扫描图像,文字是文件里随图像保存的,可能有错")
                seen, unseen = seen + unseen, []
            elif found := self._recognised(covering[-1], media, page):
                self.images -= 1
                seen, rules = seen + found[0], rules + found[1]
        if off or unseen:
            self._left("hidden_text", f"第 {page} 页", off + _count(unseen))
        if drawn.slanted:
            self._left("drawings", f"第 {page} 页斜写的文字", len(drawn.slanted))
            texts = "".join(f"「{text[:40]}」" for text in list(dict.fromkeys(drawn.slanted))[:5])
            self.reading.notes.append(f"第{page}页斜写的文字(多为水印)没有放进正文:{texts}")
        if drawn.unknown:
            self._left("characters", f"第 {page} 页", drawn.unknown)
        if quarters := _quarters(drawn.turns):
            seen = [_turned(glyph, quarters, width, height) for glyph in seen]
            rules = [_turned(rule, quarters, width, height) for rule in rules]
            width, height = (height, width) if quarters % 2 else (width, height)
        parts = page_parts(seen, rules, page, width, height)
        self.cells += sum(len(part.rows) * len(part.rows[0]) for part in parts if isinstance(part, Grid))
        self.parts.append(parts)
        self.heights.append(height)
        self.numbers.append(page)

    def _recognised(
        self, picture: Picture, media: dict[str, str], page: int
    ) -> tuple[list[Glyph], list[Rule]] | None:
        """What OCR sees in a picture, in points on the page; None where it cannot be asked."""
        self.scans.append(page)
        began = time.monotonic()
        # As long as the slowest so far: one more is begun only where there is time for it.
        image = (
            self._image(media.get(picture.resource)) if began + self.slowest < self.asked.ends_at else None
        )
        looked = pictures.seen(image) if image is not None else None
        self.slowest = max(self.slowest, time.monotonic() - began)
        if looked is None:
            self._left("pages", f"第 {page} 页是图像")
            return None
        self.looked.append((page, looked))
        across, down = picture.width / looked.width, picture.height / looked.height
        if (looked.width > looked.height) != (picture.width > picture.height):
            across = down = min(picture.width / looked.width, picture.height / looked.height)

        def placed(box: Any) -> Any:
            return box._replace(
                x0=picture.x + box.x0 * across,
                y0=picture.y + box.y0 * down,
                x1=picture.x + box.x1 * across,
                y1=picture.y + box.y1 * down,
            )

        return (
            [placed(glyph)._replace(size=glyph.size * down) for glyph in looked.glyphs],
            [placed(rule) for rule in looked.rules],
        )

    def _image(self, part: str | None) -> Any:
        """The first picture of a part; None where there is none that can be opened (JBIG2 cannot)."""
        if part is None or not pictures.installed():
            return None
        try:
            return next(iter(pictures.Frames(self.package.parts.bytes_of(part), self.asked)), None)
        except Refused as refused:
            if refused.outcome == "damaged":
                return None
            raise

    def _left(self, what: str, where: str, count: int = 1) -> None:
        self.reading.left_out.append(LeftOut(what, where, count))

    def _beside(self, book: Book) -> None:
        """Annotations, attachments and signatures: counted, not read."""
        kinds: dict[str, int] = {}
        for root in self._annotations(book):
            for element in root.iter():
                if local(element.tag) == "Annot":
                    what = _ANNOTATIONS.get(element.get("Type") or "", "comments")
                    kinds[what] = kinds.get(what, 0) + 1
        for what, count in kinds.items():
            if what:
                self._left(what, _ANNOTATED[what], count)
        if attached := self._count_of(book.attachments, "Attachment"):
            self._left("attachments", "", attached)
        if signed := self._count_of(book.signatures, "Signature"):
            self.reading.notes.append(f"文件有电子签名或印章 {signed} 个:没有验证,印章的图像没有读")

    def _annotations(self, book: Book) -> Iterator[Any]:
        root = self.package.xml(book.annotations)
        if root is None:
            return
        for element in root.iter():
            if local(element.tag) == "FileLoc":
                inner = self.package.xml(self.package.found(book.annotations, element.text))
                if inner is not None:
                    yield inner

    def _count_of(self, part: str, kind: str) -> int:
        root = self.package.xml(part)
        return 0 if root is None else sum(local(element.tag) == kind for element in root.iter())

    def conclude(self) -> None:
        """Outcome and notes of the whole file."""
        reading = self.reading
        if self.images > 0:
            self._left("images", "", self.images)
        reading.notes += pictures.told(self.looked)
        if self.heads:
            texts = ";".join(f"「{text[:60]}」" for text in list(self.heads)[:10])
            reading.notes.append(f"页眉页脚没有放进正文:{texts}")
        if dropped := sum(looked.dropped for _, looked in self.looked):
            self._left("characters", "识别出的图像", dropped)
        lost = len(self.scans) - len(self.looked)
        if self.package.locked:
            reading.outcome, reading.reason = "partial", "文件有加密的部分,没有密码读不到"
            if not reading.blocks:
                raise Refused("password", "文件用密码加密,没有密码读不到")
        elif self.package.faults:
            reading.outcome, reading.reason = "damaged", "文件损坏:" + ";".join(self.package.faults[:3])
        elif lost and not reading.blocks and not pictures.installed():
            reading.outcome, reading.reason = "scan", pictures.NOT_INSTALLED
        elif lost and not pictures.installed():
            reading.notes.append(pictures.NOT_INSTALLED)


_ANNOTATIONS = {"Link": "", "Watermark": "drawings", "Stamp": "images"}
_ANNOTATED = {"comments": "注释", "drawings": "水印", "images": "图章"}


def _pages_of(table: Table) -> range:
    first = table.page or 0
    return range(first, (table.last_page or first) + 1)


def _count(glyphs: list[Glyph]) -> int:
    return sum(len(glyph.text.strip()) for glyph in glyphs)


def _quarters(turns: list[int]) -> int:
    """By how many quarters most of a page's text is turned: then the page lies on its side."""
    most = max(range(4), key=lambda quarters: turns[quarters])
    return most if turns[most] > 0.8 * sum(turns) else 0


def _turned(box: Any, quarters: int, width: float, height: float) -> Any:
    """A glyph or rule on the page turned back by so many quarters."""
    x0, y0, x1, y1 = {
        1: (box.y0, width - box.x1, box.y1, width - box.x0),
        2: (width - box.x1, height - box.y1, width - box.x0, height - box.y0),
        3: (height - box.y1, box.x0, height - box.y0, box.x1),
    }[quarters]
    return box._replace(x0=x0, y0=y0, x1=x1, y1=y1)


def _on_paper(glyphs: list[Glyph], width: float, height: float) -> tuple[list[Glyph], int]:
    """Signs whose middle is on the page, and how many are not."""
    on = [
        glyph
        for glyph in glyphs
        if 0 <= (glyph.x0 + glyph.x1) / 2 <= width and 0 <= (glyph.y0 + glyph.y1) / 2 <= height
    ]
    return on, _count(glyphs) - _count(on)
