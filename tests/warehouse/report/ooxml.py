"""What is wrong with a file of Word or Excel by ECMA-376, without a program that opens it.

Word refuses a file whose package does not hold together, whose properties stand in another order than the
schema's, or whose tables do not add up; LibreOffice and python-docx read all of them. `word_faults` and
`sheet_faults` give sentences; none means that nothing was found.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct "
        "autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
        "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
        "divId cnfStyle rPr sectPr"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark"
    ),
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
        "tblStylePr"
    ),
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": (
        "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop "
        "evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol "
        "listSeparator"
    ),
}
"""Children in the order of the schema (wml.xsd); of settings those that we write."""


def word_faults(content: bytes) -> list[str]:
    """Of a DOCX file."""
    parts = _parts(content)
    faults = [*_package_faults(parts)]
    for name, root in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            faults += [f"{name}: {fault}" for fault in (*_order_faults(root), *_table_faults(root))]
    faults += _style_faults(parts)
    body = parts["word/document.xml"].find(f"{W}body")
    if [child.tag for child in body][-1] != f"{W}sectPr" or body[-2].tag != f"{W}p":
        faults.append("the body does not end with a paragraph and the section's properties")
    return faults


def sheet_faults(content: bytes) -> list[str]:
    """Of an XLSX file."""
    parts = _parts(content)
    faults = [*_package_faults(parts)]
    looks = len(parts["xl/styles.xml"].find(f"{S}cellXfs"))
    texts = len(parts["xl/sharedStrings.xml"])
    for name, root in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            faults += [f"{name}: {fault}" for fault in _sheet_faults(root, looks, texts)]
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(f"{S}sheet")]
    faults += [f"sheet {name!r}" for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name)]
    faults += [f"sheet {name!r} is there twice" for name, count in Counter(names).items() if count > 1]
    return faults


def _parts(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def _package_faults(parts: dict[str, Any]) -> Iterator[str]:
    """Content types and relationships (ECMA-376 part 2)."""
    types = parts["[Content_Types].xml"]
    overrides = {one.get("PartName").lstrip("/") for one in types.iter(f"{_TYPES}Override")}
    endings = {one.get("Extension") for one in types.iter(f"{_TYPES}Default")}
    yield from (f"a type for {name}, which there is not" for name in overrides - set(parts))
    reached = set()
    for name, root in parts.items():
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2] not in endings:
            yield f"{name} has no content type"
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            targets = {posixpath.normpath(posixpath.join(folder, one.get("Target"))) for one in root}
            yield from (f"{name} leads to {target}, which there is not" for target in targets - set(parts))
            reached |= targets
            ids = Counter(one.get("Id") for one in root)
            yield from (f"{name}: {key} twice" for key, count in ids.items() if count > 1)
        else:
            yield from _reference_faults(parts, name, root)
    kept = {name for name in parts if not name.endswith(".rels")} - {"[Content_Types].xml"}
    yield from (f"nothing leads to {name}" for name in sorted(kept - reached))


def _reference_faults(parts: dict[str, Any], name: str, root: Any) -> Iterator[str]:
    folder, _, file = name.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{file}.rels", ())
    known = {one.get("Id") for one in relations}
    for element in root.iter(etree.Element):
        wanted = element.get(f"{R}id")
        if wanted is not None and wanted not in known:
            yield f"{name} asks for {wanted}"


def _order_faults(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if (order := ORDER.get(_name(element))) is None or not element.tag.startswith(W):
            continue
        places = [
            order.split().index(_name(child)) if _name(child) in order.split() else -1 for child in element
        ]
        if -1 in places or places != sorted(places):
            yield f"{_name(element)} has {[_name(child) for child in element]}"


def _table_faults(root: Any) -> Iterator[str]:
    """Widths and spans add up to the grid; every cell that goes on below another has one to go on from."""
    for table in root.iter(f"{W}tbl"):
        widths = [_number(column, "w") for column in table.iter(f"{W}gridCol")]
        if sum(widths) != _number(table.find(f"{W}tblPr/{W}tblW"), "w"):
            yield "the table is not as wide as its columns"
        above: dict[int, int] = {}
        for number, row in enumerate(table.iter(f"{W}tr")):
            merged: dict[int, int] = {}
            at = 0
            for cell in row.iter(f"{W}tc"):
                span = _number(cell.find(f"{W}tcPr/{W}gridSpan"), "val", 1)
                if sum(widths[at : at + span]) != _number(cell.find(f"{W}tcPr/{W}tcW"), "w"):
                    yield f"row {number}: a cell is not as wide as its columns"
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if merge.get(f"{W}val", "continue") == "continue" and above.get(at) != span:
                        yield f"row {number}: a merged cell without a beginning"
                    merged[at] = span
                if _name(cell[-1]) != "p":
                    yield f"row {number}: a cell without a paragraph at its end"
                at += span
            if at != len(widths):
                yield f"row {number} has {at} of {len(widths)} columns"
            above = merged


def _style_faults(parts: dict[str, Any]) -> Iterator[str]:
    styles = list(parts["word/styles.xml"].iter(f"{W}style"))
    ids = Counter(style.get(f"{W}styleId") for style in styles)
    yield from (f"style {key} twice" for key, count in ids.items() if count > 1)
    names = Counter(style.find(f"{W}name").get(f"{W}val") for style in styles)
    yield from (f"style {key} twice" for key, count in names.items() if count > 1)
    wanted = [
        element.get(f"{W}val")
        for root in parts.values()
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        for element in root.iter(f"{W}{tag}")
    ]
    yield from (f"no style {key}" for key in sorted(set(wanted) - set(ids)))


def _sheet_faults(root: Any, looks: int, texts: int) -> Iterator[str]:
    yield from (f"a formula in {cell.getparent().get('r')}" for cell in root.iter(f"{S}f"))
    places = []
    for cell in root.iter(f"{S}c"):
        places.append(_place(cell.get("r")))
        if int(cell.get("s", 0)) >= looks:
            yield f"{cell.get('r')} has a format that there is not"
        if cell.get("t") == "s" and int(cell.findtext(f"{S}v")) >= texts:
            yield f"{cell.get('r')} has a text that there is not"
    if places != sorted(set(places)):
        yield "cells out of order"
    taken: set[tuple[int, int]] = set()
    for merged in root.iter(f"{S}mergeCell"):
        covered = set(_covered(merged.get("ref")))
        if covered & taken:
            yield f"{merged.get('ref')} is merged twice"
        taken |= covered


def _covered(reference: str) -> Iterable[tuple[int, int]]:
    (top, left), (bottom, right) = map(_place, reference.split(":"))
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]), column


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(element: Any, key: str, otherwise: int = 0) -> int:
    return otherwise if element is None else int(element.get(f"{W}{key}"))
