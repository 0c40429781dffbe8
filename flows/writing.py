"""Writing the report of a year: a plain function, for the command line and for the Prefect flow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warehouse.home import Home
from warehouse.report import FORMATS, read_sections, render, render_text


def write_report(
    home: Path, year: int, formats: Sequence[str] | None = None, out: Path | None = None
) -> tuple[str, list[Path]]:
    """The table as text, and the files written (default: the home's `reports/YEAR`). Raises ReportError."""
    place = Home(home)
    form = read_sections(place.published, year)
    paths = render(form, list(formats or FORMATS), out or place.reports / str(year))
    return render_text(form), paths
