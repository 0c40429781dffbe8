"""Which portal and sections a run is about, and how politely its hosts are asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scrapers.durable import replace_whole
from scrapers.http.manners import Manners
from scrapers.portalfile import Portal, PortalFileError, Section, load_portal, portal_path
from warehouse.home import Home


def manners_of(portal: Portal) -> Manners:
    """How a portal is asked, as its file says."""
    table = portal.manners
    return Manners(
        requests_per_second=table.requests_per_second,
        connections=table.connections,
        robots=table.robots,
        user_agent_contact=table.user_agent_contact,
        night_window=table.night_window,
        ca_files=table.ca_files,
        legacy_tls=frozenset(table.legacy_tls),
    )


def find_portal(home: Home, name_or_file: str | None) -> Portal:
    """The portal named (a name of the home's own is looked up there first), or the only one this home holds.

    Raises PortalFileError; also for a second portal in one home, whose figures would be added to the first's.
    """
    held = sorted((home.root / "portals").glob("*.toml"))
    if name_or_file:
        portal = load_portal(str(_held_under(home, name_or_file) or name_or_file))
        others = [path.stem for path in held if path.stem != portal.id]
        if others:
            raise PortalFileError(
                f"{home.root}: 数据目录中已有门户 {'、'.join(others)},数字会混在一起;"
                f"请为 {portal.id} 另用一个 --home"
            )
        return portal
    if len(held) != 1:
        many = f"有 {len(held)} 个门户:{'、'.join(p.stem for p in held)}" if held else "还没有门户"
        raise PortalFileError(f"{home.root}: 数据目录中{many};请用 --portal 指定门户文件")
    return load_portal(str(held[0]))


def held_portals(home: Home) -> list[Portal]:
    """The portals of this home, by their files. Raises PortalFileError."""
    return [load_portal(str(path)) for path in sorted((home.root / "portals").glob("*.toml"))]


def chosen_sections(portal: Portal, ids: Sequence[str]) -> Sequence[Section]:
    """The sections of those ids, all when none is given. Raises PortalFileError for an unknown id."""
    if not ids:
        return portal.section
    by_id = {section.id: section for section in portal.section}
    for section_id in ids:
        if section_id not in by_id:
            known = "、".join(by_id)
            raise PortalFileError(f"--section {section_id}: 门户 {portal.id} 没有这个栏目;可用: {known}")
    return [by_id[section_id] for section_id in ids]


def _held_under(home: Home, name: str) -> Path | None:
    """The home's own file of a portal called so; a path is no name."""
    own = home.root / "portals" / f"{name}.toml"
    return own if "/" not in name and own.is_file() else None


def keep_portal_file(home: Home, portal: Portal, name_or_file: str | None) -> None:
    """A copy of the portal file in the home, so that later commands need not name it."""
    if name_or_file is None or _held_under(home, name_or_file):
        return
    folder = home.root / "portals"
    folder.mkdir(exist_ok=True)
    file, content = f"{portal.id}.toml", portal_path(name_or_file).read_bytes()
    replace_whole(folder / file, content, aside=home.aside / file)
