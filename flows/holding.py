"""How each portal of a home stands: asked, retired, its file unreadable or gone; in words and as matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.portals import HeldFile, held_files
from flows.renaming import begun_rename
from warehouse.home import FileUnreadable, Home
from warehouse.matters import NO_HURRY, Matter
from warehouse.status import PublishedPortal, published_portals

State = Literal["asked", "new", "unreadable", "lost", "retired"]
WORDS: dict[State, str] = {
    "asked": "在用",
    "new": "还没有抓取过",
    "unreadable": "文件不能用",
    "lost": "文件不在",
    "retired": "已停用",
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A portal of a home."""

    portal_id: str
    name: str
    state: State
    words: str
    """What there is to say of it (Chinese); empty where nothing is."""


def holdings(home: Home) -> list[Holding]:
    """The portals of a home: those with a file first, then those whose file is gone, then those retired.
    Raises nothing for a published file that cannot be read: what only that knows is not told then."""
    live, retired = held_files(home), held_files(home, retired=True)
    known = _published(home)
    ids = {name for one in (*live, *retired) for name in (one.id, one.first_id)}
    asked = [_of_file(one, _state(one, known), known) for one in live]
    gone = [_gone(one) for one in known.values() if one.portal_id not in ids]
    at_rest = [_of_file(one, "retired", known) for one in retired if one.id not in {each.id for each in live}]
    return [*asked, *sorted(gone, key=lambda one: one.state == "retired"), *at_rest]


def lost_words(home: Home) -> list[str]:
    """A sentence for each portal whose file is gone."""
    return [one.words for one in holdings(home) if one.state == "lost"]


def portals_told(home: Home) -> list[str]:
    """A line per portal: id, name, how it stands."""
    return [
        " ".join(filter(None, (one.portal_id, one.name, WORDS[one.state], one.words)))
        for one in holdings(home)
    ]


def matters_of_portals(home: Home, portal_ids: Sequence[str] = ()) -> Iterator[Matter]:
    """What a person has to do about the portals of a home, or about those named."""
    begun = begun_rename(home)
    if begun is not None:
        said = f"门户改名({begun.old} → {begun.new})没有做完,下一条会写入数据目录的命令会接着做完"
        yield Matter("home:portal", 0, 1, said, "运行 gongkai republish")
    found = [one for one in holdings(home) if not portal_ids or one.portal_id in portal_ids]
    for words in dict.fromkeys(one.words for one in found if one.state == "unreadable"):
        yield Matter("home:portal", 0, 1, words, "")
    for one in found:
        if one.state == "lost":
            yield Matter("home:portal-lost", 1, 1, one.words, "")
        if one.state == "new":
            said = f"门户 {one.portal_id}({one.name})还没有抓取过,公布文件里没有它"
            yield Matter("home:portal-new", 4, 1, said, "运行 gongkai nightly")
        if one.state in ("asked", "new") and one.words:
            yield Matter("home:portal-name", 5, 1, one.words, "")
    retired = [one.portal_id for one in found if one.state == "retired"]
    if retired:
        said = f"已停用的门户 {len(retired)} 个({'、'.join(retired)})"
        yield Matter("home:portal-retired", NO_HURRY, len(retired), said, "")


def _state(one: HeldFile, known: dict[str, PublishedPortal]) -> State:
    if one.wrong:
        return "unreadable"
    return "asked" if one.id in known or not known else "new"


def _of_file(one: HeldFile, state: State, known: dict[str, PublishedPortal]) -> Holding:
    told = known.get(one.id)
    name = one.portal.portal.name if one.portal else told.name if told else ""
    words = one.wrong or _to_rename(one, known) or one.note
    return Holding(one.id, name, state, words)


def _to_rename(one: HeldFile, known: dict[str, PublishedPortal]) -> str:
    """What to do about a portal that is known by its first id only: its ledger is one from before it was
    renamed. Empty for any other."""
    if one.id in known or one.first_id not in known:
        return ""
    return (
        f"门户 {one.id} 在台账中还是旧 id {one.first_id};请运行 gongkai portal rename {one.first_id} {one.id}"
    )


def _gone(one: PublishedPortal) -> Holding:
    if one.retired_at is not None:
        return Holding(one.portal_id, one.name, "retired", "")
    words = (
        f"门户 {one.portal_id}({one.name})的文件不在 portals/ 中了,不再抓取;数据和已有的数字都保留。"
        f"请放回 portals/{one.portal_id}.toml;要改名用 gongkai portal rename {one.portal_id} 新id,"
        f"要停用用 gongkai portal retire {one.portal_id}"
    )
    return Holding(one.portal_id, one.name, "lost", words)


def _published(home: Home) -> dict[str, PublishedPortal]:
    try:
        return {one.portal_id: one for one in published_portals(home.published)}
    except FileUnreadable:
        return {}
