"""Writes the forms' files: each appears whole under its name, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from warehouse.report.files import write_files
from warehouse.report.form import ReportError
from warehouse.report.printed.annual import blocks_of
from warehouse.report.printed.excel import workbook_of
from warehouse.report.printed.filled import FilledForm
from warehouse.report.printed.formats import as_csv, as_html, as_json, as_markdown
from warehouse.report.printed.reading import FormsOfYear
from warehouse.report.word import docx_of
from warehouse.report.word.document import LONG_AGO

WORKBOOK = "forms.xlsx"
"""One for all forms of a year, and the figures by category."""


def render_forms(forms: FormsOfYear, formats: Iterable[str], out_dir: Path) -> list[Path]:
    """Writes the forms as `<form>.<format>` into `out_dir`, made if need be; XLSX as one workbook of all,
    with the figures by category.

    Returns the paths in the order asked for. The same figures give the same bytes. Raises ReportError for a
    format there is not (before anything is written) and for a folder that cannot be written to.
    """
    wanted = list(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ReportError(f"没有 {'、'.join(unknown)} 格式;可用:{'、'.join(FORMATS)}")
    return write_files(
        out_dir, {file: content for name in wanted for file, content in FORMATS[name](forms).items()}
    )


def _each(suffix: str, make: Callable[[FormsOfYear, FilledForm], str | bytes]) -> _Format:
    return lambda forms: {f"{one.form.name}.{suffix}": make(forms, one) for one in forms.forms}


def _word(forms: FormsOfYear, one: FilledForm) -> bytes:
    blocks = blocks_of(one, forms.beside)
    return docx_of(blocks, f"{one.organ}{one.title}", one.organ, forms.built_at or LONG_AGO)


def _workbook(forms: FormsOfYear) -> dict[str, str | bytes]:
    made_at = forms.built_at or LONG_AGO
    return {WORKBOOK: workbook_of(forms.forms, forms.check_rows(), forms.items, made_at, forms.sections)}


_Format = Callable[[FormsOfYear], dict[str, str | bytes]]
FORMATS: dict[str, _Format] = {
    "docx": _each("docx", _word),
    "xlsx": _workbook,
    "html": _each("html", as_html),
    "csv": _each("csv", as_csv),
    "json": _each("json", as_json),
    "md": _each("md", as_markdown),
}
"""What makes each format: file name → content."""
