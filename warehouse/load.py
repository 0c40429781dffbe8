"""Loading packages into the ledger: each whole or not at all, each once, whatever is killed when.

Order of one package: its WARC files are linked into the archive, its rows are committed in one transaction,
its folder is removed. A kill after any of these leaves what the next load takes up: linking finds the same
file there, a committed package is only removed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.durable import OWNERS_FILE, fsync
from scrapers.layout import LAYOUT_VERSION
from scrapers.package import (
    HOME_SECTION,
    DamagedPackage,
    NewerPackage,
    file_sha256,
)
from scrapers.vocabulary.outcomes import WHOLE
from warehouse import query
from warehouse.changes import note_edited_rows, settle
from warehouse.faults import cause
from warehouse.folding import fold, stage
from warehouse.home import Home, HomeTooNew, clear_errors
from warehouse.observing import observe
from warehouse.packages import Package, read_package
from warehouse.portal_names import present_id
from warehouse.portals import sync_portal
from warehouse.runs import begin_run, end_run

__all__ = ["LoadReport", "begin_run", "end_run", "load_packages", "sync_portal"]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Package ids: loaded now, found loaded already, and rejected with the sentence that says why."""

    loaded: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


class _Standing(NamedTuple):
    """What the ledger knows of a package before it is loaded."""

    is_loaded: bool
    has_section: bool
    is_begun: bool
    """Whether its run was begun here."""
    was_proven: bool
    """Whether its run has proven its section before."""


class _Open(NamedTuple):
    """What a complete night has to accept or clear away in a section."""

    has_rows: bool
    has_versions: bool
    has_met: bool
    has_moved: bool


def load_packages(ledger: DuckDBPyConnection, home: Home, now: datetime) -> LoadReport:
    """Loads every package of the home, oldest first; the caller holds the home's lock.

    A damaged package, or one of an unknown section, is moved to `work/rejected` with a finding, and the
    others go on. Raises HomeError when the disk is full or not writable (what was loaded before stays),
    HomeTooNew when a package is a newer program's.
    """
    loaded: list[str] = []
    already: list[str] = []
    rejected: list[tuple[str, str]] = []
    if not any(home.packages.iterdir()):
        return LoadReport()
    query.run(ledger, "load/stage")
    with clear_errors(home.root):
        for package in _sound_packages(ledger, home, now, rejected):
            name = package.folder.name
            try:
                (loaded if _load(ledger, home, package, now) else already).append(name)
            except DamagedPackage as damage:
                whose = package.head["portal_id"]
                rejected.append(_reject(ledger, home, package.folder, str(damage), now, whose))
    return LoadReport(tuple(loaded), tuple(already), tuple(rejected))


def _sound_packages(
    ledger: DuckDBPyConnection, home: Home, now: datetime, rejected: list[tuple[str, str]]
) -> Iterator[Package]:
    """Packages whose files match their manifests, in the order in which they were finished. Raises
    HomeTooNew, before any is moved, when one is a newer program's."""
    sound, damaged = [], []
    for folder in sorted(home.packages.iterdir()):
        try:
            sound.append(read_package(folder))
        except NewerPackage as newer:
            raise HomeTooNew(f"{newer};什么都没有改动") from newer
        except DamagedPackage as damage:
            damaged.append((folder, str(damage)))
    for folder, why in damaged:
        rejected.append(_reject(ledger, home, folder, why, now))
    yield from sorted(sound, key=lambda package: (package.head["finished_at"], package.folder.name))


def _load(ledger: DuckDBPyConnection, home: Home, package: Package, now: datetime) -> bool:
    """Archives, commits, removes; False when it was committed before. Raises DamagedPackage, OSError."""
    package.head["portal_id"] = present_id(ledger, package.head["portal_id"])
    standing = _standing(ledger, package)
    if not standing.is_loaded:
        if not standing.has_section:
            raise DamagedPackage(
                f"数据包 {package.folder.name} 的栏目 {package.head['section_id']} 不在门户文件中;"
                "请用原来的门户文件重跑,或删去这个数据包"
            )
        placed = [name for name in package.warcs if archive(ledger, home, package.folder / name)]
        try:
            _commit(ledger, package, standing, now)
        except (
            duckdb.ConversionException,
            duckdb.InvalidInputException,
            duckdb.ConstraintException,
        ) as error:
            for name in placed:
                (home.archive / name).unlink()
            raise DamagedPackage(
                f"数据包 {package.folder.name} 的内容无法载入({cause(error)});请重跑该栏目"
            ) from error
    remove(package.folder, home)
    return not standing.is_loaded


def _standing(ledger: DuckDBPyConnection, package: Package) -> _Standing:
    named = package.values("package_id", "portal_id", "section_id", "run_id")
    return query.one(ledger, "load/standing", _Standing, **named, home=HOME_SECTION)


