"""Verifies whole files: the published one of a home, and those of a sealed year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.oswords import reason
from scrapers.package import file_sha256
from scrapers.reader_version import reader_version
from scrapers.rereading import Rereader, RereadHere
from scrapers.vocabulary import CATEGORIES
from warehouse import query
from warehouse.contentsum import made_by_this
from warehouse.faults import cause
from warehouse.file_form import refuse_other_form
from warehouse.home import SOON, Home
from warehouse.ledger import prepare
from warehouse.read_only import log_sentence, logs_of, open_without_logs
from warehouse.rulebook import CATEGORIES as CATEGORIES_FILE
from warehouse.rulebook import CHECKING, SOURCES
from warehouse.schema import SCHEMA_VERSION
from warehouse.seal.names import all_sealed, sealed_files, sealed_of, sum_of
from warehouse.verify.beside import beside_ledger
from warehouse.verify.closings import (
    Closing,
    check_content,
    check_gone,
    check_left_out,
    check_previous,
    closing_of,
)
from warehouse.verify.contents import check_contents
from warehouse.verify.figures import check_figures, check_items
from warehouse.verify.forms import check_forms, sources_told
from warehouse.verify.log import LOG, check_log
from warehouse.verify.meant import of_portals
from warehouse.verify.outcome import Verification, VerifyError
from warehouse.verify.page_differences import Vouched
from warehouse.verify.pages import Pages, check_files, draw
from warehouse.verify.rebuilding import Hold
from warehouse.verify.records import ARCHIVE_FILE, LEDGER, Difference, Drawn, Progress, Sample, reader_words
from warehouse.verify.redacted import Redactions, check_sealed, redactions_of
from warehouse.verify.rules import check_rules, sealed_texts, today_texts
from warehouse.verify.self_check import check_self_check

ON_PORTAL = tuple(category.name for category in CATEGORIES.values() if category.on_portal)
ELSEWHERE = frozenset({ARCHIVE_FILE, LEDGER, LOG, "封存文件", "封存差异"})
"""Kinds of differences that are not of the file itself; any other shows that it does not say any more what it
said when it was written."""

_TRIES = 3


def _quiet(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class How:
    """How a home is verified."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    reader: Rereader = field(default_factory=RereadHere)
    progress: Progress = _quiet
    sample: Sample | None = None
    """None: every archived record is read again."""
    wait: float = SOON
    """Seconds for which another holder of the home is waited for."""


def verify_published(home: Home, how: How, portal_ids: Sequence[str] = ()) -> Verification:
    """The published file against its sum, the ledger, its items, and the archive. A file that is replaced
    meanwhile is checked as it was opened; the home is held while the file is made anew from the ledger, where
    no other run holds it. `portal_ids`: whose differences are told, where not all portals are meant.

    Raises VerifyError when there is no published file.
    """
    if not home.published.is_file():
        raise VerifyError(f"没有公布文件 {home.published};请先运行 gongkai nightly 或 gongkai backfill")
    differences = list(_stable_sum(home.published, home.published_sha256))
    found = _Verifying(home, home.published, None, how, differences).verified()
    return of_portals(found, portal_ids) if portal_ids else found


def verify_sealed(home: Home, year: int, how: How, whose: Sequence[Sequence[str]] = ()) -> list[Verification]:
    """Every sealed version of a year against its sum, its own items and rules, the ledger, and the archive,
    oldest first. `whose`: of a home that holds several portals those whose years are meant, each its id and
    then what it was called before; portal after portal then.

    Raises VerifyError when the year was never sealed.
    """
    if not whose:
        return _verify_sealed(home, year, sealed_files(home.sealed, year), how, "")
    found: list[Verification] = []
    for portal_id, *before in whose:
        sealed = sealed_of(home.sealed, year, portal_id, before)
        if sealed or len(whose) == 1:
            found += _verify_sealed(home, year, sealed, how, portal_id)
    if not found:
        raise VerifyError(f"{home.sealed} 中没有 {year} 年的封存文件;请先运行 gongkai seal --year {year}")
    return found


def _verify_sealed(
    home: Home, year: int, sealed: Sequence[tuple[int, Path]], how: How, portal_id: str
) -> list[Verification]:
    """Those of one portal."""
    if not sealed:
        option = f" --portal {portal_id}" if portal_id else ""
        raise VerifyError(
            f"{home.sealed} 中没有{f'门户 {portal_id} ' if portal_id else ' '}{year} 年的封存文件;"
            f"请先运行 gongkai seal --year {year}{option}"
        )
    found = []
    for number, (version, file) in enumerate(sealed, 1):
        differences = list(_sum(file, sum_of(file)))
        if version != number:
            message = f"缺少 {year} 年的第 {number} 个封存文件;请从备份恢复"
            differences.append(Difference("封存文件", file.name, message))
        found.append(_Verifying(home, file, year, how, differences).verified())
    return found


