"""What a section's reading proves: declared against read, and the outcome that follows, with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from scrapers.crawl.accounts import Account
from scrapers.crawl.list_result import ListResult
from scrapers.known import Bound, Known, KnownItem
from scrapers.package import Ground, ListRow, Proof
from scrapers.records import ListPage, OtherOutcome, OtherPage, SectionOutcome
from scrapers.vocabulary.outcomes import WHOLE

COLLAPSE_SHARE = 0.5
"""A whole list with less than this share of the rows of its last complete reading is held back."""

COLLAPSE_ROWS = 5
"""… where the last complete reading had at least so many rows; likewise where fewer than that share of these
is left, unless the others rolled off the list's end."""

REDESIGN_ROWS = 2
"""A list on which none of at least so many known rows is left is held back: a redesign, or another list."""

MOVED_DATES_SHARE = 0.5
"""A list on which more than this share of the rows known changed its date at once is held back …"""

MOVED_DATES_ROWS = 10
"""… where these are at least so many."""

LOST_DATES_ROWS = 2
"""So many rows that had a date and have none now, more than MOVED_DATES_SHARE of those read again, are held
back: without a date they would count in no year."""

TOLERATED_PAGE_FAULTS = 0.1
"""Share of the item pages asked that may fail where all were read before: their last readings stand."""


_NO_LIST: dict[OtherOutcome, str] = {
    "challenged": "被防护系统拦截",
    "soft_gone": "已撤或改址",
    "redirect": "只是跳转",
    "search": "是搜索页",
    "not_html": "不是网页",
    "unreadable": "读不出列表",
}


@dataclass(slots=True)
class PageFaults:
    """How the asking of item pages went: how many were asked, how many failed for now."""

    asked: int = 0
    failed: int = 0
    unread: dict[str, str] = field(default_factory=dict)
    """Item id → address and reason, of pages that failed and were never read: what is counted of them would
    rest on the list alone."""
    given_up: int = 0
    """Items left to their list rows because their pages did not come for several nights."""
    challenged: bool = False

    def take_back(self, item_ids: Collection[str]) -> None:
        """Pages that failed are asked once more: what comes of that counts, not that they failed."""
        self.asked -= len(item_ids)
        self.failed -= len(item_ids)
        for item_id in item_ids:
            self.unread.pop(item_id, None)


def prove(
    walk: ListResult,
    faults: PageFaults,
    known: Known,
    rows: Mapping[str, ListRow],
    account: Account | None = None,
) -> Proof:
    """Outcome and reason (Chinese) of one section's reading; `rows` are the rows read, by item id, `account`
    says what became of its pages' links.

    A doubt of any kind makes a reading partial: what was published before then stands. Nothing was read of a
    list that never ends.
    """
    outcome, reason = _judge(walk, faults, known, rows)
    if account is not None and outcome == "complete":
        outcome, reason = _accounted(walk, known, rows, account, reason)
    alone = account is not None and account.alone
    if walk.endless:
        return Proof(outcome, reason, walk.pages_declared, 0, walk.records_declared, 0, whole_list=True)
    return Proof(
        outcome=outcome,
        reason=reason,
        pages_declared=walk.pages_declared,
        pages_read=walk.pages_read,
        records_declared=walk.records_declared,
        records_read=walk.records_read if walk.whole else _rows_held(walk, known, rows),
        whole_list=walk.whole,
        ground=_ground(walk, known, rows, alone) if outcome in WHOLE else None,
    )


def _accounted(
    walk: ListResult, known: Known, rows: Mapping[str, ListRow], account: Account, reason: str
) -> tuple[SectionOutcome, str]:
    """A complete reading with what the links of its pages say: a link that may be a missed row makes it
    partial, and so does a list of one page that nothing could be compared with, unless its total or a person
    says that these are all."""
    shown = _ground(walk, known, rows, account.alone)
    if account.doubt and shown != "total" and shown != "person":
        return "partial", account.doubt
    if account.alone and shown == "single_page":
        return "partial", f"列表只有一页,也没有别的页面可与之比较,不能证明 {walk.rows} 条就是全部"
    return "complete", reason


def _ground(
    walk: ListResult, known: Known, rows: Mapping[str, ListRow], alone: bool = False
) -> Ground | None:
    """What shows a complete reading to be one; None where nothing does beyond doubt: the last page still
    names a way onward, and that leads nowhere new. A page read `alone`, with none to compare it with, is
    whole where a person said how many rows it has at least."""
    if not walk.whole:
        return "increment" if known.ground not in (None, "before") else None
    if _released(walk, known, rows):
        return "person"
    if walk.addresses == walk.records_declared:
        return "total"
    if walk.failed_pages or walk.repeated_pages:
        return None
    if walk.pages_read == 1 and _is_alone(walk.first):
        return "person" if alone and known.bound is not None and known.bound.min_rows else "single_page"
    return "pager_end" if walk.at_end else None


