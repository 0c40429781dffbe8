"""Renaming, retiring and resuming a portal: its file, its rows, its folders; nothing of it is ever deleted.

A rename writes down first what it is about (`work/renaming.json`). Killed at any instant, it has changed
nothing, or the next command that writes to the home does the rest (`finish_rename`): each step may find its
work done.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from flows.loading import load
from flows.portals import HeldFile, held_files, portal_folder, retired_folder, with_ids
from flows.run import now
from scrapers.durable import fsync, replace_whole
from scrapers.portalfile import PortalFileError
from warehouse import portal_names
from warehouse.home import Home, clear_errors
from warehouse.journal import last_entry, note
from warehouse.ledger import open_ledger
from warehouse.publish import publish
from warehouse.redaction import redactions_finished
from warehouse.settings import FILE_NAME as SETTINGS_NAME

Say = Callable[[str], None]


class _Renaming(NamedTuple):
    """A rename that was begun."""

    old: str
    new: str
    at: datetime


def rename_portal(root: Path, old: str, new: str, say: Say | None = None) -> None:
    """Gives a portal another id, and publishes. What names an item, a run, an archive file stays.

    Raises PortalFileError for an id that will not do, HomeBusy while a night or a backfill is under way,
    HomeError.
    """
    home = Home(root)
    finish_rename(home, say)
    _check_ids(home, old, new)
    at = now()
    with home.turn("nightly", at), home.turn("backfill", at), _ledger(home, say) as ledger:
        _check_ledger(ledger, home, old, new)
        begun = {"old": old, "new": new, "at": at.isoformat()}
        replace_whole(_file(home), json.dumps(begun))
        fsync(home.work)
        _go_on(home, ledger, _Renaming(old, new, at))


def finish_rename(home: Home, say: Say | None = None) -> None:
    """Does the rest of a rename that was killed; nothing where there is none. Raises HomeBusy, HomeError."""
    if begun_rename(home) is None:
        return
    with _ledger(home, say) as ledger:
        begun = begun_rename(home)  # another process may have done it meanwhile
        if begun is not None:
            _go_on(home, ledger, begun)
            if say is not None:
                say(f"上次没有做完的改名({begun.old} → {begun.new})已做完")


def begun_rename(home: Home) -> _Renaming | None:
    """The rename that was begun and is not through; None where there is none, or it cannot be read."""
    try:
        told = json.loads(_file(home).read_text(encoding="utf-8"))
        return _Renaming(str(told["old"]), str(told["new"]), datetime.fromisoformat(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def retire_portal(root: Path, portal_id: str, say: Say | None = None) -> Path | None:
    """A portal is asked no more; its file goes to `portals/retired/`, and is returned (None: it was gone
    already). Its data, and its figures up to the last reading, stay; published at once.

    Raises PortalFileError, HomeBusy, HomeError.
    """
    home = Home(root)
    finish_rename(home, say)
    held = _of(held_files(home), portal_id)
    if held is not None and held.portal is not None and held.wrong:  # of two with one id the other stays
        raise PortalFileError(f"{held.wrong};改好后再停用")
    return _move(home, portal_id, held, retired_folder(home), now(), say)


def resume_portal(root: Path, portal_id: str, say: Say | None = None) -> Path | None:
    """A retired portal is asked again, from the next night on. As `retire_portal`."""
    home = Home(root)
    finish_rename(home, say)
    held = _of(held_files(home, retired=True), portal_id)
    if _of(held_files(home), portal_id):
        raise PortalFileError(f"门户 {portal_id} 在用,不必恢复")
    if held is None:
        raise PortalFileError(
            f"{retired_folder(home)} 中没有门户 {portal_id} 的文件;请把它放进 {portal_folder(home)},再运行 "
            f"gongkai nightly --portal {portal_id}"
        )
    return _move(home, portal_id, held, portal_folder(home), None, say)


def _move(
    home: Home,
    portal_id: str,
    held: HeldFile | None,
    folder: Path,
    retired_at: datetime | None,
    say: Say | None,
) -> Path | None:
    """The file first: a kill in between leaves it where it was to go, and the same command does the rest."""
    place = folder / f"{portal_id}.toml"
    with _ledger(home, say) as ledger, clear_errors(home.root):
        known = portal_names.known_portals(ledger) if ledger else []
        _refuse_idle(home, portal_id, held, known)
        if held is not None:
            if place.exists():
                raise PortalFileError(f"{place} 已经存在;请先把它移到别处")
            folder.mkdir(parents=True, exist_ok=True)
            held.file.rename(place)
            fsync(folder)
        if ledger is not None:
            portal_names.retire(ledger, portal_id, retired_at)
            if home.published.exists():
                publish(home, ledger, now())
    return place if held is not None else None


def _refuse_idle(
    home: Home, portal_id: str, held: HeldFile | None, known: list[portal_names.KnownPortal]
) -> None:
    """Raises PortalFileError where nothing would be moved or noted."""
    if held is not None:
        return
    if _of(held_files(home, retired=True), portal_id) and not any(
        one.portal_id == portal_id and one.retired_at is None for one in known
    ):
        raise PortalFileError(f"门户 {portal_id} 已经停用;恢复请运行 gongkai portal resume {portal_id}")
    if portal_id not in {one.portal_id for one in known}:
        raise _unknown(home, portal_id, {one.portal_id for one in known})


def _go_on(home: Home, ledger: DuckDBPyConnection | None, begun: _Renaming) -> None:
    """Every step, those done already again."""
    old, new, at = begun
    with clear_errors(home.root):
        if ledger is not None:
            # Packages of either name are the portal's then: those of the new one lie there where the ledger
            # is an older one, put back from a backup.
            portal_names.rename(ledger, old, new, at)
            portal_names.recall(ledger, home.published, new)
            load(ledger, home, at)
        for folder in (portal_folder(home), retired_folder(home)):
            _rename_file(home, folder, old, new, portal_names.first_id(ledger, new) if ledger else new)
        for folder in (home.reports, home.sealed):
            if (folder / old).is_dir() and not (folder / new).exists():
                (folder / old).rename(folder / new)
        _rename_settings(home, old, new)
        _rename_backfill(home, old, new)
        if ledger is not None and home.published.exists():
            publish(home, ledger, now())
        _file(home).unlink()
        fsync(home.work)


def _rename_file(home: Home, folder: Path, old: str, new: str, first_id: str) -> None:
    """The portal file under its new name, with its new id; also one that a person has renamed by hand."""
    held = [one for one in sorted(folder.glob("*.toml")) if _id_of(one) in (old, new)]
    for file in sorted(held, key=lambda one: _id_of(one) != old)[:1]:
        text = file.read_text(encoding="utf-8")
        written = with_ids(text, new, first_id)
        _refuse_other_text(file, text, written)
        place = folder / f"{new}.toml"
        if written != text or file != place:
            replace_whole(place, written, aside=home.aside / place.name)
        if file != place:
            file.unlink()
        fsync(folder)


def _refuse_other_text(file: Path, text: str, written: str) -> None:
    """Raises PortalFileError where more than the id came out otherwise: the file is written in a way that one
    changed line does not do justice to."""
    before, after = tomllib.loads(text), tomllib.loads(written)
    for told in (before, after):
        told["portal"] = {
            key: value for key, value in told["portal"].items() if key not in ("id", "first_id")
        }
    if before != after:
        raise PortalFileError(f"{file}: [portal] 的写法特殊,无法只改 id 一行;请先把 id 单独写成一行")


def _rename_settings(home: Home, old: str, new: str) -> None:
    """The portal's own tables in gongkai.toml."""
    file = home.root / SETTINGS_NAME
    if not file.is_file():
        return
    text = file.read_text(encoding="utf-8")
    table = re.compile(rf"""^(\s*\[\s*portal\s*\.\s*)(["']?){re.escape(old)}\2(?=\s*[.\]])""", re.MULTILINE)
    written = table.sub(rf"\g<1>\g<2>{new}\g<2>", text)
    if written != text:
        replace_whole(file, written)


