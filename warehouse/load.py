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
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.package import DamagedPackage, file_sha256, fsync, read_manifest
from warehouse import query
from warehouse.changes import note_edited_rows, settle
from warehouse.home import Home, clear_errors
from warehouse.portals import sync_portal
from warehouse.runs import begin_run, end_run

__all__ = ["LoadReport", "begin_run", "end_run", "load_packages", "sync_portal"]

READERS = ("fetches", "rows", "items", "rejects")
ACCEPTING = frozenset({"complete", "empty"})
OUTCOMES = ACCEPTING | {"partial", "failed", "challenged"}


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Package ids: loaded now, found loaded already, and rejected with the sentence that says why."""

    loaded: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Package:
    """A package whose files match its manifest, with the manifest's values as the SQL takes them."""

    folder: Path
    head: dict[str, Any]
    warcs: dict[str, str]
    """Name of each WARC file with its sha256, which `read_manifest` has compared."""
    proof: dict[str, Any] | None

    def values(self, *names: str) -> dict[str, Any]:
        """The named values of the head, as parameters of a statement."""
        return {name: self.head[name] for name in names}


def load_packages(ledger: DuckDBPyConnection, home: Home, now: datetime) -> LoadReport:
    """Loads every package of the home, oldest first; the caller holds the home's lock.

    A damaged package, or one of an unknown section, is moved to `work/rejected` with a finding, and the
    others go on. Raises HomeError when the disk is full or not writable; what was loaded before stays.
    """
    loaded: list[str] = []
    already: list[str] = []
    rejected: list[tuple[str, str]] = []
    query.run(ledger, "load/stage")
    with clear_errors(home.root):
        for package in _sound_packages(ledger, home, now, rejected):
            name = package.folder.name
            try:
                (loaded if _load(ledger, home, package, now) else already).append(name)
            except DamagedPackage as damage:
                rejected.append(_reject(ledger, home, package.folder, str(damage), now))
    return LoadReport(tuple(loaded), tuple(already), tuple(rejected))


def _sound_packages(
    ledger: DuckDBPyConnection, home: Home, now: datetime, rejected: list[tuple[str, str]]
) -> Iterator[_Package]:
    """Packages whose files match their manifests, in the order in which they were finished."""
    sound = []
    for folder in sorted(home.packages.iterdir()):
        try:
            sound.append(_sound(folder))
        except DamagedPackage as damage:
            rejected.append(_reject(ledger, home, folder, str(damage), now))
    yield from sorted(sound, key=lambda package: (package.head["finished_at"], package.folder.name))


def _sound(folder: Path) -> _Package:
    manifest = read_manifest(folder)
    try:
        names = ("package_id", "portal_id", "run_id", "section_id", "kind")
        head: dict[str, Any] = {name: str(manifest[name]) for name in names}
        head["part"] = int(manifest["part"])
        head["finished_at"] = datetime.fromisoformat(manifest["finished_at"])
        proof = manifest["proof"]
        fits = head["package_id"] == folder.name and (proof is None or proof["outcome"] in OUTCOMES)
        aware = head["finished_at"].tzinfo is not None
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedPackage(
            f"数据包 {folder.name} 的 package.json 不合格式({error});请重跑该栏目"
        ) from error
    if not (fits and aware):
        raise DamagedPackage(f"数据包 {folder.name} 的 package.json 与目录名或约定不符;请重跑该栏目")
    warcs = {name: told["sha256"] for name, told in manifest["files"].items() if name.endswith(".warc.gz")}
    return _Package(folder, head, warcs, proof)


def _load(ledger: DuckDBPyConnection, home: Home, package: _Package, now: datetime) -> bool:
    """Archives, commits, removes; False when it was committed before. Raises DamagedPackage, OSError."""
    found = query.value(ledger, "load/is_loaded", **package.values("package_id"))
    if not found:
        if not query.value(ledger, "load/is_known_section", **package.values("portal_id", "section_id")):
            raise DamagedPackage(
                f"数据包 {package.folder.name} 的栏目 {package.head['section_id']} 不在门户文件中;"
                "请用原来的门户文件重跑,或删去这个数据包"
            )
        placed = [name for name in package.warcs if archive(ledger, home, package.folder / name)]
        try:
            _commit(ledger, package, now)
        except (
            duckdb.ConversionException,
            duckdb.InvalidInputException,
            duckdb.ConstraintException,
        ) as error:
            for name in placed:
                (home.archive / name).unlink()
            raise DamagedPackage(
                f"数据包 {package.folder.name} 的内容无法载入({str(error).splitlines()[0]});请重跑该栏目"
            ) from error
    remove(package.folder, home)
    return not found


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
        shutil.copyfile(source, copy)
        fsync(copy)
        copy.replace(place)


