"""Runs that are killed: `gongkai nightly --plain` in a process of its own, SIGKILL at drawn instants, and
a reader that opens the published file all the while."""

from __future__ import annotations

import hashlib
import random
import resource
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from tests.flows.command import environment
from tests.nights.house import Row, read, toml_of
from tests.portal import Portal
from tests.processes import FORKS, as_command

MOST_IN_A_ROW = 6
"""Kills of the runs over one home at most, before it is let alone."""

WHAT_READERS_SEE = {
    "items": "SELECT item_id, url, title, unit, unit_from, published_on, published_at, date_from, issued_on,"
    " document_number, index_number, has_page, content_sha256, removed_at IS NULL FROM items",
    "item_sections": "SELECT item_id, section_id, list_title, listed_on, pinned, accepted_at IS NULL,"
    " left_at IS NULL, counted FROM item_sections",
    "item_versions": "SELECT item_id, version, title, content_sha256, published_on, issued_on, unit,"
    " document_number, index_number FROM item_versions",
    "attachments": "SELECT * FROM attachments",
    "classifications": "SELECT * FROM classifications",
    "merges": "SELECT * FROM merges",
    "figures": "SELECT form, year, code, label, measure, value, origin, rule, sql_file FROM figures",
    "figure_items": "SELECT * FROM figure_items",
    "counts": "SELECT * FROM counts",
}
"""What the file says apart from the instants at which it learned it."""


def seen(file: Path) -> dict[str, list[Row]]:
    """Every row that readers rely on, without instants, names of runs and of archive files."""
    return {table: read(file, f"{query} ORDER BY ALL") for table, query in WHAT_READERS_SEE.items()}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One process: how it ended (exit code; -9 when killed), how long it ran, and how often the server was
    asked."""

    code: int
    seconds: float
    asked: int


@dataclass(slots=True)
class Tally:
    """What came of many kills."""

    kills: int = 0
    homes: int = 0
    asked_again: int = 0
    """Requests beyond those of undisturbed runs."""
    allowed_again: int = 0
    """How many of these there may be: the section under way at each kill, and robots.txt."""
    differing: list[str] = field(default_factory=list)
    """Tables that differ from the undisturbed run's, per home; empty when all is well."""
    wrong_sums: int = 0
    """Times a process had ended and the sum beside the published file was not the file's."""
    codes: Counter[int] = field(default_factory=Counter)


class Killing:
    """Kills runs over one portal; each home begins as a copy made by `prepare`."""

    def __init__(self, portal: Portal, portal_file: Path, seed: int) -> None:
        self.portal, self.portal_file = portal, portal_file
        self.random = random.Random(seed)

    def start(self, home: Path, largest_file: int | None = None) -> ForkServerProcess:
        """Starts `gongkai nightly --plain` over a home; no file may grow beyond `largest_file` bytes."""
        arguments = ["nightly", "--plain", "--portal", str(self.portal_file), "--home", str(home)]
        process = FORKS.Process(
            target=command, args=(arguments, self.portal.proxy_url, log_of(home), largest_file)
        )
        process.start()
        return process

    def attempt(self, home: Path, kill_after: float | None = None) -> Attempt:
        """One run of the command, killed after so many seconds when it lasts so long."""
        before = len(self.portal.requests)
        begun = time.monotonic()
        process = self.start(home)
        process.join(kill_after)
        if process.exitcode is None:
            process.kill()
            process.join()
        assert process.exitcode is not None
        return Attempt(process.exitcode, time.monotonic() - begun, len(self.portal.requests) - before)

    def torment(self, home: Path, length: float, tally: Tally, most: int) -> Path:
        """Runs over one home, killed at instants drawn from the length of an undisturbed run, until one has
        published (after `most` kills it is let alone); returns the published file."""
        file = home / "gongkai.duckdb"
        published = runs_in(file)
        while True:
            delay = self.random.uniform(0, length) if most > 0 else None
            attempt = self.attempt(home, delay)
            tally.codes[attempt.code] += 1
            tally.asked_again += attempt.asked
            if file.exists() and not sum_is_right(file):
                tally.wrong_sums += 1
            tally.kills += attempt.code == -9
            most -= 1
            # Killed after it had published, it was done: the next run would be another night.
            if attempt.code != -9 or runs_in(file) > published:
                tally.homes += 1
                return file


