"""The `sections` report: figures read from the published file, drafted into sentences, printed."""

from typing import TYPE_CHECKING

from scrapers.faces import on_demand

if TYPE_CHECKING:
    from warehouse.report.files import FORMATS, render
    from warehouse.report.form import ReportError, SectionsForm
    from warehouse.report.read import read_sections
    from warehouse.report.text import render_text

__all__ = ["FORMATS", "ReportError", "SectionsForm", "read_sections", "render", "render_text"]

__getattr__ = on_demand(
    __name__,
    {
        "files": ("FORMATS", "render"),
        "form": ("ReportError", "SectionsForm"),
        "read": ("read_sections",),
        "text": ("render_text",),
    },
)
