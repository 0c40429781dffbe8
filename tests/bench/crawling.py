"""A crawl of the sample county against Scrapy on the same server, and the memory of a large one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.county import ROOT, serving, truth_of, warm
from tests.bench.table import Bar, Result
from tests.bench.turns import Took, by_turns, middle

CONCURRENCY = 16
"""Questions that Scrapy has under way at a time: its own default, and its fastest here."""


def measure() -> list[Result]:
    """Crawl, read, archive and load by this program, and Scrapy's fetch, fields and rows, in turns on one
    server that has rendered every page before. The middle of three ratios is the figure."""
    truth = truth_of("county")
    told: list[dict[str, Any]] = []
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch, serving("county", Path(scratch)) as proxy:
        warm(proxy, truth)

        def ours() -> Took:
            home = Path(scratch) / f"home{len(told)}"
            return _noted(told, _run(proxy, "tests.bench.our_crawl", f"{scratch}/portal.toml", str(home)))

        def theirs() -> Took:
            file = Path(scratch) / f"scrapy{len(told)}.duckdb"
            return _noted(told, _run(proxy, "tests.bench.scrapy_crawl", str(file), str(CONCURRENCY)))

        rounds = by_turns(ours, theirs)
    rates = [mine.rate / scrapy.rate for mine, scrapy in rounds]
    each = [mine.each / scrapy.each for mine, scrapy in rounds]
    return [
        _rate("crawl + read + archive + load", [mine for mine, _ in rounds], _words(told[0])),
        _rate(
            "Scrapy: fetch + title, date, unit + DuckDB", [scrapy for _, scrapy in rounds], _words(told[1])
        ),
        middle("crawl: pages a second, ours / Scrapy's", rates, bar=Bar("at least", 1.5)),
        middle("crawl: processor time a page, ours / Scrapy's", each, bar=Bar("at most", 0.65)),
    ]


def measure_memory() -> list[Result]:
    """The largest memory held by a crawl of some 100,000 items, its reader beside it included."""
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch, serving("large", Path(scratch)) as proxy:
        home = Path(scratch) / "home"
        ours = _run(proxy, "tests.bench.our_crawl", str(Path(scratch) / "portal.toml"), str(home))
    return [
        _rate("crawl of the large county", [_noted([], ours)], _words(ours)),
        Result("peak memory of that crawl", ours["megabytes"], "MB", Bar("at most", 500)),
    ]


def _noted(told: list[dict[str, Any]], run: dict[str, Any]) -> Took:
    told.append(run)
    return Took(run["seconds"], run["processor"], run["pages"])


def _words(run: dict[str, Any]) -> str:
    more = f"sections {run['outcome']}" if "outcome" in run else f"{run['dated']} dated"
    return f"{run['pages']:,} pages, {run['items']:,} items; {more}"


def _rate(what: str, runs: Sequence[Took], note: str) -> Result:
    return middle(what, [run.rate for run in runs], "pages/s", note=note)


def _run(proxy: str, module: str, *arguments: str) -> dict[str, Any]:
    """What a measuring process prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "http_proxy": proxy},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if "failed" in told.get("outcome", "") or not told["items"]:
        raise RuntimeError(f"{module} failed, so nothing was measured: {told}")
    return told
