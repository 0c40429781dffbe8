"""The folder that backups lie in: objects by their sums, snapshots by their instants."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from scrapers.durable import fsync, replace_whole
from scrapers.flock import Taken, flocked
from scrapers.sparse import write_sparsely
from warehouse.backup.records import FORMAT, BackupError, Manifest, read_manifest, write_manifest

MARK = "gongkai-backup.json"
"""File that says that a folder is one of ours."""

_ABOUT = (
    "这里是 gongkai 的备份,只有本人可读。\n"
    "snapshots/ 里每次备份一个目录,其中 manifest.json 列出每个文件和它的 SHA-256;\n"
    "文件的内容在 objects/ 里,文件名就是 SHA-256,相同的内容只存一份。\n"
    "恢复:gongkai restore 这个目录 --home 新的数据目录\n"
    "没有程序时也能恢复:按 manifest.json 把 objects/前两位/SHA-256 复制为 path 所写的文件。\n"
)
_PIECE = 2**20
_OWNERS_FOLDER, _OWNERS_FILE = 0o700, 0o400


@dataclass(frozen=True, slots=True)
class Put:
    """Bytes that are in the store."""

    sha256: str
    bytes: int
    is_new: bool


class Store:
    """One such folder."""

    def __init__(self, root: Path) -> None:
        """Nothing is touched before `opened`."""
        self.root = root
        self.objects, self.snapshots, self.aside = root / "objects", root / "snapshots", root / "aside"
        self._touched: set[Path] = set()

    @property
    def is_there(self) -> bool:
        """Whether backups were begun in this folder."""
        return (self.root / MARK).is_file()

    @contextmanager
    def opened(self, now: datetime) -> Iterator[Store]:
        """The folder, made where it is not there, for one backup at a time; without what a killed one left.

        Raises BackupError for a folder that is another's, or that another process writes just now; OSError.
        """
        self._make()
        try:
            with flocked(self.root / "lock", now):
                shutil.rmtree(self.aside, ignore_errors=True)
                self.aside.mkdir(mode=_OWNERS_FOLDER)
                yield self
                shutil.rmtree(self.aside, ignore_errors=True)
        except Taken as taken:
            raise BackupError(f"{self.root} 正被另一次备份占用({taken});请等它结束") from taken

    def require(self) -> None:
        """Raises BackupError where no backups lie here, or a newer program's."""
        file = self.root / MARK
        try:
            told = json.loads(file.read_text(encoding="utf-8"))["format"]
        except FileNotFoundError as error:
            raise BackupError(
                f"{self.root} 不是备份目录(没有 {MARK});请检查路径,以及磁盘是否已挂上"
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackupError(f"{file} 无法读取,已损坏或没有权限;什么都没有改动") from error
        if not isinstance(told, int) or told > FORMAT:
            raise BackupError(
                f"{file} 的格式版本是 {told},比本程序认得的 {FORMAT} 新;请先升级程序,什么都没有改动"
            )

    def _make(self) -> None:
        if self.is_there:
            self.require()
        elif self.root.exists() and any(self.root.iterdir()):
            raise BackupError(f"{self.root} 里有别的文件,不是备份目录;请给一个空目录或还不存在的目录")
        elif not self.root.parent.is_dir():
            raise BackupError(f"{self.root.parent} 不存在;请检查路径,以及磁盘是否已挂上")
        self.root.mkdir(exist_ok=True)
        with suppress(PermissionError):  # a file system that knows no owners
            self.root.chmod(_OWNERS_FOLDER)
        for folder in (self.objects, self.snapshots):
            folder.mkdir(mode=_OWNERS_FOLDER, exist_ok=True)
        if not self.is_there:
            replace_whole(self.root / "说明.txt", _ABOUT)
            replace_whole(self.root / MARK, json.dumps({"format": FORMAT}) + "\n")
            fsync(self.root)

    def place(self, sha256: str) -> Path:
        """Where the bytes of that sum lie, or would."""
        return self.objects / sha256[:2] / sha256

    def has(self, sha256: str, size: int) -> bool:
        """Whether as many bytes lie there under that sum: a look, no check."""
        try:
            return self.place(sha256).stat().st_size == size
        except OSError:
            return False

    def put(self, source: Path, again: bool = False) -> Put:
        """Copies a file's bytes into the store, durably; those that are there already stay, unless `again`.
        Raises OSError; whatever ends it leaves no object that is not whole."""
        aside = self.aside / "object"
        digest, size = _copied(source, aside)
        if not again and self.has(digest, size):
            aside.unlink()
            return Put(digest, size, is_new=False)
        fsync(aside)
        aside.chmod(_OWNERS_FILE)
        place = self.place(digest)
        place.parent.mkdir(mode=_OWNERS_FOLDER, exist_ok=True)
        aside.replace(place)
        self._touched.add(place.parent)
        return Put(digest, size, is_new=True)

    def is_sound(self, sha256: str) -> bool:
        """Whether the bytes under that sum are those; read from the disk and not from memory."""
        try:
            with self.place(sha256).open("rb") as file:
                forget(file)
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def add_snapshot(self, manifest: Manifest) -> Path:
        """Puts a snapshot in place, whole: its objects are in the store. Raises OSError."""
        for folder in (*sorted(self._touched), self.objects):
            fsync(folder)
        self._touched.clear()
        aside = self.aside / manifest.snapshot
        aside.mkdir(mode=_OWNERS_FOLDER)
        write_manifest(aside, manifest)
        fsync(aside)
        place = aside.rename(self.snapshots / manifest.snapshot)
        fsync(self.snapshots)
        return place

    def names(self) -> list[str]:
        """Names of the snapshots, oldest first; none where there is no such folder."""
        if not self.snapshots.is_dir():
            return []
        return sorted(folder.name for folder in self.snapshots.iterdir() if folder.is_dir())

    def manifest(self, name: str) -> Manifest:
        """What that snapshot says. Raises BackupError."""
        return read_manifest(self.snapshots / name)

    def manifests(self) -> list[Manifest]:
        """All that can be read, oldest first."""
        found = []
        for name in self.names():
            with suppress(BackupError):
                found.append(self.manifest(name))
        return found

    def drop(self, names: list[str]) -> int:
        """Takes snapshots out, then the objects that no other one names; returns how many bytes that freed.
        With a snapshot that cannot be read no object goes: it may name it. Raises OSError."""
        for name in names:
            doomed = self.aside / name
            (self.snapshots / name).rename(doomed)
            fsync(self.snapshots)
            shutil.rmtree(doomed)
        left = self.manifests()
        if len(left) < len(self.names()):
            return 0
        named = {kept.sha256 for manifest in left for kept in manifest.files}
        freed = 0
        for path in self.objects.glob("*/*"):
            if path.name not in named:
                freed += path.stat().st_size
                path.unlink()
        return freed


def forget(file: IO[bytes]) -> None:
    """Lets the system drop what it has in memory of a file, so that reading it asks the disk."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _copied(source: Path, place: Path) -> tuple[str, int]:
    """Copies bytes, holes as holes; their sha256 and how many they are. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, place.open("wb") as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            write_sparsely(writing, piece)
            size += len(piece)
        writing.truncate(size)
    return digest.hexdigest(), size
