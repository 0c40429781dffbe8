"""A home of some hundred items, changed at random as nights change it, and published both ways."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from tests.warehouse.build import County, Told, attached, page
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.publish import PublishReport, publish

TITLES = (
    "关于印发方案的通知",
    "2016年政府信息公开年度报告",
    "样例县财政局2016年政府信息公开工作年度报告",
    "政策解读:关于方案",
    "招聘公告",
    "关于张三任职的通知",
    "行政许可决定书",
    "新闻发布会预告",
    " 全角(标题)",
)
NUMBERS = (
    "样政发〔2017〕12号",
    "样政发[2017]12号",
    "〔2017〕3号",
    "样政办〔2016〕7号",
    "通知〔2017〕3号",
    None,
)
INDEX_NUMBERS = ("000014348/2017-00001", "000014348/2017-00002", None)
BODIES = ("b1", "b2", "b3", None)
UNITS = ("财政局", "样例县财政局", "某报社", None)

PAGE = "UPDATE item_versions SET {} WHERE item_id = $item"
ROW = "UPDATE item_sections SET {} WHERE item_id = $item"
VERSION = """
INSERT INTO item_versions BY NAME
SELECT
    item_id, portal_id, max(version) + 1 AS version, $now::TIMESTAMPTZ AS seen_at,
    $accepted::TIMESTAMPTZ AS accepted_at,
    'r' AS run_id, $title AS title, $day::DATE AS published_on, $unit AS unit, $number AS document_number,
    900 AS text_length, $body AS body_digest
FROM item_versions WHERE item_id = $item GROUP BY item_id, portal_id
"""
NEW = """
INSERT INTO items BY NAME
SELECT
    $fresh AS item_id, portal_id, url || '/' || $fresh AS url, $now::TIMESTAMPTZ AS first_seen_at,
    $now::TIMESTAMPTZ AS last_seen_at
FROM items WHERE item_id = $item;
INSERT INTO item_sections BY NAME
SELECT
    * REPLACE (
        $fresh AS item_id, $now::TIMESTAMPTZ AS first_seen_at, $accepted::TIMESTAMPTZ AS accepted_at,
        $title AS list_title, $title AS accepted_title, $number AS document_number,
        $number AS accepted_document_number
    )
FROM item_sections WHERE item_id = $item;
INSERT INTO item_versions BY NAME
SELECT
    * REPLACE (
        $fresh AS item_id, $title AS title, $day::DATE AS published_on, $unit AS unit, $body AS body_digest
    )
FROM item_versions WHERE item_id = $item AND $accepted IS NOT NULL;
"""
MOVED = """
INSERT INTO item_changes BY NAME
SELECT
    $item AS item_id, portal_id, 'moved' AS change, $now::TIMESTAMPTZ AS changed_at, 'r' AS run_id,
    $other AS other_item_id
FROM items WHERE item_id = $item AND $item <> $other;
DELETE FROM withdrawals WHERE item_id = $item;
INSERT INTO withdrawals
SELECT item_id, portal_id, $now::TIMESTAMPTZ, 'moved' FROM items WHERE item_id = $item;
"""
OBSERVED = """
INSERT INTO observations BY NAME
SELECT
    portal_id, $kind AS kind, $source AS source, 'http://o/' || $item AS url, $linked AS item_id,
    'nb' AS section_id, $fact AS fact, $value AS value, $day::DATE AS day, $now::TIMESTAMPTZ AS read_at,
    $now::TIMESTAMPTZ AS first_seen_at, $now::TIMESTAMPTZ AS last_seen_at, 'r' AS run_id
FROM items WHERE item_id = $item
"""
READ = """
INSERT INTO section_runs BY NAME
SELECT
    run_id, portal_id, section_id, $outcome AS outcome, 1 AS pages_read, FALSE AS whole_list,
    $now::TIMESTAMPTZ AS finished_at, $source AS reader_version