class _Sizes(NamedTuple):
    figures: int
    readings: int
    unarchived: int


class _ReadBy(NamedTuple):
    """A reader's version (None: not kept), and how many versions of items it read."""

    reader_version: str | None
    versions: int


class _Place(NamedTuple):
    """A record of the archive."""

    archive_file: str
    archive_offset: int


@dataclass(slots=True)
class _Verifying:
    """A file that is verified: of a sealed year, or the published one (`year` None)."""

    home: Home
    file: Path
    year: int | None
    how: How
    differences: list[Difference]
    notes: list[str] = field(default_factory=list)
    compared: str = "各表没有与台账逐行比较"
    is_part: bool = True
    sizes: _Sizes = field(default_factory=lambda: _Sizes(0, 0, 0))
    read: int = 0

    def verified(self) -> Verification:
        """Opens and checks it; a log beside it is a difference, and so is what DuckDB cannot read. Raises
        OtherForm for a newer file, and for an older published one."""
        logs = logs_of(self.file)
        self.differences += [Difference("日志文件", log.name, log_sentence(self.file, log)) for log in logs]
        try:
            with open_without_logs(self.file) as connection:
                refuse_other_form(connection, self.file)
                prepare(connection)
                self._check(connection)
        except duckdb.InterruptException:
            raise
        except duckdb.CatalogException as error:
            self._lacks(error)
        except (duckdb.Error, OSError) as error:
            why = cause(error) if isinstance(error, duckdb.Error) else reason(error)
            message = f"{self.file} 无法读取({why});请从备份恢复,或运行 gongkai republish 重新生成"
            self.differences.append(Difference("文件", self.file.name, message))
        return Verification(
            file=self.file,
            figures=self.sizes.figures,
            records=self.read,
            of=self.sizes.readings,
            unarchived=self.sizes.unarchived,
            differences=tuple(self.differences),
            notes=tuple(self.notes),
            compared=self.compared,
            sample=self.how.sample,
            is_part=self.is_part,
        )

    def _lacks(self, error: duckdb.CatalogException) -> None:
        """Says that a table is not there, where that is not said already; and that the rest rests on it."""
        found = re.search(r"Table with name (\S+) does not exist", str(error))
        what = f"缺少表 {found[1]}" if found else cause(error)
        self.notes.append(f"{self.file.name} {what},因此其余的没有核对")
        self.is_part = True
        if not any(one.what == "表结构" for one in self.differences):
            message = f"{self.file} {what},不是程序写成的样子;请从备份恢复,或运行 gongkai republish 重新生成"
            self.differences.append(Difference("文件", self.file.name, message))

    def _check(self, connection: DuckDBPyConnection) -> None:
        """The pages are read while all else is looked at."""
        self.sizes = query.one(connection, "verify/sizes", _Sizes)
        closing = closing_of(connection) if self.year is not None else None
        drawn = draw(connection, self.how.sample)
        redactions = redactions_of(connection, self.home)
        how = self.how
        with Pages(connection, self.home.archive, how.reader, drawn, how.progress, redactions) as pages:
            self._check_contents(connection, closing, drawn, pages, redactions)
        self.read = pages.read

    def _check_contents(
        self,
        connection: DuckDBPyConnection,
        closing: Closing | None,
        drawn: Drawn,
        pages: Pages,
        redactions: Redactions,
    ) -> None:
        """What follows from what: of the file that should stand where that is known, as every row that stands
        otherwise is named already; else of the one that stands."""
        is_summed_so = query.column(connection, "verify/form") in ([], [SCHEMA_VERSION])
        self.notes += [*_notes(self.file, closing, is_summed_so), *_readers(connection, self.file)]
        if made_by_this(self.file) and is_summed_so:
            self.differences += check_content(connection, closing)
        self.notes += redactions.notes(self.file)
        if self.home.redacting.exists():
            told = "有一次依规删除没有做完(被中断),下面的差异可能由此而来;运行 gongkai republish 即接着做完"
            self.notes.append(told)
        if closing is not None:
            self.differences += check_sealed(connection, self.file, self.home.sealed, redactions)
        is_sound = not self.differences
        hold = Hold(self.how.now, self.how.wait)
        with beside_ledger(connection, self.home, self.file, closing, is_sound, hold) as beside:
            self.notes += beside.notes
            self.compared, self.is_part = beside.compared, beside.is_part
            self.differences += beside.differences
            should = beside.made or connection
            self.differences += _inside(should, closing, self.year)
            self.differences += self._others(connection, closing)
            self.differences += check_files(should, self.home.archive, drawn, redactions)
            self.differences += pages.check(_vouched(self.differences), beside.made)

    def _others(self, connection: DuckDBPyConnection, closing: Closing | None) -> Iterator[Difference]:
        """The file against the other files of the home."""
        home = self.home
        if closing is None or self.year is None:
            yield from check_log(connection, home)
            for file in all_sealed(home.sealed):
                yield from check_gone(connection, file)
            return
        yield from check_previous(connection, closing, self.file.parent, home.sealed)
        yield from check_left_out(connection, self.year, home.published, home.published_sha256)


