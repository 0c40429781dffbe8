"""A published report, from a file or an address, beside the figures of a home."""

from __future__ import annotations

from pathlib import Path

from flows.published import portal_meant
from flows.source import document_of, found_at
from scrapers.privacy import mask
from warehouse.home import Home
from warehouse.reconcile.against import Reconciled, reconcile
from warehouse.reconcile.opening import NoReport, report_of


def reconcile_source(home: Path, source: str, year: int | None, portal: str | None) -> Reconciled | str:
    """What came of comparing; a sentence where the document gives no text to compare. Raises ReportError,
    SourceError."""
    found = found_at(source)
    report = report_of(document_of(found), found.name)
    if isinstance(report, NoReport):
        return f"{mask(source)}: {report.reason}"
    place = Home(home)
    return reconcile(place.published, report, year, portal_meant(place, portal))
