"""Publishing at scale: generated ledger rows, no crawl; against a plain copy of what came out of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import duckdb

from scrapers.portalfile import Portal
from tests.bench.table import Bar, Result
from warehouse import publish as publishing
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.portals import sync_portal
from warehouse.runs import begin_run, end_run

SECTIONS = 2_000
UNITS = 60
NOW = datetime(2018, 1, 20, 18, tzinfo=UTC)


def measure(rows: int) -> list[Result]:
    """Seconds of publishing `rows` items, of the figures in it, and of a plain copy of the same file."""
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch:
        home = Home(Path(scratch) / "home")
        home.create()
        with open_ledger(home.ledger) as ledger:
            _generate(ledger, rows)
            counting = _Timed(publishing.count)
            with patch.object(publishing, "count", counting):
                published, report = _clocked(lambda: publishing.publish(home, ledger, NOW))
        megabytes = home.published.stat().st_size / 2**20
        copied, _ = _copied(home.published, Path(scratch) / "copy.duckdb")
    named = f"{rows:,} items in {SECTIONS:,} sections"
    usual = rows <= 1_000_000
    return [
        Result(f"publish {named}", published[0], "s", note=f"{megabytes:.0f} MB, {report.figures} figures"),
        Result("COPY FROM DATABASE of the same file", copied[0], "s"),
        Result("publish / copy", published[0] / copied[0], "times", Bar("at most", 1.0) if usual else None),
        Result("publish / copy, processor time", published[1] / copied[1], "times"),
        Result("all figures of all its years", counting.seconds, "s", Bar("at most", 3.0) if usual else None),
        Result("publish, per million items", published[0] / rows * 1e6, "s"),
    ]


class _Timed:
    """A function that keeps how long it took."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function, self.seconds = function, 0.0

    def __call__(self, *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return self._function(*arguments)
        finally:
            self.seconds += time.perf_counter() - begun


def _generate(ledger: duckdb.DuckDBPyConnection, rows: int) -> None:
    site = "http://www.made.gov.cn/"
    names = ("通知公告", "政府文件", "政策解读", "信息公开指南", "综合信息")
    sections = [
        {
            "id": f"s{number}",
            "name": names[number % 5],
            "url": f"{site}s{number}/",
            # One section in five is left to the rules of classification, as far more than portals need.
            "category": names[number % 5] if number % 5 < 4 else "auto",
        }
        for number in range(SECTIONS)
    ]
    units = [{"name": f"某县第{number}局", "aliases": [f"第{number}局"]} for number in range(UNITS)]
    head = {"id": "made", "name": "某县人民政府", "home": site, "default_unit": "某县人民政府"}
    sync_portal(ledger, Portal.model_validate({"portal": head, "unit": units, "section": sections}))
    run_id = begin_run(ledger, "nightly", "made", None, NOW)
    values = {"rows": rows, "sections": SECTIONS, "run_id": run_id, "at": NOW}
    script = Path(__file__).with_name("generated.sql").read_text(encoding="utf-8")
    for statement in duckdb.extract_statements(script):
        ledger.execute(statement, {name: values[name] for name in statement.named_parameters})
    end_run(ledger, run_id, "complete", NOW)


def _clocked(function: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """(seconds, processor seconds) of a call, and what it gives."""
    begun, spent = time.perf_counter(), time.process_time()
    result = function()
    return (time.perf_counter() - begun, time.process_time() - spent), result


def _copied(source: Path, target: Path) -> tuple[tuple[float, float], Any]:
    """(seconds, processor seconds) of COPY FROM DATABASE into a new file, with its checkpoint."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        connection.execute(f"ATTACH '{target}' AS target (STORAGE_VERSION 'v1.2.0')")
        return _clocked(lambda: connection.execute("COPY FROM DATABASE source TO target; CHECKPOINT target"))
