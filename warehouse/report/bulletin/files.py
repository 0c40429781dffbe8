"""Writes a bulletin's files, in the formats that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from warehouse.report.bulletin.letter import as_docx
from warehouse.report.bulletin.page import as_html
from warehouse.report.bulletin.plain import as_csv, as_json
from warehouse.report.bulletin.records import Bulletin
from warehouse.report.bulletin.workbook import as_xlsx
from warehouse.report.files import write_files
from warehouse.report.form import ReportError

FORMATS: dict[str, Callable[[Bulletin], str | bytes]] = {
    "xlsx": as_xlsx,
    "docx": as_docx,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
"""By the ending of the file."""


def render_bulletin(bulletin: Bulletin, formats: Iterable[str], out_dir: Path) -> list[Path]:
    """Writes `bulletin-PERIOD.<format>` for each of `formats` into `out_dir`, made if need be.

    Returns the paths in the order asked for. Raises ReportError for a format there is not (before anything
    is written) and for a folder that cannot be written to.
    """
    wanted = list(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ReportError(f"没有 {'、'.join(unknown)} 格式;可用:{'、'.join(FORMATS)}")
    code = bulletin.span.period.code
    return write_files(out_dir, {f"bulletin-{code}.{name}": FORMATS[name](bulletin) for name in wanted})
