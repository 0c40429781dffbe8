"""A redaction once begun is carried through: whatever is killed when, the next command finishes it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.archived import ArchivedCounty, archived_county
from tests.warehouse.build import as_left
from tests.warehouse.redaction.leak import DECLARED, NAME, SECRET, WHY, figures, holding, leaky
from warehouse.home import Home
from warehouse.redaction import redactions_finished
from warehouse.seal import seal
from warehouse.verify import How, verify_published, verify_sealed

URL = "http://www.sample.gov.cn/wj/1.html"

KILLED = """
import os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from warehouse import query
from warehouse.home import Home
from warehouse.redaction import Asked, redact
root, at, nth, url, why = sys.argv[1:]
left = int(nth)
def gone():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
run, replace = query.run, Path.replace
def told(connection, statement, /, **values):
    if statement == at:
        gone()
    run(connection, statement, **values)
def replaced(self, target):
    if at == "before " + Path(target).name[-12:]:
        gone()
    made = replace(self, target)
    if at == "after " + Path(target).name[-12:]:
        gone()
    return made
query.run, Path.replace = told, replaced
home, now = Home(Path(root)), datetime(2018, 5, 1, tzinfo=timezone.utc)
with home.locked(now):
    redact(home, Asked((url,), why, "李审核", True), now, lambda sentence: None)
"""
"""Takes an item out, and is killed where the arguments say."""

POINTS = {
    "before a file of the archive stands": ("before 0001.warc.gz", 2),
    "amid the tables": ("redact/erase_list_titles", 1),
    "between a sealed file and its sum": ("after 2017.duckdb", 1),
    "before the new ledger stands": ("before edger.duckdb", 2),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> ArchivedCounty:
    """Two nights of an item that must go, its year closed."""
    with archived_county(tmp_path_factory.mktemp("lived") / "home", DECLARED) as county:
        other = leaky("zh/1.html", "柘城县财政局2017年政府信息公开工作年度报告", text="年报。" * 90)
        county.night(
            wj=[
                leaky("wj/1.html", f"{NAME}低保公示名单"),
                leaky("wj/2.html", "关于放假的通知", text="放假" * 90),
            ]
        )
        county.night(zh=[other], wj=[leaky("wj/1.html", f"{NAME}低保公示名单(二)")])
        seal(county.home, 2017, None, county.now, county.payload)
        return county


@pytest.mark.parametrize("point", POINTS)
def test_what_was_begun_is_finished_by_the_next_command(
    lived: ArchivedCounty, tmp_path: Path, point: str
) -> None:
    with as_left(lived, tmp_path / "home") as county:
        pass
    home, before = Home(tmp_path / "home"), figures(lived.home.published)
    at, nth = POINTS[point]
    command = [sys.executable, "-c", KILLED, str(home.root), at, str(nth), URL, WHY]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    with home.locked(county.now):
        said = list[str]()
        with redactions_finished(home, county.now, said.append):
            pass
    assert said[0] == "上一次的删除没有做完,现在接着做完"
    assert holding(home, NAME, SECRET) == []
    assert (
        figures(home.published)
        == before
        == figures(home.sealed / "2017.duckdb")
        | {name: rows for name, rows in before.items() if name == "units" or name == "exclusions"}
    )
    for one in (verify_published(home, How(county.now)), *verify_sealed(home, 2017, How(county.now))):
        assert [told.message for told in one.differences] == []
