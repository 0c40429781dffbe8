"""The process of the deployments, before it knows anything of Prefect."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flows.environment import environment
from tests.flows.command import CHECKOUT
from tests.flows.command import environment as clean
from warehouse.home import Home


def test_settings_that_cannot_be_used_are_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    file = tmp_path / "gongkai.toml"
    file.write_text("[night]\nbegin = 25\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "flows.serving.runner"],
        cwd=CHECKOUT,
        env=clean() | environment(Home(tmp_path), "http://127.0.0.1:1/api"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 2
    [line] = ran.stderr.splitlines()
    assert line.startswith(f"{file}: ") and "begin" in line
