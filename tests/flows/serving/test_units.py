"""Units of systemd: written for any path, taken by systemd itself, and meaning what they are for."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.serving.units import Units, units_of
from tests.flows.command import gongkai
from warehouse.settings import NightSettings

ODD = ["plain", "with space", "100%", "$HOME and $$", "柘城县 公开", 'quo"te', "back\\slash", "a;b 'c'"]


def made(home: Path, system: bool = False, report_by: str = "08:00") -> Units:
    home.mkdir(parents=True, exist_ok=True)
    return units_of(home, NightSettings.model_validate({"report_by": report_by}), system)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
@pytest.mark.parametrize("system", [True, False])
def test_systemd_takes_them_whatever_the_home_is_called(tmp_path: Path, system: bool) -> None:
    files = [path for name in ODD for path in made(tmp_path / name, system).write(tmp_path / "units")]
    assert len(files) == 3 * len(ODD), "each home has units of its own"
    ran = subprocess.run(
        ["systemd-analyze", "verify", *([] if system else ["--user"]), *map(str, files)],
        capture_output=True,
        text=True,
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
    )
    told = [line for line in ran.stderr.splitlines() if "gongkai-" in line or str(tmp_path) in line]
    assert told == [] and ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", ODD)
def test_the_home_comes_out_of_execstart_as_it_is(tmp_path: Path, name: str) -> None:
    units = made(tmp_path / name)
    for unit in (f"{units.name}.service", f"{units.name}-check.service"):
        [line] = [line for line in units.files[unit].splitlines() if line.startswith("ExecStart=")]
        assert unquoted(line)[-2:] == ["--home", str(tmp_path / name)]


def unquoted(line: str) -> list[str]:
    """The words that systemd makes of an ExecStart (systemd.service(5), command lines)."""
    words, word, quoted, escaped = list[str](), "", False, False
    for letter in line.partition("=")[2]:
        if escaped:
            word, escaped = word + letter, False
        elif letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            words, word = [*words, word], ""
        else:
            word += letter
    return [one.replace("%%", "%").replace("$$", "$") for one in [*words, word]]


def test_the_service_is_begun_again_and_ends_by_its_main_process(tmp_path: Path) -> None:
    text = made(tmp_path / "home")
    service = text.files[f"{text.name}.service"].splitlines()
    assert {"Restart=always", "KillMode=mixed", "TimeoutStopSec=90", "WantedBy=default.target"} <= set(
        service
    )
    assert any(line.endswith('/gongkai" serve --home "' + str(tmp_path / "home") + '"') for line in service)


@pytest.mark.parametrize(
    ("report_by", "looks"), [("08:00", "08:15"), ("05:50", "06:05"), ("23:50", "00:05"), ("07:00", "07:15")]
)
def test_the_watchdog_looks_a_quarter_of_an_hour_after_the_report(
    tmp_path: Path, report_by: str, looks: str
) -> None:
    units = made(tmp_path / "home", report_by=report_by)
    timer = units.files[f"{units.name}-check.timer"].splitlines()
    assert f"OnCalendar=*-*-* {looks}:00 Asia/Shanghai" in timer and "Persistent=true" in timer
    check = units.files[f"{units.name}-check.service"]
    assert "status --check --message" in check and "SuccessExitStatus=3" in check


def test_those_of_the_machine_run_as_the_homes_owner(tmp_path: Path) -> None:
    owner = pwd.getpwuid(tmp_path.stat().st_uid).pw_name
    of_machine, of_user = made(tmp_path / "home", system=True), made(tmp_path / "home")
    assert f"User={owner}" in of_machine.files[f"{of_machine.name}.service"]
    assert "WantedBy=multi-user.target" in of_machine.files[f"{of_machine.name}.service"]
    assert not any("User=" in text for text in of_user.files.values())
    assert of_machine.commands[0] == "systemctl daemon-reload"
    assert of_user.commands[0] == "systemctl --user daemon-reload"
    assert of_user.commands[-1] == "loginctl enable-linger"


def test_written_again_they_replace_the_earlier_ones(tmp_path: Path) -> None:
    units = made(tmp_path / "home")
    first = units.write(tmp_path / "units")
    first[0].write_text("old")
    assert units.write(tmp_path / "units") == first
    assert sorted(path.name for path in (tmp_path / "units").iterdir()) == sorted(units.files)
    assert first[0].read_text(encoding="utf-8") == units.files[first[0].name]


def test_install_writes_them_and_says_what_comes_next(tmp_path: Path) -> None:
    ran = gongkai("serve", "--install", "--into", tmp_path / "units", "--home", tmp_path / "home")
    assert ran.returncode == 0, ran.stderr
    names = sorted(path.name for path in (tmp_path / "units").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["service", "timer", "service"]
    assert all(str(tmp_path / "units" / name) in ran.stdout for name in names)
    assert "daemon-reload" in ran.stdout and "enable --now" in ran.stdout
