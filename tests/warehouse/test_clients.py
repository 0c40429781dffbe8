"""Old clients: DuckDB 1.2.2 and DuckDB's command line read in our files what the present DuckDB reads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import duckdb
import pytest

from tests.flows.command import CHECKOUT, environment
from tests.warehouse.archived import archived_county, told
from tests.warehouse.build import Told, portal, section
from tests.warehouse.test_schema import CHINESE_VIEWS, PROMISED
from warehouse.seal import seal

CLIENTS = CHECKOUT / ".venv-clients"
NO_CLIENTS = not (CLIENTS / ".built-from-lock").is_file()
WITHOUT = "no .venv-clients here: `make test` builds it from requirements-clients.lock"
OLD = "1.2.2"
TOO_NEW = sys.version_info >= (3, 14)

needs_clients = pytest.mark.skipif(NO_CLIENTS, reason=WITHOUT)
needs_old_python = pytest.mark.skipif(
    NO_CLIENTS or TOO_NEW, reason=WITHOUT if NO_CLIENTS else f"DuckDB {OLD} has no wheel for this Python"
)

ALIAS = "另一个名字"
DAYS = "SET TimeZone = 'Asia/Shanghai'"

OLD_PYTHON = """
import json, sys, duckdb
file, before, questions = json.loads(sys.stdin.read())
reader = duckdb.connect(file, read_only=True) if file else duckdb.connect()
for statement in before:
    reader.execute(statement)
answers = [[list(row) for row in reader.execute(question).fetchall()] for question in questions]
json.dump(answers, sys.stdout)
"""
"""Answers come as text (`COLUMNS(*)::VARCHAR`): instants need a further package in Python."""

Answer = list[list[str | None]]
Way = Literal["opened", "attached", "made current"]
"""How a client comes to a file: opens it; attaches it under another name and writes that before each
relation; attaches it and makes it current (USE), which DuckDB 1.2 needs before it asks the views of 台账."""

Client = Callable[[Path, Sequence[str], Way], list[Answer]]
"""(file, questions, way) → rows of each question."""


@dataclass(frozen=True)
class Relation:
    """A table or view of a file, with its schema."""

    schema: str
    name: str

    def questions(self, catalog: str = "") -> list[str]:
        """How many rows it has, and all of them, as text."""
        name = f'{catalog}"{self.schema}"."{self.name}"'
        return [
            f"SELECT count(*)::VARCHAR AS rows FROM {name}",
            f"SELECT COLUMNS(*)::VARCHAR FROM {name} ORDER BY ALL",
        ]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A published file after two nights, and its year sealed again after the second."""
    declared = portal(
        section("zfwj", "政府文件", "政府文件"),
        section("dt", "动态", "动态信息"),
        units=[{"name": "样例县财政局", "aliases": ["县财政局"]}],
    )
    number = "样政发〔2017〕1号"
    documents = [
        told("a.html", "关于印发“方案”的通知", document_number=number),
        told("b.html", "关于印发“方案”的通知(转)", document_number=number),
    ]
    news = told("n.html", "县长调研,强调 'it''s' \"快\"", "2017-07-03", unit="县财政局")
    with archived_county(tmp_path_factory.mktemp("clients"), declared) as made:
        made.now = datetime(2017, 12, 30, 18, 0, tzinfo=UTC)
        made.night(zfwj=documents, dt=[news, Told("u.html", "无日期", listed_on=None)])
        seal(made.home, 2017, None, made.now, made.payload)
        made.begin()
        made.tell("dt", [news, told("late.html", "补发的去年动态", "2017-12-29")], unread=["没有链接"])
        made.load()
        made.publish()
        seal(made.home, 2017, None, made.now, made.payload)
        yield {
            "published": made.home.published,
            "sealed": made.home.sealed / "2017.v2.duckdb",
        }


FILES = ("published", "sealed")


def present(file: Path, questions: Sequence[str], way: Way = "opened") -> list[Answer]:
    """What the DuckDB of this environment answers."""
    with duckdb.connect(str(file), read_only=True) if way == "opened" else duckdb.connect() as reader:
        for statement in before(file, way):
            reader.execute(statement)
        return [[list(row) for row in reader.execute(question).fetchall()] for question in questions]


def old_python(file: Path, questions: Sequence[str], way: Way) -> list[Answer]:
    """What DuckDB 1.2.2 answers in Python."""
    asked = [str(file) if way == "opened" else "", before(file, way), questions]
    said = run([CLIENTS / "bin" / "python", "-I", "-c", OLD_PYTHON], json.dumps(asked))
    answers: list[Answer] = json.loads(said)
    return answers


def command_line(file: Path, questions: Sequence[str], way: Way) -> list[Answer]:
    """What DuckDB's command line answers: one array of objects a question."""
    opened = ["-readonly", file] if way == "opened" else [":memory:"]
    statements = ";\n".join([*before(file, way), *questions])
    said = run([CLIENTS / "bin" / "duckdb", "-json", *opened, statements], "").strip()
    decoder, answers = json.JSONDecoder(), []
    while said:
        rows, end = decoder.raw_decode(said)
        answers.append([list(row.values()) for row in rows])
        said = said[end:].lstrip()
    return answers