def archive(ledger: DuckDBPyConnection, home: Home, warc: Path) -> bool:
    """Puts a package's WARC file into the archive, durably; False when it was there already.

    A file of that name which no loaded answer stands in was left by a package that was never loaded, and
    makes way. Raises DamagedPackage when the archive holds another file of that name.
    """
    place = home.archive / warc.name
    placed = True
    if place.exists():
        if place.samefile(warc) or file_sha256(place) == file_sha256(warc):
            placed = False
        elif query.value(ledger, "load/is_archived", archive_file=warc.name):
            raise DamagedPackage(f"存档里已有另一个 {warc.name};请重跑该栏目")
        else:
            place.unlink()
    if placed:
        warc.chmod(OWNERS_FILE)  # one of an older program, or of another machine
        _link(warc, place, home.aside)
    fsync(home.archive)
    return placed


def _link(source: Path, place: Path, aside: Path) -> None:
    try:
        os.link(source, place)
    except OSError as error:
        # Packages may come over shared storage, or from a file system without links.
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK):
            raise
        copy = aside / source.name
        copy.touch(mode=OWNERS_FILE)
        shutil.copyfile(source, copy)
        fsync(copy)
        copy.replace(place)


def remove(folder: Path, home: Home) -> None:
    """Removes a loaded package; renamed first, so that a kill midway leaves nothing that looks like one."""
    doomed = home.aside / f"loaded-{folder.name}"
    folder.rename(doomed)
    shutil.rmtree(doomed)


def _commit(ledger: DuckDBPyConnection, package: Package, standing: _Standing, now: datetime) -> None:
    """All rows of a package, in one transaction."""
    ledger.begin()
    try:
        if not standing.is_begun:
            started = package.values("portal_id", "run_id", "kind", "finished_at")
            query.run(ledger, "load/add_missing_run", **started)
        _record(ledger, package, stage(ledger, package), now)
        if package.proof is not None:
            _prove(ledger, package, package.proof, standing.was_proven)
    except BaseException:
        ledger.rollback()
        raise
    ledger.commit()


def _record(ledger: DuckDBPyConnection, package: Package, staged: Counter[str], now: datetime) -> None:
    """Everything that a package says but its proof."""
    whose = package.values("portal_id", "run_id", "section_id")
    for name in ("fetches", "rejects"):
        if staged[name]:
            query.run(ledger, f"load/add_{name}", **whose, **package.values("package_id"))
    if package.warcs:
        sums = list(package.warcs.values())
        query.run(ledger, "load/add_archive_files", names=list(package.warcs), sums=sums)
    if staged["rows"] or staged["items"]:
        fold(ledger, package, staged)
    if staged["layouts"]:
        query.run(ledger, "load/add_layouts", **whose)
    observe(ledger, whose, is_sighting=not package.is_read_again)
    told = package.values("package_id", "part", "finished_at")
    query.run(ledger, "load/add_package", **whose, **told, loaded_at=now)


def _prove(ledger: DuckDBPyConnection, package: Package, proof: dict[str, Any], again: bool) -> None:
    """The section's proof, and what a complete reading settles; `again`: the run has proven it before."""
    run = package.values("portal_id", "run_id", "section_id")
    found_at = package.values("finished_at")
    if again:
        query.run(ledger, "load/drop_rejects", **run, **package.values("package_id"))
        query.run(ledger, "load/drop_section_run", **run)
    read_by = {**package.values("reader_version"), "layout_version": LAYOUT_VERSION}
    query.run(ledger, "load/add_section_run", **run, **found_at, **read_by, **proof)
    if proof["outcome"] not in WHOLE:
        return
    if proof["whole_list"]:
        query.run(ledger, "load/mark_left", **run, **found_at)
        query.run(ledger, "load/drop_unlisted", **run)
    open_ = query.one(ledger, "load/open_of_section", _Open, **run)
    if open_.has_rows:
        note_edited_rows(ledger, run)
        query.run(ledger, "load/accept_rows", **run, **found_at)
    if open_.has_met:
        query.run(ledger, "load/drop_met", **run)
    if open_.has_versions:
        query.run(ledger, "load/accept_versions", **package.values("portal_id", "section_id", "finished_at"))
    settle(ledger, run, open_.has_moved)


def _reject(
    ledger: DuckDBPyConnection,
    home: Home,
    folder: Path,
    why: str,
    now: datetime,
    portal_id: str | None = None,
) -> tuple[str, str]:
    """Moves a package out of the way and records a finding; returns its name and the reason. `portal_id`:
    whose it is, where that is known."""
    query.run(
        ledger,
        "load/add_finding",
        check_id="package-rejected",
        outcome="fail",
        severity="error",
        subject=folder.name,
        message=why,
        found_at=now,
        portal_id=portal_id,
    )
    place = home.rejected / folder.name
    number = 1
    while place.exists():
        number += 1
        place = home.rejected / f"{folder.name}.{number}"
    folder.rename(place)
    return folder.name, why
