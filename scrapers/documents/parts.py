"""Files that are a ZIP of parts (Office Open XML, OpenDocument, OFD): their parts within bounds, their XML
without entities, external files or network."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused

PIECE = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
"""What zipfile says of an archive that is not whole; places outside it, names in no encoding: ValueError."""


class Parts:
    """The parts of one file. Every byte that comes out of it is on the account of `asked`."""

    def __init__(self, content: bytes, asked: Asked) -> None:
        """Raises Refused where the list of parts is damaged, or the file is locked with a password."""
        self._asked = asked
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise Refused("damaged", "文件不完整:压缩包的目录损坏或缺失") from error
        self.names = tuple(self._archive.namelist())
        self.broken: list[str] = []
        """Parts whose XML was not whole: a reader tells them (`unread`, or `damaged` for the main one)."""
        self._by_name = {_plain(name): name for name in reversed(self.names)}

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part; upper and lower case are the same, as in Office."""
        return _plain(name) in self._by_name

    def bytes_of(self, name: str) -> bytes:
        """A part's bytes. Raises KeyError where there is none, Refused where it is damaged or too much."""
        found = self._by_name[_plain(name)]
        pieces: list[bytes] = []
        try:
            with self._archive.open(found) as part:
                while piece := part.read(PIECE):
                    self._asked.unpacked(len(piece))
                    pieces.append(piece)
        except RuntimeError as error:  # what zipfile says of a password
            raise Refused("password", "文件有密码,没有密码读不到") from error
        except _DAMAGE as error:
            raise Refused("damaged", f"文件损坏:{found} 读不出来") from error
        return b"".join(pieces)

    def xml(self, name: str) -> Any:
        """The root element of a part. Raises KeyError, or Refused where it is no XML at all."""
        root, whole = xml_of(self.bytes_of(name), name)
        if not whole:
            self.broken.append(name)
        return root


def xml_of(data: bytes, name: str = "") -> tuple[Any, bool]:
    """The root element of XML that nobody vouches for, and whether it is whole: entities stay unresolved,
    nothing is fetched; what is broken is read as far as it goes. Raises Refused where nothing can be read,
    MemoryError where there is no room for it."""
    root, whole = _parsed(data, name)
    if whole or not _TEXT.search(data[:200]) or b"<!DOCTYPE" in data[:4096] or b"<![CDATA[" in data:
        return root, whole
    return _parsed(_mended(data), name)[0], False


_TEXT = re.compile(rb"\A[\xef\xbb\xbf\s]*<[^\0]*\Z")
"""The beginning of XML in an encoding in which signs of ASCII are single bytes."""
_NO_SIGNS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.I
)
_BARE = re.compile(rb"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_BETWEEN = re.compile(rb">[^<]*&[^<]*")
_NAMED = re.compile(rb"&(lt|gt|amp|quot|apos);")
_SIGNS = {b"lt": b"<", b"gt": b">", b"amp": b"&", b"quot": b'"', b"apos": b"'"}


def _mended(data: bytes) -> bytes:
    """Broken XML without the signs that none may hold. Behind the first fault the parser drops `&lt;`, and
    < 5 would be 5: in texts such signs are put in another way."""
    data = _BARE.sub(b"&amp;", _NO_SIGNS.sub(b"", data))
    return _BETWEEN.sub(
        lambda text: _NAMED.sub(lambda sign: b"<![CDATA[" + _SIGNS[sign[1]] + b"]]>", text[0]), data
    )


def _parsed(data: bytes, name: str) -> tuple[Any, bool]:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if any(each.type_name == "ERR_NO_MEMORY" for each in parser.error_log):
            raise MemoryError from error
        raise Refused("damaged", f"文件损坏:{name or 'XML'} 不是完整的 XML") from error
    if root is None:
        raise Refused("damaged", f"文件损坏:{name or 'XML'} 不是完整的 XML")
    damage = any(
        error.level_name in ("ERROR", "FATAL") and error.domain_name not in _NO_DAMAGE
        for error in parser.error_log
    )
    return root, not (damage or _refers_to_entities(root))


def _refers_to_entities(root: Any) -> bool:
    """Whether words of the text stand elsewhere, under a name: that text is not here."""
    declares = root.getroottree().docinfo.internalDTD is not None
    return declares and next(root.iter(etree.Entity), None) is not None


_NO_DAMAGE = ("VALID", "DTD")
"""Kinds of error that a well-formed file may have: the same xml:id twice."""


def beside(part: str, target: str) -> str:
    """The part that another one names: `word/media/a.png` for `media/a.png` in `word/document.xml`."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def local(tag: Any) -> str:
    """The name of an element without its namespace: strict and transitional files differ only there; '' for a
    comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
