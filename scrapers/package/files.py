"""Packages on the disk: written aside, made durable, put in place whole; read after every file is checked."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import orjson

from scrapers.durable import fsync
from scrapers.package.rows import FILES, PackageHead, PackageRow, Proof
from scrapers.reader_version import reader_version

FORMAT = 1
"""Version of the package format; a loader refuses a newer one."""

_REMEDY = "已移到 rejected/,请重跑该栏目"


class DamagedPackage(Exception):
    """A package whose files do not match its manifest; says which, and what to do."""


class NewerPackage(DamagedPackage):
    """A package of a form that this program does not know; says what to do."""


class PackageWriter:
    """Collects rows of one package in a folder aside; `finish` puts it in place, `abandon` removes it.

    `home` is the folder that holds `aside/` and `packages/`. WARC files are written by the caller into
    `folder` and named to `finish`.
    """

    def __init__(self, home: Path, head: PackageHead) -> None:
        self.home, self.head = home, head
        self.folder = home / "aside" / head.package_id
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        self._files: dict[str, IO[bytes]] = {}
        self._counts: dict[str, int] = dict.fromkeys(FILES.values(), 0)

    def add(self, row: PackageRow) -> None:
        """Appends one row to the file of its kind."""
        name = FILES[type(row)]
        if name not in self._files:
            self._files[name] = (self.folder / name).open("wb")
        self._files[name].write(_json(row) + b"\n")
        self._counts[name] += 1

    def __len__(self) -> int:
        return sum(self._counts.values())

    def finish(self, warcs: Iterable[str], finished_at: datetime, proof: Proof | None = None) -> Path:
        """Closes the package and puts it in place; returns its folder there. Raises OSError."""
        self.close(warcs, finished_at, proof)
        return self.place()

    def close(self, warcs: Iterable[str], finished_at: datetime, proof: Proof | None = None) -> Path:
        """Writes the manifest and makes everything durable; returns the folder, which is whole and aside.

        `proof` stands only in the last package of a section's crawl. Raises OSError (disk full, read-only).
        """
        for name, file in self._files.items():
            file.close()
            fsync(self.folder / name)
        names = [*sorted(self._files), *warcs]
        files = {
            name: {"rows": self._counts.get(name), "sha256": file_sha256(self.folder / name)}
            for name in names
        }
        manifest = {"format": FORMAT, "package_id": self.head.package_id, **asdict(self.head)}
        manifest |= {"files": files, "finished_at": finished_at, "proof": asdict(proof) if proof else None}
        manifest["reader_version"] = reader_version()
        path = self.folder / "package.json"
        path.write_bytes(_json(manifest))
        fsync(path)
        fsync(self.folder)
        return self.folder

    def place(self) -> Path:
        """Renames the closed folder into place; returns it there. Raises OSError, nothing put in place."""
        place = self.home / "packages" / self.head.package_id
        place.parent.mkdir(parents=True, exist_ok=True)
        self.folder.rename(place)
        fsync(place.parent)
        return place

    def abandon(self) -> None:
        """Removes what was written aside; nothing of it is ever seen."""
        for file in self._files.values():
            with suppress(OSError):  # what is still buffered has no room on a full disk
                file.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a package, after its files were checked against it.

    Raises DamagedPackage when the manifest is unreadable, a file is missing or its sum differs, NewerPackage
    when a newer program wrote it.
    """
    try:
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        version = int(manifest["format"])
        sums = {str(name): str(facts["sha256"]) for name, facts in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedPackage(f"数据包 {folder.name} 的 package.json 无法读取({error});{_REMEDY}") from error
    if version > FORMAT:
        raise NewerPackage(f"数据包 {folder.name} 的格式版本 {version} 比本程序新;请升级程序后再载入")
    for name, sha256 in sums.items():
        path = folder / name
        if not path.is_file() or file_sha256(path) != sha256:
            raise DamagedPackage(f"数据包 {folder.name} 的 {name} 缺失或校验和不符;{_REMEDY}")
    return dict(manifest)


def file_sha256(path: Path) -> str:
    """sha256 hex of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def to_json(value: object) -> str:
    """One line of JSON; dates and instants in ISO form, dataclasses as objects, NULs left out."""
    return _json(value).decode()


def _json(value: object) -> bytes:
    """The same in UTF-8; a lone surrogate out of a script's JSON, which is no text that could be written, as
    a question mark."""
    try:
        line = orjson.dumps(value, default=_object)
    except orjson.JSONEncodeError:
        line = _ENCODER.encode(value).encode(errors="replace")
    return _ENCODER.encode(_plain(value)).encode(errors="replace") if b"\\u0000" in line else line


def _object(value: object) -> object:
    """What the encoder cannot write by itself, as something that it can."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_object)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        value = {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.replace("\0", "") if isinstance(value, str) else value
