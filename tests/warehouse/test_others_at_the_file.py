"""Others at the published file while it is published anew: readers without pause, and writers that have no
business there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from scrapers.package import file_sha256
from tests.warehouse.build import County, Told, as_left, county, portal, section
from tests.warehouse.test_clients import CLIENTS, needs_old_python
from warehouse.publish import put_in_place
from warehouse.read_only import wal_of
from warehouse.seal import SealError, seal

PUBLICATIONS = 200
BUILT_EACH = 100
"""Two of so many are built from the ledger; the others put a file that was built so in place again.
Building goes on aside, where no reader looks: what a reader can meet is the putting in place."""

QUESTIONS = (
    "SELECT content_sha256 FROM meta",
    "SELECT value::INTEGER FROM figures WHERE form = 'sections' AND year = 2017 AND code = '合计'",
    "SELECT count(*) FROM figure_items WHERE form = 'sections' AND year = 2017 AND code = '信息公开年报'",
    "SELECT 数值::INTEGER FROM 台账.报表数字 WHERE 年度 = 2017 AND 行号 = '信息公开年报'",
)
"""What a reader asks of one opened file, a moment apart: the answers belong together."""

READ = """
import json, os, select, sys, time, duckdb
os.nice(5)
file, questions = sys.argv[1], json.loads(sys.argv[2])
seen, errors, opened, refused = set(), [], 0, 0
while not opened or not select.select([sys.stdin], [], [], 0.003)[0]:
    try:
        reader = duckdb.connect(file, read_only=True)
    except (duckdb.IOException, duckdb.SerializationException):
        refused += 1
        continue
    try:
        answers = []
        for question in questions:
            answers.append(reader.execute(question).fetchall()[0][0])
            time.sleep(0.0005)
        reader.close()
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}")
        break
    seen.add(tuple(answers))
    opened += 1
    if opened == 1:
        print("reading", flush=True)
