"""Which portals of a published file are meant: by what the file says, not by the portal files.

A portal whose file is gone, or that was retired, has figures all the same. Nothing of a crawl is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scrapers.portalfile import PortalFileError, load_portal
from warehouse.home import FileUnreadable, Home
from warehouse.status import PublishedPortal, published_portals

Names = Sequence[str] | str | None
"""Portals as a person names them: none for all."""


def portals_meant(home: Home, names: Names = None) -> list[PublishedPortal]:
    """The portals named, or all; none at all of a file that holds one portal, or that cannot be read: there
    is nothing to choose. Raises PortalFileError for a name that is none of them."""
    try:
        known = published_portals(home.published)
    except FileUnreadable:
        return []
    given = [names] if isinstance(names, str) else list(names or ())
    chosen = [_named(known, name) for name in dict.fromkeys(given)]
    if len(known) == 1:
        return []
    return list({one.portal_id: one for one in chosen}.values()) or known


def portal_meant(home: Home, name: str | None) -> str | None:
    """The one portal that is meant; None of a file that holds one.

    Raises PortalFileError for a name that is none, and where one has to be named.
    """
    meant = portals_meant(home, name)
    if len(meant) > 1:
        ids = "、".join(one.portal_id for one in meant)
        raise PortalFileError(f"公布文件里有 {len(meant)} 个门户:{ids};请用 --portal(界面上填“门户”)指定一个")
    return meant[0].portal_id if meant else None


def reports_folder(home: Home, year: int, portal_id: str | None) -> Path:
    """Where the reports of a year go: a folder per portal where the home holds several."""
    return home.reports / portal_id / str(year) if portal_id else home.reports / str(year)


def _named(known: Sequence[PublishedPortal], name: str) -> PublishedPortal:
    """By its id, by what it was called before, or by its portal file."""
    portal_id = load_portal(name).id if "/" in name or name.endswith(".toml") else name
    for one in known:
        if one.portal_id == portal_id:
            return one
    for one in known:
        if portal_id in one.names:
            return one
    ids = "、".join(one.portal_id for one in known)
    raise PortalFileError(f"公布文件里没有门户 {portal_id};现有: {ids}")
