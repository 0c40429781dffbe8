"""What a section's reading proves: declared against read, and the outcome that follows, with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from scrapers.crawl.accounts import Account
from scrapers.crawl.doubts import below, list_doubts, pages_note, surplus_note
from scrapers.crawl.list_result import Join, ListResult
from scrapers.crawl.upheavals import COLLAPSE_ROWS, lost_dates, upheavals
from scrapers.known import Known
from scrapers.package import Ground, ListRow, Proof
from scrapers.records import ListPage, OtherOutcome, OtherPage, SectionOutcome

TOLERATED_PAGE_FAULTS = 0.1
"""Share of the item pages asked that may fail where all were read before: their last readings stand."""

_JOINED: dict[Join | None, str] = {
    "last_page": ",末页如其所应有",
    "order": ";列表没有总数,凭日期倒序接上,其下补录的行到下次读完整个列表才会发现",
}
"""What an increment says of its proof, where that is not the list's own total."""

_UNORDERED = ";列表不按日期倒序而很长,只核对了条数和末页,每周读完一次"


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

    A doubt of any kind makes a reading partial: what was published before then stands. So does a reading that
    nothing shows to be complete. Nothing was read of a list that never ends.
    """
    said = _judge(walk, faults, known, rows, account)
    if account is not None and account.alone and said.ground == "single_page" and walk.pages[0].ids:
        said = _alone(walk, known, said)
    if walk.endless:
        return Proof(
            said.outcome, said.reason, walk.pages_declared, 0, walk.records_declared, 0, whole_list=True
        )
    return Proof(
        outcome=said.outcome,
        reason=said.reason,
        pages_declared=walk.pages_declared,
        pages_read=walk.pages_read,
        records_declared=walk.records_declared,
        records_read=walk.records_read if walk.whole else _rows_held(walk, known, rows),
        whole_list=walk.whole,
        ground=said.ground,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a reading."""

    outcome: SectionOutcome
    reason: str
    ground: Ground | None = None


def _judge(
    walk: ListResult,
    faults: PageFaults,
    known: Known,
    rows: Mapping[str, ListRow],
    account: Account | None,
) -> _Said:
    if not (walk.pages and walk.pages[0].ids):
        return _first_page(walk, known)
    if walk.challenged:
        return _Said("challenged", f"{walk.stopped}:{walk.challenged}")
    if faults.challenged:
        return _Said("challenged", "读内容页时被防护系统拦截,已停止访问该主机")
    if walk.endless:
        return _Said("failed" if known.complete_at is None else "partial", walk.stopped)
    doubts = list_doubts(walk, known)
    doubts.plain += _page_doubts(faults)
    if account is not None and account.doubt:
        doubts.judged.append(account.doubt)
    doubts.judged += lost_dates(known, rows)
    if walk.whole:
        doubts.plain += below(known.bound, walk.rows)
        doubts.judged += upheavals(walk, known, rows)
    released = walk.whole and known.bound is not None and known.bound.releases(walk.rows)
    if doubts.plain or (doubts.judged and not released):
        return _Said("partial", ";".join([*doubts.plain, *doubts.judged]))
    notes = [f"按 bounds.csv 的认可采用:{doubt}" for doubt in doubts.judged]
    notes += [account.note] if account is not None and account.note else []
    return _complete(walk, known, [*notes, *_page_notes(faults)], person=bool(doubts.judged))


def _complete(walk: ListResult, known: Known, notes: list[str], *, person: bool) -> _Said:
    """A reading without a doubt, if anything shows it to be complete."""
    if not walk.whole:
        return _Said("complete", ";".join([_increment_words(walk, known), *notes]), _joined_ground(known))
    ground: Ground | None = "person" if person else _ground(walk, known)
    if ground is None:
        return _Said("partial", "没有什么能证明列表已经读全")
    return _Said("complete", ";".join([*pages_note(walk), *surplus_note(walk), *notes]), ground)


def _alone(walk: ListResult, known: Known, said: _Said) -> _Said:
    """A list of one page that nothing could be compared with is whole where a person said how many rows it
    has at least."""
    if known.bound is not None and known.bound.min_rows:
        return _Said(said.outcome, said.reason, "person")
    reason = f"列表只有一页,也没有别的页面可与之比较,不能证明 {walk.rows} 条就是全部"
    return _Said("partial", reason)


