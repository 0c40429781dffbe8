"""Sections that contain others: parent columns collect their children's items on many systems. Pure.

A column is taken out of the portal file only where the pages show that nothing is lost by it, and the file
says so in a comment; in every other case both stay and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scrapers.probe.columns import folder_of
from scrapers.probe.records import Trial


def settle(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """The trials, with verdict `landing` for those whose items all stand in others, and a note on the rest."""
    settled = list(trials)
    sections = [trial for trial in trials if trial.verdict == "list"]
    for parent in sections:
        children = [child for child in sections if child is not parent and _below(child, parent)]
        if not children:
            continue
        if _gathers(parent, children):
            names = "、".join(child.name for child in children)
            if parent.meaning.category == "auto":
                why = f"汇总栏目：第 1 页各行都在下级栏目（{names}）的目录中，下级已分别列出"
                _replace(settled, parent, replace(parent, verdict="landing", reason=why))
                continue
            _absorb(settled, parent, children)
        note = f"与下级栏目（{'、'.join(child.name for child in children)}）可能重复，条目按去重计"
        _replace(settled, parent, replace(parent, notes=(*parent.notes, note)))
    return tuple(settled)


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


def _gathers(parent: Trial, children: Sequence[Trial]) -> bool:
    """Whether every row of the parent's first page lies in the folder of a child."""
    assert parent.listing is not None
    folders = [folder_of(child.url) for child in children]
    rows = [folder_of(entry.url) for entry in parent.listing.entries]
    return bool(rows) and all(any(row.startswith(folder) for folder in folders) for row in rows)


def _below(child: Trial, parent: Trial) -> bool:
    inner, outer = folder_of(child.url), folder_of(parent.url)
    return inner != outer and inner.startswith(outer) and outer.count("/") > 1


def _records(trial: Trial) -> int | None:
    """Records as stated, or the rows of a list that has one page only."""
    assert trial.listing is not None
    if trial.listing.records is not None or trial.listing.next is not None:
        return trial.listing.records
    return len(trial.listing.entries)


def _replace(trials: list[Trial], old: Trial, new: Trial) -> None:
    """Puts `new` in the place of the trial of the same address."""
    for place, trial in enumerate(trials):
        if trial.url == old.url:
            trials[place] = new