def remove(folder: Path, home: Home) -> None:
    """Removes a loaded package; renamed first, so that a kill midway leaves nothing that looks like one."""
    doomed = home.aside / f"loaded-{folder.name}"
    folder.rename(doomed)
    shutil.rmtree(doomed)


def _commit(ledger: DuckDBPyConnection, package: _Package, now: datetime) -> None:
    """All rows of a package, in one transaction."""
    ledger.begin()
    try:
        _fold(ledger, package, _stage(ledger, package.folder), now)
        if package.proof is not None:
            _prove(ledger, package, package.proof)
    except BaseException:
        ledger.rollback()
        raise
    ledger.commit()


def _stage(ledger: DuckDBPyConnection, folder: Path) -> Counter[str]:
    """Reads a package's files into the stage; returns how many rows each brought: of most packages some bring
    none, and what is done with their rows need not be begun."""
    query.run(ledger, "load/clear_stage")
    staged = Counter[str]()
    for name in READERS:
        file = folder / f"{name}.jsonl"
        if file.is_file():
            staged[name] = query.value(ledger, f"load/read_{name}", file=file)
    return staged


def _fold(ledger: DuckDBPyConnection, package: _Package, staged: Counter[str], now: datetime) -> None:
    whose = package.values("portal_id", "run_id", "section_id")
    of_run = package.values("portal_id", "run_id")
    query.run(ledger, "load/add_missing_run", **of_run, **package.values("kind", "finished_at"))
    for name in ("fetches", "rejects"):
        if staged[name]:
            query.run(ledger, f"load/add_{name}", **whose, **package.values("package_id"))
    if package.warcs:
        sums = list(package.warcs.values())
        query.run(ledger, "load/add_archive_files", names=list(package.warcs), sums=sums)
    if staged["rows"] or staged["items"]:
        query.run(ledger, "load/fold_package")
        query.run(ledger, "load/update_items")
        query.run(ledger, "load/add_items", **package.values("portal_id"))
    if staged["rows"]:
        if query.value(ledger, "load/others_met", **of_run):
            query.run(ledger, "load/note_met", **whose)
        query.run(ledger, "load/update_item_sections", **whose)
        query.run(ledger, "load/add_item_sections", **whose)
    if staged["items"]:
        query.run(ledger, "load/note_texts")
        query.run(ledger, "load/add_versions", **of_run)
    told = package.values("package_id", "part", "finished_at")
    query.run(ledger, "load/add_package", **whose, **told, loaded_at=now)


def _prove(ledger: DuckDBPyConnection, package: _Package, proof: dict[str, Any]) -> None:
    run = package.values("portal_id", "run_id", "section_id")
    found_at = package.values("finished_at")
    query.run(ledger, "load/drop_section_run", **run)
    query.run(ledger, "load/add_section_run", **run, **found_at, **proof)
    if proof["outcome"] not in ACCEPTING:
        return
    if proof["whole_list"]:
        query.run(ledger, "load/mark_left", **run, **found_at)
    note_edited_rows(ledger, run)
    query.run(ledger, "load/accept_rows", **run, **found_at)
    query.run(ledger, "load/drop_met", **run)
    query.run(ledger, "load/accept_versions", **package.values("portal_id", "section_id", "finished_at"))
    settle(ledger, run)


def _reject(ledger: DuckDBPyConnection, home: Home, folder: Path, why: str, now: datetime) -> tuple[str, str]:
    """Moves a package out of the way and records a finding; returns its name and the reason."""
    query.run(
        ledger,
        "load/add_finding",
        check_id="package-rejected",
        outcome="fail",
        severity="error",
        subject=folder.name,
        message=why,
        found_at=now,
    )
    place = home.rejected / folder.name
    number = 1
    while place.exists():
        number += 1
        place = home.rejected / f"{folder.name}.{number}"
    folder.rename(place)
    return folder.name, why
