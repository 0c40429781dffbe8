"""Opening a published or sealed file for reading: never together with a log that somebody left beside it.

Whoever opens such a file for writing and is killed leaves a write-ahead log beside it. DuckDB follows it
without a word, read-only too, so that a reader would see rows that were never published.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from warehouse import query
from warehouse.file_form import refuse_other_form
from warehouse.home import PUBLISHED_NAME, FileUnreadable
from warehouse.instances import opened
from warehouse.outcomes import teach_outcomes

_LOGS = (".wal", ".wal.checkpoint", ".wal.recovery")
"""What DuckDB names a log that it writes, that it is merging, and that it is recovering."""


class StrayLog(FileUnreadable):
    """A write-ahead log lies beside a file that is only ever read: what is it, where, and what to do."""


@contextmanager
def open_read_only(
    file: Path, portal_ids: Sequence[str] = (), of_any_form: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a published or sealed file; with `portal_ids` as if it held those alone.

    Raises StrayLog when a log lies beside it, OtherForm (unless `of_any_form`) when it is a newer program's
    or an older published one, duckdb.Error when DuckDB cannot read it.
    """
    refuse_logs(file)
    if portal_ids:
        with duckdb.connect() as connection:
            attach_narrowed(connection, file, portal_ids)
            query.run(connection, "published/use_narrowed")
            refuse_logs(file)
            refuse_other_form(connection, file)
            teach_outcomes(connection)
            yield connection
        return
    with opened(file, read_only=True) as connection:
        refuse_logs(file)
        if not of_any_form:
            refuse_other_form(connection, file)
        teach_outcomes(connection)
        yield connection


def attach_narrowed(connection: duckdb.DuckDBPyConnection, file: Path, portal_ids: Sequence[str]) -> None:
    """Attaches a published file, as `published`, with what is of those portals: views, whose tables stand in
    the file itself. Raises duckdb.Error."""
    query.run(connection, "published/attach_standing", file=file)
    query.run(connection, "published/whose", portal_ids=list(portal_ids))
    query.run(connection, "published/narrow")


@contextmanager
def open_without_logs(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """As `open_read_only`, and a file with a log beside it is read without that: by another link to it, else
    a copy, in a temporary folder. Raises duckdb.Error, OSError."""
    if not logs_of(file):
        with duckdb.connect(str(file), read_only=True) as connection:
            teach_outcomes(connection)
            yield connection
        return
    with TemporaryDirectory(dir=_room_beside(file)) as folder:
        alone = Path(folder) / file.name
        try:
            os.link(file, alone)
        except OSError:
            shutil.copyfile(file, alone)
        with duckdb.connect(str(alone), read_only=True) as connection:
            teach_outcomes(connection)
            yield connection


def logs_of(file: Path) -> list[Path]:
    """The logs that lie beside a file."""
    return [log for log in map(file.with_name, _names(file)) if log.exists()]


def refuse_logs(file: Path) -> None:
    """Raises StrayLog when a log lies beside a file."""
    for log in logs_of(file):
        raise StrayLog(log_sentence(file, log))


def drop_logs(file: Path) -> None:
    """Removes the logs beside a file."""
    for name in _names(file):
        file.with_name(name).unlink(missing_ok=True)


def log_sentence(file: Path, log: Path) -> str:
    """What such a log is, and what to do about it, in Chinese."""
    remedy = (
        "请关闭那个程序,再运行 gongkai republish 重新生成公布文件"
        if file.name == PUBLISHED_NAME
        else f"请关闭那个程序,再把 {log.name} 移到别处(封存文件本身不动)"
    )
    return f"{log} 是有程序以读写方式打开 {file.name} 后留下的,其中的内容不属于该文件,不予读取;{remedy}"


def wal_of(file: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a file."""
    return file.with_name(file.name + _LOGS[0])


def _names(file: Path) -> list[str]:
    return [file.name + ending for ending in _LOGS]


def _room_beside(file: Path) -> Path | None:
    """The file's own folder, where a link to it can be made; None (the system's) where nothing can be."""
    return file.parent if os.access(file.parent, os.W_OK) else None