def _increment_words(walk: ListResult, known: Known) -> str:
    since = known.complete_at.date().isoformat() if known.complete_at else "上次"
    joined = _JOINED.get(walk.joined, "") if walk.newest_first else _UNORDERED
    return f"增量:读到连续两条已知且未变的行为止,其余沿用 {since} 的完整读取{joined}"


def _joined_ground(known: Known) -> Ground:
    """An increment is worth what the reading is that it joins."""
    return "increment" if known.ground not in (None, "before") else "before"


def _ground(walk: ListResult, known: Known) -> Ground | None:
    """What shows a whole list to be one; None where nothing does."""
    if walk.has_all:
        return "total"
    declared = walk.records_declared
    if declared is not None and walk.addresses < declared and not walk.agrees(declared):
        return (
            "person"  # no doubt is left of the rows missing: they are those that a person said are not shown
        )
    if walk.pages_read == 1 and walk.at_end and _is_alone(walk.first):
        return "single_page"
    return "pager_end" if walk.at_end else None


def _is_alone(first: ListPage | OtherPage | None) -> bool:
    """Whether a list's first page has neither a pager nor any other way onward."""
    if not isinstance(first, ListPage) or first.unfollowed:
        return False
    return (first.next, first.numbering, first.pages, first.rows_at) == (None, None, None, None)


def _rows_held(walk: ListResult, known: Known, rows: Mapping[str, ListRow]) -> int:
    """Rows of the list after a walk that ended at known ones: it went on where they did not add up."""
    if walk.records_declared is not None:
        return walk.records_declared - known.not_shown
    return len(known.items.keys() | rows.keys())


def _first_page(walk: ListResult, known: Known) -> _Said:
    """What is said where page 1 gave no row."""
    got, listing = walk.first_got, walk.first
    if got is not None and got.outcome == "challenged":
        return _Said("challenged", got.reason or "被防护系统拦截")
    if isinstance(listing, OtherPage):
        if listing.outcome == "challenged":
            return _Said("challenged", listing.reason)
        return _Said("failed", f"栏目首页{_NO_LIST[listing.outcome]}:{listing.reason}")
    if isinstance(listing, ListPage):
        if listing.outcome == "empty":
            return _empty(walk, listing, known)
        return _Said("failed", f"栏目首页读不到任何行:{listing.evidence or '原因不明'}")
    return _Said("failed", f"栏目首页读不到:{got.reason or '没有得到回答'}" if got else "没有读到栏目首页")


def _empty(walk: ListResult, listing: ListPage, known: Known) -> _Said:
    """A page that says itself that it holds nothing, unless it also says otherwise, or did hold much."""
    if listing.records:
        return _Said("failed", f"页面自称无内容({listing.evidence}),又写明共 {listing.records} 条")
    before = known.complete_rows or 0
    much = before >= COLLAPSE_ROWS
    released = known.bound is not None and known.bound.releases(0)
    if below(known.bound, 0) or (much and not released):
        return _Said("partial", f"页面自称无内容({listing.evidence}),而上次完整读取有 {before} 条,暂不采用")
    ground: Ground | None = "person" if much else _ground(walk, known)
    if ground is None:
        return _Said("partial", f"页面自称无内容({listing.evidence}),而{walk.left_open}")
    return _Said("empty", f"页面自称无内容:{listing.evidence}", ground)


def _page_doubts(faults: PageFaults) -> list[str]:
    """A page never read leaves its item without unit, number, and perhaps date: nothing is accepted so. One
    that was read before keeps its last reading."""
    if faults.unread:
        first = next(iter(faults.unread.values()))
        return [f"{len(faults.unread)} 个内容页从未读到,这次也读不到,首个为 {first};下次先读"]
    if faults.failed > max(5, faults.asked * TOLERATED_PAGE_FAULTS):
        return [f"{faults.asked} 个内容页中 {faults.failed} 个暂时读不到"]
    return []


def _page_notes(faults: PageFaults) -> list[str]:
    """What a complete reading says of pages that did not come."""
    notes = [f"{faults.failed} 个内容页这次读不到,沿用上次所读"] if faults.failed else []
    if faults.given_up:
        notes.append(f"{faults.given_up} 个内容页多夜读不到,按已有的读数或列表行计(见检查结果 page-unread)")
    return notes
