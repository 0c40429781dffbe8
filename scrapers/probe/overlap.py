"""Sections that contain others, and rows that belong to no section. Pure.

Parent columns collect their children's items on many systems. A column is taken out of the portal file only
where the pages show that nothing is lost by it, and the file says so in a comment; in every other case both
stay and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scrapers.probe import names
from scrapers.probe.columns import folder_of, key_of
from scrapers.probe.records import PageLink, Trial

_NAMED_AT_MOST = 6
_PAGES_OF_SIDE_LIST = 3


def settle(trials: Sequence[Trial], untried: Sequence[PageLink] = ()) -> tuple[Trial, ...]:
    """The trials, with verdict `landing` for those whose items all stand in others and `failed` for those
    that show a side list only; notes on the rest. `untried`: columns that the file will list as open."""
    settled = [_without_side_list(trial, trials) for trial in trials]
    sections = [trial for trial in settled if trial.verdict == "list"]
    for parent in sections:
        children = [child for child in sections if child is not parent and _below(child.url, parent.url)]
        if not children:
            continue
        _settle_family(settled, parent, children, [link for link in untried if _below(link.url, parent.url)])
    return tuple(settled)


def _settle_family(
    settled: list[Trial], parent: Trial, children: Sequence[Trial], open_: Sequence[PageLink]
) -> None:
    """Decides between a parent and the columns below it."""
    certain = parent.meaning.category != "auto"
    menu = names.is_landing(parent.link.name)
    if not certain and _gathers(parent, children, open_ if menu else ()):
        further = f"，未试读的下级栏目（{_named([link.name for link in open_])}）列在文末" if open_ else ""
        listed = f"下级栏目（{_named([child.name for child in children])}）已分别列出{further}"
        why = f"汇总栏目：第 1 页各行都在下级栏目的目录中，{listed}"
        _replace(settled, parent, replace(parent, verdict="landing", reason=why))
        return
    if menu and _adds_up(parent, children):
        named = _named([child.name for child in children])
        why = f"汇总栏目：共 {_records(parent)} 条，正好是下级栏目（{named}）的合计"
        _replace(settled, parent, replace(parent, verdict="landing", reason=why))
        return
    if certain and _gathers(parent, children):
        _absorb(settled, parent, children)
    note = f"与下级栏目（{_named([child.name for child in children])}）可能重复，条目按去重计"
    _replace(settled, parent, replace(parent, notes=(*parent.notes, note)))


def _absorb(settled: list[Trial], parent: Trial, children: Sequence[Trial]) -> None:
    """Takes out children of the parent's own category where the stated totals show that it holds them all."""
    same = [child for child in children if child.meaning.category in ("auto", parent.meaning.category)]
    total = _records(parent)
    parts = [_records(child) for child in same]
    if total is None or None in parts or sum(part or 0 for part in parts) > total:
        return
    for child in same:
        why = f"已含于上级栏目“{parent.name}”（上级共 {total} 条，本栏目 {_records(child)} 条）"
        _replace(settled, child, replace(child, verdict="landing", reason=why))


def _adds_up(parent: Trial, children: Sequence[Trial]) -> bool:
    """Whether the columns right below a parent have together exactly as many items as it states."""
    direct = [child for child in children if not any(_below(child.url, other.url) for other in children)]
    parts = [_records(child) for child in direct]
    return None not in parts and sum(part or 0 for part in parts) == _records(parent)


def _without_side_list(trial: Trial, trials: Sequence[Trial]) -> Trial:
    """The trial, `failed` where every row stands on several other sections' pages as well: such rows are a
    side list, hot items or a footer, whatever the page's layout made of them."""
    if trial.verdict != "list" or trial.listing is None:
        return trial
    rows = {key_of(entry.url) for entry in trial.listing.entries}
    same = [
        other
        for other in trials
        if other.surface is not None
        and not _below(other.url, trial.url)
        and not _below(trial.url, other.url)
        and key_of(other.url) != key_of(trial.url)
        and rows <= other.surface.addresses
    ]
    if len(same) < _PAGES_OF_SIDE_LIST:
        return trial
    where = _named([other.name for other in same])
    why = (
        f"读到的 {len(rows)} 行在其他 {len(same)} 个栏目（{where}）的页面上同样出现，是侧栏而不是本栏目的条目"
    )
    return replace(trial, verdict="failed", reason=why, listing=None)


def _gathers(parent: Trial, children: Sequence[Trial], open_: Sequence[PageLink] = ()) -> bool:
    """Whether every row of the parent's first page lies in the folder of a child, or of an open column."""
    assert parent.listing is not None
    folders = [folder_of(url) for url in (*(child.url for child in children), *(link.url for link in open_))]
    rows = [folder_of(entry.url) for entry in parent.listing.entries]
    return bool(rows) and all(any(row.startswith(folder) for folder in folders) for row in rows)


def _below(inner: str, outer: str) -> bool:
    child, parent = folder_of(inner), folder_of(outer)
    return child != parent and child.startswith(parent) and parent.count("/") > 1


def _records(trial: Trial) -> int | None:
    """Records as stated, or the rows of a list that has one page only."""
    assert trial.listing is not None
    if trial.listing.records is not None or trial.listing.next is not None:
        return trial.listing.records
    return len(trial.listing.entries)


def _named(listed: Sequence[str]) -> str:
    """The first few names, and how many there are."""
    shown = "、".join(listed[:_NAMED_AT_MOST])
    return f"{shown} 等 {len(listed)} 个" if len(listed) > _NAMED_AT_MOST else shown


def _replace(trials: list[Trial], old: Trial, new: Trial) -> None:
    """Puts `new` in the place of the trial of the same address."""
    for place, trial in enumerate(trials):
        if trial.url == old.url:
            trials[place] = new
