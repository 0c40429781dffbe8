"""A site as the self-check finds it: sections, items and observations laid straight into the tables that its
statements ask, so that a test says a day and a verdict and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

import sql
from warehouse.ledger import SCHEMA, prepare
from warehouse.schema import create_schema
from warehouse.self_check.counting import count_self_check

HOST = "http://www.sample.gov.cn/"
BEIJING = ZoneInfo("Asia/Shanghai")

STAGED = """
CREATE OR REPLACE TEMP TABLE present_instant AS SELECT TIMESTAMPTZ '9999-01-01 00:00:00+00' AS believed_until;
CREATE OR REPLACE TEMP TABLE section_state (
    portal_id VARCHAR, section_id VARCHAR, published_id VARCHAR, name VARCHAR, url VARCHAR, declared BOOLEAN,
    covered BOOLEAN, was_read BOOLEAN, proof VARCHAR, complete_at TIMESTAMPTZ
);
CREATE OR REPLACE TEMP TABLE feeding (
    portal_id VARCHAR, section_id VARCHAR, category VARCHAR, role VARCHAR, declared BOOLEAN,
    unread_rows INTEGER
);
CREATE OR REPLACE TEMP TABLE placed (
    portal_id VARCHAR, section_id VARCHAR, published_id VARCHAR, item_id VARCHAR, counted BOOLEAN,
    listed_on DATE, first_seen_at TIMESTAMPTZ, left_at TIMESTAMPTZ
);
CREATE OR REPLACE TEMP TABLE covered_since (portal_id VARCHAR, section_id VARCHAR, covered_at TIMESTAMPTZ);
CREATE OR REPLACE TEMP TABLE open_rows (item_id VARCHAR);
CREATE OR REPLACE TEMP TABLE unclassified (item_id VARCHAR);
CREATE OR REPLACE TEMP TABLE current_versions (item_id VARCHAR, read_from JSON, seen_at TIMESTAMPTZ);
"""
TABLES = ("items", "item_versions", "figures", "figure_items", "figure_sources", "check_evidence")

Judged = tuple[str, str | None, date | None, date | None]
"""State, section or last part of the address, since, due on."""


def noon(day: date) -> datetime:
    """Noon of a day in Beijing."""
    return datetime.combine(day, time(12), BEIJING)


def connect() -> duckdb.DuckDBPyConnection:
    """A ledger in memory, and a published file beside it, both empty."""
    connection = duckdb.connect()
    prepare(connection)
    for name in SCHEMA:
        connection.execute(sql.statement(name))
    connection.execute("ATTACH ':memory:' AS published; USE published")
    create_schema(connection)
    connection.execute("USE memory")
    return connection


class Site:
    """One portal, read for the last time on `read_on`; a section is whole by then unless it is said."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        read_on: date,
        portal_id: str = "sample",
        clear: bool = True,
    ) -> None:
        """Empties the tables, where the portal is not a further one."""
        self.db, self.read_on, self.portal_id = connection, read_on, portal_id
        if clear:
            connection.execute(STAGED)
            for table in (*TABLES, "observations", "portals"):
                connection.execute(f"DELETE FROM published.main.{table}")
            for table in ("runs", "section_runs", "items"):
                connection.execute(f"DELETE FROM {table}")
        self._put("published.main.portals", portal_id=portal_id, name="样例县", home=HOST)
        self._put(
            "runs", run_id=f"{portal_id}-n", portal_id=portal_id, kind="nightly", started_at=noon(read_on)
        )
        self.items = 0

    def years(self, *years: int) -> None:
        """Years that form `sections` has figures of."""
        for year in years:
            words = {
                "form": "sections",
                "code": "合计",
                "label": "合计",
                "state": "given",
                "origin": "computed",
            }
            self._put("published.main.figures", portal_id=self.portal_id, year=year, value=1, **words)

    def section(
        self,
        section_id: str,
        category: str | Iterable[str] = (),
        days: Iterable[date | None] = (),
        *,
        name: str = "",
        covered: bool = True,
        was_read: bool = True,
        declared: bool = True,
        complete_on: date | None = None,
        unread: int = 0,
        empty_on: date | None = None,
        gone_on: date | None = None,
        seen_on: date | None = None,
    ) -> list[str]:
        """A section with an item of each day (None: without one); returns the items. `empty_on`: a reading of
        that day found it saying that it is empty. `gone_on`: its items left then."""
        complete_at = noon(complete_on or self.read_on) if covered else None
        url = f"{HOST}{section_id}/"
        where = {"portal_id": self.portal_id, "section_id": section_id}
        self._put(
            "section_state", **where, published_id=section_id, name=name or section_id, url=url,
            declared=declared, covered=covered, was_read=was_read, complete_at=complete_at,
        )  # fmt: skip
        self._put("published.main.sections", **where, name=name or section_id, url=url, category="auto")
        categories = [category] if isinstance(category, str) else list(category)
        for told in (*categories, "合计"):
            self._put(
                "feeding", **where, category=told, role="assigned", declared=declared, unread_rows=unread
            )
        if was_read:
            day = empty_on or complete_on or self.read_on
            outcome = "empty" if empty_on else "complete" if covered else "partial"
            self._put(
                "section_runs", run_id=f"{self.portal_id}-n", **where, outcome=outcome, whole_list=covered,
                pages_read=1, finished_at=noon(day),
            )  # fmt: skip
        return [
            self.item(
                f"{section_id}/{number}.html", day, section_id=section_id, gone_on=gone_on, seen_on=seen_on
            )
            for number, day in enumerate(days)
        ]

    def item(
        self,
        path: str,
        day: date | None,
        *,
        section_id: str | None = None,
        date_from: str = "",
        is_read: bool = False,
        with_time: bool = False,
        gone_on: date | None = None,
        seen_on: date | None = None,
        versions: Iterable[tuple[date, str]] = (),
    ) -> str:
        """An item; `versions`: day printed and reader of each version of its page. Returns its id."""
        self.items += 1
        item_id = f"{self.portal_id}-{self.items}"
        first = noon(seen_on or self.read_on)
        self._put(
            "published.main.items", item_id=item_id, portal_id=self.portal_id, url=HOST + path, title=path,
            published_on=day, date_from=date_from or ("none" if day is None else "list"), has_page=True,
            published_at=noon(day) if day and with_time else None, first_seen_at=first, last_seen_at=first,
            removed_at=noon(gone_on) if gone_on else None,
        )  # fmt: skip
        self._put(
            "items", item_id=item_id, portal_id=self.portal_id, url=HOST + path, first_seen_at=first,
            last_seen_at=first,
        )  # fmt: skip
        if section_id:
            self._put(
                "placed", portal_id=self.portal_id, section_id=section_id, published_id=section_id,
                item_id=item_id, counted=True, first_seen_at=first,
            )  # fmt: skip
        if is_read:
            self._put("current_versions", item_id=item_id, read_from="{}", seen_at=first)
        for number, (printed, reader) in enumerate(versions, 1):
            self._put(
                "published.main.item_versions", portal_id=self.portal_id, item_id=item_id, version=number,
                seen_at=first + timedelta(days=number - 1), published_on=printed, reader_version=reader,
            )  # fmt: skip
        return item_id

    def observed(
        self,
        kind: str,
        path: str,
        fact: str,
        value: str | None = None,
        day: date | None = None,
        *,
        item_id: str | None = None,
        first_on: date | None = None,
        last_on: date | None = None,
    ) -> None:
        """A fact that a page showed."""
        url = path if path.startswith("http") else HOST + path
        self._put(
            "published.main.observations", portal_id=self.portal_id, kind=kind, url=url, item_id=item_id,
            fact=fact, value=value, day=day, first_seen_at=noon(first_on or self.read_on),
            last_seen_at=noon(last_on or self.read_on), run_id="n",
        )  # fmt: skip

    def letter(
        self,
        path: str,
        written: date | None = None,
        answered: date | None = None,
        answer: str | None = None,
        item_id: str | None = None,
    ) -> None:
        """A citizen's letter with its reply."""
        said = answer or ("answered" if answered else "unanswered")
        self.observed("letter", path, "written", day=written, item_id=item_id)
        self.observed("letter", path, "answered", day=answered, item_id=item_id)
        self.observed("letter", path, "answer", None if answer == "?" else said, item_id=item_id)

    def guide(self, path: str, absent: int, item_id: str | None = None) -> None:
        """A guide that lacks the first so many of the eight element classes."""
        for number, fact in enumerate(ELEMENTS):
            self.observed("guide", path, fact, "absent" if number < absent else "present", item_id=item_id)

    def judge(self) -> None:
        """Counts the self-check of every portal that is there."""
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE resting_on AS FROM published.main.figure_sources LIMIT 0"
        )
        self.db.execute(sql.statement("checks/watched"))
        count_self_check(self.db)

    def found(self, code: str, year: int) -> list[Judged]:
        """The evidence of an indicator: state, section (else the address behind the host), since, due on."""
        return self.db.execute(
            "SELECT state, coalesce(section_id, replace(url, ?, '')), since, due_on"
            " FROM published.main.check_evidence WHERE portal_id = ? AND code = ? AND year = ? ORDER BY ALL",
            [HOST, self.portal_id, code, year],
        ).fetchall()

    def words(self, code: str, year: int) -> list[str]:
        """What the evidence says."""
        told = self.db.execute(
            "SELECT words FROM published.main.check_evidence WHERE portal_id = ? AND code = ? AND year = ?"
            " ORDER BY words",
            [self.portal_id, code, year],
        ).fetchall()
        return [words for (words,) in told]

    def state(self, code: str, year: int) -> str:
        """The only state of an indicator's evidence."""
        [(state, *_)] = self.found(code, year)
        return state

    def figure(self, code: str, year: int) -> tuple[int | None, str | None, str]:
        """Number, verdict and origin of a figure."""
        [(value, text, origin)] = self.db.execute(
            "SELECT value::INTEGER, value_text, origin FROM published.main.figures"
            " WHERE form = 'self-check' AND portal_id = ? AND code = ? AND year = ?",
            [self.portal_id, code, year],
        ).fetchall()
        return value, text, origin

    def _put(self, table: str, **values: Any) -> None:
        if table == "published.main.sections":
            self.db.execute(
                "DELETE FROM published.main.sections WHERE section_id = ?", [values["section_id"]]
            )
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


ELEMENTS = ("事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程")
