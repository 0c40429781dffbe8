"""A crawl of the sample county against Scrapy on the same server, and the memory of a large one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.county import ROOT, serving, truth_of, warm
from tests.bench.table import Bar, Result

ROUNDS = 3
CONCURRENCY = 16
"""Questions that Scrapy has under way at a time: its own default, and its fastest here."""


def measure() -> list[Result]:
    """Crawl, read, archive and load by this program, and Scrapy's fetch, fields and rows, in turns on one
    server that has rendered every page before. The middle of three ratios is the figure."""
    truth = truth_of("county")
    rounds: list[tuple[dict[str, Any], dict[str, Any]]] = []
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch, serving("county", Path(scratch)) as proxy:
        warm(proxy, truth)
        for number in range(ROUNDS):
            home, file = Path(scratch) / f"home{number}", Path(scratch) / f"scrapy{number}.duckdb"
            ours = _run(proxy, "tests.bench.our_crawl", str(Path(scratch) / "portal.toml"), str(home))
            theirs = _run(proxy, "tests.bench.scrapy_crawl", str(file), str(CONCURRENCY))
            rounds.append((ours, theirs))
    ours, theirs = sorted(rounds, key=lambda pair: pair[1]["seconds"] / pair[0]["seconds"])[ROUNDS // 2]
    ratio = median(scrapy["seconds"] / mine["seconds"] for mine, scrapy in rounds)
    return [
        _rate("crawl + read + archive + load", ours, f"sections {ours['outcome']}"),
        _rate("Scrapy: fetch + title, date, unit + DuckDB", theirs, f"{theirs['dated']} dated"),
        Result("crawl: as fast as Scrapy", ratio, "times", Bar("at least", 1.5), f"median of {ROUNDS}"),
        Result("processor time, ours / Scrapy's", ours["processor"] / theirs["processor"], "times"),
    ]


def measure_memory() -> list[Result]:
    """The largest memory held by a crawl of some 100,000 items, readers beside it included."""
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch, serving("large", Path(scratch)) as proxy:
        home = Path(scratch) / "home"
        ours = _run(proxy, "tests.bench.our_crawl", str(Path(scratch) / "portal.toml"), str(home))
    return [
        _rate("crawl of the large county", ours, f"sections {ours['outcome']}"),
        Result("peak memory of that crawl", ours["megabytes"], "MB", Bar("at most", 500)),
    ]


def _rate(what: str, run: dict[str, Any], note: str) -> Result:
    told = f"{run['pages']:,} pages, {run['items']:,} items in {run['seconds']:.1f} s"
    return Result(what, run["pages"] / run["seconds"], "pages/s", note=f"{told}; {note}")


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
