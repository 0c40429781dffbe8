"""The office's printed forms of a year, filled: read from the published file, checked, written as
Word, Excel, HTML, CSV, JSON and Markdown."""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand
from warehouse.report.printed.filled import Figure, FilledForm, filled

if TYPE_CHECKING:
    from warehouse.report.printed.files import FORMATS, render_forms
    from warehouse.report.printed.reading import FormsOfYear, read_forms
    from warehouse.report.printed.telling import told

__all__ = ["FORMATS", "Figure", "FilledForm", "FormsOfYear", "filled", "read_forms", "render_forms", "told"]

__getattr__ = on_demand(
    __name__,
    {"files": ("FORMATS", "render_forms"), "reading": ("FormsOfYear", "read_forms"), "telling": ("told",)},
)