def log_of(home: Path) -> Path:
    """Where the runs over a home write what they say."""
    return home.with_name(f"{home.name}.log")


def command(arguments: list[str], proxy: str, log: Path, largest_file: int | None) -> None:
    """The command line, as the process's whole life."""
    if largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    as_command(arguments, environment(proxy), Path.cwd(), log, log)


def runs_in(file: Path) -> int:
    """How many runs a published file tells of; 0 where there is none."""
    return len(read(file, "SELECT run_id FROM runs")) if file.exists() else 0


def sum_is_right(file: Path) -> bool:
    """Whether the sum beside a published file is the file's."""
    stated = file.with_name(file.name + ".sha256").read_text(encoding="utf-8").split()[0]
    return stated == hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def reader(home: Path, figures: Path, pause: float) -> Iterator[ForkServerProcess]:
    """A process that opens the home's published file again and again, `pause` seconds apart, while the block
    lasts; `figures` is where it writes how often it read, and what went wrong."""
    ended = FORKS.Event()
    process = FORKS.Process(target=keep_reading, args=(home, figures, ended, pause), daemon=True)
    process.start()
    try:
        yield process
    finally:
        ended.set()
        process.join()


def keep_reading(home: Path, told: Path, ended: Event, pause: float) -> None:
    """Opens and counts until told to end; an item count of zero or an error is written down."""
    reads, faults = 0, list[str]()
    while not ended.wait(pause):
        for file in home.glob("*/gongkai.duckdb"):
            try:
                [(items, rows)] = read(
                    file, "SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM item_sections)"
                )
                if not items or not rows:
                    faults.append(f"{file}: {items} items, {rows} rows")
            except duckdb.Error as error:
                faults.append(f"{file}: {error}")
            reads += 1
    told.write_text("\n".join([str(reads), *faults]), encoding="utf-8")


def change(portal: Portal) -> None:
    """A day at the county: something new, something edited, something withdrawn."""
    rows = [item for item in portal.world.rows("zwyw") if item.kind == "page" and item.home == "zwyw"]
    newest = max(row.published for row in rows)
    portal.world.add_like(rows[1].key, "当天发布的消息", newest + timedelta(days=1))
    portal.world.edit(rows[2].key, f"{rows[2].title}(更正)")
    portal.world.withdraw(portal.world.rows("spxw")[1].key)


def differences(name: str, expected: dict[str, list[Row]], found: dict[str, list[Row]]) -> list[str]:
    """A sentence for each table whose rows are not those expected, with the first rows that differ."""
    return [
        f"{name}: {table}: expected {sorted(map(str, set(rows) - set(found[table])))[:2]},"
        f" found {sorted(map(str, set(found[table]) - set(rows)))[:2]}"
        for table, rows in expected.items()
        if rows != found[table]
    ]


def tormented(
    portal: Portal,
    sections: Sequence[str],
    root: Path,
    start: Path,
    kills: int,
    seed: int,
    pause: float = 0.003,
) -> Tally:
    """Kills runs over copies of `start` (new homes where it is not there) until there were so many, beside
    a reader that rests `pause` seconds between two openings."""
    portal_file = root / "portal.toml"
    portal_file.write_text(toml_of(portal, sections), encoding="utf-8")
    killing, tally = Killing(portal, portal_file, seed), Tally()
    homes = root / "homes"
    homes.mkdir()

    def home(name: str) -> Path:
        if start.exists():
            shutil.copytree(start, homes / name)
        return homes / name

    undisturbed = killing.attempt(home("undisturbed"))
    assert undisturbed.code == 0, log_of(homes / "undisturbed").read_text(encoding="utf-8")
    expected = seen(homes / "undisturbed" / "gongkai.duckdb")
    largest = max(portal.truth.section_rows[name] for name in sections) * 2 + 10
    with reader(homes, root / "reads.txt", pause):
        while tally.kills < kills:
            name = f"home-{tally.homes}"
            most = min(MOST_IN_A_ROW, kills - tally.kills)
            file = killing.torment(home(name), undisturbed.seconds, tally, most)
            found = seen(file)
            tally.differing += differences(name, expected, found)
            assert sum_is_right(file)
    tally.asked_again -= tally.homes * undisturbed.asked
    tally.allowed_again = tally.kills * largest
    reads, *faults = (root / "reads.txt").read_text(encoding="utf-8").splitlines()
    assert faults == []
    assert int(reads) > tally.kills
    return tally
