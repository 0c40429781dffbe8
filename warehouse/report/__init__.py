"""The `sections` report: figures read from the published file, drafted into sentences, printed."""

from warehouse.report.files import FORMATS, render
from warehouse.report.form import ReportError, SectionsForm
from warehouse.report.read import read_sections
from warehouse.report.text import render_text

__all__ = ["FORMATS", "ReportError", "SectionsForm", "read_sections", "render", "render_text"]
