"""The rules that a file words, against the files of rules; and the words beside its figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from duckdb import DuckDBPyConnection

import sql
from warehouse.rulebook import CATEGORIES, CLASSIFICATION, COUNTING, MERGING
from warehouse.verify.records import Difference

KINDS = {CLASSIFICATION.name: "分类", MERGING.name: "合并", COUNTING.name: "统计口径"}
"""Name of a file of rules → kind of its rules in the published table."""

TOTAL, TOTAL_MEASURE = "合计", "条"
SQL_FILES = ("figures/sections.sql", "seal/figures_then.sql")

_Told = tuple[str, str, str]
"""Version, kind, text."""


def today_texts() -> dict[str, str]:
    """The rule files and the categories of the program at work, by file name."""
    files = (CLASSIFICATION, MERGING, COUNTING, CATEGORIES)
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def sealed_texts(connection: DuckDBPyConnection) -> dict[str, str]:
    """Those that were sealed with the year."""
    return dict(_rows(connection, "rule_texts"))


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
    found = {rule: (str(version), kind, text) for rule, version, kind, text in _rows(connection, "rules")}
    yield from _worded(found, expected, are_its_own)
    for rule, text, who, _why in _rows(connection, "decided_rules"):
        told = "没有这条规则" if text is None else "没有这个决定" if who is None else f"写的是“{text}”"
        yield Difference("规则", rule, f"rules:人工决定 {rule} 与 decisions 表不符({told})")
    for place, subject, rule, rows in _rows(connection, "unknown_rules"):
        message = f"{place}.rule:{subject} 等 {rows} 行写的规则 {rule} 在 rules 表中没有"
        yield Difference("规则", rule, message)
    yield from _figures(connection, texts, year)


def _worded(
    found: Mapping[str, _Told], expected: Mapping[str, _Told], are_its_own: bool
) -> Iterator[Difference]:
    for rule, told in found.items():
        should = expected.get(rule)
        if should is None:
            if are_its_own and told[1] in KINDS.values():
                yield Difference("规则", rule, f"rules:规则 {rule} 不在封存的规则文件中")
        elif told != should:
            message = f"rules:规则 {rule} 是“{told[2]}”({told[1]}),规则文件中是“{should[2]}”({should[1]})"
            yield Difference("规则", rule, message)
    for rule in expected if are_its_own else ():
        if rule not in found:
            yield Difference("规则", rule, f"rules:缺少封存的规则文件中的规则 {rule}")


def _figures(
    connection: DuckDBPyConnection, texts: Mapping[str, str], year: int | None
) -> Iterator[Difference]:
    lines = csv.DictReader(StringIO(texts.get(CATEGORIES.name, "")))
    measures = {line.get("category"): line.get("measure") for line in lines} | {TOTAL: TOTAL_MEASURE}
    for of, code, label, measure, rule, sql_file in _rows(connection, "figure_words", year=year):
        should = {
            "label": (label, code),
            "measure": (measure, measures.get(code, measure)),
            "rule": (rule, "S-total" if code == TOTAL else "S-category"),
            "sql_file": (sql_file, sql_file if sql_file in SQL_FILES else SQL_FILES[0]),
        }
        for column, (stands, expected) in should.items():
            if stands != expected:
                message = f"figures.{column}:数字 sections {of} {code} 是“{stands}”,应为“{expected}”"
                yield Difference("数字", f"sections {of} {code}", message)


def _expected(texts: Mapping[str, str]) -> dict[str, _Told]:
    """The rules of the files as publishing words them, by `rule@version`."""
    return {
        f"{line['rule']}@{line['version']}": (line["version"], kind, line["text"])
        for name, kind in KINDS.items()
        for line in csv.DictReader(StringIO(texts.get(name, "")))
        if line.keys() >= {"rule", "version", "text"}
    }


def _rows(connection: DuckDBPyConnection, name: str, **values: object) -> list[tuple[Any, ...]]:
    return connection.execute(sql.statement(f"verify/{name}"), values or None).fetchall()