print(json.dumps([opened, refused, sorted(seen), errors]))
"""

WRITE = """
import os, sys, time, duckdb
os.chmod(sys.argv[1], 0o644)
writer = duckdb.connect(sys.argv[1])
writer.execute(sys.argv[2])
print("written", flush=True)
time.sleep(600)
"""
"""What is written stays in the log until a checkpoint, which does not come while the process lives."""

CHANGED = (
    # Every column of a check: clients of 1.2 cannot update one alone.
    "UPDATE figures SET value = 999, value_text = NULL, state = 'given', origin = origin"
    " WHERE code = '信息公开年报'; DELETE FROM figure_items"
)
INVENTED = (
    "INSERT INTO item_sections"
    " (portal_id, item_id, section_id, list_title, pinned, first_seen_at, last_seen_at)"
    " SELECT 'sample', 'x' || n, 'nb', '手工添加', false, now(), now() FROM range(20) AS invented (n)"
)

OLD_PYTHON = CLIENTS / "bin" / "python"
WRITERS = [
    pytest.param(Path(sys.executable), id="present"),
    pytest.param(OLD_PYTHON, id="old", marks=needs_old_python),
]


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(section("nb", "信息公开年报", "信息公开年报"))
    with county(tmp_path_factory.mktemp("one") / "home", declared) as made:
        made.night(nb=[Told("nb/1.html"), Told("nb/2.html")])
    return made


@pytest.fixture
def sample(one_night: County, tmp_path: Path) -> Iterator[County]:
    with as_left(one_night, tmp_path / "home") as made:
        yield made


@contextmanager
def process(python: Path, code: str, file: Path, argument: str, said: str) -> Iterator[subprocess.Popen[str]]:
    """A process at the file, from the moment it says so; killed at the end where it still runs."""
    command: list[str | Path] = [python, "-I", "-c", code, file, argument]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        try:
            assert running.stdout is not None and running.stderr is not None
            assert running.stdout.readline() == f"{said}\n", running.stderr.read()
            yield running
        finally:
            running.kill()


def date_second(sample: County, year: int) -> None:
    """The second report is of that year, from the next publication on."""
    sample.ledger.execute(
        "UPDATE item_sections SET accepted_listed_on = make_date(?, 6, 1) WHERE item_id = ?",
        [year, Told("nb/2.html").id],
    )


def answers(file: Path) -> tuple[object, ...]:
    """What a reader is told when nobody else is about."""
    with duckdb.connect(str(file), read_only=True) as reader:
        return tuple(reader.execute(question).fetchall()[0][0] for question in QUESTIONS)


def test_readers_without_pause_see_the_old_file_or_the_new_one_through_200_publications(
    sample: County, tmp_path: Path
) -> None:
    home, kept = sample.home, [tmp_path / "both.duckdb", tmp_path / "one.duckdb"]
    for file, year in zip(kept, (2017, 2016), strict=True):
        date_second(sample, year)
        sample.publish()
        shutil.copyfile(home.published, file)
    both, one = answers(kept[0]), answers(kept[1])
    assert (both[1:], one[1:]) == ((2, 2, 2), (1, 1, 1)) and both[0] != one[0]

    def publish_again(number: int) -> None:
        which = number % 2
        if number % BUILT_EACH in (0, 1):
            date_second(sample, (2017, 2016)[which])
            sample.publish()
        else:
            again = Path(shutil.copyfile(kept[which], home.aside / "again.duckdb"))
            put_in_place(home, again, file_sha256(again))

    third = OLD_PYTHON if OLD_PYTHON.is_file() else Path(sys.executable)
    pythons = [Path(sys.executable), Path(sys.executable), third]
    told = (READ, home.published, json.dumps(QUESTIONS), "reading")
    with process(pythons[0], *told) as a, process(pythons[1], *told) as b, process(pythons[2], *told) as c:
        for number in range(PUBLICATIONS):
            publish_again(number)
            time.sleep(0.025)  # a moment's rest, in which readers come in where processors are few
        reports = [json.loads(reader.communicate("enough\n", timeout=60)[0]) for reader in (a, b, c)]
    for opened, refused, seen, errors in reports:
        assert errors == []
        assert refused <= 2, "an opening is refused only in the very instant of a publication"
        assert {tuple(told) for told in seen} == {both, one}
        assert opened > 20
    assert home.published_sha256.read_text().split()[0] == file_sha256(home.published)
    assert home.published.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize("python", WRITERS)
def test_log_of_a_writer_that_was_killed_never_reaches_the_next_file(sample: County, python: Path) -> None:
    file, truth = sample.home.published, answers(sample.home.published)
    with process(python, WRITE, file, CHANGED, "written") as writer:
        writer.kill()
        writer.wait()
    assert wal_of(file).stat().st_size > 0
    assert sample.figure("信息公开年报")[0] == 999, "the danger is real: readers follow the log"
    sample.night(nb=[Told("nb/1.html"), Told("nb/2.html"), Told("nb/3.html")])
    assert not wal_of(file).exists()
    assert answers(file)[1:] == (3, 3, 3)
    assert answers(file)[0] != truth[0]
    assert file.stat().st_mode & 0o777 == 0o444
    assert sample.home.published_sha256.read_text().split()[0] == file_sha256(file)


@pytest.mark.parametrize("statement", [CHANGED, INVENTED], ids=["changed", "invented"])
@pytest.mark.parametrize("python", WRITERS)
def test_a_writer_that_holds_the_file_neither_blocks_nor_breaks_a_run(
    sample: County, python: Path, statement: str
) -> None:
    file = sample.home.published
    with process(python, WRITE, file, statement, "written") as writer:
        with pytest.raises(duckdb.IOException, match="lock"):
            answers(file)
        sample.night(nb=[Told("nb/1.html"), Told("nb/2.html"), Told("nb/3.html")])
        assert writer.poll() is None
        assert answers(file)[1:] == (3, 3, 3)
        assert not wal_of(file).exists()
    assert not wal_of(file).exists()
    assert answers(file)[1:] == (3, 3, 3)


def test_a_writer_that_closes_after_the_publication_writes_nothing_into_it(sample: County) -> None:
    """Closing, DuckDB writes its log into the file that it had opened, which is not the published one any
    more."""
    file = sample.home.published
    code = WRITE.replace("time.sleep(600)", "sys.stdin.readline(); writer.close()")
    with process(Path(sys.executable), code, file, CHANGED, "written") as writer:
        sample.night(nb=[Told("nb/1.html")])
        _, complaint = writer.communicate("close\n", timeout=60)
        assert (writer.returncode, complaint) == (0, "")
    assert answers(file)[1:] == (2, 2, 2)
    assert not wal_of(file).exists()
    assert sample.home.published_sha256.read_text().split()[0] == file_sha256(file)


def test_rows_that_a_killed_writer_invented_do_not_keep_the_next_file_back(sample: County) -> None:
    file = sample.home.published
    with process(Path(sys.executable), WRITE, file, INVENTED, "written") as writer:
        writer.kill()
        writer.wait()
    sample.publish()
    assert not wal_of(file).exists()
    assert answers(file)[1:] == (2, 2, 2)


def test_what_a_killed_writer_left_is_never_sealed(sample: County) -> None:
    file = sample.home.published
    with process(Path(sys.executable), WRITE, file, CHANGED, "written") as writer:
        writer.kill()
        writer.wait()
    with pytest.raises(SealError):
        seal(sample.home, 2017, None, sample.now, lambda file, offset: "0" * 64)
    assert list(sample.home.sealed.iterdir()) == []
