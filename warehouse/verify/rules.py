"""The rules that a file words, against the files of rules; and the words beside its figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.rulebook import CATEGORIES, CHECKING, CLASSIFICATION, COUNTING, MERGING, SOURCES
from warehouse.verify.records import Difference

KINDS = {CLASSIFICATION.name: "分类", MERGING.name: "合并", COUNTING.name: "统计口径"}
"""Name of a file of rules → kind of its rules in the published table."""

TOTAL, TOTAL_MEASURE = "合计", "条"
SQL_FILES = ("figures/sections.sql", "seal/figures_then.sql")


class _Rule(NamedTuple):
    """A rule as a file of rules or the published table words it."""

    version: str
    kind: str
    text: str


class _Decided(NamedTuple):
    """A rule that a person's decision made, and the decision; None for what is not there."""

    rule: str
    text: str | None
    who: str | None
    why: str | None


class _Unknown(NamedTuple):
    """A rule that so many rows of a table name, one of them `subject`."""

    place: str
    subject: str
    rule: str
    rows: int


class _Words(NamedTuple):
    """The words beside a figure."""

    year: int
    code: str
    label: str
    measure: str | None
    rule: str | None
    sql_file: str | None


def today_texts() -> dict[str, str]:
    """The rule files, the categories, the sources of the forms' cells and how the self-check judges, of the
    program at work, by file name."""
    files = (CLASSIFICATION, MERGING, COUNTING, CATEGORIES, SOURCES, *CHECKING)
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def sealed_texts(connection: DuckDBPyConnection) -> dict[str, str]:
    """Those that were sealed with the year."""
    return query.pairs(connection, "verify/rule_texts", "name", "content")


def are_todays(connection: DuckDBPyConnection) -> bool:
    """Whether the file words the rules as the program at work does, those of people's decisions aside."""
    found = query.by_key(connection, "verify/rules", "rule", _Rule)
    kinds = KINDS.values()
    return {rule: told for rule, told in found.items() if told.kind in kinds} == _expected(today_texts())


def check_rules(
    connection: DuckDBPyConnection, texts: Mapping[str, str], are_its_own: bool, year: int | None
) -> Iterator[Difference]:
    """Rules worded otherwise than in the files, missing or invented; figures with wrong words beside them.

    `are_its_own` says whether `texts` are those the file was made by (sealed with it). Otherwise only the
    versions of rules that both know are compared.
    """
    for name in (*KINDS, CATEGORIES.name):
        if name not in texts:
            yield Difference("规则文件", name, f"rule_files:缺少规则文件 {name}")
    expected = _expected(texts)
    found = query.by_key(connection, "verify/rules", "rule", _Rule)
    yield from _worded(found, expected, are_its_own)
    for row in query.records(connection, "verify/decided_rules", _Decided):
        without = "没有这个决定" if row.who is None else f"写的是“{row.text}”"
        told = "没有这条规则" if row.text is None else without
        yield Difference("规则", row.rule, f"rules:人工决定 {row.rule} 与 decisions 表不符({told})")
    for named in query.records(connection, "verify/unknown_rules", _Unknown):
        where = f"{named.place}.rule:{named.subject} 等 {named.rows} 行"
        yield Difference("规则", named.rule, f"{where}写的规则 {named.rule} 在 rules 表中没有")
    yield from _figures(connection, texts, year)


def _worded(
    found: Mapping[str, _Rule], expected: Mapping[str, _Rule], are_its_own: bool
) -> Iterator[Difference]:
    for rule, told in found.items():
        should = expected.get(rule)
        if should is None:
            if are_its_own and told.kind in KINDS.values():
                yield Difference("规则", rule, f"rules:规则 {rule} 不在封存的规则文件中")
        elif told != should:
            in_file = f"“{should.text}”({should.kind})"
            message = f"rules:规则 {rule} 是“{told.text}”({told.kind}),规则文件中是{in_file}"
            yield Difference("规则", rule, message)
    for rule in expected if are_its_own else ():
        if rule not in found:
            yield Difference("规则", rule, f"rules:缺少封存的规则文件中的规则 {rule}")


def _figures(
    connection: DuckDBPyConnection, texts: Mapping[str, str], year: int | None
) -> Iterator[Difference]:
    lines = csv.DictReader(StringIO(texts.get(CATEGORIES.name, "")))
    measures = {line.get("category"): line.get("measure") for line in lines} | {TOTAL: TOTAL_MEASURE}
    for row in query.records(connection, "verify/figure_words", _Words, year=year):
        which = f"sections {row.year} {row.code}"
        should = {
            "label": row.code,
            "measure": measures.get(row.code, row.measure),
            "rule": "S-total" if row.code == TOTAL else "S-category",
            "sql_file": row.sql_file if row.sql_file in SQL_FILES else SQL_FILES[0],
        }
        for column, expected in should.items():
            stands = getattr(row, column)
            if stands != expected:
                message = f"figures.{column}:数字 {which} 是“{stands}”,应为“{expected}”"
                yield Difference("数字", which, message)


def _expected(texts: Mapping[str, str]) -> dict[str, _Rule]:
    """The rules of the files as publishing words them, by `rule@version`."""
    return {
        f"{line['rule']}@{line['version']}": _Rule(line["version"], kind, line["text"])
        for name, kind in KINDS.items()
        for line in csv.DictReader(StringIO(texts.get(name, "")))
        if line.keys() >= {"rule", "version", "text"}
    }
