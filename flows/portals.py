"""Which portals and sections a run is about, and how politely their hosts are asked.

A home holds a file per portal in `portals/`; those in `portals/retired/` are asked no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scrapers.durable import replace_whole
from scrapers.http.manners import Manners
from scrapers.portalfile import Portal, PortalFileError, Section, load_portal, portal_path
from warehouse.home import Home

Names = Sequence[str] | str | None
"""Portals as a person names them: none for all that the home holds."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A portal file of a home."""

    file: Path
    portal: Portal | None
    """None: it cannot be read."""
    wrong: str
    """Why the portal is not asked (Chinese); empty where it can be."""

    @property
    def id(self) -> str:
        """The portal's id; by its name, where the file cannot be read."""
        return self.portal.id if self.portal else self.file.stem

    @property
    def first_id(self) -> str:
        """The id that the portal had first, as its file says; its id, where that cannot be read."""
        return self.portal.first_id if self.portal else self.id

    @property
    def note(self) -> str:
        """What is odd of a file that can be used; empty where nothing is."""
        if self.portal is None or self.portal.id == self.file.stem:
            return ""
        return (
            f"{self.file}: 里面的 id 是 {self.id},文件名应为 {self.id}.toml(照 id 运行);"
            f"要改名请用 gongkai portal rename {self.id} {self.file.stem}"
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A portal that a run could not read, or not to its end, and what was in the way."""

    portal_id: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Asked:
    """A portal that a run is to ask."""

    portal: Portal
    named: str | None
    """As the person named it; None for one that the home holds."""


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


def portal_folder(home: Home) -> Path:
    """Where the portals lie that are asked."""
    return home.root / "portals"


def retired_folder(home: Home) -> Path:
    """Where those lie that are asked no more."""
    return portal_folder(home) / "retired"


def held_files(home: Home, retired: bool = False) -> list[HeldFile]:
    """The portal files of this home (or those retired), by name; of two with one id neither is used."""
    folder = retired_folder(home) if retired else portal_folder(home)
    read = [_read(path) for path in sorted(folder.glob("*.toml"))]
    times = Counter(one.portal.id for one in read if one.portal)
    return [_once(one, read) if one.portal and times[one.portal.id] > 1 else one for one in read]


def held_portals(home: Home) -> list[Portal]:
    """The portals of this home whose files can be read. Raises PortalFileError where none of several can."""
    held = held_files(home)
    usable = [one.portal for one in held if one.portal and not one.wrong]
    if held and not usable:
        raise PortalFileError(held[0].wrong)
    return usable


def held_ids(home: Home) -> set[str]:
    """Ids of all portal files of this home, unreadable and retired ones too."""
    return {one.id for retired in (False, True) for one in held_files(home, retired)}


def find_portal(home: Home, name_or_file: str | None) -> Portal:
    """The portal named (a name of the home's own is looked up there first), or the only one this home holds.

    Raises PortalFileError; also where one has to be named.
    """
    if name_or_file:
        return _named(home, name_or_file)
    held = held_files(home)
    if len(held) == 1:
        return _usable(held[0])
    if held:
        ids = "、".join(one.id for one in held)
        raise PortalFileError(f"{home.root}: 数据目录中有 {len(held)} 个门户:{ids};请用 --portal 指定一个")
    raise _none_held(home)


def asked_portals(home: Home, names: Names = None) -> tuple[list[Asked], list[Unread]]:
    """The portals named, or all that the home holds; and those of its files that cannot be used.

    Raises PortalFileError where a name is none, or nothing is held.
    """
    given = [names] if isinstance(names, str) else list(names or ())
    if not given:
        held = held_files(home)
        if not held:
            raise _none_held(home)
        return _sorted_out((one, None) for one in held)
    found = [(_held_under(home, name), name) for name in dict.fromkeys(given)]
    asked, unread = _sorted_out((one, name) for one, name in found if one is not None)
    asked += [Asked(_named(home, name), name) for one, name in found if one is None]
    unique = {one.portal.id: one for one in asked}
    return list(unique.values()), unread


def _sorted_out(held: Iterable[tuple[HeldFile, str | None]]) -> tuple[list[Asked], list[Unread]]:
    asked: list[Asked] = []
    unread: dict[str, Unread] = {}
    for one, name in held:
        if one.portal is None or one.wrong:
            unread.setdefault(one.id, Unread(one.id, PortalFileError(one.wrong)))
        else:
            asked.append(Asked(one.portal, name))
    return asked, list(unread.values())


def _named(home: Home, name_or_file: str) -> Portal:
    held = _held_under(home, name_or_file)
    if held is not None:
        return _usable(held)
    if "/" not in name_or_file and not name_or_file.endswith(".toml"):
        _refuse_retired(home, name_or_file)
    try:
        portal = load_portal(name_or_file)
    except PortalFileError as error:
        raise _among_held(home, name_or_file, error) from error
    _refuse_retired(home, portal.id)
    return portal


def _among_held(home: Home, name: str, error: PortalFileError) -> PortalFileError:
    """The error, with the home's own names where a name was looked for."""
    ids = "、".join(one.id for one in held_files(home))
    is_name = "/" not in name and not name.endswith(".toml")
    return PortalFileError(f"{error};数据目录中的门户: {ids}") if is_name and ids else error


def _refuse_retired(home: Home, portal_id: str) -> None:
    if any(one.id == portal_id for one in held_files(home, retired=True)):
        raise PortalFileError(f"门户 {portal_id} 已停用;恢复请运行 gongkai portal resume {portal_id}")


def _usable(held: HeldFile) -> Portal:
    if held.portal is None or held.wrong:
        raise PortalFileError(held.wrong)
    return held.portal


def _none_held(home: Home) -> PortalFileError:
    retired = [one.id for one in held_files(home, retired=True)]
    if retired:
        return PortalFileError(
            f"{home.root}: 数据目录中的门户都已停用({'、'.join(retired)});恢复请运行 gongkai portal resume"
        )
    return PortalFileError(f"{home.root}: 数据目录中还没有门户;请用 --portal 指定门户文件")


def _read(path: Path) -> HeldFile:
    try:
        told = path.stat()
    except OSError:
        return _read_as_it_is(path)
    return _read_once(path, told.st_mtime_ns, told.st_size, told.st_ino)


@lru_cache(maxsize=1024)
def _read_once(path: Path, *_: int) -> HeldFile:
    """A file as it stands is read once: a night looks at all of them for each portal."""
    return _read_as_it_is(path)


def _read_as_it_is(path: Path) -> HeldFile:
    try:
        return HeldFile(path, load_portal(str(path)), "")
    except PortalFileError as error:
        return HeldFile(path, None, str(error))


def _once(one: HeldFile, held: Sequence[HeldFile]) -> HeldFile:
    same = [other.file.name for other in held if other.id == one.id]
    wrong = f"{one.file.parent}: {'、'.join(same)} 里的 id 都是 {one.id};请只留一个,或改其中一个的 id"
    return HeldFile(one.file, one.portal, wrong)


def _held_under(home: Home, name: str) -> HeldFile | None:
    """The home's own file of a portal called so, by its id or its file's name; of the paths only that of such
    a file names it."""
    held = held_files(home)
    if "/" in name or name.endswith(".toml"):
        path = Path(name).resolve()
        return next((one for one in held if one.file.resolve() == path), None)
    same = [one for one in held if one.id == name] or [one for one in held if one.file.stem == name]
    return same[0] if same else None


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


def keep_portal_file(home: Home, portal: Portal, name_or_file: str | None) -> None:
    """A copy of the portal file in the home, so that later commands need not name it; in place of the home's
    own of that id, and with the first id that the ledger knows."""
    if name_or_file is None or _held_under(home, name_or_file):
        return
    folder = portal_folder(home)
    folder.mkdir(exist_ok=True)
    own = next((one.file for one in held_files(home) if one.id == portal.id), folder / f"{portal.id}.toml")
    content = portal_path(name_or_file).read_bytes()
    if portal.portal.first_id and load_portal(name_or_file).first_id != portal.first_id:
        content = with_ids(content.decode("utf-8"), portal.id, portal.first_id).encode()
    replace_whole(own, content, aside=home.aside / own.name)


_ID = re.compile(r"""^(\s*id\s*=\s*)(["'])[^"'\n]*\2""", re.MULTILINE)
_FIRST_ID = re.compile(r"^\s*first_id\s*=.*\n?", re.MULTILINE)
_HEAD = re.compile(r"^\s*\[\s*portal\s*\][^\n]*\n", re.MULTILINE)
_NEXT = re.compile(r"^\s*\[", re.MULTILINE)


def with_ids(text: str, portal_id: str, first_id: str) -> str:
    """A portal file's text with that id, and that first id where it is another; every other line, and every
    comment, stays. Raises PortalFileError where its `[portal]` table has no line of its own for the id."""
    head = _HEAD.search(text)
    if head is None:
        raise PortalFileError("门户文件没有单独一行的 [portal],无法改写 id;请手工改")
    following = _NEXT.search(text, head.end())
    end = following.start() if following else len(text)
    table = _FIRST_ID.sub("", text[head.end() : end])
    found = _ID.search(table)
    if found is None:
        raise PortalFileError("门户文件的 [portal] 中没有单独一行的 id,无法改写;请手工改")
    line_end = table.find("\n", found.end())
    line_end = len(table) if line_end < 0 else line_end
    line = f"{found[1]}{found[2]}{portal_id}{found[2]}{table[found.end() : line_end]}"
    if first_id and first_id != portal_id:
        line += f'\nfirst_id = "{first_id}"  # 最初的 id,条目编号由它得出;请勿改动'
    return text[: head.end()] + table[: found.start()] + line + table[line_end:] + text[end:]
