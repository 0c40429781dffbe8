"""Office Open XML as parts that name each other by relationships (ECMA-376 part 2), in a ZIP or in one XML
file (Flat OPC). Names of parts are free; only relationships say what a part is."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol, TypeVar

from lxml import etree

from scrapers.documents.limits import Asked
from scrapers.documents.parts import Parts, beside, local
from scrapers.documents.records import Refused
from scrapers.documents.salvage import salvaged
from scrapers.documents.words.cutting import until_paragraph, xml_until_cut
from scrapers.documents.words.tally import Tally

_T = TypeVar("_T")


class Relation(NamedTuple):
    """One part names another: what kind it is (last word of the type's address), and which."""

    kind: str
    target: str
    external: bool


class Source(Protocol):
    """Where parts come from: `Parts`, or `Flat`."""

    names: tuple[str, ...]

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        ...

    def bytes_of(self, name: str) -> bytes:
        """Its bytes. Raises KeyError, Refused."""
        ...


class Flat:
    """The parts of a Flat OPC file."""

    def __init__(self, root: Any) -> None:
        """`root`: pkg:package."""
        self._parts: dict[str, Any] = {}
        for part in root:
            name = next((value for key, value in part.items() if local(key) == "name"), "")
            if name:
                self._parts.setdefault(name.lstrip("/"), part)
        self.names = tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lstrip("/") in self._parts

    def bytes_of(self, name: str) -> bytes:
        """A part's bytes. Raises KeyError where there is none, Refused where they are damaged."""
        for data in self._parts[name.lstrip("/")]:
            if local(data.tag) == "xmlData" and len(data):
                return bytes(etree.tostring(data[0], encoding="utf-8", with_tail=False))
            if local(data.tag) == "binaryData":
                try:
                    return base64.b64decode(data.text or "")
                except (binascii.Error, ValueError) as error:
                    raise Refused("damaged", f"文件损坏:{name} 读不出来") from error
        raise KeyError(name)


class Package:
    """Parts by relationships. What cannot be read of them is kept by name in `unreadable`."""

    def __init__(self, source: Source, asked: Asked, tally: Tally) -> None:
        self._source, self._asked, self._tally = source, asked, tally
        self._relations: dict[str, dict[str, Relation]] = {}
        self._remembered: dict[str, Any] = {}
        self.unreadable: list[str] = []
        """Parts that are named and not whole."""

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._source

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part names, by id; of the file itself for ''. Empty where nothing is named."""
        if part not in self._relations:
            self._relations[part] = self._related(part)
        return self._relations[part]

    def _related(self, part: str) -> dict[str, Relation]:
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        root = self.xml(rels) if rels in self._source else None
        found: dict[str, Relation] = {}
        for each in root if root is not None else ():
            target, kind = each.get("Target"), each.get("Type", "").rpartition("/")[2]
            if local(each.tag) == "Relationship" and target:
                external = each.get("TargetMode") == "External"
                found[each.get("Id", "")] = Relation(
                    kind, target if external else beside(part, target), external
                )
        self._tally.add("links", sum(each.external and each.kind != "hyperlink" for each in found.values()))
        return found

    def of_kind(self, part: str, kind: str) -> Iterator[str]:
        """Parts of a kind that a part names, those that are there; each once."""
        seen: set[str] = set()
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target not in seen:
                seen.add(relation.target)
                if relation.target in self._source:
                    yield relation.target

    def main(self, pattern: str) -> str:
        """The part that the file is about; where no relationship names it, the first whose name is like
        `pattern`. Raises Refused where there is none."""
        for found in self.of_kind("", "officeDocument"):
            return found
        for name in self._source.names:
            if re.fullmatch(pattern, name.replace("\\", "/").lstrip("/"), re.I):
                return name
        raise Refused("damaged", "文件损坏:没有正文部件")

    def xml(self, part: str) -> Any:
        """The root element of a part; None where it cannot be read."""
        data = self.data(part)
        if data is None:
            return None
        try:
            root, whole = xml_until_cut(data, part)
        except Refused:
            self.unreadable.append(part)
            return None
        if not whole:
            self.unreadable.append(part)
        if root.getroottree().docinfo.internalDTD is not None:
            self._tally.add("characters", sum(1 for _ in root.iter(etree.Entity)))
        return root

    def data(self, part: str) -> bytes | None:
        """A part's bytes; None where there are none, or they are damaged. Raises Refused where there is a
        password, or too much inside."""
        try:
            return self._source.bytes_of(part)
        except KeyError:
            self.unreadable.append(part)
        except Refused as refused:
            if refused.outcome != "damaged":
                raise
            self.unreadable.append(part)
        return None

    def remembered(self, part: str, of: Callable[[Any], _T]) -> _T | tuple[()]:
        """What `of` makes of a part's root element, made once; () where the part cannot be read."""
        if part not in self._remembered:
            root = self.xml(part)
            self._remembered[part] = () if root is None else of(root)
        found: _T = self._remembered[part]
        return found

    def optional(self, part: str, kind: str) -> Any:
        """The root element of the first part of a kind that `part` names; None where there is none (a part
        that is named and not there is `unreadable`)."""
        for found in self.of_kind(part, kind):
            return self.xml(found)
        missing = [each.target for each in self.relations(part).values() if each.kind == kind]
        self.unreadable += missing[:1]
        return None


class Rest:
    """What is left of a ZIP that was cut short. Texts of the part that was cut end at its last whole
    paragraph."""

    def __init__(self, content: bytes, asked: Asked) -> None:
        """Raises Refused where nothing is left."""
        self._parts = {name.replace("\\", "/"): part for name, part in salvaged(content, asked).items()}
        if not self._parts:
            raise Refused("damaged", "文件不完整:压缩包的目录损坏或缺失,什么也读不出来")
        self.names = tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        """Whether there is something of such a part."""
        return name.lstrip("/") in self._parts

    def bytes_of(self, name: str) -> bytes:
        """What there is of a part. Raises KeyError."""
        part = self._parts[name.lstrip("/")]
        return part.data if part.whole else until_paragraph(part.data)


def is_zip(content: bytes) -> bool:
    """Whether it is a ZIP, also after line ends and marks that servers put before it."""
    return content[:64].lstrip(b"\r\n\t \xef\xbb\xbf").startswith(b"PK")


def package_of(content: bytes, asked: Asked, tally: Tally) -> Package:
    """The parts of a ZIP, or what is left of them. Raises Refused where nothing is, or it is locked."""
    source, whole = source_of(content, asked)
    package = Package(source, asked, tally)
    if not whole:
        package.unreadable.append("压缩包的目录")
    return package


def source_of(content: bytes, asked: Asked) -> tuple[Source, bool]:
    """The parts of a ZIP and whether it is whole. Raises Refused where nothing is left, or it is locked."""
    try:
        return Parts(content, asked), True
    except Refused as refused:
        if refused.outcome != "damaged":
            raise
    return Rest(content, asked), False


def related_id(element: Any, name: str = "id") -> str:
    """The id of a relationship that an element carries (r:id, r:embed …); '' where there is none."""
    for key, value in element.items():
        if local(key) == name and "relationships" in key:
            return str(value)
    return ""
