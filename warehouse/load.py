"""Loading packages into the ledger: each whole or not at all, each once, whatever is killed when.

Order of packages that are loaded together: their WARC files are linked into the archive, their rows are
committed in one transaction, their folders are removed. A kill after any of these leaves what the next load
takes up: linking finds the same file there, a committed package is only removed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.durable import OWNERS_FILE, fsync
from scrapers.package import (
    HOME_SECTION,
    DamagedPackage,
    NewerPackage,
    file_sha256,
)
from warehouse import query
from warehouse.batches import Batch, batches
from warehouse.faults import cause
from warehouse.folding import fold, stage, stage_packages
from warehouse.held import Held, hold, keep, let_go, steps
from warehouse.home import Home, HomeTooNew, clear_errors
from warehouse.observing import observe
from warehouse.packages import Package, read_package
from warehouse.portal_names import first_ids, present_id
from warehouse.portals import sync_portal
from warehouse.proving import prove
from warehouse.runs import begin_run, end_run
from warehouse.touched import touch

__all__ = ["LoadReport", "begin_run", "end_run", "load_packages", "sync_portal"]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Package ids: loaded now, found loaded already, and rejected with the sentence that says why; a sentence
    for each that was left where it lies."""

    loaded: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()


class _Standing(NamedTuple):
    """What the ledger knows of a package before it is loaded."""

    is_loaded: bool
    has_section: bool
    is_begun: bool
    """Whether its run was begun here."""
    was_proven: bool
    """Whether its run has proven its section before."""


def load_packages(ledger: DuckDBPyConnection, home: Home, now: datetime) -> LoadReport:
    """Loads every package of the home, oldest first; the caller holds the home's lock.

    A damaged package, or one of an unknown section, is moved to `work/rejected` with a finding, and the
    others go on; one of a portal that the ledger does not know is left for when it does. Raises HomeError
    when the disk is full or not writable (what was loaded before stays), HomeTooNew when a package is a newer
    program's.
    """
    loading = _Loading(ledger, home, now)
    if not any(home.packages.iterdir()):
        return LoadReport()
    query.run(ledger, "load/stage")
    with clear_errors(home.root):
        for batch in batches(_sound_packages(loading)):
            loading.take(batch)
    let_go(ledger)
    return LoadReport(
        tuple(loading.loaded), tuple(loading.already), tuple(loading.rejected), tuple(loading.left)
    )


@dataclass(slots=True)
class _Loading:
    """One go through the packages of a home, and what came of each."""

    ledger: DuckDBPyConnection
    home: Home
    now: datetime
    loaded: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    has_staged: bool = False
    """Whether the stage holds what other packages brought."""

    def take(self, batch: Batch) -> None:
        """Loads packages, or finds that there is nothing to load of them. Raises OSError."""
        standing = _standing(self.ledger, batch)
        to_load = []
        for package in batch.packages:
            told = standing[package.head["package_id"]]
            if told.is_loaded:
                remove(package.folder, self.home)
                self.already.append(package.folder.name)
            elif told.has_section:
                to_load.append(package)
            else:
                self.reject(
                    package.folder,
                    f"数据包 {package.folder.name} 的栏目 {package.head['section_id']} 不在门户文件中;"
                    "请用原来的门户文件重跑,或删去这个数据包",
                    package.head["portal_id"],
                )
        if to_load:
            self._load(Batch(tuple(to_load)), standing)

    def _load(self, batch: Batch, standing: Mapping[str, _Standing]) -> None:
        """Loads packages together; each alone where one is damaged, which is rejected."""
        if self.has_staged:
            query.run(self.ledger, "load/clear_stage")
        self.has_staged = True
        try:
            _archive_and_commit(self.ledger, self.home, batch, standing, self.now)
        except DamagedPackage as fault:
            if len(batch.packages) == 1:
                [package] = batch.packages
                self.reject(package.folder, str(fault), package.head["portal_id"])
            else:
                for package in batch.packages:
                    self._load(Batch((package,)), standing)
        else:
            for package in batch.packages:
                remove(package.folder, self.home)
                self.loaded.append(package.folder.name)

    def reject(self, folder: Path, why: str, portal_id: str | None = None) -> None:
        """Moves a package out of the way and records a finding. `portal_id`: whose it is, where that is
        known."""
        self.rejected.append(_reject(self.ledger, self.home, folder, why, self.now, portal_id))


