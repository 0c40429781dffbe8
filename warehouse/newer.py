"""What of a home a newer program wrote, before anything is touched: packages, small files, published file.

The ledger says it itself when it is opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from scrapers.package import FORMAT
from warehouse import query
from warehouse.instances import opened
from warehouse.schema import SCHEMA_VERSION

FORM = "form"
"""Key under which a small file of `work/` says its form; one that says none has form 1."""

FORMS: Mapping[str, int] = {
    "nightly.json": 1,
    "backfill.json": 1,
    "decided.json": 1,
    "declared.json": 1,
    "messages.json": 1,
}
"""Small files of `work/` that outlive a run, and the newest form of each that this program knows. A form is
raised when a program of before would read the file wrongly; new keys alone are passed over by it."""

_LOOKED_AT: set[tuple[Path, int, int, int]] = set()
"""Path, inode, bytes, instant of change of published files that are not newer: a run asks time and again."""


def newer_than_known(work: Path, published: Path) -> str | None:
    """One sentence (Chinese) on what a newer program wrote of a home; None where nothing is. What cannot be
    read says nothing here: whoever needs it says so."""
    return next(_newer(work, published), None)


def _newer(work: Path, published: Path) -> Iterator[str]:
    for name, known in FORMS.items():
        if (form := form_of(work / name)) > known:
            yield newer_words(work / name, form, known)
    for manifest in sorted((work / "packages").glob("*/package.json")):
        if (form := form_of(manifest, "format")) > FORMAT:
            yield newer_words(manifest.parent, form, FORMAT)
    with suppress(OSError, duckdb.Error):
        told = published.stat()
        state = (published, told.st_ino, told.st_size, told.st_mtime_ns)
        if state not in _LOOKED_AT:
            with opened(published, read_only=True) as connection:
                version = max(query.column(connection, "published/form"), default=0)
            if version > SCHEMA_VERSION:
                yield newer_words(published, version, SCHEMA_VERSION)
            _LOOKED_AT.add(state)


def form_of(file: Path, key: str = FORM) -> int:
    """The form that a small file says it has; 1 where it says none, is not there or is no JSON object."""
    told: Any = None
    with suppress(OSError, ValueError):
        told = json.loads(file.read_bytes())
    form = told.get(key, 1) if isinstance(told, dict) else 1
    return form if isinstance(form, int) else 1


def newer_words(file: Path, version: int, known: int) -> str:
    """One sentence (Chinese) about a file that a newer program wrote."""
    return (
        f"{file} 由更新版本的程序写成(格式 {version},本程序认得 {known}),未作任何改动;"
        "请升级程序,或按 README 的“退回旧版”恢复升级前的备份"
    )
