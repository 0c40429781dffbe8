"""Writing the report of a year: a plain function, for the command line and for the Prefect flow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.published import portal_meant, reports_folder
from warehouse.home import Home
from warehouse.report import FORMATS, read_sections, render, render_text


def write_report(
    home: Path,
    year: int,
    formats: Sequence[str] | None = None,
    out: Path | None = None,
    portal: str | None = None,
) -> tuple[str, list[Path]]:
    """The table as text, and the files written (default: the home's `reports/YEAR`; with a folder per portal
    where it holds several). Raises ReportError, PortalFileError where a portal has to be named."""
    place = Home(home)
    portal_id = portal_meant(place, portal)
    form = read_sections(place.published, year, portal_id)
    paths = render(form, list(formats or FORMATS), out or reports_folder(place, year, portal_id))
    return render_text(form), paths
