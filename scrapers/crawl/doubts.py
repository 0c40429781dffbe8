"""What speaks against a list having been read whole; and what a person may set aside (bounds.csv)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scrapers.crawl.list_result import ListResult, PageRead
from scrapers.crawl.page_lengths import length_of, short_pages, usual_length
from scrapers.known import Bound, Known


@dataclass(slots=True)
class Doubts:
    """Reasons in Chinese; `judged` are those about which a person who has looked at the list may say that it
    is so and nothing is missing."""

    plain: list[str] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)


def list_doubts(walk: ListResult, known: Known) -> Doubts:
    """What a walk met that keeps its rows from being all. Where as many different rows were read as the list
    says it holds, no page of it is missing, whatever its pager says."""
    doubts = Doubts([walk.stopped] if walk.stopped else [])
    if walk.failed and not (walk.has_all and _all_behind(walk)):
        skipped = f",另有 {walk.skipped_pages} 页未试" if walk.skipped_pages else ""
        first = walk.failed[0].request.url
        doubts.plain.append(f"{len(walk.failed)} 个列表页读不到,首个为 {first}{skipped}")
    if walk.unread:
        doubts.plain.append(f"{walk.unread} 行无法读取(见 rejects)")
    if walk.capped:
        doubts.plain.append("列表只发布到系统上限,自称总数不是全部")
    if walk.shrank:
        doubts.plain.append("读取期间列表有行撤下,可能漏读")
    if walk.not_again:
        doubts.plain.append(f"读完后复读第一页未成({walk.not_again}),不能确认读取期间列表未变")
    if not walk.has_all:
        doubts.judged += [*_repeats(walk), *_whole_doubts(walk, known)]
    return doubts


def surplus_note(walk: ListResult) -> list[str]:
    """A list that holds more rows than it says, and was read to its end: worth a word, and no doubt."""
    declared = walk.records_declared
    if declared is None or walk.addresses <= declared or walk.agrees(declared):
        return []
    return [f"列表自称 {declared} 条,实有 {walk.addresses} 条"]


def pages_note(walk: ListResult) -> list[str]:
    """A list with more pages than it says, or fewer, all of them read; or one whose pages were found though
    no control tells where they are."""
    if walk.by_habit:
        return ["翻页控件不写明网址,其后各页按常见的文件名(如 index_2.html)读到"]
    pages = max((page.step.number for page in walk.pages), default=0)
    if walk.limit is None or not pages or pages == walk.limit or not walk.at_end:
        return []
    return [f"列表写明 {walk.limit} 页,实有 {pages} 页"]


def below(bound: Bound | None, rows: int) -> list[str]:
    """A list with fewer rows than a person said it has at least."""
    if bound is None or bound.min_rows is None or rows >= bound.min_rows:
        return []
    return [f"读到 {rows} 行,低于人工认可的下限 {bound.min_rows}(bounds.csv),暂不采用"]


def _whole_doubts(walk: ListResult, known: Known) -> Iterator[str]:
    """What can be said of a walk to the list's end only."""
    if not walk.whole:
        return
    if walk.left_open:
        yield walk.left_open
    yield from _lengths(walk)
    yield from _totals(walk)
    yield from _shortage(walk, known)


def _all_behind(walk: ListResult) -> bool:
    """Whether the pages that failed stand behind all that were read."""
    last = max(page.step.number for page in walk.pages)
    return all(step.number > last for step in walk.failed)


def _repeats(walk: ListResult) -> Iterator[str]:
    """As many new rows, come in meanwhile, would explain pages that only repeat others."""
    if sum(page.rows for page in walk.repeated) > len(walk.late):
        first = walk.repeated[0].step.request.url
        yield f"{len(walk.repeated)} 个列表页只重复别页的行,首个为 {first}"


def _lengths(walk: ListResult) -> Iterator[str]:
    short = short_pages(walk.pages)
    if short:
        page, usual = short[0], usual_length(walk.pages)
        more = f",这样的页共 {len(short)} 个" if len(short) > 1 else ""
        where = f"第 {page.step.number} 页只有 {length_of(page)} 行,别页有 {usual} 行"
        yield f"{where},可能漏读({page.step.request.url}){more}"


def _totals(walk: ListResult) -> Iterator[str]:
    """A list that grew while it was read states the total of its first page, of page 1 read again, or one
    between them; one that counts the rows of each page states no total at all."""
    stated = {walk.records_declared, walk.pages[0].total if walk.pages else None} - {None}
    low, high = (min(stated), max(stated)) if stated else (None, None)  # type: ignore[type-var]
    if low is None or high is None or all(_counts_itself(page) for page in walk.pages):
        return
    for page in walk.pages:
        if page.total is not None and not low <= page.total <= high:
            where = f"第 {page.step.number} 页写明共 {page.total} 条"
            yield f"{where},与第 1 页的 {walk.records_declared} 条不符({page.step.request.url})"
            return


def _counts_itself(page: PageRead) -> bool:
    return page.total == len(page.ids)


def _shortage(walk: ListResult, known: Known) -> Iterator[str]:
    """Fewer rows than the list says, but for those that a person said are not shown: that many, or fewer."""
    declared = walk.records_declared
    if declared is None or walk.agrees(declared) or walk.addresses > declared:
        return
    if known.ground == "person" and declared - walk.rows <= known.not_shown:
        return
    again = ",当晚重读一遍仍如此" if walk.reread else ""
    yield f"列表自称 {declared} 条,读到 {walk.rows} 条{again}"
