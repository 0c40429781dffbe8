"""What a portal is called and was called before: its items are named by its first id, for good."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.address import host_of
from scrapers.portalfile import Portal, PortalFileError
from warehouse import query
from warehouse.home import FileUnreadable
from warehouse.read_only import open_read_only


class KnownPortal(NamedTuple):
    """A portal that the ledger knows."""

    portal_id: str
    home: str
    retired_at: datetime | None


class _Name(NamedTuple):
    """What a portal was called before, and when it was renamed."""

    former_id: str
    renamed_at: datetime


def known_portals(ledger: DuckDBPyConnection) -> list[KnownPortal]:
    """The portals of the ledger, whether there are files of them or not."""
    return query.records(ledger, "portals/known", KnownPortal)


def named(ledger: DuckDBPyConnection, portal: Portal, held: Collection[str] = ()) -> Portal:
    """The portal with the first id that the ledger knows of it, whatever its file says.

    `held`: ids of the home's portal files, retired ones too; where it is given, a portal new to the ledger
    that lies at the address of one whose file is gone is that one, renamed by hand. Raises PortalFileError
    for that, and for an id or first id that is another portal's: their items would be counted twice.
    """
    first = query.column(ledger, "portals/first_id", portal_id=portal.id)
    if first:
        told = portal.portal.first_id
        if told and told != first[0]:
            raise PortalFileError(
                f'门户 {portal.id} 的 [portal] first_id 写的是 "{told}",台账中它最初的 id 是 "{first[0]}";'
                "请改回,或删去这一行"
            )
        return portal.known_first_as(first[0])
    _refuse_former_id(ledger, portal)
    _refuse_first_id_of_another(ledger, portal)
    _refuse_renamed_by_hand(ledger, portal, held)
    return portal


def note_first_id(ledger: DuckDBPyConnection, portal: Portal, now: datetime) -> None:
    """Keeps the first id of a portal that came into this home under a later one."""
    if portal.first_id != portal.id:
        whose = {"portal_id": portal.id, "former_id": portal.first_id}
        query.run(ledger, "portals/note_name", **whose, renamed_at=now)


def first_ids(ledger: DuckDBPyConnection) -> dict[str, str]:
    """Of each portal of the ledger the id by which its items are named."""
    return query.pairs(ledger, "portals/first_ids", "portal_id", "first_id")


def published_first_ids(published: DuckDBPyConnection) -> dict[str, str]:
    """The same of an opened published (or sealed) file."""
    told = query.value(published, "why/knows", table="portal_names")  # sealed files keep their form
    statement = "portals/first_ids" if told else "why/portals"
    return query.pairs(published, statement, "portal_id", "first_id")


def present_id(ledger: DuckDBPyConnection, portal_id: str) -> str:
    """What the portal is called now that was called so when a package of it was begun."""
    found: list[str] = query.column(ledger, "portals/of_former", former_id=portal_id)
    return found[0] if found else portal_id


def rename(ledger: DuckDBPyConnection, old: str, new: str, now: datetime) -> None:
    """Gives every row of a portal its new id, in one transaction. Nothing is done where it has it already.

    Raises PortalFileError for a new id that is, or was, another portal's.
    """
    if old not in {one.portal_id for one in known_portals(ledger)}:
        return
    refuse_taken(ledger, old, new)
    query.run(ledger, "portals/renaming", old=old, new=new, renamed_at=now)
    with query.transaction(ledger):
        query.run(ledger, "portals/rename")


def recall(ledger: DuckDBPyConnection, published: Path, portal_id: str) -> None:
    """Takes over from the published file what it tells that the portal was called before: a ledger from
    before several renames, made good by one, knows but the first id. A file that cannot be read tells
    nothing."""
    told: list[_Name] = []
    with suppress(FileUnreadable, duckdb.Error), open_read_only(published) as opened:
        told = query.records(opened, "portals/told_names", _Name, portal_id=portal_id)
    if first_id(ledger, portal_id) not in {one.former_id for one in told}:
        return
    with query.transaction(ledger):
        for one in told:
            whose = {"portal_id": portal_id, "former_id": one.former_id}
            query.run(ledger, "portals/forget_name", **whose)
            query.run(ledger, "portals/note_name", **whose, renamed_at=one.renamed_at)


def refuse_taken(ledger: DuckDBPyConnection, old: str, new: str) -> None:
    """Raises PortalFileError for a new id that is, or was, another portal's."""
    if new in {one.portal_id for one in known_portals(ledger)}:
        raise PortalFileError(f"台账中已有门户 {new};请另取一个 id")
    former = query.column(ledger, "portals/of_former", former_id=new)
    if former not in ([], [old]):
        raise PortalFileError(f"{new} 是门户 {former[0]} 的旧名,它的条目以此编号,不能再用;请另取一个 id")


