"""How the test files are shared out among the workers of `make test` and `make test-all`, and what the former
leaves to the latter, to be done in five minutes.

A file goes to one worker as a whole: what its tests share is made once. One worker begins with the files
that mostly wait (for servers, for processes that are killed), so that the others have the processors;
each then takes the longest file that is left, so that they end together. As there are as many workers as
processors, DuckDB runs each statement in one thread: of small homes that is a sixth less work.
"""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from xdist.scheduler import LoadFileScheduling

WAITING = (
    "tests/flows/serving/test_serve.py",
    "tests/nights/test_stops.py",
    "tests/nights/test_kills.py",
    "tests/flows/test_zhecheng.py",
    "tests/flows/serving/test_supervisor.py",
)
"""Files whose tests wait more than they work, the longest first."""


class Longer(NamedTuple):
    """A file whose tests take longer than six seconds, how long they took, and the one test that `--quick`
    keeps of it, where one is short. By the durations of a whole run (`--durations 0`)."""

    seconds: int
    file: str
    kept: str


def _longer() -> Iterator[Longer]:
    with Path(__file__).with_name("longer.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield Longer(int(row["seconds"]), row["file"], row["kept"])


LONGER = {one.file: one for one in sorted(_longer(), reverse=True)}
"""Those files, the longest first."""

LONGEST = tuple(file for file in LONGER if file not in WAITING)
"""Those that work. Files that are not among them come after them."""

APART = ("tests/nights/test_faults.py",)
"""Files whose tests share next to nothing: each test goes where there is room."""


_connect = duckdb.connect


def _one_thread(database: Any = ":memory:", read_only: bool = False, config: Any = None) -> Any:
    return _connect(database, read_only, {"threads": 1, **(config or {})})


duckdb.connect = _one_thread


class LongestFirst(LoadFileScheduling):
    """Whole files, in the order of the two tables."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in APART else file

    def _assign_work_unit(self, node: Any) -> None:
        if self.workqueue:
            waits = node is self.nodes[0]
            self.workqueue.move_to_end(min(self.workqueue, key=lambda scope: _rank(scope, waits)), last=False)
        super()._assign_work_unit(node)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--quick` leaves out the files that take long, but for one test of each."""
    parser.addoption("--quick", action="store_true", help="of the files in tests/longer.csv one test each")


def is_left_out(file: str, name: str) -> bool:
    """Whether `--quick` leaves out the test of that name (without parameters) of a file."""
    return file in LONGER and LONGER[file].kept != name


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of which nothing is kept is not even imported."""
    file = collection_path.relative_to(config.rootpath).as_posix()
    return True if config.getoption("quick") and file in LONGER and not LONGER[file].kept else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the others' tests, and says how many."""
    if config.getoption("quick"):
        left = [item for item in items if is_left_out(*_named(item.nodeid))]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not is_left_out(*_named(item.nodeid))]


def _named(nodeid: str) -> tuple[str, str]:
    """The file of a test, and its name without parameters."""
    file, _, name = nodeid.partition("::")
    return file, name.partition("[")[0].rpartition("::")[2]


def pytest_collection_finish() -> None:
    """Ten thousand collected tests stay to the end: looking for garbage among them finds none."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """What was set apart is let go of in order at the end."""
    gc.unfreeze()


def _rank(scope: str, waits: bool) -> tuple[bool, int]:
    """Where a file stands in the queue of the worker that waits, or of one that does not."""
    file = scope.partition("::")[0]
    order = (*WAITING, *LONGEST)
    return (file in WAITING) != waits, order.index(file) if file in order else len(order)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst | None:
    """Takes the place of xdist's own way with files."""
    return LongestFirst(config, log) if config.getvalue("dist") == "loadfile" else None