def _notes(file: Path, closing: Closing | None, is_summed_so: bool) -> tuple[str, ...]:
    """What cannot be checked of the file, in Chinese."""
    if not made_by_this(file):
        return (f"{file.name} 由另一版本的 DuckDB 写成,内容校验和无法比较",)
    if not is_summed_so:
        return (f"{file.name} 由另一版本的程序写成,内容校验和的算法不同,无法比较",)
    if closing and closing.content_sha256 is None:
        return (f"{file.name} 封存时还没有内容校验和,无从比较",)
    return ()


def _readers(connection: DuckDBPyConnection, file: Path) -> Iterator[str]:
    """Who read what the file says, where that was another reader than today's."""
    for version, count in query.records(connection, "verify/readers", _ReadBy):
        if version != reader_version():
            by = reader_words(version).rstrip()
            yield f"{file.name} 中有 {count} 版由{by}读出,现在的读取器是 {reader_version()}"


def _vouched(differences: list[Difference]) -> Vouched:
    """What the checks so far have found to be as it was."""
    damaged = frozenset(one.subject for one in differences if one.what == ARCHIVE_FILE)
    altered = any(one.what not in ELSEWHERE for one in differences)
    return Vouched(reader_version(), not altered, damaged)


def _inside(
    connection: DuckDBPyConnection, closing: Closing | None, year: int | None
) -> Iterator[Difference]:
    """What a file says, held against itself and the rules."""
    names = ON_PORTAL if closing is None else _sealed_categories(connection)
    texts = today_texts() if closing is None else sealed_texts(connection)
    yield from check_figures(connection, names, year)
    yield from check_forms(connection, sources_told(texts.get(SOURCES.name, "")), names, year)
    yield from check_self_check(connection, texts.get(CHECKING[0].name, ""), year)
    yield from check_items(connection)
    knows_lists = closing is None or closing.as_of is None
    yield from check_contents(connection, knows_lists=knows_lists)
    if closing is None:
        yield from check_rules(connection, texts, False, None)
        return
    for name in query.column(connection, "verify/rule_files"):
        yield Difference("规则文件", name, f"封存的规则文件 {name} 的文字与其 SHA-256 不符")
    yield from check_rules(connection, texts, True, year)
    for place in query.records(connection, "verify/unplaced_records", _Place):
        where = f"archive/{place.archive_file} 偏移 {place.archive_offset}"
        message = f"archive_records:封存所依据的网页 {where},没有任何条目的版本指向它"
        yield Difference("存档记录", place.archive_file, message)


def _sealed_categories(connection: DuckDBPyConnection) -> list[str]:
    """The categories that could be counted on a portal when the year was sealed."""
    return query.column(connection, "verify/categories", name=CATEGORIES_FILE.name)


def _stable_sum(file: Path, sum_file: Path) -> list[Difference]:
    """As `_sum`; a file that is being replaced just now is looked at again."""
    differences: list[Difference] = []
    for _ in range(_TRIES):
        before = file.stat()
        differences = _sum(file, sum_file)
        after = file.stat()
        if not differences or (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns):
            break
    return differences


def _sum(file: Path, sum_file: Path) -> list[Difference]:
    try:
        told = sum_file.read_text(encoding="utf-8").split()[:1]
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "不是文字"
        message = f"{sum_file} 无法读取({why});无从核对 {file.name},请从备份恢复 {sum_file.name}"
        return [Difference("校验和", file.name, message)]
    found = file_sha256(file)
    if [one.lower() for one in told] == [found]:
        return []
    stands = "".join(told) or "空"
    message = f"{file} 的 SHA-256 是 {found},{sum_file.name} 中记的是 {stands};两者之一已被改动或损坏"
    return [Difference("校验和", file.name, message)]
