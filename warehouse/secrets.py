"""Secrets of a home: from the environment, else from a file that only its owner may read. Never printed."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from scrapers.oswords import reason
from warehouse.home import HomeError

SECRET_NAME = r"^GONGKAI_[A-Z0-9_]+$"
"""Names under which gongkai looks for secrets of its own."""
_FOREIGN = ("PREFECT_SERVER_API_AUTH_STRING",)
_LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


class SettingsError(HomeError):
    """Settings that cannot be used: one line that names the file, the line or key, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Values by name, wrapped so that no way of printing shows them; the environment wins."""

    values: Mapping[str, SecretStr]
    origins: Mapping[str, str]

    def get(self, name: str) -> SecretStr | None:
        """The secret of that name, None when it is not set (or empty)."""
        return self.values.get(name)

    def origin(self, name: str) -> str | None:
        """In Chinese, where the secret is from; None when it is not set."""
        return self.origins.get(name)


def read_secrets(file: str | None, root: Path, environ: Mapping[str, str], named_at: str) -> Secrets:
    """Every secret of ours that is set. A relative `file` starts at `root`; `named_at` is who names it.

    Raises SettingsError when the file cannot be read, is readable by others, or holds a line that is none.
    """
    values: dict[str, SecretStr] = {}
    origins: dict[str, str] = {}
    if file is not None:
        path = root / Path(file).expanduser()
        for name, value in _read_file(path, named_at).items():
            values[name], origins[name] = SecretStr(value), f"密钥文件 {path}"
    for name, value in environ.items():
        if value.strip() and is_secret_name(name):
            values[name], origins[name] = SecretStr(value.strip()), f"环境变量 {name}"
    return Secrets(values, origins)


def is_secret_name(name: str) -> bool:
    """Whether a variable of that name may be a secret of ours."""
    return name in _FOREIGN or re.fullmatch(SECRET_NAME, name) is not None


def _read_file(path: Path, named_at: str) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig") as opened:
            mode = path.stat().st_mode
            if stat.S_IMODE(mode) & 0o077:
                raise SettingsError(
                    f"{named_at}: {path} 别人也能读(权限 {stat.S_IMODE(mode):04o});请运行 chmod 600 {path}"
                )
            return _parse(opened.read(), path)
    except OSError as error:
        raise SettingsError(
            f"{named_at}: {path} 无法读取({reason(error)});请检查路径和权限,或删去这个键"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: 不是 UTF-8;请另存为 UTF-8 编码") from error


def _parse(text: str, path: Path) -> dict[str, str]:
    """NAME=value a line; empty lines and lines that begin with # are none. A value may stand in quotes."""
    values: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip().removeprefix("export ").strip()
        if not written or written.startswith("#"):
            continue
        found = _LINE.fullmatch(written)
        if found is None:
            raise SettingsError(f"{path}: 第 {number} 行不是 名称=值;每行写一个,例如 GONGKAI_SMTP_PASSWORD=…")
        name, value = found[1], found[2].strip()
        if not is_secret_name(name):
            raise SettingsError(
                f"{path}: 第 {number} 行的 {name} 不认识;名称须以 GONGKAI_ 开头,或为 {'、'.join(_FOREIGN)}"
            )
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if value:
            values[name] = value
    return values
