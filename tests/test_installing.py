"""`make env WHEELS=DIR`: from a folder, with no network, or in one sentence what the folder lacks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def made(folder: Path, venv: Path) -> subprocess.CompletedProcess[str]:
    """`make env` from `folder` into `venv`, by whoever has an index in his settings that answers nothing."""
    return subprocess.run(
        ["make", "env", f"WHEELS={folder}", f"VENV={venv}", f"PYTHON={sys.executable}"],
        cwd=ROOT,
        env={**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wheel_of_another_platform_is_named_and_how_to_gather_them(tmp_path: Path) -> None:
    folder = tmp_path / "轮子 wheels"
    folder.mkdir()
    first = re.search(
        r"^(\S+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert first
    (folder / f"{first[1]}-{first[2]}-cp311-cp311-win_arm64.whl").touch()
    told = made(folder, tmp_path / "venv")
    assert told.returncode == 2 and not (tmp_path / "venv" / ".built-from-lock").exists()
    [said, _] = told.stderr.splitlines()  # the second is make's own
    assert f"{folder} 里没有 {first[1]}=={first[2]} 适合本机(Python 3." in said and "运行 make wheels" in said


@pytest.mark.parametrize("name", ["Makefile", "pyproject.toml", "requirements.lock", ".ci/run"])
def test_no_file_names_an_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"index-url|https?://", text)
