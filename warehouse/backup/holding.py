"""Which files of a home a backup holds: all, but what is named here with its reason.

What another part of the program comes to keep in a home is held without a word here.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from warehouse.backup.records import BackupError, LeftOut
from warehouse.home import Home
from warehouse.secrets import is_secret_name
from warehouse.settings import FILE_NAME

_PASSED_OVER = (
    "work/aside/*",
    "work/prefect/*",
    "work/serve/*",
    "work/lock",
    "work/*.lock",
    "work/empty-*.duckdb",
    "*.wal",
    "*.wal.*",
    "*.aside",
)
"""What is made again by itself, or belongs to a process: not held, and no word about it."""

_OLD_LEDGERS = "work/ledger.v*.duckdb"

_ASSIGNED = re.compile(r"^\s*(?:export\s+|set\s+)?([A-Z][A-Z0-9_]*)\s*=\s*\S", re.MULTILINE)
_SMALL = 2**16
_PROGRAMS = ("work/", "reports/")
_TELLING = 8
"""Signs of a secret that stands in no other file by chance."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the home: its path from there, with slashes, and where it lies."""

    path: str
    file: Path

    @property
    def is_lasting(self) -> bool:
        """Whether it is written once, and known by its size and the instant of its last change."""
        return self.path.startswith(("archive/", "sealed/"))


def held_files(home: Home) -> tuple[list[Held], list[LeftOut]]:
    """Every file that a backup holds but the ledger, in the order of their paths, and those left out with the
    reason. Raises BackupError where it cannot be told which file is that of the secrets; OSError.

    Symbolic links are followed: files of the archive may have been moved to another disk.
    """
    secrets = _secrets_file(home.root)
    values = _values(secrets)
    held, left_out = [], []
    for one in _walk(home.root, "", frozenset()):
        if one.file == home.ledger or _is_passed_over(one.path):
            continue
        with suppress(FileNotFoundError):  # a person removed it meanwhile
            if why := _why_not(one, secrets, values):
                left_out.append(LeftOut(one.path, why))
            else:
                held.append(one)
    return sorted(held, key=lambda one: one.path), left_out


def _walk(folder: Path, path: str, above: frozenset[str]) -> Iterator[Held]:
    """Every regular file below a folder; one that is linked into itself ends there."""
    real = os.path.realpath(folder)
    if real in above:
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        below = f"{path}{entry.name}"
        if entry.is_dir():
            if not _is_passed_over(f"{below}/"):
                yield from _walk(Path(entry.path), f"{below}/", above | {real})
        elif entry.is_file() or entry.is_symlink():
            yield Held(below, Path(entry.path))


def _is_passed_over(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in _PASSED_OVER)


def _why_not(one: Held, secrets: Path | None, values: Sequence[bytes]) -> str:
    if fnmatch(one.path, _OLD_LEDGERS):
        return "升级前的旧台账,程序不再用它"
    if not one.file.exists():
        return "符号链接所指的文件不在"
    if secrets is not None and one.file.samefile(secrets):
        return "密钥文件不进备份"
    if not one.is_lasting and _holds_secrets(one, values):
        return "写有密钥,不进备份"
    return ""


def _holds_secrets(one: Held, values: Sequence[bytes]) -> bool:
    """Whether a small file has lines as a file of secrets has, though no setting names it, or one of the
    values that are in it: a copy of it, in whatever form."""
    if one.file.stat().st_size > _SMALL:
        return False
    data = one.file.read_bytes()
    text = data.decode("utf-8", errors="replace")
    is_peoples = not one.path.startswith(_PROGRAMS)
    return (is_peoples and any(is_secret_name(name) for name in _ASSIGNED.findall(text))) or any(
        value in data for value in values
    )


def _values(secrets: Path | None) -> list[bytes]:
    """The values of the file of secrets, as other files may have them."""
    if secrets is None:
        return []
    lines = secrets.read_text(encoding="utf-8", errors="replace").splitlines()
    told = {
        line.partition("=")[2].strip().strip("\"'") for line in lines if not line.lstrip().startswith("#")
    }
    long = sorted(value for value in told if len(value) >= _TELLING)
    return [value.encode(coding) for value in long for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def _secrets_file(root: Path) -> Path | None:
    """The file of secrets that the settings name, where it is there."""
    file = root / FILE_NAME
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("secrets", {}).get("file")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError) as error:
        raise BackupError(
            f"{file} 读不懂,不知道哪个文件写着密钥,没有备份;请运行 gongkai config 看哪里写错,改好再备份"
        ) from error
    named = root / Path(told).expanduser() if isinstance(told, str) and told else None
    return named if named is not None and named.exists() else None
