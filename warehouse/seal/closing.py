"""Closes a year: takes its part out of the published file into one that nobody changes any more."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import duckdb
from duckdb import DuckDBPyConnection

import sql
from scrapers.archive_reading import DamagedArchive
from scrapers.durable import fsync, write_durably
from scrapers.package import file_sha256
from scrapers.vocabulary import CATEGORIES as KNOWN_CATEGORIES
from warehouse import query
from warehouse.contentsum import whole_sha256
from warehouse.home import Home, clear_errors
from warehouse.ledger import TIME_ZONE, prepare
from warehouse.read_only import StrayLog, attach_narrowed, drop_logs, refuse_logs
from warehouse.ready import lay_schema
from warehouse.rulebook import CATEGORIES, CHECKING, CLASSIFICATION, COUNTING, MERGING, SOURCES
from warehouse.schema import SCHEMA_VERSION
from warehouse.seal.names import sealed_files, sealed_name, sealed_of, sum_of

RULE_FILES = (CATEGORIES, CLASSIFICATION, MERGING, COUNTING, SOURCES, *CHECKING)
RULE_SQL = ("classify/*.sql", "figures/*.sql", "overrides/*.sql", "seal/figures_then.sql")

PayloadSum = Callable[[str, int], str]
"""sha256 of the page at that place of the archive; raises DamagedArchive, OSError."""


class SealError(Exception):
    """The year cannot be closed; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What came of a closing. `is_new` is False where the last one says the same and nothing was written."""

    file: Path
    version: int
    is_new: bool
    differences: tuple[str, ...]
    """Against the closing before, in Chinese, figure by figure and item by item."""
    unreadable: tuple[str, ...]
    """Records of the archive that could not be read, in Chinese."""


@dataclass(frozen=True, slots=True)
class _Closing:
    """One closing on its way: what it takes from, and what it follows."""

    home: Home
    folder: Path
    """Where it goes."""
    portal_id: str | None
    """The one portal of several that is closed; None where the published file holds one."""
    year: int
    as_of: datetime | None
    now: datetime
    published_sha256: str
    previous: Path | None
    version: int


class _Words(NamedTuple):
    """The rows of `seal` and `meta` as they go into the sum of the content."""

    seal: str
    meta: str


class _Place(NamedTuple):
    """A record of the archive."""

    archive_file: str
    archive_offset: int


class _Difference(NamedTuple):
    """A figure that is another one than in the closing before (`item_id` None), or an item in it or not."""

    form: str
    code: str
    change: str
    item_id: str | None
    title: str | None
    published_on: date | None
    before: Decimal | None
    after: Decimal | None
    why: str


def seal(
    home: Home,
    year: int,
    as_of: date | None,
    now: datetime,
    payload_sum: PayloadSum,
    whose: Sequence[str] = (),
) -> Sealed:
    """Closes `year` from the published file; the caller holds the home's lock. `whose`: of a home that holds
    several portals the one that is closed, its id first, then what it was called before; it has a folder of
    its own.

    With `as_of`, only what had been found by the end of that day in Beijing counts (form `sections` only).
    Raises SealError when there is nothing to close, the published file is not the one its sum was made of,
    a log lies beside it or beside the closing before, it was made by other rules than today's or has not the
    form of today's, or nothing had been read by then; HomeError when the
    disk is full or not writable.
    """
    before = sealed_of(home.sealed, year, whose[0], whose[1:]) if whose else sealed_files(home.sealed, year)
    closing = _Closing(
        home=home,
        folder=home.sealed / whose[0] if whose else home.sealed,
        portal_id=whose[0] if whose else None,
        year=year,
        as_of=_end_of(as_of) if as_of else None,
        now=now,
        published_sha256=_sound_sum(home),
        previous=before[-1][1] if before else None,
        version=before[-1][0] + 1 if before else 1,
    )
    aside = home.aside / f"seal-{os.getpid()}.duckdb"
    with clear_errors(home.root):
        try:
            return _sealed(closing, aside, payload_sum)
        except StrayLog as error:
            raise SealError(str(error)) from error
        finally:
            aside.unlink(missing_ok=True)
            drop_logs(aside)


def _sealed(closing: _Closing, aside: Path, payload_sum: PayloadSum) -> Sealed:
    with _connection(closing, aside) as connection:
        _fill(connection, closing)
        same, differences = _compared(connection, closing)
        if same and closing.previous is not None:
            return Sealed(closing.previous, closing.version - 1, False, (), ())
        unreadable = _keep_sums(connection, payload_sum)
        content = whole_sha256(connection, "sealed", sealed_words(connection))
        query.run(connection, "seal/set_content", content_sha256=content)
        query.run(connection, "seal/checkpoint")
    file = _put_in_place(closing, aside, sealed_name(closing.year, closing.version))
    return Sealed(file, closing.version, True, differences, unreadable)


def sealed_words(connection: DuckDBPyConnection) -> Sequence[str]:
    """What the current database says of its own closing, as it goes into the sum of its content."""
    return query.one(connection, "seal/words", _Words)


@contextmanager
def _connection(closing: _Closing, aside: Path) -> Iterator[DuckDBPyConnection]:
    """The new file (current), the published one and the closing before, attached, both without a log beside
    them. Raises StrayLog."""
    aside.unlink(missing_ok=True)
    read = [closing.home.published, *([closing.previous] if closing.previous else [])]
    for file in read:
        refuse_logs(file)
    with duckdb.connect() as connection:
        prepare(connection)
        _attach_published(connection, closing)
        if closing.previous is not None:
            query.run(connection, "seal/attach_previous", file=closing.previous)
        query.run(connection, "seal/attach", file=aside)
        lay_schema(connection, closing.home, "seal/copy_schema")
        query.run(connection, "seal/use_sealed")
        query.run(connection, "seal/schema")
        for file in read:
            refuse_logs(file)  # one that came up while the files were being opened
        yield connection


def _attach_published(connection: DuckDBPyConnection, closing: _Closing) -> None:
    """The published file as `published`; of several portals only what is of the one that is closed."""
    if closing.portal_id is None:
        query.run(connection, "seal/attach_published", file=closing.home.published)
        return
    attach_narrowed(connection, closing.home.published, [closing.portal_id])


def _fill(connection: DuckDBPyConnection, closing: _Closing) -> None:
    """Everything but what is compared with the closing before, and the archive's sums."""
    if query.value(connection, "seal/published_version") != SCHEMA_VERSION:
        raise SealError("公布文件是另一版本的程序公布的,没有封存;请先运行 gongkai republish")
    categories = [name for name, category in KNOWN_CATEGORIES.items() if category.on_portal]
    query.run(connection, "seal/closing", year=closing.year, as_of=closing.as_of, categories=categories)
    if not query.value(connection, "seal/figures_of_year"):
        raise SealError(
            f"公布文件中没有{_of(closing)} {closing.year} 年的数字;"
            f"请先运行 gongkai backfill --year {closing.year}{_option(closing)}"
        )
    if not query.value(connection, "seal/was_read"):
        raise SealError(
            f"到 {closing.as_of:%Y-%m-%d %H:%M} 为止还没有读取过任何栏目,无从封存;请用较晚的 --as-of"
        )
    query.run(connection, "seal/known")
    query.run(connection, "seal/copy")
    query.run(connection, "seal/figures" if closing.as_of is None else "seal/figures_then")
    _refuse_other_rules(connection)
    _keep_rules(connection)
    query.run(
        connection,
        "seal/add_seal",
        year=closing.year,
        version=closing.version,
        sealed_at=closing.now,
        as_of=closing.as_of,
        published_sha256=closing.published_sha256,
        previous_file=closing.previous.name if closing.previous else None,
        previous_sha256=file_sha256(closing.previous) if closing.previous else None,
    )


