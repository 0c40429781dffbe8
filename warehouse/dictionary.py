"""The data dictionary: every table, view and column of a published file, in the words of its own comments.

`python -m warehouse.dictionary` prints that of the schema as it stands, `dictionary.md` holds it.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse import query
from warehouse.read_only import open_read_only
from warehouse.schema import create_schema


class DictionaryRow(NamedTuple):
    """One column of a table or view; a comment that is missing is None."""

    schema_name: str
    relation: str
    relation_comment: str | None
    is_view: bool
    column_name: str
    data_type: str
    is_nullable: bool
    column_comment: str | None

    @property
    def full_name(self) -> str:
        """Name of the table or view as one writes it in a query."""
        return self.relation if self.schema_name == "main" else f"{self.schema_name}.{self.relation}"


def dictionary_rows(connection: duckdb.DuckDBPyConnection) -> list[DictionaryRow]:
    """The columns of the connection's current database: tables first, then views, by name."""
    return query.records(connection, "published/dictionary", DictionaryRow)


def missing_comments(rows: list[DictionaryRow]) -> list[str]:
    """Names of tables, views and columns without a comment, each once."""
    names = [row.full_name for row in rows if not row.relation_comment]
    names += [f"{row.full_name}.{row.column_name}" for row in rows if not row.column_comment]
    return list(dict.fromkeys(names))


def render_dictionary(published: Path) -> str:
    """The data dictionary of a published file as Markdown. Raises StrayLog, duckdb.Error when it cannot
    be open_read_only."""
    with open_read_only(published) as connection:
        return to_markdown(dictionary_rows(connection))


def render_schema_dictionary() -> str:
    """The data dictionary of the schema as this program makes it, as Markdown."""
    with duckdb.connect() as connection:
        create_schema(connection)
        return to_markdown(dictionary_rows(connection))


def to_markdown(rows: list[DictionaryRow]) -> str:
    """One chapter per table or view, one line per column."""
    parts = ["# 数据字典", "公布文件 `gongkai.duckdb` 的表、视图和列。由文件内的注释生成,请勿手改。"]
    for name, columns in groupby(rows, key=lambda row: row.full_name):
        of_relation = list(columns)
        first = of_relation[0]
        parts.append(f"## `{name}`({'视图' if first.is_view else '表'})\n\n{_cell(first.relation_comment)}")
        lines = ["| 列 | 类型 | 可空 | 说明 |", "|---|---|---|---|"]
        lines += [
            f"| `{row.column_name}` | {row.data_type} | {'可' if row.is_nullable else '否'} | {comment} |"
            for row, comment in ((row, _cell(row.column_comment)) for row in of_relation)
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _cell(comment: str | None) -> str:
    return (comment or "(缺说明)").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(render_schema_dictionary())
