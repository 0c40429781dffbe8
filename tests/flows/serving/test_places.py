"""Which server a home uses: its own on loopback, an open one only with a password, or a foreign one."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.environment import CLIENT_AUTH, address_file
from flows.serving.children import Child
from flows.serving.lifeline import PRESENCE
from flows.serving.places import (
    LISTENING,
    SHARED,
    ServeError,
    Serving,
    no_night_because,
    paused_file,
    tell_paused,
    tell_ready,
)
from scrapers.flock import flocked
from tests.flows.command import gongkai
from warehouse.home import Home
from warehouse.settings import load_settings

SECRET = "amt:geheim"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_API_URL", "no_proxy", "NO_PROXY", "PREFECT_SERVER_API_AUTH_STRING", CLIENT_AUTH):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


def serving(home: Home, toml: str = "", **secrets: str) -> Serving:
    (home.root / "gongkai.toml").write_text(toml, encoding="utf-8")
    return Serving.of(home, load_settings(home.root, secrets))


def server_of(serving: Serving) -> Child:
    """Its server's process, on an address that was taken for it."""
    serving.socket = serving.socket or socket.create_server(("127.0.0.1", 0))
    return serving.server()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "fd00::7", "zwgk.example.gov.cn"])
def test_a_server_that_all_could_use_needs_a_password(home: Home, host: str) -> None:
    toml = f'[serve]\nhost = "{host}"\n'
    with pytest.raises(ServeError, match=rf"host = {host} .*PREFECT_SERVER_API_AUTH_STRING=") as refused:
        serving(home, toml)
    assert "127.0.0.1" in str(refused.value)
    open_one = serving(home, toml, PREFECT_SERVER_API_AUTH_STRING=SECRET)
    assert server_of(open_one).environ["PREFECT_SERVER_API_AUTH_STRING"] == SECRET
    assert server_of(open_one).environ["PREFECT_SERVER_API_HOST"] == host


@pytest.mark.parametrize("password", ["ohneDoppelpunkt", ":", "amt:", ":geheim"])
def test_a_password_without_a_name_is_none(home: Home, password: str) -> None:
    with pytest.raises(ServeError, match="用户名:口令"):
        serving(home, PREFECT_SERVER_API_AUTH_STRING=password)


