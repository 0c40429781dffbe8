"""A home that is served: `gongkai serve` in a process of its own, its server asked, its processes found."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.flows.command import GONGKAI, environment

UNDER_WAY = ("RUNNING", "PENDING", "CANCELLING", "SCHEDULED")
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Served:
    """One home, served again and again."""

    home: Path
    proxy: str
    port: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()

    @property
    def log(self) -> str:
        """What serve and its children said on stderr, of all starts."""
        file = self.home.parent / f"{self.home.name}.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def settings(self, text: str = "") -> None:
        """Writes the home's gongkai.toml; the port is ours."""
        (self.home / "gongkai.toml").write_text(f"[serve]\nport = {self.port}\n{text}", encoding="utf-8")

    def start(self) -> None:
        """Starts it, without waiting."""
        with (self.home.parent / f"{self.home.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(GONGKAI), "serve", "--home", str(self.home)],
                env=environment(self.proxy) | self.extra,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ready(self, seconds: float = 120) -> None:
        """Waits until the deployments are there, once more than before this start."""
        before = self.log.count("已就绪")
        until(lambda: self.log.count("已就绪") > before, seconds, self)

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 60) -> int:
        """Tells it to end; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def ask(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """An answer of the server's API."""
        return json.loads(self.send(path, body, method))

    def send(self, path: str, body: Any = None, method: str = "POST") -> bytes:
        """The bytes of an answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api{path}",
            data=None if method == "GET" else json.dumps(body or {}).encode(),
            headers={"content-type": "application/json"},
            method=method,
        )
        for _ in range(20):
            try:
                with _DIRECT.open(request, timeout=20) as answer:
                    return bytes(answer.read())
            except urllib.error.HTTPError as error:
                if error.code != 503:  # its database is busy for a moment
                    raise
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server stayed busy")

    def pause(self) -> None:
        """Lets no further night begin: the schedule is put back to noon."""
        found = self.deployments()["每晚抓取"]
        [schedule] = found["schedules"]
        change = {"schedule": {"cron": "0 12 * * *", "timezone": "Asia/Shanghai"}}
        self.send(f"/deployments/{found['id']}/schedules/{schedule['id']}", change, "PATCH")

    def deployments(self) -> dict[str, Any]:
        """The deployments by name."""
        return {found["name"]: found for found in self.ask("/deployments/filter")}

    def begin(self, name: str, **parameters: Any) -> str:
        """Starts a deployment as its page does; the id of the run."""
        deployment = self.deployments()[name]["id"]
        return str(self.ask(f"/deployments/{deployment}/create_flow_run", {"parameters": parameters})["id"])

    def run(self, run_id: str) -> Any:
        """A run as the server has it."""
        return self.ask(f"/flow_runs/{run_id}", method="GET")

    def ends(self, run_id: str, seconds: float = 120) -> Any:
        """Waits until a run is over; the run."""
        until(lambda: self.run(run_id)["state_type"] not in UNDER_WAY, seconds, self)
        return self.run(run_id)

    def under_way(self) -> list[str]:
        """Runs that the server believes to be under way (not those that are planned)."""
        states = {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}
        found = self.ask("/flow_runs/filter", {"flow_runs": states})
        return [f"{one['name']}: {one['state']['name']}" for one in found]

    def processes(self) -> dict[str, list[int]]:
        """Process ids of this home by what they are: supervisor, server, runner, flow."""
        found: dict[str, list[int]] = {"supervisor": [], "server": [], "runner": [], "flow": []}
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and (role := self._role(folder)):
                found[role].append(int(folder.name))
        return found

    def _role(self, folder: Path) -> str | None:
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace")
            if str(self.home) not in words:
                variables = (folder / "environ").read_bytes().decode(errors="replace")
                if f"GONGKAI_HOME={self.home}\0" not in variables:
                    return None
        except OSError:
            return None
        roles = (
            ("flows.serving.server", "server"),
            ("flows.serving.runner", "runner"),
            ("prefect.engine", "flow"),
            ("\0serve\0", "supervisor"),
            ("-m\0flows\0", "flow"),
        )
        return next((role for mark, role in roles if mark in words), None)

    def kill(self, *roles: str) -> None:
        """SIGKILL to all processes of those roles at once."""
        doomed = [pid for role, pids in self.processes().items() if role in roles for pid in pids]
        for pid in doomed:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if "supervisor" in roles and self.process is not None:
            self.process.wait(10)


def until(holds: Callable[[], Any], seconds: float, served: Served | None = None) -> None:
    """Returns as soon as it holds (what cannot be asked does not); fails after `seconds`."""
    ends = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < ends, served.log[-4000:] if served else "it did not come to hold"
        time.sleep(0.2)


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, proxy: str, settings: str = "", **extra: str) -> Iterator[Served]:
    """A served home that is ready; everything of it is gone at the end."""
    served = Served(home, proxy, extra=extra)
    served.settings(settings)
    served.start()
    try:
        served.ready()
        yield served
    finally:
        served.kill("supervisor", "server", "runner", "flow")
