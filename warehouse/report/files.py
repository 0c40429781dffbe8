"""Writes a report's files: each appears whole under its name, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from scrapers.durable import replace_whole
from scrapers.oswords import reason
from warehouse.report.form import ReportError, SectionsForm
from warehouse.report.formats import FORMATS as TEXTS
from warehouse.report.sections_word import as_docx

FORMATS: dict[str, Callable[[SectionsForm], str | bytes]] = {**TEXTS, "docx": as_docx}
"""By the ending of the file."""


def render(form: SectionsForm, formats: Iterable[str], out_dir: Path) -> list[Path]:
    """Writes `sections.<format>` for each of `formats` (md, html, csv, json, docx) into `out_dir`, which is
    made if need be.

    Returns the paths in the order asked for. Raises ReportError for a format there is not (before anything
    is written) and for a folder that cannot be written to.
    """
    wanted = list(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ReportError(f"没有 {'、'.join(unknown)} 格式;可用:{'、'.join(FORMATS)}")
    return write_files(out_dir, {f"sections.{name}": FORMATS[name](form) for name in wanted})


def write_files(out_dir: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
    """Writes those files into `out_dir`, made if need be; returns their paths in that order. Raises
    ReportError for a folder that cannot be written to."""
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        return [replace_whole(out_dir / name, content) for name, content in contents.items()]
    except OSError as error:
        raise ReportError(f"无法写入 {out_dir}({reason(error)});请换一个目录或检查权限和空间") from error
