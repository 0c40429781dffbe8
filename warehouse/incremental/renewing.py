"""A publication that makes anew only what may have changed since the file that stands; see the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.privacy import mask_address
from warehouse import filling, query
from warehouse.checks import guard_narrow
from warehouse.contentsum import TableSum, content_sum, content_sums
from warehouse.decisions import HomeDecisions
from warehouse.file_sums import read_sum
from warehouse.home import Home
from warehouse.incremental.affected import BuiltWhole, current, find_affected, find_touched, is_told, untold
from warehouse.incremental.copying import Copying, copied_meanwhile
from warehouse.incremental.noted import (
    KEYED,
    Stated,
    find_keys,
    known_sums,
    program_sha256,
    sum_items,
    sum_others,
)
from warehouse.portal_names import first_ids
from warehouse.read_only import logs_of
from warehouse.ready import lay_schema

WHOLE_EVERY = timedelta(days=30)
"""How long files follow each other that were not built whole."""

SUMMED_EVERY = timedelta(days=7)
"""How long the ledger is believed to tell which of its items were touched, before it is summed again."""

MOST_GROWN = 1.2
"""How many times its last whole file the published file may have become when it is renewed once more: rows
that gave way leave room, and one night may add a tenth."""

ROOM = 2 * 2**20
"""Bytes of such room that never matter: eight blocks."""

LEAST_ITEMS = 20_000
"""Below so many items nothing is noted: a whole publication costs no more than finding out what changed."""

MOST_AFFECTED = 0.1
"""Which part of the items may be affected: beyond that a whole publication costs no more."""

NOT_OURS = "no published file of ours stands"

OF_EACH_ITEM = (
    "items",
    "item_sections",
    "item_versions",
    "item_changes",
    "attachments",
    "observations",
    "classifications",
    "merges",
    "figure_items",
    "exclusions",
)
"""Tables whose rows give way and come in item by item (of figure_items those of the self-check aside)."""


def is_worth_noting(items: int) -> bool:
    """Whether of a file of so many items it is noted what it was made of."""
    return items >= LEAST_ITEMS


def standing_sha256(home: Home) -> str | None:
    """The sum that was told of the published file, with which that of its bytes is compared before anything
    made of them is published; None where there is none, or somebody holds it for writing."""
    if not home.published.is_file() or logs_of(home.published):
        return None
    return read_sum(home.published_sha256)


def may_renew(home: Home, stated: Stated | None, standing: str | None, now: datetime) -> Stated:
    """What was noted of the file that stands, whose sum `standing` is. Raises BuiltWhole where nothing was,
    or by another program, or under a clock that was ahead."""
    if standing is None:
        raise BuiltWhole(NOT_OURS)
    if stated is None or stated.published_sha256 != standing:
        raise BuiltWhole("nothing is noted of the file that stands")
    if stated.program != program_sha256():
        raise BuiltWhole("the file that stands was made by another program")
    if now < stated.whole_at:
        raise BuiltWhole("the last whole publication is dated after now")
    if home.published.stat().st_size > stated.whole_bytes * MOST_GROWN + ROOM:
        raise BuiltWhole("the file has grown by rows that gave way")
    return stated


def whole_is_due(stated: Stated, now: datetime) -> bool:
    """Whether the last whole publication is so long ago that this one is to be whole, and the other way is
    gone beside it, for the two to be compared."""
    return now - stated.whole_at >= WHOLE_EVERY


class Renewed(NamedTuple):
    """The sums of the tables of a file that was made from the one before, and when the ledger was summed
    last to find what had changed."""

    sums: dict[str, TableSum]
    summed_at: datetime


def renew(
    ledger: DuckDBPyConnection,
    home: Home,
    people: HomeDecisions,
    now: datetime,
    stated: Stated,
    file: Path,
    compare: Callable[[], None],
    find: Callable[[str], None],
) -> Renewed:
    """Makes `file` from the one that stands; it is left attached as `published`, all but its `meta` filled,
    for the caller to check and let go of. Needs `known` attached. `find` is given a sentence (Chinese) where
    items had changed of which the ledger did not tell.

    Raises BuiltWhole where it cannot be shown which items are touched, or too many are.
    """
    with copied_meanwhile(home.published, file) as copying, _narrow(ledger):
        summed_at = _look(ledger, people, now, stated, find, copying, file)
        copying.begin_sum()
        sums = _of_items(ledger, home, people)
        # Of a damaged copy a statement that reads it says so; one that writes to it takes the ledger along,
        # which nothing can be made of any more until it is opened anew.
        if copying.sum() != stated.published_sha256:
            raise BuiltWhole(NOT_OURS)
        _exchange(ledger)
        _tell(ledger, people, now, compare)
    return Renewed(content_sums(ledger, "published", sums), summed_at)


def _look(
    ledger: DuckDBPyConnection,
    people: HomeDecisions,
    now: datetime,
    stated: Stated,
    find: Callable[[str], None],
    copying: Copying,
    file: Path,
) -> datetime:
    """Finds what is affected, the copy `file` attached as `stood` once it is there; returns when the ledger
    was summed last. Raises BuiltWhole where it cannot be shown which items are, or too many are."""
    filling.settle_sections(ledger, now)
    tells = is_told(ledger, stated)
    summed = not tells or not timedelta(0) <= now - stated.summed_at < SUMMED_EVERY
    if summed:
        sum_items(ledger, stated.buckets)
    sum_others(ledger, all_runs=summed)
    changed = query.column(ledger, "incremental/common_changed")
    if changed:
        raise BuiltWhole(f"what concerns every item has changed: {', '.join(changed)}")
    if query.value(ledger, "incremental/taken_out"):
        raise BuiltWhole("titles were taken out")
    if len(first_ids(ledger)) != 1:
        raise BuiltWhole("there is not one portal")
    find_touched(ledger, people, stated, MOST_AFFECTED, summed)
    copying.wait()
    query.run(ledger, "incremental/attach_copy", file=file)
    find_affected(ledger, stated, MOST_AFFECTED)
    if summed and tells and (missed := untold(ledger)):
        find(f"台账中有变动没有登记({missed} 处),已按实际内容公布;请把这一行交给维护人员")
    return now if summed else stated.summed_at


def _of_items(ledger: DuckDBPyConnection, home: Home, people: HomeDecisions) -> dict[str, TableSum]:
    """Fills `narrow.gone` and `narrow.made` with the rows of affected items as they were and as they are now;
    returns the sums of their tables as these are after the exchange."""
    query.run(ledger, "incremental/gone")
    if query.rows(ledger, "incremental/cut_apart"):
        raise BuiltWhole("an affected item is merged with one that is not")
    if query.rows(ledger, "incremental/gone_otherwise"):
        raise BuiltWhole("the file that stands has other rows than was noted")
    with _small_file(ledger, home):
        query.run(ledger, "incremental/stood_small")
        query.run(ledger, "figures/documents")
        query.run(ledger, "figures/counts")
        query.run(ledger, "incremental/gone_counts")
    with _small_file(ledger, home), current(ledger, "narrow"):
        filling.fill_items(ledger, people)
        filling.fill_runs(ledger)
        _refuse_telling(ledger)
        filling.mask_addresses(ledger)
        query.run(ledger, "incremental/section_names")
        filling.judge_items(ledger, sections_named=True)
        if bad := guard_narrow(ledger):
            raise BuiltWhole(f"guard of affected items: {bad[0].guard} {bad[0].row}")
        query.run(ledger, "incremental/made")
    find_keys(ledger, *(f"narrow.made.{name}" for name in KEYED))
    query.run(ledger, "incremental/share")
    query.run(ledger, "incremental/item_keys")
    query.run(ledger, "incremental/keys_still")
    query.run(ledger, "incremental/still_told")
    query.run(ledger, "incremental/touched_sections")
    known = known_sums(ledger)
    return {name: known[name].moved(*_parts(ledger, name)) for name in OF_EACH_ITEM}


def _parts(ledger: DuckDBPyConnection, name: str) -> tuple[TableSum, TableSum]:
    gone, made = (
        content_sum(ledger, name, f"narrow.{part}.{name}", but=("place",)) for part in ("gone", "made")
    )
    return gone, made


def _refuse_telling(ledger: DuckDBPyConnection) -> None:
    """An address that holds personal data is masked wherever it stands, also in rows that nobody looks at
    here: raises BuiltWhole."""
    for url in query.column(ledger, "incremental/telling"):
        if "****" in url or mask_address(url) != url:
            raise BuiltWhole("an address holds personal data")


def _exchange(ledger: DuckDBPyConnection) -> None:
    """Makes the copy of the file that stands `published`, and puts what was made anew in the place of what
    stood."""
    query.run(ledger, "incremental/turn_copy")
    query.run(ledger, "incremental/give_way")
    query.run(ledger, "incremental/come_in")
    query.run(ledger, "incremental/empty_small")
    query.run(ledger, "incremental/counts")
    query.run(ledger, "incremental/figure_counts")
    query.run(ledger, "incremental/counts_by_form")


def _tell(
    ledger: DuckDBPyConnection, people: HomeDecisions, now: datetime, compare: Callable[[], None]
) -> None:
    """Fills the small tables, figures and findings, for which the statements look at all items again."""
    query.run(ledger, "incremental/drop_narrow")
    query.run(ledger, "publish/placement")
    by_people = {"exclude", "include"}.intersection(query.column(ledger, "overrides/applied_kinds"))
    query.run(ledger, f"incremental/placed_as_{'decided' if by_people else 'read'}")
    try:
        query.run(ledger, "publish/current_versions")
        filling.fill_small(ledger)
        filling.tell(ledger, people, now, compare, rows_known=True)
    finally:
        query.run(ledger, "incremental/drop_views")


@contextmanager
def _narrow(ledger: DuckDBPyConnection) -> Iterator[None]:
    """Lets go of the small ledger at the end, and of a copy that was not turned into the new file."""
    try:
        yield
    finally:
        query.run(ledger, "incremental/detach_copy")
        query.run(ledger, "incremental/detach_narrow")


@contextmanager
def _small_file(ledger: DuckDBPyConnection, home: Home) -> Iterator[None]:
    """A published file in memory, attached as `published`."""
    query.run(ledger, "incremental/attach_small")
    try:
        lay_schema(ledger, home, "publish/copy_schema")
        yield
    finally:
        query.run(ledger, "incremental/detach_small")
