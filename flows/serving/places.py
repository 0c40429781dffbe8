"""Which server a home uses, with which variables its processes are begun, and which files they keep."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

from flows.environment import CLIENT_AUTH, address_file, environment, without_proxy
from flows.serving.children import Child
from flows.serving.lifeline import PRESENCE
from scrapers.address import is_loopback
from scrapers.durable import replace_whole
from scrapers.flock import holder
from warehouse.home import Home, HomeError
from warehouse.settings import API_AUTH, Settings

SHARED = "GONGKAI_SHARED_SERVER"
"""Variable that tells the runner that other homes may use its server, too."""


def tell_paused(home: Home, paused: bool) -> None:
    """Keeps that somebody has paused the nightly schedule on the pages, for the supervisor."""
    if paused:
        paused_file(home).touch()
    else:
        paused_file(home).unlink(missing_ok=True)


def paused_file(home: Home) -> Path:
    """There while the nightly schedule is paused."""
    return home.work / "serve" / "paused"


def no_night_because(home: Home) -> list[str]:
    """Why no night begins by itself in a home that has been served, one Chinese sentence each; nothing where
    all is well, the home was never served, or this user may not look."""
    lock, found = home.work / "serve" / "lock", []
    try:
        if paused_file(home).exists():
            found.append(
                "每晚的自动抓取已在界面上暂停,到时不会开始,也不会补抓;"
                "要恢复,在界面的 Deployments 中把“每晚抓取”的计划重新打开"
            )
        if lock.exists() and holder(lock) is None:
            found.append("gongkai serve 现在没有运行,由它安排的每晚抓取不会开始;请启动它")
    except OSError:
        return []
    return found


LISTENING = "GONGKAI_LISTENING"
"""Variable with the number of the socket that the server is given."""


def tell_ready(home: Home, api: str) -> None:
    """Says in the home where its server answers: it is up, and commands started by hand find it. Raises
    OSError."""
    replace_whole(address_file(home), json.dumps({"api": api}))


class ServeError(HomeError):
    """The server cannot be offered as the settings want it; one sentence with the remedy."""


@dataclass(slots=True)
class Serving:
    """A home served: by a server of its own, or by the one that PREFECT_API_URL names."""

    home: Home
    host: str
    port: int
    keep_days: int
    auth: str | None = field(repr=False)
    foreign: str | None
    """PREFECT_API_URL; None where the home has a server of its own."""
    socket: socket.socket | None = field(default=None, repr=False)
    """The address of our server, taken."""

    @classmethod
    def of(cls, home: Home, settings: Settings) -> Serving:
        """As the settings and the environment say. Raises ServeError for a server of its own that all could
        use; a foreign one is not ours to open or close."""
        serve, auth = settings.serve, settings.secrets.get(API_AUTH)
        foreign = os.environ.get("PREFECT_API_URL") or None
        if foreign is not None and not re.match(r"https?://[^/\s]+", foreign):
            raise ServeError(
                f"PREFECT_API_URL = {foreign} 不是网址;请写 http://主机:端口/api,或去掉这个变量(用自带的服务)"
            )
        if auth is not None and not all(auth.get_secret_value().partition(":")):
            raise ServeError(f"{API_AUTH} 须写成 用户名:口令,中间用英文冒号")
        if foreign is None and not is_loopback(serve.host) and auth is None:
            raise ServeError(
                f"[serve] host = {serve.host} 会让别的机器不经口令打开界面并启动任务;请改回 127.0.0.1"
                f"(由有登录的反向代理转发),或设置 {API_AUTH}=用户名:口令"
            )
        secret = auth.get_secret_value() if auth else None
        return cls(home, serve.host, serve.port, serve.keep_days, secret, foreign)

    @property
    def lock(self) -> Path:
        """Held by the supervisor."""
        return self.home.work / "serve" / "lock"

    @property
    def flows_lock(self) -> Path:
        """Held, together, by the flow runs that are under way."""
        return self.home.work / "serve" / "flows.lock"

    @property
    def pages(self) -> str:
        """Address of the pages, for a browser."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return (
            self.foreign.rstrip("/").removesuffix("/api")
            if self.foreign
            else f"http://{_bracketed(host)}:{self.port}"
        )

    @property
    def api(self) -> str:
        """Address of the API."""
        return self.foreign or f"{self.pages}/api"

    def listen(self) -> bool:
        """Takes the address, for as long as this process lives; False while another program has it.

        Raises OSError when it cannot be taken for another reason (no such address of this machine)."""
        if self.socket is None:
            family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
            try:
                self.socket = socket.create_server((self.host, self.port), family=family, backlog=100)
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    return False
                raise
        return True

    @property
    def is_ready(self) -> bool:
        """Whether our server has said that it is up."""
        return address_file(self.home).exists()

    def sweep(self) -> None:
        """Makes the folders, and removes what a killed supervisor left."""
        folder = self.home.work / "serve"
        folder.mkdir(parents=True, exist_ok=True)
        address_file(self.home).unlink(missing_ok=True)
        shutil.rmtree(self.home.work / "prefect" / "runner", ignore_errors=True)
        self.flows_lock.touch()

    def server(self) -> Child:
        """The server's process, on the address that was taken (`listen`)."""
        assert self.socket is not None
        fd = self.socket.fileno()
        environ = {**self._for_server(), LISTENING: str(fd)}
        return Child("Prefect 服务", [sys.executable, "-m", "flows.serving.server"], environ, (fd,))

    def runner(self) -> Child:
        """The process of the deployments."""
        return Child("Prefect 任务进程", [sys.executable, "-m", "flows.serving.runner"], self.for_runs())

    def for_runs(self) -> dict[str, str]:
        """Variables of a process that runs flows, beside those of this process."""
        return {
            **environment(self.home, self.api),
            **({CLIENT_AUTH: self.auth} if self.auth and not self._has_own_password else {}),
            **({SHARED: "1"} if self.foreign else {}),
            "PREFECT_LOGGING_TO_API_ENABLED": "true",
            "no_proxy": without_proxy(os.environ),
            PRESENCE: str(self.flows_lock.absolute()),
        }

    @property
    def _has_own_password(self) -> bool:
        """Whether the environment has the password of a foreign server, which need not be this home's."""
        return self.foreign is not None and bool(os.environ.get(CLIENT_AUTH))

    def _for_server(self) -> dict[str, str]:
        """Variables of the server: its record is small, its pages ask the address that they came from."""
        kept = str(self.keep_days * 86_400)
        return {
            **environment(self.home, self.api),
            **({"PREFECT_SERVER_API_AUTH_STRING": self.auth} if self.auth else {}),
            "PREFECT_SERVER_API_HOST": self.host,
            "PREFECT_SERVER_API_PORT": str(self.port),
            "PREFECT_SERVER_UI_API_URL": "/api",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs,orphans",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": kept,
            "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P3D",
            "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "5",
            "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
        }


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
