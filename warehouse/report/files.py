"""Writes a report's files: each appears whole under its name, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scrapers.durable import replace_whole
from scrapers.oswords import reason
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
        return [replace_whole(out_dir / f"sections.{name}", text) for name, text in texts.items()]
    except OSError as error:
        raise ReportError(f"无法写入 {out_dir}({reason(error)});请换一个目录或检查权限和空间") from error