def _rename_backfill(home: Home, old: str, new: str) -> None:
    """A backfill that is to be taken up again asks for the portal by its new id."""
    last = last_entry(home, "backfill")
    if last is not None and last.wanted.get("portal") == old:
        note(home, "backfill", replace(last, wanted={**last.wanted, "portal": new}))


def _check_ids(home: Home, old: str, new: str) -> None:
    """What can be said against a rename without the ledger. Raises PortalFileError."""
    if not re.fullmatch(r"[a-z0-9-]+", new):
        raise PortalFileError(f"{new}: 门户的 id 只能用小写字母、数字和连字符")
    if new == old:
        raise PortalFileError(f"新旧 id 都是 {new},没有改名")
    files = [*held_files(home), *held_files(home, retired=True)]
    of_old, of_new = [one for one in files if one.id == old], [one for one in files if one.id == new]
    if of_old and of_new:
        raise PortalFileError(f"已有门户 {new}({of_new[0].file});请另取一个 id")
    for one in of_old or of_new:
        if one.portal is None or one.wrong:
            raise PortalFileError(f"{one.wrong};改好后再改名")
        text = one.file.read_text(encoding="utf-8")
        _refuse_other_text(one.file, text, with_ids(text, new, old))
    for folder in (home.reports, home.sealed):
        if (folder / old).is_dir() and (folder / new).exists():
            raise PortalFileError(f"{folder / new} 已经存在;请先移到别处,或另取一个 id")


def _check_ledger(ledger: DuckDBPyConnection | None, home: Home, old: str, new: str) -> None:
    ids = {one.portal_id for one in portal_names.known_portals(ledger)} if ledger else set()
    has_file = any(_of(held_files(home, retired), old) for retired in (False, True))
    if old not in ids and not has_file:
        raise _unknown(home, old, ids)
    if ledger is not None:
        portal_names.refuse_taken(ledger, old, new)


def _unknown(home: Home, portal_id: str, more: set[str] = frozenset()) -> PortalFileError:  # type: ignore[assignment]
    held = {one.id for retired in (False, True) for one in held_files(home, retired)}
    ids = "、".join(sorted(held | more)) or "(无)"
    return PortalFileError(f"{portal_id}: 数据目录中没有这个门户;现有: {ids}")


def _of(held: list[HeldFile], portal_id: str) -> HeldFile | None:
    return next((one for one in held if one.id == portal_id), None)


def _id_of(file: Path) -> str:
    """The id in a portal file; '' where it cannot be read."""
    try:
        return str(tomllib.loads(file.read_text(encoding="utf-8"))["portal"]["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def _ledger(home: Home, say: Say | None) -> Iterator[DuckDBPyConnection | None]:
    """The ledger, with the home held; None in a home in which nothing was run yet."""
    with home.locked(now()):
        if not home.ledger.exists():
            yield None
            return
        with redactions_finished(home, now(), say), open_ledger(home.ledger, say) as ledger:
            yield ledger


def _file(home: Home) -> Path:
    return home.work / "renaming.json"
