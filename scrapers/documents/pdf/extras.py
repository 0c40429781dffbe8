"""What a PDF holds beside its pages' text: forms, notes, attachments, scripts, signatures."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from scrapers.documents.records import LeftOut, Reading

_DRAWN = frozenset(
    (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WATERMARK)
)
"""Kinds of annotations whose look is part of the page: fields filled in, text put on it, stamps."""
_NOTES = frozenset(
    (
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_CARET,
        raw.FPDF_ANNOT_INK,
    )
)


def prepared(document: pypdfium2.PdfDocument) -> None:
    """Makes the values of form fields part of how pages look. No script is run: the library has no engine."""
    if document.get_formtype() != raw.FORMTYPE_NONE:
        try:
            document.init_forms()
        except pypdfium2.PdfiumError:
            return


def of_the_file(document: pypdfium2.PdfDocument, reading: Reading) -> None:
    """Tells attachments, scripts and signatures."""
    attachments = document.count_attachments()
    if attachments > 0:
        reading.left_out.append(LeftOut("attachments", count=attachments))
    scripts = raw.FPDFDoc_GetJavaScriptActionCount(document.raw)
    if scripts > 0:
        reading.left_out.append(LeftOut("macros", count=scripts))
    signatures = raw.FPDF_GetSignatureCount(document.raw)
    if signatures > 0:
        reading.notes.append(f"文件有电子签名 {signatures} 个(没有验证)")
    if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        reading.left_out.append(LeftOut("fields", "XFA 表单"))


def annotated(page: Any) -> tuple[bool, int]:
    """Whether annotations of a page draw text on it, and how many are notes of its readers."""
    drawn, notes = False, 0
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 5_000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        drawn = drawn or kind in _DRAWN
        notes += kind in _NOTES
        raw.FPDFPage_CloseAnnot(annotation)
    return drawn, notes