def first_id(ledger: DuckDBPyConnection, portal_id: str) -> str:
    """The first id of a portal; its own where the ledger does not know it."""
    found: list[str] = query.column(ledger, "portals/first_id", portal_id=portal_id)
    return found[0] if found else portal_id


def retire(ledger: DuckDBPyConnection, portal_id: str, at: datetime | None) -> None:
    """Notes from when on a portal is asked no more; None: it is asked again."""
    query.run(ledger, "portals/retire", portal_id=portal_id, retired_at=at)
    query.run(ledger, "portals/was_read", portal_id=portal_id)


def note_unread(
    ledger: DuckDBPyConnection, read: Collection[str], unread: dict[str, str], at: datetime
) -> None:
    """Notes which portals were not read this night (id → why, in Chinese); those `read` are so no more. Of
    one that the ledger does not know nothing is published that could look fresh: it is told elsewhere."""
    known = {one.portal_id for one in known_portals(ledger)}
    for portal_id in (*read, *unread):
        query.run(ledger, "portals/was_read", portal_id=portal_id)
    for portal_id, why in ((one, unread[one]) for one in unread if one in known):
        said = f"门户 {portal_id} 上一晚没有读,数字沿用以前的:{why}"
        query.run(ledger, "portals/was_not_read", portal_id=portal_id, why=said, found_at=at)


def _refuse_former_id(ledger: DuckDBPyConnection, portal: Portal) -> None:
    former = query.column(ledger, "portals/of_former", former_id=portal.id)
    if former:
        raise PortalFileError(
            f"{portal.id} 是门户 {former[0]} 的旧名,它的条目以此编号,不能再用;"
            f'是同一门户的,把 [portal] id 改为 "{former[0]}",否则另取一个'
        )


def _refuse_first_id_of_another(ledger: DuckDBPyConnection, portal: Portal) -> None:
    for known_as, first in first_ids(ledger).items():
        if first == portal.first_id:
            raise PortalFileError(
                f'门户 {portal.id} 的 [portal] first_id = "{first}" 是台账中门户 {known_as} 的。'
                "如为同一门户(如台账恢复自改名以前的备份),请运行 "
                f"gongkai portal rename {known_as} {portal.id}(改过几次名的,照当时的顺序逐次改);"
                "如不是(first_id 本由改名命令写入),请删去这一行"
            )


def _refuse_renamed_by_hand(ledger: DuckDBPyConnection, portal: Portal, held: Collection[str]) -> None:
    if not held:
        return
    for known in known_portals(ledger):
        if known.portal_id not in held and host_of(known.home) == host_of(portal.portal.home):
            raise PortalFileError(
                f"门户 {portal.id} 与 {known.portal_id} 是同一网址,而 {known.portal_id} 已有数据,"
                f"文件却不在 portals/ 中了:像是手工改了 id,照此抓取会重复计数;要改名请运行 "
                f"gongkai portal rename {known.portal_id} {portal.id},否则把 id 改回 {known.portal_id}"
            )