def _compared(connection: DuckDBPyConnection, closing: _Closing) -> tuple[bool, tuple[str, ...]]:
    """Whether the closing before says the same; else what differs, in words."""
    if closing.previous is None:
        return False, ()
    if query.value(connection, "seal/is_same"):
        return True, ()
    query.run(connection, "seal/differences")
    return False, tuple(map(_words, query.records(connection, "seal/told_differences", _Difference)))


def _words(told: _Difference) -> str:
    if told.item_id is None:
        return f"{told.form} {told.code}:{_plain(told.before)} → {_plain(told.after)}({told.why})"
    what = f"{told.item_id} {told.published_on or '无日期'} {told.title or '(无标题)'}"
    return f"  {told.code} {told.change} {what}:{told.why}"


def _plain(value: Decimal | None) -> str:
    return "缺" if value is None else f"{value.normalize():f}"


def _keep_sums(connection: DuckDBPyConnection, payload_sum: PayloadSum) -> tuple[str, ...]:
    """Sums of the archived pages; those that cannot be read are kept without, and told."""
    places = query.records(connection, "seal/records", _Place)
    sums: list[str | None] = []
    unreadable = []
    for place in places:
        try:
            sums.append(payload_sum(place.archive_file, place.archive_offset))
        except (DamagedArchive, OSError) as error:
            sums.append(None)
            unreadable.append(
                f"存档记录 archive/{place.archive_file} 偏移 {place.archive_offset} 无法读出({error});"
                "请从备份恢复后再封存一次"
            )
    query.run(
        connection,
        "seal/add_records",
        files=[place.archive_file for place in places],
        offsets=[place.archive_offset for place in places],
        sums=sums,
    )
    return tuple(unreadable)


