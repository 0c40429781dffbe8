"""Runs the command `gongkai` in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
GONGKAI = Path(sys.executable).with_name("gongkai")


def gongkai(
    *arguments: str | Path, proxy: str = "", cwd: Path = CHECKOUT, timeout: float = 200
) -> subprocess.CompletedProcess[str]:
    """Runs `gongkai ARGUMENTS`; `proxy` is the loopback address that serves a portal's names."""
    return subprocess.run(
        [str(GONGKAI), *map(str, arguments)],
        cwd=cwd,
        env=environment(proxy),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
    )


def environment(proxy: str = "") -> dict[str, str]:
    """The environment without what a developer's shell may hold for gongkai, proxies or Prefect."""
    dropped = ("GONGKAI_", "PREFECT_", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | ({"http_proxy": proxy} if proxy else {}) | {"PYTHONUTF8": "1"}
