"""Writes a report's files: each appears whole under its name, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from warehouse.report.form import ReportError, SectionsForm
from warehouse.report.formats import FORMATS


def render(form: SectionsForm, formats: Iterable[str], out_dir: Path) -> list[Path]:
    """Writes `sections.<format>` for each of `formats` (md, html, csv, json) into `out_dir`, made if need be.

    Returns the paths in the order asked for. Raises ReportError for a format there is not (before anything
    is written) and for a folder that cannot be written to.
    """
    wanted = list(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ReportError(f"没有 {'、'.join(unknown)} 格式;可用:{'、'.join(FORMATS)}")
    texts = {name: FORMATS[name](form) for name in wanted}
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        return [_write(out_dir / f"sections.{name}", text) for name, text in texts.items()]
    except OSError as error:
        raise ReportError(f"无法写入 {out_dir}({error.strerror});请换一个目录或检查权限和空间") from error


def _write(path: Path, text: str) -> Path:
    """Writes aside and renames, so that a reader never meets half a file."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.aside")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path
