"""`verify` names each row of the published file that was altered, put in or taken out, whatever its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from scrapers.layout import ItemLayout
from scrapers.package import ObservationRow
from tests.warehouse.archived import ArchivedCounty, archived_county, markup, told
from tests.warehouse.build import SITE, Told, portal, section
from warehouse import query
from warehouse.ledger import prepare
from warehouse.outcomes import teach_outcomes
from warehouse.redaction import Asked, redact
from warehouse.verify.tables import BOOKKEEPING, MADE, Table, Wanted, compare, compare_table, tables_of

LINK = '<p><a href="/files/plan.pdf">方案.pdf</a></p></div>'
FILE = told("a.html", "关于印发方案的通知", document_number="样政发〔2017〕1号")
COPY = told("b.html", "关于印发方案的通知(转)", document_number="样政发〔2017〕1号")
NEWS = told("n.html", "县长到乡镇调研防汛工作", "2017-07-03")
WITH_FILE = Told(
    "f.html",
    "关于公布预算的公告",
    page={"markup": markup("关于公布预算的公告", "2017-03-03").replace(b"</div>", LINK.encode())},
)
GONE = told("g.html", "已撤下的公告", "2017-02-02")
REPORT = told("r.html", "样例县2016年政府信息公开工作年度报告", "2017-03-04")
DECIDED = f"kind,item,value,who,when,why\nunit,{NEWS.id},样例县财政局,张三,2018-01-22,核对原件\n"
DECLARED = "form,year,code,state,value,who\nstatistics-2014,2017,7,given,0.5,张三\n"


def built_home(root: Path) -> ArchivedCounty:
    """A county in whose published file every table has rows; its ledger is closed."""
    declared = portal(
        section("zfwj", "政府文件", "政府文件"),
        section("dt", "动态", "动态信息"),
        section("nb", "年报", "信息公开年报"),
    )
    with archived_county(root / "home", declared) as made:
        made.home.overrides.mkdir(exist_ok=True)
        (made.home.overrides / "decisions.csv").write_text(DECIDED, encoding="utf-8")
        (made.home.declared / "2017.csv").write_text(DECLARED, encoding="utf-8")
        _lived(made)
    with made.home.locked(made.now):
        redact(made.home, Asked((GONE.id,), "误公开", "张三"), made.now, lambda sentence: None)
    return made


def _lived(made: ArchivedCounty) -> None:
    layout = ItemLayout(title="h1", learned_from="pages")
    made.begin()
    made.tell("zfwj", [FILE, COPY, WITH_FILE, GONE], learned=[layout])
    seen = ObservationRow("home", "home", SITE, None, "newest", None, date(2017, 7, 3), made.now)
    made.tell("dt", [NEWS], outcome="partial", unread=["没有链接的一行"], whole_list=False, observed=[seen])
    made.tell("nb", [REPORT])
    made.load()
    # It was renamed once, and back again.
    back = {"portal_id": made.portal.id, "former_id": made.portal.id, "renamed_at": made.now}
    query.run(made.ledger, "portals/note_name", **back)
    made.publish()
    made.next_night()
    made.ledger.execute(
        "INSERT INTO archive_changes SELECT archive_file, sha256, sha256, ?, 'compacted', '保留期已满'"
        " FROM archive_files LIMIT 2",
        [made.now],
    )
    for _ in range(3):
        made.night(zfwj=[FILE, COPY, WITH_FILE], dt=[NEWS])


@dataclass
class Sides:
    """A copy of the published file, without its constraints, and the file itself as `made`."""

    connection: duckdb.DuckDBPyConnection
    here: dict[str, Table]
    made: dict[str, Table]

    def differences(self, table: str) -> list[str]:
        found = compare_table(self.connection, self.here[table], self.made[table], Wanted())
        return [one.message for one in found]

    def after(self, table: str, statement: str) -> list[str]:
        """What is found of a table after a statement, which is taken back."""
        self.connection.begin()
        try:
            self.connection.execute(statement)
            return self.differences(table)
        finally:
            self.connection.rollback()


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sides]:
    published = built_home(tmp_path_factory.mktemp("rows")).home.published
    with duckdb.connect() as connection:
        prepare(connection)
        teach_outcomes(connection)
        connection.execute(f"ATTACH '{published}' AS {MADE} (READ_ONLY)")
        made = tables_of(connection, MADE)
        for name in made:
            connection.execute(f"CREATE TABLE {name} AS FROM {MADE}.main.{name}")
        yield Sides(connection, tables_of(connection), made)


FORGED = {
    "VARCHAR": "coalesce({0}, '') || '改'",
    "INTEGER": "coalesce({0}, 0) + 1",
    "BIGINT": "coalesce({0}, 0) + 1",
    "DECIMAL(18,6)": "coalesce({0}, 0) + 1",
    "DATE": "coalesce({0}, DATE '2017-01-01') + 1",
    "TIMESTAMP WITH TIME ZONE": "coalesce({0}, '2017-01-01 00:00+08') + INTERVAL 1 HOUR",
    "BOOLEAN": "NOT coalesce({0}, FALSE)",
}


OF_SEVERAL_PORTALS = {"merges_all"}
"""Tables that have no row in a home of one portal."""


def first_required(made: Table) -> list[str]:
    """The column by which a reader looks first for a row: whose it is tells few apart."""
    return [name for name in made.required if name != "portal_id"][:1]


def test_every_column_of_every_table_is_named_with_its_row(sides: Sides) -> None:
    """Tables and columns as the catalog has them: a new one is covered without a line of this test."""
    for table, made in sides.made.items():
        assert sides.differences(table) == []
        if table in OF_SEVERAL_PORTALS:
            continue
        rows = sides.connection.table(table).fetchall()
        assert rows, f"the home has no row in {table}"
        number = len(rows) // 2
        row = dict(zip(made.names, rows[number], strict=True))
        for column, kind in made.typed.items():
            forged = FORGED[kind].format(column)
            found = sides.after(table, f"UPDATE {table} SET {column} = {forged} WHERE rowid = {number}")
            if (table, column) in BOOKKEEPING:
                assert found == []
                continue
            [message] = found
            assert message.startswith(f"{table}.{column}:"), (table, column, message)
            assert "的这一列是 " in message and ",应为 " in message
            key = made.declared or first_required(made)
            assert table == "meta" or all(str(row[name]) in message for name in key), message


def test_a_row_put_in_and_one_taken_out_are_named_in_every_table(sides: Sides) -> None:
    for table, made in sides.made.items():
        if table in OF_SEVERAL_PORTALS:
            continue
        [alone] = first_required(made)
        key = sides.connection.table(table).fetchall()[0][made.names.index(alone)]
        [message] = sides.after(table, f"INSERT INTO {table} FROM {table} LIMIT 1")
        assert message.startswith(f"{table}:多出一行") and (str(key) in message or table == "meta"), message
        [message] = sides.after(table, f"DELETE FROM {table} WHERE rowid = 0")
        assert message.startswith(f"{table}:缺少一行") and (str(key) in message or table == "meta"), message


def test_rows_altered_together_are_each_named_up_to_a_bound(sides: Sides) -> None:
    found = sides.after("items", "UPDATE items SET title = '同一标题', unit = '某局'")
    assert len(found) == 6 and all("有 2 列不同:" in one for one in found)
    many = "SELECT one.* REPLACE (n::VARCHAR AS url) FROM (FROM fetches LIMIT 1) one, range(2500) AS put(n)"
    found = sides.after("fetches", f"INSERT INTO fetches {many}")
    assert len(found) == 21 and found[-1] == "fetches:等 2500 处,只列出 20 处"


def test_another_making_of_tables_and_views_is_named(sides: Sides) -> None:
    found = {one.message for one in compare(sides.connection, Wanted()).differences}
    assert "视图 台账.报表数字:缺少" in found and any(
        one.startswith("列说明 main.items.title:是 无,应为 “标题:") for one in found
    )
    sides.connection.begin()
    sides.connection.execute(
        "ALTER TABLE units ADD COLUMN extra INTEGER; DROP TABLE counts; CREATE TABLE other(i INTEGER)"
    )
    found = {one.message for one in compare(sides.connection, Wanted()).differences}
    sides.connection.rollback()
    assert {"units.extra:这一列的类型是 INTEGER,应为 没有", "缺少表 counts", "多出表 other"} <= found
