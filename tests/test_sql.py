"""The statements: each is named, says what it is for and which temporary tables it touches, and is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sql

ROOT = Path(sql.__file__).parents[1]
FILES = sorted(f"{file.parent.name}/{file.stem}" for file in sql.FOLDER.glob("*/*.sql"))
NAMES = [name for file in FILES for name in sql.step(file)]
LARGEST = 350
TEMPORARY = re.compile(r"CREATE OR REPLACE TEMP (?:TABLE|VIEW) (\w+)")


def header(name: str) -> str:
    """The comments that a statement begins with, as one line."""
    lines = sql.statement(name).splitlines()
    told = lines[: next(number for number, line in enumerate(lines) if not line.startswith("--"))]
    return " ".join(line.removeprefix("--").strip() for line in told)


def body(name: str) -> str:
    """What a statement does, without comments and without what stands in quotes."""
    return re.sub(r"--.*|'[^']*'", "", sql.statement(name))


TEMPORARIES = {made for name in NAMES for made in TEMPORARY.findall(body(name))}


def touched(name: str) -> tuple[list[str], list[str]]:
    """Temporary tables that a statement needs, and those that it makes."""
    text = body(name)
    made = set(TEMPORARY.findall(text))
    steps = set(re.findall(r"(?:WITH|,)\s*(\w+) AS \(", text))
    read = set(re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)\b(?![.(])", text))
    return sorted(read & TEMPORARIES - steps - made), sorted(made)


def declared(name: str, word: str) -> list[str]:
    """Temporary tables that the header's line `Tables:` names after `needs` or `makes`."""
    found = re.search(rf"Tables:.*?\b{word} ([\w, ]+?)(?:;| \(temporary\))", header(name))
    return found[1].split(", ") if found else []


def words() -> Iterator[str]:
    """Every string of our own code as a pattern; what an f-string puts in may be any word."""
    for room in ("flows", "scrapers", "warehouse"):
        for file in (ROOT / room).rglob("*.py"):
            nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
            f_strings = [node for node in nodes if isinstance(node, ast.JoinedStr)]
            parts = {id(part) for f_string in f_strings for part in f_string.values}
            for f_string in f_strings:
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                    for part in f_string.values
                )
            for node in nodes:
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                    yield re.escape(node.value)


def named() -> list[re.Pattern[str]]:
    """What the code calls statements and steps by: those of its strings that begin with a folder of ours."""
    folders = "|".join(sorted({name.partition("/")[0] for name in NAMES}))
    return [re.compile(word) for word in words() if re.fullmatch(rf"({folders})/\w[\w\\+]*", word)]


def test_a_statement_is_found_by_folder_and_name() -> None:
    text = sql.statement("load/is_archived")
    assert text.startswith("-- Purpose: whether a loaded answer stands in an archive file.")
    assert text.endswith("SELECT count(*) > 0 FROM fetches WHERE archive_file = $archive_file;\n")


def test_a_step_gives_its_statements_in_the_order_of_the_file() -> None:
    assert sql.step("load/read") == (
        "load/read_fetches",
        "load/read_rows",
        "load/read_items",
        "load/read_rejects",
        "load/read_layouts",
        "load/read_observations",
    )


BROKEN = {
    "twice in one file": {"a": "-- name: one\nSELECT 1;\n\n-- name: one\nSELECT 2;\n"},
    "in two files of a folder": {"a": "-- name: one\nSELECT 1;\n", "b": "-- name: one\nSELECT 2;\n"},
    "before the first name": {"a": "SELECT 0;\n-- name: one\nSELECT 1;\n"},
    "without a name": {"a": "SELECT 1;\n"},
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_statement_without_a_name_of_its_own_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    (tmp_path / "broken").mkdir()
    for file, text in BROKEN[how].items():
        (tmp_path / "broken" / f"{file}.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sql, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"twice in its folder|does not begin with the name"):
        sql.statement("broken/one")


def test_a_name_that_is_not_there_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="none_such"):
        sql.statement("load/none_such")


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_says_what_it_is_for(name: str) -> None:
    assert [word for word in ("Purpose:", "Grain:", "Inputs:") if word not in header(name)] == []
    assert (declared(name, "needs"), declared(name, "makes")) == touched(name)


@pytest.mark.parametrize("file", FILES)
def test_no_file_is_longer_than_one_reads_at_a_sitting(file: str) -> None:
    assert len((sql.FOLDER / f"{file}.sql").read_text(encoding="utf-8").splitlines()) <= LARGEST


def test_rows_are_taken_by_name_in_one_place_alone() -> None:
    """Whoever takes rows from a cursor takes them by position."""
    takes = re.compile(r"\.fetch(one|all|many|numpy|df)\(")
    files = [*(ROOT / "flows").rglob("*.py"), *(ROOT / "warehouse").rglob("*.py")]
    found = {str(file.relative_to(ROOT)) for file in files if takes.search(file.read_text(encoding="utf-8"))}
    assert found == {"warehouse/query.py", "flows/serving/server.py"}, "the latter asks SQLite one question"


def test_what_the_code_names_is_there_and_what_is_there_is_named_in_the_code() -> None:
    called = named()
    there = [*NAMES, *FILES]
    assert [pattern.pattern for pattern in called if not any(map(pattern.fullmatch, there))] == []
    steps = [
        file for file in FILES if file not in NAMES and any(pattern.fullmatch(file) for pattern in called)
    ]
    run_whole = {name for file in steps for name in sql.step(file)}
    by_name = {name for name in NAMES if any(pattern.fullmatch(name) for pattern in called)}
    assert [name for name in NAMES if name not in run_whole | by_name] == []
