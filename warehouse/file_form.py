"""Which form a published or sealed file has, and what becomes of one that has another form than today's.

A newer one is refused. An older published one is refused too: publishing it anew takes seconds. A sealed one
never moves, so it is read as it stands (`sealed_as_today`).
"""

from __future__ import annotations

from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.home import FileUnreadable
from warehouse.newer import newer_words
from warehouse.schema import SCHEMA_VERSION


class OtherForm(FileUnreadable):
    """The file has a form that this program does not read: which file, which form, what to do."""


def refuse_other_form(connection: DuckDBPyConnection, file: Path) -> None:
    """Raises OtherForm where the connection's file has not today's form; duckdb.Error where it says none."""
    for version in query.column(connection, "published/form"):
        if version > SCHEMA_VERSION:
            raise OtherForm(newer_words(file, version, SCHEMA_VERSION))
        if version < SCHEMA_VERSION and not query.value(connection, "published/is_sealed"):
            raise OtherForm(
                f"公布文件 {file} 由旧版程序公布(格式 {version},本程序用 {SCHEMA_VERSION});"
                "请先运行 gongkai republish,几秒钟,不联网"
            )