@pytest.mark.parametrize("address", ["foo", "localhost:4200", "ftp://prefect.example/api", "http://"])
def test_a_foreign_server_is_named_by_an_address(
    home: Home, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    with pytest.raises(ServeError, match="PREFECT_API_URL"):
        serving(home)


def test_an_address_is_taken_by_one_only_and_handed_to_the_server(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        made = serving(home, f"[serve]\nport = {port}\n")
        assert not made.listen()
    assert made.listen() and made.listen()
    assert not serving(home, f"[serve]\nport = {port}\n").listen()
    assert made.socket is not None
    server = made.server()
    assert server.descriptors == (made.socket.fileno(),)
    assert server.environ[LISTENING] == str(made.socket.fileno())
    made.socket.close()


@pytest.mark.parametrize(
    ("host", "api"),
    [
        ("127.0.0.1", "http://127.0.0.1:4711/api"),
        ("localhost", "http://localhost:4711/api"),
        ("::1", "http://[::1]:4711/api"),
        ("0.0.0.0", "http://127.0.0.1:4711/api"),
        ("::", "http://[::1]:4711/api"),
        ("fd00::7", "http://[fd00::7]:4711/api"),
    ],
)
def test_under_which_address_the_server_answers(home: Home, host: str, api: str) -> None:
    secret = {"PREFECT_SERVER_API_AUTH_STRING": SECRET}
    made = serving(home, f'[serve]\nhost = "{host}"\nport = 4711\n', **secret)
    assert (made.api, made.pages) == (api, api.removesuffix("/api"))
    for child in (server_of(made), made.runner()):
        assert child.environ["PREFECT_API_URL"] == api


def test_the_password_goes_to_the_children_and_nowhere_else(home: Home) -> None:
    made = serving(home, PREFECT_SERVER_API_AUTH_STRING=SECRET)
    made.sweep()
    tell_ready(home, made.api)
    assert made.for_runs()["PREFECT_API_AUTH_STRING"] == SECRET
    for child in (server_of(made), made.runner()):
        assert not any("geheim" in word for word in child.arguments)
        assert "geheim" not in repr(child)
    assert "geheim" not in repr(made) + made.pages + made.api
    for path in home.root.rglob("*"):
        assert not path.is_file() or b"geheim" not in path.read_bytes(), path


def test_without_a_password_none_is_set(home: Home) -> None:
    made = serving(home)
    assert not any("AUTH" in name for name in (*server_of(made).environ, *made.for_runs()))


@pytest.mark.parametrize("address", ["http://prefect.example:4200/api", "http://prefect.example:4200/api/"])
def test_a_foreign_server_is_used_and_none_of_its_own_started(
    home: Home, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    made = serving(home)
    assert made.foreign == address
    assert made.pages == "http://prefect.example:4200"
    assert made.runner().environ["PREFECT_API_URL"] == address
    assert made.runner().environ[SHARED] == "1"


def test_whom_a_foreign_server_listens_to_is_not_this_homes_affair(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example:4200/api")
    assert serving(home, '[serve]\nhost = "0.0.0.0"\n').foreign is not None


def test_a_persons_own_password_for_a_foreign_server_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = {"PREFECT_SERVER_API_AUTH_STRING": SECRET}
    monkeypatch.setenv(CLIENT_AUTH, "ich:eigenes")
    assert serving(home, **secret).for_runs()[CLIENT_AUTH] == SECRET, "its own server knows this one only"
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example:4200/api")
    assert CLIENT_AUTH not in serving(home, **secret).for_runs()
    monkeypatch.delenv(CLIENT_AUTH)
    assert serving(home, **secret).for_runs()[CLIENT_AUTH] == SECRET


def test_a_server_of_its_own_is_not_shared(home: Home) -> None:
    assert SHARED not in serving(home).for_runs()


def test_its_record_is_kept_in_the_home_and_small(home: Home) -> None:
    environ = server_of(serving(home, "[serve]\nkeep_days = 7\n")).environ
    assert environ["PREFECT_HOME"] == str(home.work / "prefect")
    assert environ["PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD"] == str(7 * 86_400)
    assert environ["DO_NOT_TRACK"] == "1" and environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_prefect_takes_every_variable_that_it_is_given(home: Home) -> None:
    """A name that Prefect does not know is passed over in silence."""
    made = serving(home, PREFECT_SERVER_API_AUTH_STRING=SECRET)
    given = {**server_of(made).environ, **made.for_runs()}
    names = sorted(name for name in given if name.startswith("PREFECT_"))
    known = (
        "from prefect.settings.legacy import _get_settings_fields as fields\n"
        "from prefect.settings import Settings\n"
        "print(*fields(Settings), sep='\\n')"
    )
    ran = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert set(names) - set(ran.stdout.split()) == set()


def test_the_address_is_told_whole_and_swept_at_the_next_start(home: Home) -> None:
    made = serving(home, "[serve]\nport = 4711\n")
    made.sweep()
    assert not address_file(home).exists()
    assert not made.is_ready
    tell_ready(home, made.api)
    assert json.loads(address_file(home).read_text()) == {"api": "http://127.0.0.1:4711/api"}
    assert made.is_ready
    runner = home.work / "prefect" / "runner"
    (runner / "left").mkdir(parents=True)
    replace(made).sweep()
    assert not address_file(home).exists() and not runner.exists()
    assert made.for_runs()[PRESENCE] == str(made.flows_lock) and made.flows_lock.exists()


def test_whoever_asks_is_told_why_no_night_begins(home: Home) -> None:
    assert no_night_because(home) == [], "never served: by hand, or by a timer of one's own"
    made = serving(home)
    made.sweep()
    with flocked(made.lock, datetime(2018, 1, 20, 18, 0, tzinfo=UTC)):
        assert no_night_because(home) == []
        tell_paused(home, True)
        [paused] = no_night_because(home)
        assert "已在界面上暂停" in paused
        ran = gongkai("status", "--check", "--home", home.root)
        assert paused in ran.stdout and ran.stderr == ""
    tell_paused(home, False)
    [gone] = no_night_because(home)
    assert "gongkai serve 现在没有运行" in gone
    assert gone in gongkai("status", "--home", home.root).stdout


def test_a_pause_is_kept(home: Home) -> None:
    serving(home).sweep()
    for paused in (True, True, False, False):
        tell_paused(home, paused)
        assert paused_file(home).exists() is paused
