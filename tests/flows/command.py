"""Runs the command `gongkai` in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.processes import FORKS, as_command

CHECKOUT = Path(__file__).resolve().parents[2]
GONGKAI = Path(sys.executable).with_name("gongkai")


def gongkai(
    *arguments: str | Path,
    proxy: str = "",
    cwd: Path = CHECKOUT,
    timeout: float = 200,
    around: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs `gongkai ARGUMENTS`; `proxy` is the loopback address that serves a portal's names; `around`: its
    whole environment, where that is another than `environment(proxy)`."""
    words = list(map(str, arguments))
    with TemporaryDirectory(prefix="gongkai-said-") as folder:
        files = output, errors = Path(folder) / "output", Path(folder) / "errors"
        process = FORKS.Process(target=as_command, args=(words, around or environment(proxy), cwd, *files))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(words, timeout)
        said = [file.read_text(encoding="utf-8") for file in (output, errors)]
    return subprocess.CompletedProcess(words, process.exitcode, *said)


def installed_gongkai(
    *arguments: str | Path, proxy: str = "", cwd: Path = CHECKOUT, timeout: float = 200
) -> subprocess.CompletedProcess[str]:
    """The same from the very start, by the script that installing puts into the environment."""
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
