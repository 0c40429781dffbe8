"""One conversion: LibreOffice started, bounded, ended with all that it started."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scrapers.documents.office.profile import Profile
from scrapers.documents.records import Refused

MEMORY = 6 << 30
"""Bytes of address space of LibreOffice: most of it libraries that are mapped and not used."""
_PROFILE = Profile()
_DEAD = "http://127.0.0.1:9"
"""Proxy for whatever would ask the network all the same."""


def converted(
    soffice: Path, content: bytes, suffix: str, target: str, seconds: float, most: int
) -> bytes | None:
    """The file as LibreOffice saves it; None where it cannot open it or cannot save it so.

    `suffix` is that of the file, without a dot; `most` are the bytes that it may write. Raises Refused where
    it takes longer than `seconds`, writes more, or cannot be started.
    """
    with _lifted(max(most, len(content))):  # the temporary folder's very name is tried by writing into it
        folder = Path(tempfile.mkdtemp(prefix="convert-"))
    try:
        with _lifted(max(most, len(content))):
            source = folder / ("in" + (f".{suffix}" if suffix.isalnum() and suffix.isascii() else ""))
            source.write_bytes(content)
            (folder / "out").mkdir()
            command = _command(soffice, source, folder / "out", target)
        code = _run(command, folder, seconds, most)
        saved = _saved(folder / "out", target, most)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if code < 0 or code > 1:
        _PROFILE.forget()
    if saved is None and code in (-signal.SIGXFSZ, 128 + signal.SIGXFSZ):
        raise _too_much(most)
    return saved


def _command(soffice: Path, source: Path, into: Path, target: str) -> list[str]:
    return [
        str(soffice),
        f"-env:UserInstallation={_PROFILE.path().as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
        "--convert-to", target,
        "--outdir", str(into),
        str(source),
    ]  # fmt: skip


def _too_much(most: int) -> Refused:
    return Refused("too_much_inside", f"LibreOffice 写出的内容超过 {most >> 20} MB,没有读")


def _run(command: list[str], folder: Path, seconds: float, most: int) -> int:
    """The exit code. The process stays in the group of this one, with which whoever asked ends both."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": _DEAD,
        "https_proxy": _DEAD,
    }
    nowhere = subprocess.DEVNULL
    try:
        with _lifted(most):
            process = subprocess.Popen(
                command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, cwd=folder
            )
    except OSError as error:
        raise Refused("needs_converter", f"LibreOffice 启动不了:{error.strerror or error}") from error
    try:
        return process.wait(timeout=max(seconds, 0.1))
    except subprocess.TimeoutExpired:
        _PROFILE.forget()
        raise Refused("too_slow", f"LibreOffice 在 {seconds:.0f} 秒内没有转换完,已停止") from None
    finally:
        _end(process)


def _saved(folder: Path, target: str, most: int) -> bytes | None:
    """What was written. Raises Refused where that is too much."""
    for path in sorted(folder.glob(f"*.{target.partition(':')[0]}")):
        size = path.stat().st_size
        if size >= most:
            raise _too_much(most)
        if size:
            return path.read_bytes()
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and those below it, from the top, so that none starts another."""
    if process.poll() is None:
        below = [process.pid, *_below(process.pid)]
        for pid in below:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def _below(pid: int) -> list[int]:
    """Processes that it started, and those that they did; none where the system does not tell."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            told = stat.read_text().rpartition(")")[2].split()
            parents.setdefault(int(told[1]), []).append(int(stat.parent.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


@contextmanager
def _lifted(size: int) -> Iterator[None]:
    """The soft limits of this process as a converter that it starts needs them, and as they were afterwards:
    memory, and the size of a file that is written, at most `size`."""
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE)}
    try:
        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, max(size, 1 << 20))):
            hard = before[kind][1]
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        yield
    finally:
        for kind, limit in before.items():
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, limit)