def _released(walk: ListResult, known: Known, rows: Mapping[str, ListRow]) -> bool:
    """Whether a complete reading of a whole list was taken over on a person's word alone."""
    if not walk.rows:
        return (known.complete_rows or 0) >= COLLAPSE_ROWS
    return bool(_lost_dates(known, rows) or _upheavals(walk, known, rows))


def _is_alone(first: ListPage | OtherPage | None) -> bool:
    """Whether a list's first page has neither a pager nor any other way onward."""
    if not isinstance(first, ListPage):
        return False
    return (first.next, first.numbering, first.pages, first.rows_at) == (None, None, None, None)


def _rows_held(walk: ListResult, known: Known, rows: Mapping[str, ListRow]) -> int:
    """Rows of the list after a walk that ended at known ones: it went on where they did not add up."""
    return (
        walk.records_declared if walk.records_declared is not None else len(known.items.keys() | rows.keys())
    )


def _judge(
    walk: ListResult, faults: PageFaults, known: Known, rows: Mapping[str, ListRow]
) -> tuple[SectionOutcome, str]:
    first = _first_page(walk, known)
    if first is not None:
        return first
    if walk.challenged:
        return "challenged", f"{walk.stopped}:{walk.challenged}"
    if faults.challenged:
        return "challenged", "读条目页时被防护系统拦截,已停止访问该主机"
    if walk.endless:
        return ("failed" if known.complete_at is None else "partial"), walk.stopped
    doubts = [*_list_doubts(walk), *_page_doubts(faults)]
    upheavals = _lost_dates(known, rows)
    if walk.whole:
        doubts += [*_total_doubts(walk), *_below(known.bound, walk.rows)]
        upheavals += _upheavals(walk, known, rows)
    released = walk.whole and known.bound is not None and known.bound.releases(walk.rows)
    if not released:
        doubts += upheavals
    if doubts:
        return "partial", ";".join(doubts)
    if not walk.whole:
        since = known.complete_at.date().isoformat() if known.complete_at else "上次"
        so_far = f"增量:读到连续两条已知且未变的行为止,其余沿用 {since} 的完整读取"
        return "complete", ";".join([so_far, *_page_notes(faults)])
    notes = [f"按 bounds.csv 的认可采用:{doubt}" for doubt in upheavals]
    return "complete", ";".join([*notes, *_page_notes(faults)])


def _first_page(walk: ListResult, known: Known) -> tuple[SectionOutcome, str] | None:
    """The outcome where page 1 already settles it."""
    if walk.pages and walk.pages[0]:
        return None
    got, listing = walk.first_got, walk.first
    if got is not None and got.outcome == "challenged":
        return "challenged", got.reason or "被防护系统拦截"
    if isinstance(listing, OtherPage):
        if listing.outcome == "challenged":
            return "challenged", listing.reason
        return "failed", f"栏目首页{_NO_LIST[listing.outcome]}:{listing.reason}"
    if isinstance(listing, ListPage):
        if listing.outcome == "empty":
            return _empty(listing, known)
        return "failed", f"栏目首页读不到任何行:{listing.evidence or '原因不明'}"
    return "failed", f"栏目首页读不到:{got.reason or '没有得到回答'}" if got else "没有读到栏目首页"


def _empty(listing: ListPage, known: Known) -> tuple[SectionOutcome, str]:
    """A page that says itself that it holds nothing, unless it also says otherwise, or did hold much."""
    if listing.records:
        return "failed", f"页面自称无内容({listing.evidence}),又写明共 {listing.records} 条"
    before = known.complete_rows or 0
    below = _below(known.bound, 0)
    released = known.bound is not None and known.bound.releases(0)
    if below or (before >= COLLAPSE_ROWS and not released):
        return "partial", f"页面自称无内容({listing.evidence}),而上次完整读取有 {before} 条,暂不采用"
    return "empty", f"页面自称无内容:{listing.evidence}"


def _list_doubts(walk: ListResult) -> list[str]:
    doubts = [walk.stopped] if walk.stopped else []
    if walk.failed_pages:
        skipped = f",另有 {walk.skipped_pages} 页未试" if walk.skipped_pages else ""
        doubts.append(f"{len(walk.failed_pages)} 个列表页读不到,首个为 {walk.failed_pages[0]}{skipped}")
    if walk.repeated_rows > len(walk.late) and not _has_all(walk):
        doubts.append(f"{len(walk.repeated_pages)} 个列表页只重复别页的行,首个为 {walk.repeated_pages[0]}")
    if walk.unread:
        doubts.append(f"{walk.unread} 行无法读取(见 rejects)")
    if walk.capped:
        doubts.append("列表只发布到系统上限,自称总数不是全部")
    if walk.shrank:
        doubts.append("读取期间列表有行撤下,可能漏读")
    if walk.not_again:
        doubts.append(f"读完后复读第一页未成({walk.not_again}),不能确认读取期间列表未变")
    return doubts


