"""OpenDocument text and presentations (ODT, ODP, OTT; one flat XML file) to text and tables.

Numbers of lists and headings are computed; text of boxes comes after the paragraph that holds them, notes
at the end without a mark at their reference. Pages are those of presentations. Left out, and told:
deletions, comments, hidden text, pictures, charts, objects, headers. Rule: ODF 1.3 part 3."""

from __future__ import annotations

from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Reading, Refused
from scrapers.documents.words.cutting import xml_until_cut
from scrapers.documents.words.names import NAMES, attribute, child, fresh
from scrapers.documents.words.odt_body import Body
from scrapers.documents.words.odt_slides import slides
from scrapers.documents.words.odt_styles import Styles
from scrapers.documents.words.odt_text import mathml
from scrapers.documents.words.package import Package, is_zip, package_of
from scrapers.documents.words.tally import Tally, ended


def read(content: bytes, asked: Asked) -> Reading:
    """Text and tables in order. Raises Refused where nothing can be read."""
    fresh()
    if not is_zip(content):
        root, whole = xml_until_cut(content)
        return _Document(root, [root], None, asked, Tally()).reading([] if whole else ["XML"])
    package = package_of(content, asked, tally := Tally())
    _refuse_locked(package)
    if "content.xml" not in package:
        raise Refused("damaged", "文件损坏:没有正文 content.xml")
    root = package.xml("content.xml")
    if root is None:
        raise Refused("damaged", "文件损坏:正文 content.xml 读不出来")
    styles = package.xml("styles.xml")
    styled = [root] if styles is None else [styles, root]
    return _Document(root, styled, package, asked, tally).reading([])


def _refuse_locked(package: Package) -> None:
    """Raises Refused where the manifest says that the content is encrypted."""
    manifest = package.xml("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else None
    for entry in manifest.iter("{*}file-entry") if manifest is not None else ():
        name = attribute(entry, "full-path")
        if name in ("content.xml", "encrypted-package") and child(entry, "encryption-data") is not None:
            raise Refused("password", "文件用密码加密,没有密码读不到")


class _Document:
    """Content and styles of one file."""

    def __init__(
        self, root: Any, styled: list[Any], package: Package | None, asked: Asked, tally: Tally
    ) -> None:
        self._root, self._package, self._tally = root, package, tally
        styles = Styles()
        for each in styled:
            styles.add(each)
        self._styled = styled[0]
        self._body = Body(styles, self._tally, asked, self._object)

    def reading(self, unread: list[str]) -> Reading:
        """What the document says. Raises Refused where it has no body."""
        body = child(self._root, "body")
        content = (
            next((each for each in body if NAMES[each.tag] in _KINDS), None) if body is not None else None
        )
        if content is None:
            raise Refused("damaged", "文件损坏:没有正文")
        reading = Reading(read_by="lxml")
        if NAMES[content.tag] in ("presentation", "drawing"):
            slides(content, self._body, reading)
        else:
            reading.blocks = list(self._body.blocks(content))
        for note in self._body.notes:
            reading.blocks += self._body.blocks(note)
        for part in self._styled.iter("{*}header", "{*}footer", "{*}header-first", "{*}footer-first"):
            self._tally.add("headers", any(text.strip() for text in part.itertext()))
        reading.left_out = self._tally.left_out()
        if self._package is not None:
            unread = sorted(set(self._package.unreadable))
        return ended(reading, self._body.stopped, unread)

    def _object(self, element: Any) -> str:
        """The text of an object: of a formula; charts and others are counted."""
        inside = next((each for each in element if NAMES[each.tag]), None)
        if inside is None and self._package is not None:
            name = attribute(element, "href").removeprefix("./").rstrip("/") + "/content.xml"
            inside = self._package.xml(name) if name in self._package else None
        if inside is not None and NAMES[inside.tag] == "math":
            return mathml(inside)
        chart = child(child(inside, "body"), "chart") is not None
        self._tally.add("charts" if chart else "embedded")
        return ""


_KINDS = ("text", "presentation", "drawing", "spreadsheet")
