"""What the answer of a column shows: a list to crawl, a page that leads on, an article, or why it is none.

Pure: pages in, trials out. Reading rows, pagers and items is the readers' work (`scrapers.parsing`).
"""

from __future__ import annotations

from dataclasses import replace

from scrapers.address import host_of
from scrapers.parsing import filled, parse_item, parse_list
from scrapers.probe import columns, names
from scrapers.probe.plan import named
from scrapers.probe.records import ItemTrial, PageLink, Surface, Trial, Verdict
from scrapers.records import Entry, ItemPage, ListPage, OtherPage, Page, Request

_FEW_ROWS = 3
_HUB_FOLDERS = 3


def trial_of(link: PageLink, page: Page, surface: Surface, place: str) -> Trial:
    """What the page of a column is. A redirect stub gives verdict `redirected`; its target is in `reason`."""
    reading = parse_list(page)
    link = named(link, surface.column_name)
    name = _own_name(link.name, surface) or columns.folder_of(page.url).rstrip("/").rpartition("/")[2]
    meaning = names.meaning(names.without_year(name), place)
    trial = Trial(link, page.url, name, meaning, "failed", surface=surface)
    if isinstance(reading, OtherPage):
        return _of_other(trial, reading, page)
    return _of_list(replace(trial, listing=reading), page)


def _own_name(name: str, surface: Surface) -> str:
    """The link's name; of a menu entry such as 信息公开 that leads to one of its columns, the page's own."""
    own = surface.column_name
    return own if names.is_landing(name) and own and own not in surface.site_names else name


def answered(trial: Trial, listing: ListPage | OtherPage, reason: str = "") -> Trial:
    """A `needs_script` trial after its rows were asked by the known call."""
    if isinstance(listing, ListPage) and listing.outcome == "ok" and trial.listing is not None:
        shell = trial.listing
        whole = replace(filled(shell, listing), family=shell.family)
        return replace(trial, verdict="list", reason="", listing=whole)
    stated = listing.reason if isinstance(listing, OtherPage) else listing.evidence
    return replace(trial, reason=f"{trial.reason}；按已知接口询问未得到条目：{reason or stated}")


def _of_other(trial: Trial, other: OtherPage, page: Page) -> Trial:
    """Of a page that is no list: where it leads, or why nothing can be read."""
    if other.outcome == "redirect" and other.target:
        return replace(trial, verdict="redirected", reason=other.target)
    if other.outcome == "challenged":
        return replace(trial, verdict="challenged", reason=other.reason)
    if other.outcome == "unreadable":
        if article := _as_article(page):
            return replace(trial, verdict="article", reason=article)
        verdict: Verdict = "landing" if _leads_on(trial) else "failed"
        if trial.surface is not None and trial.surface.units:
            return replace(trial, verdict="landing", reason=f"列出 {len(trial.surface.units)} 个单位")
        return replace(trial, verdict=verdict, reason=other.reason)
    return replace(trial, reason=f"{other.outcome}：{other.reason}")


def _of_list(trial: Trial, page: Page) -> Trial:
    """Of a page read as a list: a section, unless its rows are columns or the page is one article."""
    listing = trial.listing
    assert listing is not None
    if listing.outcome == "needs_script":
        return replace(trial, verdict="needs_script", reason=listing.evidence or "条目由脚本载入")
    if listing.outcome == "empty":
        return replace(trial, verdict="empty", reason=listing.evidence)
    if not listing.entries:
        why = listing.unread[0].reason if listing.unread else listing.evidence
        return replace(trial, reason=f"{len(listing.unread)} 行都未能读出：{why}", listing=None)
    paged = bool(listing.pages or listing.records or listing.next)
    rows = [columns.kind_of(entry.url) for entry in listing.entries]
    if rows.count("column") > len(rows) * 0.6 and not any(entry.date for entry in listing.entries):
        return replace(
            trial, verdict="landing", reason=f"列出的 {len(rows)} 行是栏目而不是条目", listing=None
        )
    if not paged and len(rows) <= _FEW_ROWS and (article := _as_article(page)):
        return replace(trial, verdict="article", reason=article, listing=None)
    return replace(trial, verdict="list")


def _as_article(page: Page) -> str:
    """What an article's page states, in words; '' when the page is none."""
    item = parse_item(page)
    if isinstance(item, OtherPage) or not item.title:
        return ""
    stated = item.read_from.get("published", "").startswith("label") and item.published is not None
    long = len(item.body_text) > 200
    if not (stated and len(item.body_text) > 60) and not (long and item.published is not None):
        return ""
    assert item.published is not None
    return f"页面本身是一篇文章《{item.title[:40]}》，{item.published.iso()[:10]} 发布"


def _leads_on(trial: Trial) -> bool:
    """Whether the page links to columns of its own."""
    assert trial.surface is not None
    own = columns.folder_of(trial.url)
    below = {
        columns.folder_of(link.url)
        for link in trial.surface.links
        if columns.kind_of(link.url) == "column" and columns.folder_of(link.url).startswith(own)
    }
    return len(below - {own}) > 0


def item_request(trial: Trial, hosts: tuple[str, ...]) -> Entry | None:
    """The row to try as an item: the first one not pinned that leads to a page of the portal."""
    if trial.listing is None:
        return None
    fit = [
        entry
        for entry in trial.listing.entries
        if host_of(entry.url) in hosts and columns.kind_of(entry.url) != "file"
    ]
    return next((entry for entry in fit if not entry.pinned), fit[0] if fit else None)


def item_trial(entry: Entry, page: Page) -> ItemTrial:
    """What the item's page states, and where it disagrees with its row."""
    item = parse_item(page)
    if isinstance(item, OtherPage):
        return ItemTrial(entry.url, reason=f"{item.outcome}：{item.reason}")
    return ItemTrial(page.url, item, doubts=_doubts(entry, item))


def _doubts(entry: Entry, item: ItemPage) -> tuple[str, ...]:
    found = []
    if item.title is None:
        found.append("内容页没有读到标题")
    elif not _same_title(entry.title, item.title):
        found.append(f"列表标题《{entry.title[:40]}》与内容页标题《{item.title[:40]}》不同")
    if item.published is None:
        found.append("内容页没有读到发布日期" + ("，将用列表中的日期" if entry.date else ""))
    elif entry.date and entry.date != item.published.day:
        found.append(f"列表日期 {entry.date} 与内容页发布日期 {item.published.day} 不同")
    return tuple(found)


def _same_title(row: str, page: str) -> bool:
    """Whether a row's title is the page's, perhaps cut."""
    short, whole = (names.tidy(text).rstrip(".…。") for text in (row, page))
    return whole.startswith(short) or short.startswith(whole)


def second_page_says(first: ListPage, request: Request, reading: ListPage | OtherPage) -> tuple[str, bool]:
    """What page 2 has, in words; whether it has rows of its own."""
    if isinstance(reading, OtherPage) or not reading.entries:
        return f"第 2 页未读到条目（{request.url}）", False
    seen = {columns.key_of(entry.url) for entry in first.entries}
    fresh = sum(columns.key_of(entry.url) not in seen for entry in reading.entries)
    return f"第 2 页读到 {len(reading.entries)} 行，其中 {fresh} 行为新（{request.url}）", fresh > 0
