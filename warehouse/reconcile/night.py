"""The annual reports printed on a portal's pages, each set beside the figures when it or they have changed.

    published file (waiting) ──> archived bytes ──> Document ──> set_beside ──> ledger ──> published file

What a night did not come to waits for the next one; nothing is said of it meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from duckdb import DuckDBPyConnection

from scrapers.documents import Document
from scrapers.privacy import mask
from warehouse import query
from warehouse.read_only import open_read_only
from warehouse.reconcile.against import SECTIONS, Reconciled, printed_on_page
from warehouse.reconcile.comparing import BESIDE
from warehouse.reconcile.opening import NoReport, report_of
from warehouse.reconcile.records import PROBLEMS, PublishedReport
from warehouse.reconcile.telling import sum_words
from warehouse.reconcile.waiting import Waiting, rules_now
from warehouse.report.escaping import visible

_LONGEST = 500
"""Signs of a sentence that are kept."""
_READ = 40_000
"""Signs of a page that are read: ten times the longest of the reports at hand."""
_MOST = Decimal(10) ** 12
"""From here on a figure does not go into a table's column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of `reconciliations`, its words masked."""

    kind: str
    outcome: str
    label: str = ""
    form: str | None = None
    code: str = ""
    printed: Decimal | None = None
    measure: str = ""
    ours: Decimal | None = None
    origin: str | None = None
    cause: str = ""
    place: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a page."""

    page: Waiting
    outcome: str
    reason: str
    year: int | None = None
    form: str | None = None
    organ: str | None = None
    unit: str | None = None
    lines: tuple[Line, ...] = ()


def set_beside(published: Path, page: Waiting, document: Document) -> Result:
    """What the page's report says beside the figures of the published file, and against itself. `document`:
    the page, read. Raises ReportError where the file cannot be read."""
    if len(document.text) > _READ:
        return unread(page, f"网页的文字超过 {_READ} 字,不像年度报告,没有读")
    report = report_of(document, page.title or "")
    if isinstance(report, NoReport) or not _has_figures(report):
        return _without_figures(page, report)
    portal = page.portal_id if page.is_of_several else None
    found = printed_on_page(published, report, portal, page.published_on, page.unit)
    beside = sum(row.verdict in BESIDE for row in found.rows)
    outcome = "compared" if beside else "itself"
    counted = f"报告中的数字 {len(found.rows)} 个,与本库比较了 {beside} 个"
    reason = found.apart or ";".join((counted, *found.notes))
    whose = (report.year, report.form, report.organ, found.unit)
    return Result(page, outcome, _words(reason), *whose, tuple(_lines(found)))


def unread(page: Waiting, reason: str, outcome: str = "unread") -> Result:
    """The result of a page whose archived bytes, or whose report, could not be read."""
    return Result(page, outcome, _words(reason))


def keep(ledger: DuckDBPyConnection, published: Path, results: Sequence[Result], now: datetime) -> None:
    """Keeps what came of the pages, with the sum of the figures beside which they were set, in one
    transaction."""
    bases = _bases(published)
    with query.transaction(ledger):
        items = [one.page.item_id for one in results]
        query.run(ledger, "reconcile/forget", items=items)
        query.run(ledger, "reconcile/forget_lines", items=items)
        for one in results:
            _keep(ledger, one, bases, now)


def _has_figures(report: PublishedReport) -> bool:
    return bool(report.counts) or any(cell.state != "missing" for cell in report.cells.values())


def _without_figures(page: Waiting, report: PublishedReport | NoReport) -> Result:
    """A page that only links to its report is told so; one without figures too."""
    named = [name for name in page.linked or () if name]
    if page.linked:
        said = f"({'、'.join(named[:3])}{'…' if len(named) > 3 else ''})" if named else ""
        return Result(page, "only_linked", _words(f"网页上没有数字,只有附件的链接{said};附件还没有读"))
    if isinstance(report, NoReport) and report.is_unread:
        return unread(page, report.reason)
    return Result(page, "no_figures", "网页上没有读到能比较的数字(可能是图片、要运行脚本,或不是年度报告)")


def _lines(found: Reconciled) -> Iterator[Line]:
    """Every figure, then what the report says of itself, then what could not be read."""
    form = {"cell": found.report.form, "text": SECTIONS}
    for row in found.rows:
        again = ("与前面同类同数,是同一组条目",) if row.repeats else ()
        # Without its number no line may say that it differs.
        is_lost = row.printed is not None and _kept(row.printed) is None
        again = ("数字太大,不像报告中的数",) if is_lost else again
        yield Line(
            row.kind,
            "unreadable" if is_lost else row.verdict,
            _words(row.label),
            form[row.kind] if row.ours is not None else None,
            row.code,
            _kept(row.printed),
            row.unit,
            _kept(row.ours),
            row.origin if row.ours is not None else None,
            _words(";".join((*row.causes, *again))),
            _words(row.where),
        )
    for one in found.itself:
        if one.outcome != "not_assessable":
            yield Line("identity", one.outcome, form=one.form, cause=_words(one.sentence), rule=one.rule)
    for added in found.report.sums:
        yield Line(
            "sum",
            added.outcome,
            _words(added.whole.what),
            printed=_kept(added.whole.number),
            measure=added.whole.unit,
            cause=_words(sum_words(added)),
            place=_words(added.whole.sentence),
        )
    for problem in found.report.problems:
        label = PROBLEMS[problem.kind]
        yield Line("problem", "told", label, cause=_words(problem.message), place=problem.where.words())


def _words(text: str) -> str:
    """Words of strangers as they are kept: masked, harmless, of bounded length."""
    plain = visible(mask(" ".join(text.split())))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _kept(number: Decimal | None) -> Decimal | None:
    """A figure as a table's column holds it; one beyond it is no count of a report."""
    return number if number is not None and abs(number) < _MOST else None


def _bases(published: Path) -> Mapping[tuple[str, int], str]:
    with open_read_only(published) as connection:
        query.run(connection, "reconcile/basis", figures="figures", counts="counts", units="units")
        rows = query.rows(connection, "reconcile/bases")
    return {(row["portal_id"], row["year"]): row["basis"] for row in rows}


def _keep(
    ledger: DuckDBPyConnection, one: Result, bases: Mapping[tuple[str, int], str], now: datetime
) -> None:
    page = one.page
    query.run(
        ledger,
        "reconcile/keep_report",
        portal_id=page.portal_id,
        item_id=page.item_id,
        version=page.version,
        content_sha256=page.content_sha256,
        rules=rules_now(),
        basis=None if one.year is None else bases.get((page.portal_id, one.year)),
        year=one.year,
        form=one.form,
        organ=None if one.organ is None else _words(one.organ),
        unit=one.unit,
        outcome=one.outcome,
        reason=one.reason,
        compared_at=now,
    )
    lines = one.lines
    query.run(
        ledger,
        "reconcile/keep_lines",
        portal_id=page.portal_id,
        item_id=page.item_id,
        kinds=[line.kind for line in lines],
        forms=[line.form for line in lines],
        codes=[line.code for line in lines],
        labels=[line.label for line in lines],
        printed=[_text(line.printed) for line in lines],
        measures=[line.measure for line in lines],
        ours=[_text(line.ours) for line in lines],
        origins=[line.origin for line in lines],
        outcomes=[line.outcome for line in lines],
        causes=[line.cause for line in lines],
        places=[line.place for line in lines],
        rules=[line.rule for line in lines],
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