def before(file: Path, way: Way) -> list[str]:
    """Statements that come before the questions."""
    attach = f"ATTACH '{file}' AS \"{ALIAS}\" (READ_ONLY)"
    return {
        "opened": [DAYS],
        "attached": [DAYS, attach],
        "made current": [DAYS, attach, f'USE "{ALIAS}"'],
    }[way]


def prefix(way: Way) -> str:
    """What stands before a schema's name."""
    return f'"{ALIAS}".' if way == "attached" else ""


def run(command: Sequence[str | Path], stdin: str) -> str:
    """Runs a client; what it says on stdout. It must have had nothing to complain of."""
    ran = subprocess.run(
        command,
        input=stdin,
        env=environment() | {"HOME": str(CLIENTS)},  # nobody's .duckdbrc
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    return ran.stdout


def relations(file: Path) -> list[Relation]:
    """Every table and view of a file, as the present DuckDB lists them."""
    [rows] = present(
        file,
        [
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal UNION ALL "
            "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
        ],
    )
    return [Relation(str(schema), str(name)) for schema, name in rows]


def explained(catalog: str) -> list[str]:
    """Questions for every table, view and column of a catalog with its comment."""
    of_ours = f"WHERE NOT internal AND database_name = {catalog} ORDER BY ALL"
    return [
        f"SELECT schema_name, table_name, comment FROM duckdb_tables() {of_ours}",
        f"SELECT schema_name, view_name, comment FROM duckdb_views() {of_ours}",
        f"SELECT schema_name, table_name, column_name, comment FROM duckdb_columns() {of_ours}",
    ]


ASKED: tuple[tuple[Client, Way], ...] = (
    (old_python, "opened"),
    (old_python, "attached"),
    (old_python, "made current"),
    (command_line, "opened"),
    (command_line, "attached"),
)
CASES = [
    pytest.param(
        client,
        way,
        id=f"{client.__name__}-{way.replace(' ', '-')}",
        marks=[needs_old_python if client is old_python else needs_clients],
    )
    for client, way in ASKED
]


def views_answer(client: Client, way: Way) -> bool:
    """Whether views of 台账 can be asked so: DuckDB 1.2 looks for their tables in the current file."""
    return not (client is old_python and way == "attached")


@needs_old_python
def test_the_old_client_is_the_oldest_that_was_promised() -> None:
    said = run([CLIENTS / "bin" / "python", "-I", "-c", "import duckdb; print(duckdb.__version__)"], "")
    assert said.strip() == OLD


@needs_clients
def test_the_command_line_is_not_the_present_duckdb() -> None:
    said = run([CLIENTS / "bin" / "duckdb", "--version"], "")
    assert re.match(r"v1\.\d+\.\d+", said) and not said.startswith(f"v{duckdb.__version__}")


@pytest.mark.parametrize("which", FILES)
@pytest.mark.parametrize(("client", "way"), CASES)
def test_every_row_of_every_table_and_view_is_the_same(
    files: dict[str, Path], client: Client, way: Way, which: str
) -> None:
    file = files[which]
    held = relations(file)
    assert {Relation("main", name) for name in PROMISED} <= set(held)
    assert {Relation("台账", name) for name in CHINESE_VIEWS} <= set(held)
    asked = [relation for relation in held if relation.schema == "main" or views_answer(client, way)]
    theirs = client(file, [question for each in asked for question in each.questions(prefix(way))], way)
    ours = present(file, [question for each in asked for question in each.questions()])
    for number, relation in enumerate(asked):
        [[rows]] = theirs[2 * number]
        assert rows == str(len(theirs[2 * number + 1])), relation
        # In which order rows come is not promised: DuckDB 1.2 does not sort by what `COLUMNS(*)` makes.
        assert sorted(theirs[2 * number + 1], key=repr) == sorted(ours[2 * number + 1], key=repr), relation
        assert theirs[2 * number] == ours[2 * number], relation


@pytest.mark.parametrize("which", FILES)
@pytest.mark.parametrize(("client", "way"), CASES)
def test_comments_are_readable(files: dict[str, Path], client: Client, way: Way, which: str) -> None:
    questions = explained("current_database()" if way == "opened" else f"'{ALIAS}'")
    answers = client(files[which], questions, way)
    assert answers == present(files[which], questions, way)
    for answer in answers:
        assert answer
        for *name, comment in answer:
            assert comment is not None and re.search("[\u4e00-\u9fff]", comment), name


@pytest.mark.parametrize("which", FILES)
@pytest.mark.parametrize(("client", "way"), CASES)
def test_figures_are_true(files: dict[str, Path], client: Client, way: Way, which: str) -> None:
    """The figures themselves, not only that two readers agree: two copies are one document."""
    asked = [
        f"SELECT code, value::INTEGER::VARCHAR AS value FROM {prefix(way)}main.figures "
        "WHERE form = 'sections' AND year = 2017 AND value > 0 ORDER BY ALL"
    ]
    if views_answer(client, way):
        asked.append(
            f"SELECT 行号, 数值::INTEGER::VARCHAR AS 数值 FROM {prefix(way)}台账.报表数字 "
            "WHERE 报表 = 'sections' AND 年度 = 2017 AND 数值 > 0 ORDER BY ALL"
        )
    true = [["动态信息", "2"], ["合计", "3"], ["政府文件", "1"]]
    assert client(files[which], asked, way) == [true] * len(asked)
