"""The empty file that reports are written into: page, styles, fonts and settings, as XML in `parts/`."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import docx
from docx.document import Document
from lxml import etree

TITLE, HEADING, TEXT, SIGNATURE, END = "Title", "Heading{level}", "OfficialText", "SignedBy", "TableEnd"
CAPTION, LABEL, HEAD, NUMBER, NOTE = "TableCaption", "TableLabel", "TableHead", "TableNumber", "TableNote"
"""Ids of styles in `parts/styles.xml`."""
ASIDE_FONT = "楷体_GB2312"

_PARTS = Path(__file__).with_name("parts")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_BELONG = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_KINDS = {
    "styles.xml": "styles",
    "settings.xml": "settings",
    "fontTable.xml": "fontTable",
    "footer1.xml": "footer",
    "footer2.xml": "footer",
}
"""Parts of the document → what they are to it; the first is rId1 there."""
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>{}</Types>"""
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def new_document() -> Document:
    """An empty document on the official page."""
    return docx.Document(io.BytesIO(_packed()))


@cache
def _packed() -> bytes:
    types = {"document.xml": _MAIN.format("document.main")}
    types |= {name: _MAIN.format(kind) for name, kind in _KINDS.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        overrides = (
            f'<Override PartName="/word/{name}" ContentType="{kind}"/>' for name, kind in types.items()
        )
        archive.writestr("[Content_Types].xml", _TYPES.format("".join(overrides)))
        archive.writestr("_rels/.rels", _relations(_relation(1, "officeDocument", "word/document.xml")))
        belonging = (_relation(at, kind, name) for at, (name, kind) in enumerate(_KINDS.items(), 1))
        archive.writestr("word/_rels/document.xml.rels", _relations(*belonging))
        for name in types:
            archive.writestr(f"word/{name}", _part(name))
    return out.getvalue()


def _part(name: str) -> bytes:
    """Without what is there for people who read it: comments, indentation."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    return bytes(etree.tostring(etree.parse(_PARTS / name, parser), xml_declaration=True, encoding="UTF-8"))


def _relations(*each: str) -> str:
    return _RELATIONS.format("".join(each))


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_BELONG.format(kind)}" Target="{target}"/>'
