"""The facts of one night, read from the published file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse import query
from warehouse.faults import unreadable
from warehouse.home import Home, HomeError
from warehouse.ledger import prepare
from warehouse.messages import causes
from warehouse.messages.causes import Cause
from warehouse.query import Row
from warehouse.read_only import open_read_only
from warehouse.watch import NOTHING_READ

TITLES = 5
"""So many of the new items are named."""


@dataclass(frozen=True, slots=True)
class NightFacts:
    """What a message about a published night is made of."""

    portal_names: str
    began: datetime | None
    finished: datetime | None
    section_count: int
    whole_count: int
    """Sections that were read whole this night, or said that they are empty."""
    new_count: int
    new_groups: tuple[Row, ...]
    """category, unit, item_count; the largest first."""
    new_items: tuple[Row, ...]
    """title, unit, published_on; the newest first."""
    changes: tuple[Row, ...]
    """event, item_count, titles."""
    causes: tuple[Cause, ...]
    """Everything that is not well, whether it was told before or not."""
    uncertain_count: int


def read_facts(home: Home, run_ids: Sequence[str], began: datetime) -> NightFacts:
    """The facts of the runs of one night that began at `began` at the earliest.

    Raises HomeError when the published file is not there, or cannot be read.
    """
    if not home.published.is_file():
        raise HomeError(f"{home.published} 不存在;请运行 gongkai republish 重新生成")
    try:
        with open_read_only(home.published) as reader:
            prepare(reader)
            return _facts(reader, list(run_ids), began)
    except duckdb.Error as error:
        raise HomeError(unreadable(home.published, error)) from error


def _facts(reader: duckdb.DuckDBPyConnection, run_ids: list[str], began: datetime) -> NightFacts:
    [file] = query.rows(reader, "messages/file", runs=run_ids)
    since = file["began"] or began
    new_items = query.rows(reader, "messages/new_items", began=since, limit=TITLES)
    found = query.rows(reader, "messages/findings")
    ill = [
        *causes.sections(query.rows(reader, "messages/sections")),
        *causes.decisions(query.rows(reader, "messages/decisions")),
        *causes.findings(found),
    ]
    if file["read_count"] and not file["used_count"]:
        words = "当晚没有一个栏目读成,数字沿用以前的"
        ill.insert(0, Cause(NOTHING_READ, words, "请检查本机网络,并打开门户网站看是否正常", level=2))
    return NightFacts(
        portal_names=file["portal_names"] or "",
        began=file["began"],
        finished=file["finished"],
        section_count=file["section_count"],
        whole_count=file["whole_count"],
        new_count=new_items[0]["item_count"] if new_items else 0,
        new_groups=tuple(query.rows(reader, "messages/new_groups", began=since)),
        new_items=tuple(new_items),
        changes=tuple(query.rows(reader, "messages/changes", runs=run_ids)),
        causes=tuple(ill),
        uncertain_count=causes.uncertain_count(found),
    )