FROM sections CROSS JOIN (SELECT max(run_id) AS run_id FROM runs)
ANTI JOIN section_runs USING (run_id, section_id)
"""
CHANGES = (
    PAGE.format("title = $title"),
    PAGE.format("document_number = $number"),
    PAGE.format("index_number = $index_number"),
    PAGE.format("body_digest = $body, text_length = $length"),
    PAGE.format("published_on = $day, issued_on = $other_day"),
    PAGE.format("unit = $unit"),
    PAGE.format('published_on = NULL, read_from = \'{"published":"impossible:2017-02-30"}\''),
    PAGE.format("masked = [{'kind': '手机号', 'masked': '138****0000', 'place': 'body'}]"),
    PAGE.format("attachments = [{'url': 'http://x/f.pdf', 'name': '附件'}]"),
    "DELETE FROM item_versions WHERE item_id = $item",
    VERSION,
    NEW,
    NEW,
    MOVED,
    ROW.format("list_title = $title, accepted_title = $title"),
    ROW.format("listed_on = NULL, accepted_listed_on = NULL"),
    ROW.format("unit = $unit, accepted_unit = $unit"),
    ROW.format("document_number = $number, index_number = $index_number"),
    ROW.format("accepted_at = NULL"),
    ROW.format("accepted_at = $now::TIMESTAMPTZ, accepted_title = list_title"),
    ROW.format("left_at = $now::TIMESTAMPTZ"),
    ROW.format("has_page = NOT has_page"),
    ROW.format("last_seen_at = $now::TIMESTAMPTZ"),
    "UPDATE items SET page_outcome = $page_outcome WHERE item_id = $item",
    "UPDATE items SET gone_since = $now::TIMESTAMPTZ, page_outcome = 'gone' WHERE item_id = $item",
    "INSERT INTO withdrawals SELECT item_id, portal_id, $now::TIMESTAMPTZ, 'page' FROM items"
    " WHERE item_id = $item AND item_id NOT IN (SELECT item_id FROM withdrawals)",
    "DELETE FROM withdrawals WHERE item_id = (SELECT min(item_id) FROM withdrawals)",
    OBSERVED,
    OBSERVED,
    READ,
)
"""What a night may do, and what none does: statements over the ledger, with values by name."""


@dataclass
class Changing:
    """A county whose ledger changes by chance, always the same for one seed."""

    county: County
    chance: random.Random

    def night(self, changes: int) -> None:
        """A night that brings so many changes."""
        self.county.next_night()
        self.county.begin()
        for _ in range(changes):
            self._change(self.chance.choice(CHANGES))

    def decide(self) -> None:
        """A person decides something of an item."""
        one, other = self._item(), self._item()
        kind, value = self.chance.choice(
            (
                ("exclude", ""),
                ("include", ""),
                ("unit", "财政局"),
                ("category", "通知公告"),
                ("merge", other),
                ("split", ""),
            )
        )
        file = self.county.home.overrides / "decisions.csv"
        if not file.exists():
            file.write_text("kind,item,value,who,when,why\n", encoding="utf-8")
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{kind},{one},{value},甲,2018-01-22,试\n")

    def _item(self) -> str:
        ids = self.county.ledger.execute("SELECT item_id FROM items ORDER BY item_id").fetchall()
        return str(self.chance.choice(ids)[0])

    def _change(self, statement: str) -> None:
        pick, now = self.chance.choice, self.county.now.isoformat()
        item = self._item()
        values: dict[str, Any] = {
            "item": item,
            "other": self._item(),
            "fresh": f"{self.chance.getrandbits(64):016x}",
            "now": now,
            "accepted": pick((now, now, None)),
            "title": pick(TITLES),
            "number": pick(NUMBERS),
            "index_number": pick(INDEX_NUMBERS),
            "body": pick(BODIES),
            "length": pick((10, 900)),
            "day": self._day(),
            "other_day": self._day(),
            "unit": pick(UNITS),
            "page_outcome": pick(("ok", "timeout", "too_large", None)),
            "kind": pick(("letter", "guide", "home_link", "home")),
            "source": pick(("page", "list")),
            "linked": pick((item, None, "0" * 16)),
            "fact": pick(("written", "answered", "answer", "outcome", "申请材料")),
            "value": pick(("answered", "unanswered", "absent", "ok", "gone", None)),
            "outcome": pick(("complete", "partial", "failed")),
        }
        for one in statement.split(";\n"):
            taken = {name: value for name, value in values.items() if re.search(rf"\${name}\b", one)}
            if one.strip():
                self.county.ledger.execute(one, taken)

    def _day(self) -> str | None:
        return self.chance.choice(
            (None, *((date(2016, 1, 1) + timedelta(days=60 * n)).isoformat() for n in range(14)))
        )


def many(prefix: str, count: int) -> list[Told]:
    """So many items of a section, most with a page; some share a number, an index number or a body."""
    return [
        Told(
            f"{prefix}/{number}.html",
            title=TITLES[number % len(TITLES)],
            listed_on=date(2016, 1, 1) + timedelta(days=7 * number),
            page=page(
                title=TITLES[number % len(TITLES)],
                published_on=date(2016, 1, 1) + timedelta(days=7 * number),
                document_number=NUMBERS[number % len(NUMBERS)],
                text_length=900,
                body_digest=BODIES[number % len(BODIES)] or f"own-{prefix}-{number}",
                attachments=(),
                read_from={},
            )
            if number % 5
            else None,
        )
        for number in range(count)
    ]


@contextmanager
def beside(county: County, root: Path) -> Iterator[County]:
    """A copy of the county as its ledger stands now, in the new folder `root`."""
    county.ledger.execute("CHECKPOINT")
    shutil.copytree(county.home.root, root)
    home = Home(root)
    with open_ledger(home.ledger) as ledger:
        yield County(home, ledger, county.portal, county.now)


def published_both_ways(county: County, root: Path) -> PublishReport:
    """Publishes what stands in the ledger as any night does, and a copy of the home, in the new folder
    `root`, whole; every table has to hold the same rows. Returns the report of the first."""
    with beside(county, root) as copy:
        whole = _publish(copy.home, copy.ledger, county, whole=True)
    told = _publish(county.home, county.ledger, county, whole=False)
    assert unlike(county.home.published, root / county.home.published.name) == []
    assert (told.content_sha256, told.items, told.figures, told.findings, told.notes) == (
        whole.content_sha256,
        whole.items,
        whole.figures,
        whole.findings,
        whole.notes,
    )
    shutil.rmtree(root)
    return told


def _publish(home: Home, ledger: DuckDBPyConnection, county: County, *, whole: bool) -> PublishReport:
    return publish(home, ledger, county.now + timedelta(minutes=7), whole=whole)


def unlike(one: Path, other: Path) -> Sequence[tuple[str, Any]]:
    """Tables whose rows differ between two published files, each with a row that only one of them has."""
    with attached(one) as reader:
        reader.execute(f"ATTACH '{other}' AS other (READ_ONLY)")
        try:
            tables = reader.execute(
                "SELECT table_name FROM duckdb_tables()"
                " WHERE database_name = 'other' AND schema_name = 'main'"
            ).fetchall()
            assert len(tables) > 25
            return [
                (name, row)
                for (name,) in tables
                for these, those in (
                    (f"main.{name}", f"other.main.{name}"),
                    (f"other.main.{name}", f"main.{name}"),
                )
                for row in reader.execute(
                    f"SELECT * FROM {these} EXCEPT ALL SELECT * FROM {those} LIMIT 1"
                ).fetchall()
            ]
        finally:
            reader.execute("DETACH other")
