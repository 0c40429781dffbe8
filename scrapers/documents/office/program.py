"""Where LibreOffice is on this machine."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

SETTING = "GONGKAI_SOFFICE"
"""Environment variable that names the program, where it is in no usual place."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/usr/local/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def found() -> Path | None:
    """The program; None where there is none. What the setting names is the only one that counts."""
    if named := os.environ.get(SETTING):
        return Path(named) if os.access(named, os.X_OK) else None
    for name in _NAMES:
        if known := shutil.which(name):
            return Path(known)
    for place in _PLACES:
        root, _, pattern = place.partition("/")[2].partition("*")
        if "*" in place:
            parent = Path("/" + root).parent
            for path in sorted(parent.glob(Path("/" + root).name + "*" + pattern), reverse=True):
                if os.access(path, os.X_OK):
                    return path
        elif os.access(place, os.X_OK):
            return Path(place)
    return None


def name_of(soffice: Path) -> str:
    """`LibreOffice 7.4`, as its own files say; `LibreOffice` where they do not."""
    with suppress(OSError):
        settings = (soffice.resolve().parent / "bootstraprc").read_text("utf-8", "replace")
        if told := re.search(r"^ProductKey=(LibreOffice(?:Dev)? [\d.]+)", settings, re.M):
            return told.group(1)
    return "LibreOffice"
