"""What a snapshot says: its manifest, written and read strictly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from scrapers.durable import write_durably
from warehouse.home import HomeError

FORMAT = 1
"""Version of the form of backups; a program refuses a newer one."""

MANIFEST = "manifest.json"
SUM = f"{MANIFEST}.sha256"


class BackupError(HomeError):
    """A backup cannot be made, or not be read: one sentence that names the file, and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the home as a snapshot has it; `path` is relative to the home, with slashes."""

    path: str
    bytes: int
    sha256: str
    mtime_ns: int
    mode: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of the home that is not in the snapshot, and why not (Chinese)."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One snapshot."""

    snapshot: str
    """Its name, which is its folder's: the instant in Beijing."""
    made_at: datetime
    home: str
    """Where the home lay."""
    files: tuple[Kept, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def bytes(self) -> int:
        """Of all its files."""
        return sum(kept.bytes for kept in self.files)

    @property
    def archive_files(self) -> dict[str, str]:
        """Name of each file of the archive with its sum."""
        return {
            kept.path.removeprefix("archive/"): kept.sha256
            for kept in self.files
            if kept.path.startswith("archive/")
        }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes manifest and sum into a snapshot's folder, durably. Raises OSError."""
    head = {name: value for name, value in asdict(manifest).items() if name not in ("files", "left_out")}
    head |= {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    lines += [
        f'"{name}": {_list(asdict(one) for one in getattr(manifest, name))}' for name in ("left_out", "files")
    ]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    write_durably(folder / MANIFEST, text)
    write_durably(folder / SUM, f"{hashlib.sha256(text.encode()).hexdigest()}  {MANIFEST}\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot. Raises BackupError where it is not there, not whole, or newer."""
    file = folder / MANIFEST
    try:
        data = file.read_bytes()
        stated = (folder / SUM).read_text(encoding="utf-8").split()[:1]
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(file, "或它的校验和无法读取") from error
    told = _parsed(file, data)
    if isinstance(told.get("format"), int) and told["format"] > FORMAT:
        raise BackupError(
            f"{file} 的格式版本是 {told['format']},比本程序认得的 {FORMAT} 新,什么都没有改动;请先升级程序"
        )
    if stated != [hashlib.sha256(data).hexdigest()]:
        raise _damaged(file, "与它的校验和不符")
    try:
        return _manifest(told)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(file, "不合格式") from error


def _parsed(file: Path, data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except ValueError as error:
        raise _damaged(file, "不完整,可能被截断") from error
    if not isinstance(told, dict):
        raise _damaged(file, "不合格式")
    return told


def _manifest(told: dict[str, Any]) -> Manifest:
    """Raises KeyError, TypeError, ValueError."""
    files = tuple(Kept(**one) for one in told["files"])
    made_at = datetime.fromisoformat(told["made_at"])
    if made_at.tzinfo is None or not all(_is_sound(kept) for kept in files):
        raise ValueError("an instant without a zone, or a file that is none of a home")
    left_out = tuple(LeftOut(**one) for one in told["left_out"])
    return Manifest(str(told["snapshot"]), made_at, str(told["home"]), files, left_out)


def _is_sound(kept: Kept) -> bool:
    """Whether it names a file within a home by a sum that is one."""
    path = PurePosixPath(kept.path)
    inside = bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in kept.path
    is_sum = len(kept.sha256) == 64 and set(kept.sha256) <= set("0123456789abcdef")
    numbers = (kept.bytes, kept.mtime_ns, kept.mode)
    return inside and is_sum and all(isinstance(one, int) and one >= 0 for one in numbers)


def _damaged(file: Path, how: str) -> BackupError:
    return BackupError(f"备份的清单 {file} {how},不能用来恢复,什么都没有改动;请用 --snapshot 选另一次备份")


def _list(records: Iterable[dict[str, Any]]) -> str:
    """A record a line, so that people can look into it."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
