"""Makes a backup: sets aside what must be of one instant, copies what is not there yet, reads it back, and
only then puts the snapshot in place."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scrapers.oswords import reason
from warehouse.backup.erasures import tell_store
from warehouse.backup.holding import Held
from warehouse.backup.records import BackupError, Kept, LeftOut, Manifest
from warehouse.backup.remembering import backups_of, remember
from warehouse.backup.staging import Staged, staged
from warehouse.backup.store import Store
from warehouse.home import Home
from warehouse.ledger import TIME_ZONE

SAMPLE = 200
"""Objects of earlier backups that are read again by each, unless all are asked for."""

_TRIES = 3


@dataclass(frozen=True, slots=True)
class How:
    """How a backup is made."""

    now: datetime
    check_all: bool = False
    """Whether every object that the snapshot rests on is read again; else the new ones and a sample."""
    keep: int | None = None
    """So many snapshots are kept, the newest; None: all."""
    anew: bool = False
    """Whether it may begin in an empty folder where there were backups before."""
    say: Callable[[str], None] = field(default=lambda line: None)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was made."""

    place: Path
    manifest: Manifest
    new_files: int
    new_bytes: int
    read_back: int
    """Objects read again, the new ones among them."""
    objects: int
    """Objects that the snapshot rests on."""
    held_seconds: float
    dropped: tuple[str, ...]
    """Names of the snapshots that were taken out."""
    freed_bytes: int
    before_erasures: int
    """Snapshots that lie there from before the last redaction: they hold what was taken out."""
    troubles: tuple[str, ...]
    """What is not well in the home itself, in Chinese: files of the archive that are damaged or missing."""


def make_backup(home: Home, target: Path, how: How) -> BackupReport:
    """Makes a snapshot of the home in `target`; also while a run is under way and while people read.

    Raises BackupError, HomeBusy (another backup), LedgerLost. Whatever ends it leaves the earlier snapshots
    as they were, and the next one goes on from the objects that are there.
    """
    store = Store(target)
    _refuse_unfit(home, store, how)
    with home.turn("backup", how.now):
        try:
            with store.opened(how.now):
                _refuse_anothers(home, store)
                return _made(home, store, how)
        except OSError as error:
            raise BackupError(
                f"备份没有做完:{error.filename or target} {reason(error)};{target} 中以前的备份都完好,"
                "处理后重新运行同一命令,已复制的不再复制"
            ) from error


def _refuse_unfit(home: Home, store: Store, how: How) -> None:
    """Raises BackupError for a folder within the home, and for one that lost the backups that were in it: a
    disk that is not mounted looks so."""
    root, target = home.root.resolve(), store.root.resolve()
    if not root.is_dir():
        raise BackupError(f"数据目录 {home.root} 不存在;请检查 --home")
    if target == root or root in target.parents:
        raise BackupError(f"{store.root} 在数据目录里面,磁盘坏了会一起丢;请另给一个目录,最好在另一块磁盘上")
    lost = any(Path(one.target) == target for one in backups_of(home)) and not store.is_there
    if lost and not how.anew:
        raise BackupError(
            f"{store.root} 里以前有备份,现在没有了;请检查磁盘是否已挂上。确要从头开始的,加上 --new"
        )


def _refuse_anothers(home: Home, store: Store) -> None:
    """Raises BackupError where all snapshots that lie there are of another home: what is kept of them would
    be decided by this one. Homes that go back to one, also restored or moved ones, share files of the
    archive."""
    there = [one for one in store.manifests() if one.archive_files]
    mine = {(one.snapshot, one.made_at) for one in backups_of(home)}
    names = {file.name for file in home.archive.iterdir()} if home.archive.is_dir() else set()
    if there and not any(
        (one.snapshot, one.made_at) in mine or names & set(one.archive_files) for one in there
    ):
        raise BackupError(
            f"{store.root} 里是另一个数据目录({there[-1].home})的备份,没有备份,什么都没有改动;"
            "请给这个数据目录另一个备份目录"
        )


def _made(home: Home, store: Store, how: How) -> BackupReport:
    known = {kept.path: kept for manifest in store.manifests()[-1:] for kept in manifest.files}
    for tried in range(_TRIES):
        with staged(home, store.aside, how.now, how.say) as stage:
            copying = _Copying(store, known, stage)
            copying.all()
            # A file of the archive that was changed since by the program itself is another one by then.
            if copying.troubles and tried + 1 < _TRIES and _changed(home, store, stage, how):
                continue
            return _kept(home, store, how, copying)
    raise AssertionError("the last try returns")


def _changed(home: Home, store: Store, stage: Staged, how: How) -> bool:
    """Whether the ledger knows of other sums of the archive by now."""
    with staged(home, store.aside, how.now, how.say) as later:
        return later.archive_sums != stage.archive_sums


