"""A home that has lived: a night of the sample county, decisions, a sealed year, settings with secrets; and
what kills a process at a step of what it does."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.sealing import seal_year
from tests.nights.house import House, proxied
from tests.portal import running_portal
from warehouse.home import Home

SECTIONS = ("zwyw", "yjsgk")
SECRET = "sehr-geheim"


@contextmanager
def lived_home(root: Path) -> Iterator[House]:
    """The house, its portal still up."""
    with running_portal(edition="small") as portal, proxied(portal):
        house = House(portal, root, SECTIONS)
        house.night()
        home = house.home
        (home / "overrides" / "notes").mkdir()
        (home / "overrides" / "notes" / "说明 1.txt").write_text("为什么", encoding="utf-8")
        (home / "declared" / "2017.csv").write_text("code,value\n", encoding="utf-8")
        (home / "gongkai.toml").write_text('[secrets]\nfile = "keys/my.env"\n', encoding="utf-8")
        (home / "keys").mkdir()
        (home / "keys" / "my.env").write_text(f"GONGKAI_SMTP_PASSWORD={SECRET}\n", encoding="utf-8")
        (home / "keys" / "my.env").chmod(0o600)
        (home / "old-secrets.bak").write_text(f"export GONGKAI_WEBHOOK_URL={SECRET}\n", encoding="utf-8")
        seal_year(home, 2017)
        yield house


def tables(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a database."""
    with duckdb.connect(str(file), read_only=True) as connection:
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
        return {name: connection.execute(f'FROM "{name}" ORDER BY ALL').fetchall() for (name,) in names}


def sums(root: Path) -> dict[str, str]:
    """Every file below a folder with its sum."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


STEPS = ("fsync", "rename", "replace", "link", "mkdir", "unlink", "chmod", "utime", "rmdir")
"""What a backup, a restore and a compaction ask of the system, step by step."""


def steps_of(act: Callable[[], object], patch: pytest.MonkeyPatch) -> int:
    """How many such steps it takes."""
    taken = [0]
    with patch.context() as patched:
        _count(patched, lambda name: taken.__setitem__(0, taken[0] + 1))
        act()
    return taken[0]


def killed_at(step: int, act: Callable[[], object]) -> int:
    """Does it in a process of its own that dies at that step, before it is taken; its exit code: 9 when it
    was killed, 0 when it was through before."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            left = [step]

            def die(name: str) -> None:
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)

            _count(pytest.MonkeyPatch(), die)
            act()
            code = 0
        except BaseException:  # noqa: BLE001 - the child must not go on as the test
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _count(patch: pytest.MonkeyPatch, told: Callable[[str], None]) -> None:
    for name in STEPS:
        real = getattr(os, name)

        def step(*args: Any, _real: Callable[..., Any] = real, _name: str = name, **more: Any) -> Any:
            told(_name)
            return _real(*args, **more)

        patch.setattr(os, name, step)


def same_data(one: Home, other: Home) -> None:
    assert tables(one.ledger) == tables(other.ledger)
    assert tables(one.published) == tables(other.published)


def flip(file: Path, at: int = 100) -> None:
    """Another byte at that place."""
    file.chmod(0o600)
    data = bytearray(file.read_bytes())
    data[at] ^= 0xFF
    file.write_bytes(bytes(data))
