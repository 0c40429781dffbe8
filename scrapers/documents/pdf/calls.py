"""The library's calls that are made for every sign, piece of text or line of a page, by names of our own.

Handed over as they are: by the types that the library's own module declares, each call first converts its
arguments, which takes two to four times as long as the call itself. Callers pass whole numbers, handles that
the library gave and references (`byref`) to what is declared here or in `pypdfium2.raw`, nothing else.
"""

from __future__ import annotations

from ctypes import PYFUNCTYPE, c_void_p, cast
from typing import Any

import pypdfium2.raw as raw


def _direct(call: Any) -> Any:
    """The same function of the library, without conversions."""
    return PYFUNCTYPE(call.restype)(cast(call, c_void_p).value or 0)


sign_box = _direct(raw.FPDFText_GetLooseCharBox)
sign_code = _direct(raw.FPDFText_GetUnicode)
sign_angle = _direct(raw.FPDFText_GetCharAngle)
sign_is_lost = _direct(raw.FPDFText_HasUnicodeMapError)
sign_is_made = _direct(raw.FPDFText_IsGenerated)
piece_box = _direct(raw.FPDFText_GetRect)
page_object = _direct(raw.FPDFPage_GetObject)
form_object = _direct(raw.FPDFFormObj_GetObject)
object_kind = _direct(raw.FPDFPageObj_GetType)
object_box = _direct(raw.FPDFPageObj_GetBounds)
object_matrix = _direct(raw.FPDFPageObj_GetMatrix)
path_length = _direct(raw.FPDFPath_CountSegments)
path_mode = _direct(raw.FPDFPath_GetDrawMode)
path_segment = _direct(raw.FPDFPath_GetPathSegment)
segment_kind = _direct(raw.FPDFPathSegment_GetType)
segment_point = _direct(raw.FPDFPathSegment_GetPoint)
object_clip = _direct(raw.FPDFPageObj_GetClipPath)
object_colour = _direct(raw.FPDFPageObj_GetFillColor)
text_mode = _direct(raw.FPDFTextObj_GetTextRenderMode)
clip_paths = _direct(raw.FPDFClipPath_CountPaths)
clip_length = _direct(raw.FPDFClipPath_CountPathSegments)
clip_segment = _direct(raw.FPDFClipPath_GetPathSegment)
sign_object = _direct(raw.FPDFText_GetTextObject)
segment_closes = _direct(raw.FPDFPathSegment_GetClose)