def _has_all(walk: ListResult) -> bool:
    """Whether as many different rows were read as the list says it holds."""
    return walk.records_declared is not None and walk.addresses == walk.records_declared


def _total_doubts(walk: ListResult) -> list[str]:
    """The list's own total against what a walk to its end read; more rows than it says are as doubtful."""
    declared = walk.records_declared
    if declared is None or walk.agrees(declared):
        return []
    if walk.addresses > declared:
        return [f"列表自称 {declared} 条,却读到 {walk.addresses} 条不同的行"]
    return [f"列表自称 {declared} 条,读到 {walk.rows} 条"]


def _below(bound: Bound | None, rows: int) -> list[str]:
    """A list with fewer rows than a person said it has at least."""
    if bound is None or bound.min_rows is None or rows >= bound.min_rows:
        return []
    return [f"读到 {rows} 行,低于人工认可的下限 {bound.min_rows}(bounds.csv),暂不采用"]


def _upheavals(walk: ListResult, known: Known, rows: Mapping[str, ListRow]) -> list[str]:
    """A collapse, a redesign, or a migration of dates: nothing of it is taken over without a person."""
    before = known.complete_rows or 0
    if before >= COLLAPSE_ROWS and walk.rows < before * COLLAPSE_SHARE:
        return [f"行数骤减:上次完整读取 {before} 条,这次 {walk.rows} 条,暂不采用"]
    accepted = [item for item in known.items.values() if item.accepted]
    left = [(item, rows[item.item_id]) for item in accepted if item.item_id in rows]
    if len(accepted) >= REDESIGN_ROWS and not left:
        return [f"上次的 {len(accepted)} 条地址一条也不在列表上,疑为网站改版,暂不采用"]
    lost = len(accepted) - len(left) - _rolled_off(accepted, rows)
    if len(accepted) >= COLLAPSE_ROWS and lost > len(accepted) * (1 - COLLAPSE_SHARE):
        return [f"上次的 {len(accepted)} 条中 {lost} 条不在列表上了,暂不采用"]
    moved = sum(row.listed_on is not None and item.stood_on != row.listed_on for item, row in left)
    if len(left) >= MOVED_DATES_ROWS and moved > len(left) * MOVED_DATES_SHARE:
        return [f"{len(left)} 条已知的行中 {moved} 条日期同时变了,疑为迁移,暂不采用"]
    return []


def _lost_dates(known: Known, rows: Mapping[str, ListRow]) -> list[str]:
    """Rows whose date cannot be read any more."""
    dated = [item for item in known.items.values() if item.listed_on is not None and item.item_id in rows]
    lost = sum(rows[item.item_id].listed_on is None for item in dated)
    if lost < LOST_DATES_ROWS or lost <= len(dated) * MOVED_DATES_SHARE:
        return []
    return [f"{len(dated)} 条已知的行中 {lost} 条读不出日期了,暂不采用"]


def _rolled_off(accepted: list[KnownItem], rows: Mapping[str, ListRow]) -> int:
    """Known rows that are missing because the list shows its newest rows only: older than all it shows."""
    days = [row.listed_on for row in rows.values() if row.listed_on is not None and not row.pinned]
    if not days:
        return 0
    missing = [item for item in accepted if item.item_id not in rows]
    return sum(item.listed_on is not None and item.listed_on < min(days) for item in missing)


def _page_doubts(faults: PageFaults) -> list[str]:
    """A page never read leaves its item without unit, number, and perhaps date: nothing is accepted so. One
    that was read before keeps its last reading."""
    if faults.unread:
        first = next(iter(faults.unread.values()))
        return [f"{len(faults.unread)} 个条目页从未读到,这次也读不到,首个为 {first};下次先读"]
    if faults.failed > max(5, faults.asked * TOLERATED_PAGE_FAULTS):
        return [f"{faults.asked} 个条目页中 {faults.failed} 个暂时读不到"]
    return []


def _page_notes(faults: PageFaults) -> list[str]:
    """What a complete reading says of pages that did not come."""
    notes = [f"{faults.failed} 个条目页这次读不到,沿用上次所读"] if faults.failed else []
    if faults.given_up:
        notes.append(f"{faults.given_up} 个条目页多夜读不到,按已有的读数或列表行计(见检查结果 page-unread)")
    return notes