def _refuse_other_rules(connection: DuckDBPyConnection) -> None:
    """The rule files that are sealed have to be those that the published file was made by."""
    rules = query.column(
        connection, "seal/other_rules", classification=CLASSIFICATION, merging=MERGING, counting=COUNTING
    )
    if rules:
        named = "、".join(rules[:3]) + (" 等" if len(rules) > 3 else "")
        raise SealError(f"公布文件所用的规则与现行规则文件不同({named}),没有封存;请先运行 gongkai republish")


def _keep_rules(connection: DuckDBPyConnection) -> None:
    files = {path.name: path for path in RULE_FILES}
    for pattern in RULE_SQL:
        files |= {f"sql/{path.parent.name}/{path.name}": path for path in sorted(sql.FOLDER.glob(pattern))}
    contents = [path.read_bytes() for path in files.values()]
    query.run(
        connection,
        "seal/add_rule_files",
        names=list(files),
        sums=[hashlib.sha256(content).hexdigest() for content in contents],
        contents=[content.decode("utf-8") for content in contents],
    )


def _put_in_place(closing: _Closing, aside: Path, name: str) -> Path:
    """Moves the finished file among the sealed ones, read-only, durably; its sum goes first, so that no
    sealed file ever stands without one."""
    closing.folder.mkdir(exist_ok=True)
    place = closing.folder / name
    aside.chmod(0o444)
    fsync(aside)
    told = closing.home.aside / sum_of(place).name
    write_durably(told, f"{file_sha256(aside)}  {name}\n")
    told.chmod(0o444)
    told.replace(sum_of(place))
    aside.replace(place)
    fsync(closing.folder)
    return place


def _sound_sum(home: Home) -> str:
    """The published file's sum, which has to be the one that stands beside it."""
    if not home.published.is_file():
        raise SealError(f"没有公布文件 {home.published};请先运行 gongkai nightly 或 gongkai backfill")
    found = file_sha256(home.published)
    told = home.published_sha256.read_text(encoding="utf-8") if home.published_sha256.is_file() else ""
    if told.split()[:1] != [found]:
        raise SealError(
            f"{home.published} 与 {home.published_sha256.name} 不符,没有封存;"
            "请运行 gongkai verify 查明,或 gongkai republish 重新公布"
        )
    return found


def _of(closing: _Closing) -> str:
    return f"门户 {closing.portal_id}" if closing.portal_id else ""


def _option(closing: _Closing) -> str:
    return f" --portal {closing.portal_id}" if closing.portal_id else ""


def _end_of(day: date) -> datetime:
    """The last instant of a day in Beijing."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(TIME_ZONE))
    return midnight - timedelta(microseconds=1)
