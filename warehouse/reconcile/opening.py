"""The report that a document is, or the only one packed into it; else why there is nothing to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scrapers.documents import Document
from scrapers.privacy import mask
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS
from warehouse.reconcile.reading import read_report
from warehouse.reconcile.records import PublishedReport
from warehouse.report.escaping import visible

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NoReport:
    """Why a document gives nothing to compare."""

    reason: str
    """In words (Chinese), masked."""
    is_unread: bool = True
    """False where its text was read, and has no figure."""


def report_of(document: Document, name: str = "") -> PublishedReport | NoReport:
    """The report that the document is; of an archive the one among its files that is a report. `name`: as of
    `read_report`. Raises nothing for what a document holds."""
    if document.members and not document.text.strip():
        return _packed(document)
    if not document.text.strip():
        return NoReport(f"{document.reason or DOCUMENT_WORDS[document.outcome]};没有可以比较的文字")
    report = read_report(document, name)
    if not _says(report):
        return NoReport("没有读到任何数字,不像年度报告(也可能是登录页、出错页);请核对文件", False)
    return report


def _packed(document: Document) -> PublishedReport | NoReport:
    """The one report in an archive; where there are several, or none, which files there are."""
    readings = [(one, read_report(one, one.name or "")) for one in _inside(document) if one.text.strip()]
    found = [(one, report) for one, report in readings if _says(report)]
    yearly = [(one, report) for one, report in found if report.year is not None] or found
    if len(yearly) == 1:
        ((one, report),) = yearly
        return replace(report, name=f"{document.name or ''}:{one.name or report.name}".lstrip(":"))
    what = "没有一个像年度报告" if not yearly else f"有 {len(yearly)} 个像年度报告,请解压后逐个比较"
    return NoReport(f"压缩包({_names(document)}):{what}")


def _inside(document: Document) -> Iterator[Document]:
    """The files in an archive, those of archives in it too."""
    for member in document.members:
        yield member
        yield from _inside(member)


def _says(report: PublishedReport) -> bool:
    """Whether there is a figure, or at least a year, that a report would have."""
    return (
        report.year is not None
        or bool(report.counts)
        or any(cell.state != "missing" for cell in report.cells.values())
    )


def _names(document: Document) -> str:
    """How many members there are, and the first of them."""
    names = "、".join(visible(mask(member.name or "")) for member in document.members[:_SHOWN])
    return f"内有 {len(document.members)} 个文件:{names}{'…' if len(document.members) > _SHOWN else ''}"
