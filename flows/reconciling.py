"""A published report, from a file or an address, beside the figures of a home."""

from __future__ import annotations

from pathlib import Path

from flows.commands.source import document_of, found_at
from flows.published import portal_meant
from scrapers.documents import Document
from scrapers.privacy import mask
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS
from warehouse.home import Home
from warehouse.reconcile import read_report
from warehouse.reconcile.against import Reconciled, reconcile
from warehouse.report.escaping import visible

_SHOWN = 5


def reconcile_source(home: Path, source: str, year: int | None, portal: str | None) -> Reconciled | str:
    """What came of comparing; a sentence where the document gives no text to compare. Raises ReportError."""
    found = found_at(source)
    document = document_of(found)
    if document.members and not document.text.strip():
        return f"{mask(source)}: 压缩包({_inside(document)});请解压后逐个比较"
    if not document.text.strip():
        reason = document.reason or DOCUMENT_WORDS[document.outcome]
        return f"{mask(source)}: {reason};没有可以比较的文字"
    report = read_report(document, found.name)
    if (
        report.year is None
        and not report.counts
        and all(cell.state == "missing" for cell in report.cells.values())
    ):
        return f"{mask(source)}: 没有读到任何数字,不像年度报告(也可能是登录页、出错页);请核对文件"
    place = Home(home)
    portal_id = portal_meant(place, portal)
    return reconcile(place.published, report, year, portal_id)


def _inside(document: Document) -> str:
    """How many members there are, and the first of them."""
    names = "、".join(visible(mask(member.name or "")) for member in document.members[:_SHOWN])
    return f"内有 {len(document.members)} 个文件:{names}{'…' if len(document.members) > _SHOWN else ''}"
