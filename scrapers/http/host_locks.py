"""One process at a time asks a host, whatever home or portal it asks for: a lock by host on this machine."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from scrapers.flock import Given, Taken, flocked
from scrapers.http.sessions import proxies_for
from scrapers.oswords import reason


class HostBusy(Exception):
    """The lock of a host cannot be had: mostly because another process is asking it. A sentence (Chinese)."""


@contextmanager
def hosts_held(
    hosts: Iterable[str],
    now: datetime,
    wait: float = 0.0,
    stop: threading.Event | None = None,
    say: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Holds the locks of those hosts, in one order for all processes; waits up to `wait` seconds for each,
    and after a second says so once (Chinese).

    Raises HostBusy when another process still asks one of them, `stop` is set while waiting, or there is no
    place for the locks (full disk).
    """
    with ExitStack() as held:
        for host in sorted(set(hosts)):
            _take(held, host, now, wait, stop, say)
        yield


def _take(
    held: ExitStack,
    host: str,
    now: datetime,
    wait: float,
    stop: threading.Event | None,
    say: Callable[[str], None] | None,
) -> None:
    """One more lock, let go of with the others."""

    def waiting(who: str) -> None:
        if say is not None:
            say(f"主机 {host} 正被另一次运行访问({who}),等待中")

    try:
        held.enter_context(flocked(_folder() / _name(host), now, wait, stop, waiting))
    except Taken as taken:
        raise HostBusy(
            f"主机 {host} 正被另一次运行访问({taken});同一主机同时只由一次运行访问,请等它结束再来"
        ) from taken
    except Given as given:
        raise HostBusy(f"主机 {host} 正被另一次运行访问,已停止等待") from given
    except OSError as error:
        raise HostBusy(
            f"主机锁无法写入({error.filename or tempfile.gettempdir()}:{reason(error)});"
            "请检查临时目录的磁盘空间和权限后重跑"
        ) from error


def _folder() -> Path:
    """Where the locks of this user lie: one place a machine, whatever the home."""
    folder = Path(tempfile.gettempdir()) / f"gongkai-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise HostBusy(f"{folder} 不属于当前用户,主机锁无处可放;请删除它后重跑")
    return folder


def _name(host: str) -> str:
    """The host's file. Behind a proxy it is the proxy that answers for the name: a copy of a portal, served
    on this machine under the portal's own addresses, is another host than the portal."""
    proxy = proxies_for(f"http://{host}/").get("http", "")
    answering = f"@{hashlib.sha256(proxy.encode()).hexdigest()[:12]}" if proxy else ""
    return f"{quote(host, safe='')[:180]}{answering}.lock"
