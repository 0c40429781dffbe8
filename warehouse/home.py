"""The home: where all data of a portal lies, who may work in it, and what a killed run left aside.

Two kinds of locks: `locked` (ledger and published file, seconds at a time), `turn` (a night, a backfill).

`archive/`, `reports/`, `declared/`, `overrides/`, `sealed/` and the published file are for people;
`work/` (lock, ledger, packages on their way) is nobody else's.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from scrapers.durable import OWNERS_FILE, OWNERS_FOLDER
from scrapers.flock import Given, Taken, flocked, free, holder
from warehouse.faults import sentence_about
from warehouse.newer import newer_than_known

SOON = 5.0
"""Seconds that a command waits for the home: a run holds it no longer than it takes to load a section."""

TURNS = {"nightly": "另一次今晚抓取", "backfill": "另一次补抓", "backup": "另一次备份"}
"""Kinds of runs of which a home has one at a time, and what each is called."""

PUBLISHED_NAME = "gongkai.duckdb"
"""Name of the file that people read."""


class HomeError(Exception):
    """The home cannot be used (read-only, full, not a folder): one sentence with the remedy."""


class HomeBusy(HomeError):
    """Another run holds this home; the sentence names its process and since when."""


class HomeTooNew(HomeError):
    """Something in the home was written by a newer version of the program; this one touches nothing of it."""


class LedgerLost(HomeError):
    """The published file stands, and the ledger that it was made from is gone."""


class FileUnreadable(HomeError):
    """The published (or a sealed) file is not there, or cannot be read as it stands."""


class Home:
    """Paths of one home. Nothing is touched on disk before `create` or `locked` is called."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.published = root / PUBLISHED_NAME
        self.published_sha256 = root / f"{PUBLISHED_NAME}.sha256"
        self.archive = root / "archive"
        self.reports = root / "reports"
        self.declared = root / "declared"
        self.overrides = root / "overrides"
        self.sealed = root / "sealed"
        self.work = root / "work"
        self.lock = self.work / "lock"
        self.ledger = self.work / "ledger.duckdb"
        self.decided = self.work / "decided.json"
        self.redacting = self.work / "redacting"
        """Stands while something is taken out: whoever comes next need not open the ledger to know of
        none."""
        self.aside = self.work / "aside"
        self.packages = self.work / "packages"
        self.rejected = self.work / "rejected"

    def create(self) -> None:
        """Makes the folders that are not there. Raises HomeError when that cannot be done, HomeTooNew as
        `refuse_newer`."""
        self.refuse_newer()
        folders = (self.archive, self.reports, self.declared, self.overrides, self.sealed)
        with clear_errors(self.root):
            for folder in (*folders, self.aside, self.packages, self.rejected):
                folder.mkdir(parents=True, exist_ok=True)
            # Who may read the published file has no business among the pipeline's own files.
            self.work.chmod(OWNERS_FOLDER)
            self._close_archive()

    def _close_archive(self) -> None:
        """The archive holds bytes as answered, personal data and all: it is its owner's alone. Files of an
        open one, as older programs made it, are closed with it."""
        if self.archive.stat().st_mode & 0o077:
            for file in self.archive.iterdir():
                if file.is_file() and not file.is_symlink():
                    file.chmod(OWNERS_FILE)
            self.archive.chmod(OWNERS_FOLDER)

    def refuse_newer(self) -> None:
        """Raises HomeTooNew when the published file, a package or a small file of `work/` is a newer
        program's."""
        if told := newer_than_known(self.work, self.published):
            raise HomeTooNew(told)

    @contextmanager
    def locked(
        self,
        now: datetime,
        needs_ledger: bool = True,
        wait: float = SOON,
        stop: threading.Event | None = None,
        say: Callable[[str], None] | None = None,
    ) -> Iterator[Home]:
        """Holds the ledger and the published file, after removing what a killed run left in `work/aside`.

        Held for loading and publishing only, never while a host is asked. Waits up to `wait` seconds for
        another holder, and after a second says so once (Chinese). Raises HomeBusy when there still is one or
        `stop` is set meanwhile, HomeError when the home cannot be written, LedgerLost (unless nothing
        `needs_ledger`) as `require_ledger`.
        """
        if needs_ledger:
            self.require_ledger()

        def waiting(who: str) -> None:
            if say is not None:
                say(f"数据目录 {self.root} 正被另一次运行占用({who}),等待中")

        self.create()
        with (
            clear_errors(self.root),
            _busy_in_words(self.root, "另一次运行"),
            flocked(self.lock, now, wait, stop, waiting),
        ):
            self._sweep(of=None)
            yield self

    @contextmanager
    def turn(
        self, kind: str, now: datetime, wait: float = 0.0, stop: threading.Event | None = None
    ) -> Iterator[None]:
        """Is the one run of that kind (nightly, backfill) over this home, from its first question to its
        publication; beside it the home may be read, loaded and published by others.

        Raises HomeBusy when another process is it, HomeError when the home cannot be written.
        """
        self.create()
        with (
            clear_errors(self.root),
            _busy_in_words(self.root, TURNS[kind]),
            flocked(self._turn_file(kind), now, wait, stop),
        ):
            self._sweep(of=kind)
            yield

    def whose_turn(self, kind: str) -> str | None:
        """The process that is the run of that kind just now, in words; None when there is none."""
        return holder(self._turn_file(kind))

    def _turn_file(self, kind: str) -> Path:
        return self.work / f"{kind}.lock"

    def require_ledger(self) -> None:
        """Raises LedgerLost when there is a published file and not the ledger that it was made from: a run
        would begin from nothing, and its file would replace one that knows more."""
        if self.published.exists() and not self.ledger.exists():
            raise LedgerLost(
                f"{self.published} 还在,生成它的台账 {self.ledger} 却不见了,没有运行,什么都没有改动;"
                f"请从备份恢复 {self.work}。如果确要从头开始,请先把 {self.published.name} 和 "
                f"{self.published_sha256.name} 移到别处保存"
            )

    def _sweep(self, *, of: str | None) -> None:
        """Removes what a killed process left in `work/aside`: the packages of runs of that kind, which only
        the holder of its turn may do; None: all but the packages of runs, for the holder of the home. What a
        backup sets aside it sets aside while it holds the home: what nobody's backup has is left over."""
        left_over = of or ("backup" if free(self._turn_file("backup")) else None)
        for leftover in self.aside.iterdir():
            kind = next((kind for kind in TURNS if leftover.name.startswith(f"{kind}-")), None)
            if kind not in (of, left_over):
                continue
            if leftover.is_dir() and not leftover.is_symlink():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()


@contextmanager
def clear_errors(root: Path) -> Iterator[None]:
    """Turns the system's errors about a home into a HomeError that a clerk can act on."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        sentence = sentence_about(root, error)
        if sentence is None:
            raise
        raise HomeError(sentence) from error


@contextmanager
def _busy_in_words(root: Path, whose: str) -> Iterator[None]:
    """A lock that another process holds, as a sentence about the home."""
    try:
        yield
    except Taken as taken:
        raise HomeBusy(f"数据目录 {root} 正被{whose}占用({taken});请等它结束,或换一个 --home") from taken
    except Given as given:
        raise HomeBusy(f"数据目录 {root} 正被{whose}占用,已停止等待") from given
