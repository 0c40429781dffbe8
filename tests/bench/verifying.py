"""Verifying the sample county's home against merely reading the same archived pages, by all processors."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.republish import republish
from scrapers.archive_reading import read_answer
from scrapers.layout import ItemLayout
from scrapers.parsing import parse_item
from scrapers.records import Page
from scrapers.rereading import processors
from tests.bench.county import ROOT, serving, truth_of, warm
from tests.bench.table import Bar, Result
from tests.bench.turns import by_turns, middle, took

ROUNDS = 5

_PLACES = """
SELECT DISTINCT archive_file, archive_offset, layouts.layout
FROM item_versions
LEFT JOIN (
    SELECT placed.item_id, arg_max(told.layout, told.learned_at) AS layout
    FROM item_sections AS placed
    INNER JOIN section_layouts AS told USING (section_id)
    WHERE told.kind = 'item'
    GROUP BY placed.item_id
) AS layouts USING (item_id)
WHERE archive_file IS NOT NULL
ORDER BY ALL
"""
"""The pages that `gongkai verify` reads again, each with the layout that it tries first."""


def measure() -> list[Result]:
    """Seconds of a full `gongkai verify` and of merely reading, in turns, each as a command of its own that
    begins with nothing imported; the middle of the ratios is the figure."""
    truth = truth_of("county")
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch, serving("county", Path(scratch)) as proxy:
        warm(proxy, truth)
        home = Path(scratch) / "home"
        portal = str(Path(scratch) / "portal.toml")
        told = {**os.environ, "http_proxy": proxy}
        _run([sys.executable, "-m", "tests.bench.our_crawl", portal, str(home)], told)
        republish(home)
        return compared(home)


def compared(home: Path) -> list[Result]:
    """The measurement, of a home that there is."""
    pages = len(_places(home))
    rounds = by_turns(
        lambda: took(lambda: _verified(home)), lambda: took(lambda: _merely_read(home)), rounds=ROUNDS
    )
    reading = [theirs.seconds for _, theirs in rounds]
    ratios = [mine.seconds / theirs.seconds for mine, theirs in rounds]
    spent = [mine.processor / theirs.processor for mine, theirs in rounds]
    return [
        middle(f"verify of {pages:,} archived pages", [mine.seconds for mine, _ in rounds], "s"),
        middle("merely reading them", reading, "s", note=f"by {processors()} processors"),
        middle("verify / merely reading", ratios, bar=Bar("at most", 1.3)),
        middle("verify / merely reading, processor time", spent, bar=Bar("at most", 1.3)),
    ]


def _verified(home: Path) -> None:
    _run([sys.executable, "-m", "flows", "verify", "--home", str(home)], dict(os.environ))


def _merely_read(home: Path) -> None:
    number = processors()
    command = [sys.executable, "-m", "tests.bench.verifying", str(home)]
    parts = [subprocess.Popen([*command, str(part), str(number)], cwd=ROOT) for part in range(number)]
    ended = [part.wait() for part in parts]
    if any(ended):
        raise RuntimeError("merely reading failed, so nothing was measured")


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def _places(home: Path) -> list[tuple[str, int, str | None]]:
    with duckdb.connect(str(home / "gongkai.duckdb"), read_only=True) as reader:
        return reader.execute(_PLACES).fetchall()


def _read_part(home: Path, part: int, number: int) -> None:
    """Reads one of so many parts of the pages, and does nothing with what it reads."""
    places = _places(home)
    for file, offset, text in places[part::number]:
        answer, layout = read_answer(home / "archive" / file, offset), None
        with suppress(ValueError, TypeError):
            layout = ItemLayout.from_json(text) if text else None
        parse_item(Page(answer.url, answer.body, answer.content_type), layout)


if __name__ == "__main__":
    _read_part(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