def _sound_packages(loading: _Loading) -> Iterator[Package]:
    """Packages whose files match their manifests, in the order in which they were finished, their portals by
    their present names; those of a portal that the ledger does not know stay where they are: it may have been
    put back from a backup older than the portal, or its name. Raises HomeTooNew, before any is moved, when
    one is a newer program's."""
    sound, damaged = [], []
    for folder in sorted(loading.home.packages.iterdir()):
        try:
            sound.append(read_package(folder))
        except NewerPackage as newer:
            raise HomeTooNew(f"{newer};什么都没有改动") from newer
        except DamagedPackage as damage:
            damaged.append((folder, str(damage)))
    for folder, why in damaged:
        loading.reject(folder, why)
    portals = {package.head["portal_id"] for package in sound}
    present = {portal_id: present_id(loading.ledger, portal_id) for portal_id in portals}
    known = first_ids(loading.ledger)
    for package in sorted(sound, key=lambda package: (package.head["finished_at"], package.folder.name)):
        package.head["portal_id"] = portal_id = present[package.head["portal_id"]]
        if portal_id in known:
            yield package
        else:
            loading.left.append(
                f"数据包 {package.folder.name} 属于门户 {portal_id},台账中没有这个门户,数据包留在原处;"
                "抓取过这个门户,或照 gongkai republish 说的改名以后,自动载入"
            )


def _standing(ledger: DuckDBPyConnection, batch: Batch) -> dict[str, _Standing]:
    """By package id."""
    return query.by_key(
        ledger,
        "load/standing",
        "package_id",
        _Standing,
        **batch.of_run,
        package_ids=[package.head["package_id"] for package in batch.packages],
        section_ids=[package.head["section_id"] for package in batch.packages],
        home=HOME_SECTION,
    )


def _archive_and_commit(
    ledger: DuckDBPyConnection, home: Home, batch: Batch, standing: Mapping[str, _Standing], now: datetime
) -> None:
    """Raises DamagedPackage, all as it was then; OSError."""
    with _in_words(batch):
        staged = stage(ledger, batch)
    warcs = [package.folder / name for package in batch.packages for name in package.warcs]
    placed = [warc.name for warc in warcs if archive(ledger, home, warc)]
    try:
        with _in_words(batch):
            _commit(ledger, batch, staged, standing, now)
    except DamagedPackage:
        for name in placed:
            (home.archive / name).unlink()
        raise


@contextmanager
def _in_words(batch: Batch) -> Iterator[None]:
    """What DuckDB says against the content of packages, as DamagedPackage; of several not which one."""
    try:
        yield
    except (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.ConstraintException) as error:
        raise DamagedPackage(
            f"数据包 {batch.packages[0].folder.name} 的内容无法载入({cause(error)});请重跑该栏目"
        ) from error


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


def _commit(
    ledger: DuckDBPyConnection,
    batch: Batch,
    staged: Counter[str],
    standing: Mapping[str, _Standing],
    now: datetime,
) -> None:
    """All rows of staged packages, in one transaction."""
    with query.transaction(ledger):
        first = batch.packages[0]
        if not standing[first.head["package_id"]].is_begun:
            started = first.values("portal_id", "run_id", "kind", "finished_at")
            query.run(ledger, "load/add_missing_run", **started)
        _record(ledger, batch, staged, now)
        _bring_in(ledger, batch, staged, {key for key, told in standing.items() if told.was_proven})


def _record(ledger: DuckDBPyConnection, batch: Batch, staged: Counter[str], now: datetime) -> None:
    """What packages say of themselves: which they are, what they asked, what they could not read."""
    for name in ("fetches", "rejects"):
        if staged[name]:
            query.run(ledger, f"load/add_{name}", **batch.of_run)
    warcs = {name: digest for package in batch.packages for name, digest in package.warcs.items()}
    if warcs:
        query.run(ledger, "load/add_archive_files", names=list(warcs), sums=list(warcs.values()))
    query.run(ledger, "load/add_packages", **batch.of_run, loaded_at=now)


def _bring_in(ledger: DuckDBPyConnection, batch: Batch, staged: Counter[str], again: Collection[str]) -> None:
    """What packages say of the portal, and what complete readings settle; `again`: packages whose run has
    proven their section before."""
    held, parts = Held(), [batch]
    tells = bool(staged["rows"] or staged["items"])
    if tells or staged["layouts"] or any(package.proof for package in batch.packages):
        held = hold(ledger, batch, insist=bool(staged["layouts"]))
    if held.any or staged["layouts"]:
        parts = steps(ledger, batch, held)
    has_read = bool(staged["items"])
    for part in parts:
        if len(parts) > 1:
            stage_packages(ledger, part)
        if tells:
            fold(ledger, part, staged)
        if staged["layouts"]:
            query.run(ledger, "load/add_layouts", **batch.of_run)
        observe(ledger, part, staged)
        has_read |= prove(ledger, part, again, held)
    if held.any:
        keep(ledger, has_read)
    touch(ledger, batch.of_run, held)


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