@dataclass(slots=True)
class _Copying:
    """Brings the files of a staged home into the store."""

    store: Store
    known: dict[str, Kept]
    """What the last snapshot has, by path."""
    stage: Staged
    files: list[Kept] = field(default_factory=list)
    new: dict[str, int] = field(default_factory=dict)
    """Objects that came, and their sizes."""
    reused: dict[str, Path] = field(default_factory=dict)
    """Objects that were there, and a file with the same bytes."""
    troubles: list[str] = field(default_factory=list)

    def all(self) -> None:
        """Raises OSError."""
        for held in self.stage.files:
            try:
                kept = self._same(held) or self._copied(held)
            except FileNotFoundError:
                if held.path.startswith("reports/"):
                    continue  # it is being made anew; it can be made at any time
                raise
            expected = self._expected(held.path)
            if expected and kept.sha256 != expected:
                kept = self._otherwise(kept, expected)
            self.files.append(kept)
        there = {held.path for held in self.stage.files}
        for name, sha256 in sorted(self.stage.archive_sums.items()):
            if f"archive/{name}" not in there:
                self._missing(name, sha256)

    def _expected(self, path: str) -> str | None:
        return (
            self.stage.archive_sums.get(path.removeprefix("archive/"))
            if path.startswith("archive/")
            else None
        )

    def _same(self, held: Held) -> Kept | None:
        """A lasting file as the last snapshot has it, where size and instant of change are as then."""
        before = self.known.get(held.path) if held.is_lasting else None
        if before is None or not self.store.has(before.sha256, before.bytes):
            return None
        stat = held.file.stat()
        if (stat.st_size, stat.st_mtime_ns) != (before.bytes, before.mtime_ns):
            return None
        self.reused[before.sha256] = held.file
        return before

    def _copied(self, held: Held) -> Kept:
        put, stat = self.store.put(held.file), held.file.stat()
        if put.is_new:
            self.new[put.sha256] = put.bytes
        elif put.sha256 not in self.new:
            self.reused[put.sha256] = held.file
        return Kept(held.path, put.bytes, put.sha256, stat.st_mtime_ns, stat.st_mode & 0o777)

    def _otherwise(self, kept: Kept, expected: str) -> Kept:
        """A file of the archive that is not as the ledger knows it: of a good one that was kept before."""
        good = self._good(kept.path, expected)
        self.troubles.append(
            f"{kept.path} 与台账登记的校验和不符,已损坏或被改动;"
            + ("备份里沿用以前完好的一份,请从备份恢复这个文件" if good else "照现在的样子备份了")
        )
        return good or kept

    def _missing(self, name: str, sha256: str) -> None:
        good = self._good(f"archive/{name}", sha256)
        is_far = any(left.path == f"archive/{name}" for left in self.stage.left_out)
        gone = "移到了别的磁盘,那里现在够不着,请看磁盘是否已挂上" if is_far else "不见了"
        self.troubles.append(
            f"archive/{name} {gone};"
            + ("备份里沿用以前的一份,请从备份恢复这个文件" if good else "以前的备份里也没有")
        )
        if good:
            self.files.append(good)

    def _good(self, path: str, sha256: str) -> Kept | None:
        before = self.known.get(path)
        if before is None or before.sha256 != sha256 or not self.store.is_sound(sha256):
            return None
        return before


def _kept(home: Home, store: Store, how: How, copying: _Copying) -> BackupReport:
    """Reads back, puts the snapshot in place, remembers it, takes out what is not to be kept."""
    read_back = _checked(store, how, copying)
    files = tuple(sorted(copying.files, key=lambda kept: kept.path))
    left_out: Sequence[LeftOut] = copying.stage.left_out
    manifest = Manifest(_name(store, how.now), how.now, str(home.root.resolve()), files, tuple(left_out))
    tell_store(store, copying.stage.erasures)
    place = store.add_snapshot(manifest)
    if store.manifest(manifest.snapshot) != manifest:
        raise BackupError(f"{place} 写下之后读出来不一样;请检查 {store.root} 所在的磁盘,换一块再备份")
    # The one just made stays, also where the clock was set back and its name is not the last.
    others = [name for name in store.names() if name != manifest.snapshot]
    dropped = others[: max(0, len(others) - how.keep + 1)] if how.keep else []
    # With them goes what no snapshot names: of a killed backup, or of a home that changed under it.
    freed = store.drop(dropped)
    left = store.manifests()
    remember(home, store.root, left)
    erased = max((one.at for one in copying.stage.erasures), default=None)
    return BackupReport(
        place=place,
        manifest=manifest,
        new_files=len(copying.new),
        new_bytes=sum(copying.new.values()),
        read_back=read_back,
        objects=len({kept.sha256 for kept in files}),
        held_seconds=copying.stage.held_seconds,
        dropped=tuple(dropped),
        freed_bytes=freed,
        before_erasures=sum(
            erased is not None and one.made_at < erased for one in left if one.snapshot != manifest.snapshot
        ),
        troubles=tuple(copying.troubles),
    )


def _checked(store: Store, how: How, copying: _Copying) -> int:
    """Reads every new object again, and of those that were there all or some; how many. One that was there
    and is damaged is written anew. Raises BackupError for one that does not read as it was written."""
    older = sorted(set(copying.reused) - set(copying.new))
    if not how.check_all and len(older) > SAMPLE:
        older = random.Random(how.now.isoformat()).sample(older, SAMPLE)
    for sha256 in (*copying.new, *older):
        if store.is_sound(sha256):
            continue
        source = copying.reused.get(sha256)
        if source is None or store.put(source, again=True).sha256 != sha256 or not store.is_sound(sha256):
            raise BackupError(
                f"{store.place(sha256)} 写下之后读出来不一样;请检查 {store.root} 所在的磁盘,换一块再备份"
            )
        how.say(f"以前备份的 {store.place(sha256)} 已损坏,已用数据目录里的原件重写")
    return len(copying.new) + len(older)


def _name(store: Store, now: datetime) -> str:
    """A name that no snapshot has; names sort as their instants, those of one second as they were made."""
    name = f"{now.astimezone(ZoneInfo(TIME_ZONE)):%Y%m%d-%H%M%S}"
    taken = [one for one in store.names() if one.startswith(name)]
    if not taken:
        return name
    last = taken[-1].removeprefix(name).removeprefix("-")
    return f"{name}-{int(last or 1) + 1:03d}"
