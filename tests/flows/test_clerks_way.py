"""A clerk's way from an empty home to a closed year, as the guide shows it: every command prints what the
guide says, and says what comes next."""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.command import GONGKAI, environment, gongkai
from tests.flows.documents import GUIDE, Session, sessions, words_of
from tests.portal import running_portal

pytestmark = pytest.mark.timeout(300)

HOME = "/home/zwgk/gongkai-data"
"""The home as the guide writes it."""
PROBE = "gongkai probe http://www.yunze.example/ > yunze.toml"
TRIAL = "gongkai nightly --dry-run --section xxgk-zfwj --portal yunze.toml"
NIGHT = "gongkai nightly --portal yunze.toml"
INSTALL = "gongkai serve --install --into 单元"
REST = (
    "gongkai config",
    "gongkai message --test",
    "gongkai status",
    INSTALL,
)


@dataclass
class Walk:
    """What each command printed."""

    stdout: dict[str, str]
    stderr: dict[str, str]
    code: dict[str, int]


def run(desk: Path, around: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """`gongkai WORDS`, in the folder `desk`, with these variables."""
    if "--install" not in words:  # which writes down where the installed script lies
        return gongkai(*words, cwd=desk, timeout=100, around=around)
    return subprocess.run(
        [str(GONGKAI), *words],
        cwd=desk,
        env=around,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    desk, walk = tmp_path_factory.mktemp("desk"), Walk({}, {}, {})
    home = desk / "gongkai-data"
    with running_portal(edition="small") as portal:
        around = environment(portal.proxy_url) | {"GONGKAI_HOME": str(home)}
        for command in (*(session.command for session in sessions(GUIDE)), *REST):
            # The portal's own second between two requests is not waited for.
            faster = ["--rate", "2000"] if " probe " in command else []
            ran = run(desk, around, *words_of(command), *faster)
            walk.stdout[command] = ran.stdout.replace(str(home), HOME)
            walk.stderr[command] = ran.stderr.replace(str(home), HOME)
            walk.code[command] = ran.returncode
            if ">" in shlex.split(command):
                made = ran.stdout.replace("requests_per_second = 1.0", "requests_per_second = 2000")
                (desk / shlex.split(command)[-1]).write_text(made, encoding="utf-8")
    return walk


@pytest.mark.parametrize("session", sessions(GUIDE), ids=lambda session: session.command)
def test_the_guide_shows_what_commands_print(walk: Walk, session: Session) -> None:
    printed = steady(walk.stdout[session.command] + walk.stderr[session.command])
    for line in session.shown:
        assert steady(line.removesuffix("…")) in printed, line


def steady(text: str) -> str:
    """Without the pace, which the test does not wait for, and the order in which sections end."""
    return re.sub(r"每秒 \S+ 个,.*", "每秒…", re.sub(r"^\[\d+/", "[…/", text, flags=re.MULTILINE))


def test_the_guide_shows_the_way(walk: Walk) -> None:
    shown = [session.command.split()[1] for session in sessions(GUIDE)]
    assert shown == [
        *("probe", "nightly", "nightly", "republish", "bounds", "backfill", "report", "seal"),
    ]
    assert {command: code for command, code in walk.code.items() if code} == {"gongkai message --test": 2}


@pytest.mark.parametrize(
    ("command", "then"),
    [
        (PROBE, "gongkai nightly --dry-run --section xwzx-zwyw --portal"),
        (TRIAL, NIGHT),
        (NIGHT, "gongkai config"),
        (NIGHT, "gongkai serve"),
        ("gongkai config", "gongkai message --test"),
        ("gongkai message --test", "gongkai config"),
        (INSTALL, "http://127.0.0.1:4200"),
        ("gongkai backfill --year 2017", "gongkai report --year 2017"),
        ("gongkai report --year 2017", "gongkai seal --year 2017"),
        ("gongkai seal --year 2017", "gongkai verify --year 2017"),
        ("gongkai status", "gongkai republish"),
    ],
)
def test_each_command_says_what_comes_next(walk: Walk, command: str, then: str) -> None:
    said = walk.stderr[command].splitlines()[-1]
    assert then in said
    assert "接下来" not in walk.stdout[command], "stdout is the command's own"


def test_units_written_elsewhere_are_copied_first(walk: Walk) -> None:
    printed = walk.stdout[INSTALL].splitlines()
    copy = next(line for line in printed if line.startswith("  cp "))
    assert printed.index(copy) < printed.index(next(line for line in printed if "daemon-reload" in line))
    assert "systemd" in copy


def test_the_home_that_a_person_names_is_named_again(tmp_path: Path) -> None:
    ran = run(tmp_path, environment(), "config", "--home", "数据 一")
    assert ran.stderr.rstrip().endswith("gongkai message --test --home '数据 一'")


def test_a_secret_that_a_service_would_not_have_is_told(tmp_path: Path) -> None:
    (tmp_path / "gongkai.toml").write_text('[[message.webhook]]\nkind = "wecom"\n', encoding="utf-8")
    secret = {"GONGKAI_WEBHOOK_URL": "https://robot.example/send?key=geheim"}
    around = environment() | secret
    ran = run(tmp_path, around, "serve", "--install", "--into", "units", "--home", str(tmp_path))
    assert ran.returncode == 0
    assert "GONGKAI_WEBHOOK_URL" in ran.stderr and "[secrets] file" in ran.stderr
    assert "geheim" not in ran.stdout + ran.stderr


def test_a_trial_outside_the_portals_hours_says_so(tmp_path: Path) -> None:
    from tests.flows.test_wrong_use import GOOD

    file = tmp_path / "small.toml"
    hours = '[manners]\nnight_window = ["03:00", "03:00"]\n\n[[section]]'
    file.write_text(GOOD.replace("[[section]]", hours), encoding="utf-8")
    ran = run(tmp_path, environment(), "nightly", "--dry-run", "--section", "news", "--portal", str(file))
    assert ran.returncode == 3
    assert "不在允许访问的时段" in ran.stdout and "约 0 页" not in ran.stdout
    assert "night_window" in ran.stderr.splitlines()[-1]
