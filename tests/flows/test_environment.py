"""Over which Prefect server a night is shown: one that can be reached, else none; none is started."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.environment import (
    CLIENT_AUTH,
    QUIET,
    address_file,
    answers,
    environment,
    home_name,
    prepare_prefect,
    reachable_server,
    without_proxy,
)
from tests.flows.command import CHECKOUT, GONGKAI, gongkai
from tests.flows.command import environment as clean
from tests.nights.house import toml_of
from tests.portal import running_portal
from warehouse.home import Home
from warehouse.settings import API_AUTH


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    address_file(made).parent.mkdir(parents=True)
    return made


@pytest.fixture
def listening() -> Iterator[str]:
    """An address at which somebody takes up connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/api"


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address at which nobody does: the port is taken and not listened on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/api"


def tell(home: Home, text: str) -> None:
    address_file(home).write_text(text, encoding="utf-8")


def test_the_server_that_the_home_serves_is_found(home: Home, listening: str) -> None:
    assert reachable_server(home) is None
    tell(home, json.dumps({"api": listening}))
    assert reachable_server(home) == listening


def test_the_one_that_the_environment_names_goes_before(
    home: Home, listening: str, deaf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(home, json.dumps({"api": deaf}))
    monkeypatch.setenv("PREFECT_API_URL", listening)
    assert reachable_server(home) == listening
    tell(home, json.dumps({"api": listening}))
    monkeypatch.setenv("PREFECT_API_URL", deaf)
    assert reachable_server(home) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", '{"api": "http://[::1"}', '{"api": "nonsense"}']
)
def test_an_address_that_cannot_be_read_is_none(home: Home, text: str) -> None:
    tell(home, text)
    assert reachable_server(home) is None


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:99999/api", "http://[::1/api", "http://127.0.0.1:x/"],
)
def test_nobody_answers_at_what_is_no_address(address: str) -> None:
    assert not answers(address)


def test_a_night_over_a_dead_address_runs_plainly_and_says_so(tmp_path: Path, deaf: str) -> None:
    with running_portal(edition="small") as portal:
        file = tmp_path / "portal.toml"
        file.write_text(toml_of(portal, ["yjsgk"]), encoding="utf-8")
        ran = subprocess.run(
            [str(GONGKAI), "nightly", "--portal", str(file), "--home", str(tmp_path / "home")],
            cwd=CHECKOUT,
            env=clean(portal.proxy_url) | {"PREFECT_API_URL": deaf},
            capture_output=True,
            text=True,
            timeout=100,
        )
    assert ran.returncode == 0, ran.stderr
    assert f"Prefect 服务 {deaf} 连接不上,本次不经 Prefect 直接运行" in ran.stderr
    assert not (tmp_path / "home" / "work" / "prefect").exists(), "Prefect was not even looked at"


def test_a_night_without_a_server_starts_none(tmp_path: Path) -> None:
    with running_portal(edition="small") as portal:
        file = tmp_path / "portal.toml"
        file.write_text(toml_of(portal, ["yjsgk"]), encoding="utf-8")
        ran = gongkai("nightly", "--portal", file, "--home", tmp_path / "home", proxy=portal.proxy_url)
    assert ran.returncode == 0, ran.stderr
    assert "Prefect" not in ran.stderr
    assert not (tmp_path / "home" / "work" / "prefect").exists()


def test_homes_have_names_of_their_own(tmp_path: Path) -> None:
    names = [home_name(tmp_path / name) for name in ("a/data", "b/data", "柘城", "云泽", "A b")]
    assert len(set(names)) == len(names)
    assert names[4].startswith("gongkai-a-b-") and names[2].startswith("gongkai-home-")
    assert home_name(tmp_path / "a/data") == names[0]


def test_a_relative_home_is_the_same_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_name(Path("data")) == home_name(tmp_path / "data")
    assert environment(Home(Path("data")), "x")["GONGKAI_HOME"] == str(tmp_path / "data")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "127.0.0.1,::1,localhost"),
        ({"no_proxy": "a.example, 127.0.0.1"}, "127.0.0.1,::1,a.example,localhost"),
        ({"NO_PROXY": "a.example"}, "127.0.0.1,::1,a.example,localhost"),
        ({"no_proxy": "b.example", "NO_PROXY": "a.example"}, "127.0.0.1,::1,b.example,localhost"),
        ({"no_proxy": "*"}, "*"),
    ],
)
def test_this_machine_is_asked_without_a_proxy_and_all_else_as_before(
    given: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert without_proxy(given) == wanted
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("no_proxy", wanted)
    assert all(urllib.request.proxy_bypass_environment(host) for host in ("127.0.0.1", "localhost"))


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that Prefect is told, now or after the test."""
    names = ("PREFECT_HOME", "PREFECT_API_URL", "GONGKAI_HOME", "no_proxy", CLIENT_AUTH, API_AUTH)
    for name in (*QUIET, *names):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_what_a_person_has_set_for_prefect_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch, nothing_set: None
) -> None:
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    prepare_prefect(home, "http://127.0.0.1:1/api")
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api"
    assert Path(os.environ["PREFECT_HOME"]).is_dir() and os.environ["DO_NOT_TRACK"] == "1"


def test_a_run_by_hand_has_the_password_that_the_home_is_served_with(
    home: Home, monkeypatch: pytest.MonkeyPatch, nothing_set: None
) -> None:
    secrets = home.root / "secrets"
    secrets.write_text(f"{API_AUTH}=amt:geheim\n")
    secrets.chmod(0o600)
    (home.root / "gongkai.toml").write_text('[secrets]\nfile = "secrets"\n')
    prepare_prefect(home, "http://127.0.0.1:1/api")
    assert os.environ[CLIENT_AUTH] == "amt:geheim"
    monkeypatch.setenv(CLIENT_AUTH, "ich:eigenes")
    prepare_prefect(home, "http://127.0.0.1:1/api")
    assert os.environ[CLIENT_AUTH] == "ich:eigenes"


def test_settings_that_cannot_be_read_keep_no_run_from_its_server(home: Home, nothing_set: None) -> None:
    (home.root / "gongkai.toml").write_text("[night")
    prepare_prefect(home, "http://127.0.0.1:1/api")
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api" and CLIENT_AUTH not in os.environ
