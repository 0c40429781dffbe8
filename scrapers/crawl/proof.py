"""What a section's reading proves: declared against read, and the outcome that follows, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.crawl.walk import Walk
from scrapers.known import Known
from scrapers.package import Proof
from scrapers.records import ListPage, OtherPage, SectionOutcome

COLLAPSE_SHARE = 0.5
"""A whole list with less than this share of the rows of its last complete reading is held back."""

COLLAPSE_ROWS = 5
"""… where the last complete reading had at least so many rows."""

TOLERATED_PAGE_FAULTS = 0.1
"""Item pages that may fail before the section is partial: their list rows still count them."""


@dataclass(slots=True)
class PageFaults:
    """How the asking of item pages went: asked, failed for now, and failed without a list date to go by."""

    asked: int = 0
    failed: int = 0
    undated: int = 0
    challenged: bool = False


def prove(walk: Walk, faults: PageFaults, known: Known) -> Proof:
    """Outcome and reason (Chinese) of one section's reading. Rules: README of the crawl, «Completeness»."""
    outcome, reason = _judge(walk, faults, known)
    read = walk.distinct
    if walk.records_declared is not None and walk.distinct <= walk.records_declared <= walk.total:
        # An address that the list itself holds twice counts as the list counts it.
        read = walk.records_declared
    if not walk.whole:
        read = max(read, len(known.items))
    return Proof(
        outcome=outcome,
        reason=reason,
        pages_declared=walk.pages_declared,
        pages_read=walk.pages_read,
        records_declared=walk.records_declared,
        records_read=read,
        whole_list=walk.whole,
    )


def _judge(walk: Walk, faults: PageFaults, known: Known) -> tuple[SectionOutcome, str]:
    first = _first_page(walk)
    if first is not None:
        return first
    if faults.challenged:
        return "challenged", "读条目页时被防护系统拦截,已停止访问该主机"
    if walk.stopped:
        return ("challenged" if "拦截" in walk.stopped else "partial"), walk.stopped
    doubts = [doubt for doubt in (*_list_doubts(walk, known), *_page_doubts(faults)) if doubt]
    if doubts:
        return "partial", ";".join(doubts)
    if not walk.whole:
        since = known.complete_at.date().isoformat() if known.complete_at else "上次"
        return "complete", f"增量:读到连续两条已知且未变的行为止,其余沿用 {since} 的完整读取"
    note = f"{faults.failed} 个条目页暂时读不到,按列表行计" if faults.failed else ""
    return "complete", note


def _first_page(walk: Walk) -> tuple[SectionOutcome, str] | None:
    """The outcome where page 1 already settles it."""
    if walk.pages and walk.pages[0]:
        return None
    got, listing = walk.first_got, walk.first
    if got is not None and got.outcome == "challenged":
        return "challenged", got.reason or "被防护系统拦截"
    if isinstance(listing, OtherPage):
        if listing.outcome == "challenged":
            return "challenged", listing.reason
        return "failed", f"栏目首页不是列表({listing.outcome}):{listing.reason}"
    if isinstance(listing, ListPage):
        if listing.outcome == "empty":
            return "empty", f"页面自称无内容:{listing.evidence}"
        return "failed", f"读不到任何行:{listing.evidence or listing.outcome}"
    return "failed", (got.reason or got.outcome) if got else "没有读到首页"


def _list_doubts(walk: Walk, known: Known) -> list[str]:
    doubts = []
    if walk.failed_pages:
        doubts.append(f"{len(walk.failed_pages)} 个列表页读不到,首个为 {walk.failed_pages[0]}")
    if walk.unread:
        doubts.append(f"{walk.unread} 行无法读取(见 rejects)")
    if walk.capped:
        doubts.append("列表只发布到系统上限,自称总数不是全部")
    if walk.shrank:
        doubts.append("读取期间列表有行撤下,可能漏读")
    if (
        walk.whole
        and walk.records_declared is not None
        and walk.distinct < walk.records_declared > walk.total
    ):
        doubts.append(f"列表自称 {walk.records_declared} 条,读到 {walk.distinct} 条")
    before = known.complete_rows or 0
    if walk.whole and before >= COLLAPSE_ROWS and walk.distinct < before * COLLAPSE_SHARE:
        doubts.append(f"行数骤减:上次完整读取 {before} 条,这次 {walk.distinct} 条,暂不采用")
    return doubts


def _page_doubts(faults: PageFaults) -> list[str]:
    if faults.undated:
        return [f"{faults.undated} 个条目页读不到,列表行又没有日期"]
    if faults.failed > max(5, faults.asked * TOLERATED_PAGE_FAULTS):
        return [f"{faults.asked} 个条目页中 {faults.failed} 个暂时读不到"]
    return []
