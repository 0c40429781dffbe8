"""How the test files are shared out among the workers of `make test`.

A file goes to one worker as a whole: what its tests share is made once. One worker begins with the files
that mostly wait (for servers, for processes that are killed), so that the others have the processors;
each then takes the longest file that is left, so that they end together. As there are as many workers as
processors, DuckDB runs each statement in one thread: of small homes that is a sixth less work.
"""

from __future__ import annotations

import gc
from typing import Any

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

LONGEST = (
    "tests/nights/test_faults.py",
    "tests/scrapers/crawl/test_increments.py",
    "tests/flows/test_renaming.py",
    "tests/flows/test_county.py",
    "tests/warehouse/backup/test_compaction.py",
    "tests/warehouse/backup/test_backup.py",
    "tests/warehouse/messages/test_night.py",
    "tests/warehouse/test_verify_ledger.py",
    "tests/nights/test_backfill.py",
    "tests/nights/test_changes.py",
    "tests/flows/test_read_again.py",
    "tests/scrapers/crawl/test_stream.py",
    "tests/warehouse/test_verify.py",
    "tests/warehouse/test_changes.py",
    "tests/scrapers/crawl/test_sample_portal.py",
    "tests/nights/test_giving_way.py",
    "tests/warehouse/backup/test_beside_a_night.py",
    "tests/scrapers/crawl/test_section.py",
    "tests/flows/test_lanes.py",
    "tests/scrapers/crawl/test_drift.py",
    "tests/scrapers/crawl/test_walk.py",
    "tests/flows/test_masked.py",
    "tests/flows/test_clerks_way.py",
    "tests/nights/test_quiet.py",
    "tests/warehouse/test_others_at_the_file.py",
    "tests/warehouse/test_publish.py",
    "tests/homes/test_moves.py",
    "tests/warehouse/test_load.py",
    "tests/warehouse/test_overrides.py",
    "tests/flows/commands/test_faults.py",
    "tests/warehouse/test_layouts.py",
    "tests/flows/commands/test_bounds.py",
    "tests/flows/commands/test_status.py",
    "tests/scrapers/parsing/lists/test_saved_lists.py",
)
"""Files that take longest of the others, the longest first; those not named come after them."""

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
