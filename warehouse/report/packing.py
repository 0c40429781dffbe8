"""ZIP files whose bytes depend on what is in them alone."""

from __future__ import annotations

import io
import zipfile

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The first instant that a ZIP file can say."""


def same_bytes(packed: bytes) -> bytes:
    """The same members in the same order, without the instant at which they were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            told = zipfile.ZipInfo(member.filename, _FIRST)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.external_attr = 0o600 << 16
            new.writestr(told, old.read(member))
    return out.getvalue()
