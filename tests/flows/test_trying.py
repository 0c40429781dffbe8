"""A trial of one section: what is read is printed, and nothing of it stays."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.run import Surroundings
from flows.trying import try_section
from scrapers.http.host_locks import hosts_held
from scrapers.http.manners import Manners
from scrapers.portalfile import PortalFileError
from tests.flows.command import CHECKOUT, GONGKAI, environment, gongkai
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import FAST, proxied
from tests.portal import Portal, running_portal

PAGED = "spxw"
"""A section of several pages."""


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running:
        yield running


@pytest.fixture
def file(portal: Portal, tmp_path: Path) -> Path:
    return portal.write_portal_file(tmp_path / "portal.toml")


def around(manners: Manners = FAST) -> Surroundings:
    return Surroundings(lambda _: manners, NightClock(), threading.Event())


def everything(root: Path) -> set[Path]:
    return set(root.rglob("*"))


def test_a_whole_section_is_read_and_nothing_of_it_stays(
    portal: Portal, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    with proxied(portal):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
        tried = try_section(tmp_path / "home", str(file), "yjsgk", 500, 3, around())
    assert tried.proof is not None and tried.proof.outcome == "complete"
    true = sorted((item.day for item in portal.world.rows("yjsgk")), reverse=True)
    assert [row.published_on for row in tried.rows] == true[:3]
    assert not (tmp_path / "home").exists()
    assert [path.name for path in (tmp_path / "tmp").iterdir() if path.name.startswith("gongkai-try")] == []


def test_it_ends_after_so_many_pages(portal: Portal, file: Path, tmp_path: Path) -> None:
    portal.forget_requests()
    with proxied(portal):
        tried = try_section(tmp_path / "home", str(file), PAGED, 2, 50, around())
    assert tried.proof is None and tried.pages >= 2
    assert len(portal.requests) <= 2 + 1 + FAST.connections * 5


def test_a_section_that_is_not_there_is_named_with_those_that_are(file: Path, tmp_path: Path) -> None:
    with pytest.raises(PortalFileError, match=r"--section nowhere: .*可用: .*yjsgk"):
        try_section(tmp_path / "home", str(file), "nowhere", 2, 50, around())


def test_stopped_while_it_waits_for_the_hosts_it_has_read_nothing(
    portal: Portal, file: Path, tmp_path: Path
) -> None:
    stopped = around()
    stopped.stop.set()
    with proxied(portal), hosts_held(portal.world.hosts, FIRST_NIGHT):
        tried = try_section(tmp_path / "home", str(file), "yjsgk", 2, 50, stopped)
    assert (tried.proof, tried.pages, tried.rows) == (None, 0, [])


def test_the_command_prints_items_and_leaves_the_home_untouched(
    portal: Portal, file: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (home / "portals").mkdir(parents=True)
    file.rename(home / "portals" / "yunze.toml")
    before = everything(home)
    ran = gongkai("nightly", "--dry-run", "--section", "yjsgk", "--home", home, proxy=portal.proxy_url)
    assert ran.returncode == 0, ran.stderr
    newest = max(portal.world.rows("yjsgk"), key=lambda item: item.published)
    assert newest.day.isoformat() in ran.stdout and "没有保存,也没有公布" in ran.stdout
    assert "gongkai nightly" in ran.stderr.splitlines()[-1], "what comes next is said"
    assert everything(home) == before


@pytest.mark.parametrize("options", [("--dry-run",), ("--section", "yjsgk")])
def test_both_options_are_needed_together(tmp_path: Path, options: tuple[str, ...]) -> None:
    ran = gongkai("nightly", *options, "--home", tmp_path)
    assert ran.returncode == 2 and "--dry-run 和 --section 要一起用" in ran.stderr
    assert everything(tmp_path) == set()


def test_ctrl_c_is_heard_while_the_command_waits_for_a_host(
    portal: Portal, file: Path, tmp_path: Path
) -> None:
    arguments = ["nightly", "--dry-run", "--section", "yjsgk", "--portal", file, "--home", tmp_path / "home"]
    with proxied(portal), hosts_held(portal.world.hosts, FIRST_NIGHT):
        process = subprocess.Popen(
            [str(GONGKAI), *map(str, arguments)],
            cwd=CHECKOUT,
            env=environment(portal.proxy_url) | {"TMPDIR": tempfile.gettempdir()},
            stderr=subprocess.PIPE,
            text=True,
        )
        until_it_waits(process)
        os.kill(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "没有保存,也没有公布" in said and "Traceback" not in said


def until_it_waits(process: subprocess.Popen[str]) -> None:
    """Until its trial's folder has the lock of its turn, which it holds while it waits."""
    for _ in range(600):
        with contextlib.suppress(FileNotFoundError):
            held = [str(one.readlink()) for one in Path(f"/proc/{process.pid}/fd").iterdir()]
            if any("gongkai-try-" in path for path in held):
                return
        assert process.poll() is None
        time.sleep(0.05)
    raise AssertionError("it never came to wait")
