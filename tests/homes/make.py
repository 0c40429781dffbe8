"""Makes a home in which every table has rows, by whichever program is on PYTHONPATH, and writes it as text.

What it holds: four nights of one county with real archived pages (an edit, a withdrawal, a merge, a row that
could not be read, a damaged package, a learned layout, personal data, decisions and a bound), a backfill that
was killed and left a package, a sealed year (of whose rule files the SQL is left out: it is long, and nothing
reads it again).
"""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import sql
from scrapers.crawl.years import Years
from scrapers.layout import ItemLayout, ListLayout
from scrapers.portalfile import load_portal
from tests.warehouse.archived import ArchivedCounty, archived_county, told
from tests.warehouse.build import SITE, Told
from warehouse import query
from warehouse.journal import JournalEntry, note
from warehouse.messages.memory import LastNight, Memory, ToldCause, keep_memory
from warehouse.runs import end_run
from warehouse.schema import MAKING
from warehouse.seal import seal

PORTAL = """\
[portal]
id = "sample"
name = "样例县人民政府"
home = "http://www.sample.gov.cn/"
default_unit = "样例县人民政府"

[[unit]]
name = "样例县财政局"
aliases = ["县财政局"]

[[section]]
id = "zfwj"
name = "政府文件"
url = "http://www.sample.gov.cn/zfwj/"
category = "政府文件"

[[section]]
id = "nb"
name = "信息公开年报"
url = "http://www.sample.gov.cn/nb/"
category = "信息公开年报"
unit = "县财政局"

[[section]]
id = "dt"
name = "政务动态"
url = "http://www.sample.gov.cn/dt/"

[[section]]
id = "yj"
name = "意见征集"
url = "http://www.sample.gov.cn/yj/"
category = "公众留言"
"""

DECISIONS = f"""\
kind,item,value,who,when,why
category,{SITE}dt/2.html,通知公告,王某,2018-01-22,实为通知
exclude,{SITE}dt/3.html,,王某,2018-01-22,转载
unit,{SITE}zfwj/1.html,样例县财政局,李某,2018-01-23,核对原件
"""

BOUNDS = """\
section_id,year,min_rows,max_rows,who,when,why
nb,2017,2,10,王某,2018-01-22,逐年核对
"""

RULE = told("zfwj/1.html", "关于印发财政管理办法的通知", "2017-05-05", document_number="样政发〔2017〕1号")
AGAIN = told("zfwj/2.html", "财政管理办法", "2017-05-06", document_number="样政发〔2017〕1号")
OLD = told("zfwj/3.html", "关于印发工作要点的通知", "2016-12-30", document_number="样政发〔2016〕9号")
REPORTS = [told(f"nb/{n}.html", f"样例县201{n}年政府信息公开年度报告", f"2017-03-0{n}") for n in range(1, 5)]
NEWS = [
    told(
        "dt/1.html",
        "县长到乡镇调研防汛工作",
        "2017-07-03",
        text="联系人手机13812345678,身份证11010519491231002X。",
    ),
    told("dt/2.html", "关于召开会议的通知", "2017-07-04"),
    told("dt/3.html", "转载:全国会议召开", "2017-07-05"),
    Told("dt/4.html", "没有日期的一条", listed_on=None),
]


def main(folder: Path) -> None:
    """Makes the home aside and writes it as text into `folder`, which is made anew."""
    with TemporaryDirectory() as aside:
        file = Path(aside) / "sample.toml"
        file.write_text(PORTAL, encoding="utf-8")
        root = Path(aside) / "home"
        with archived_county(root, load_portal(str(file))) as made:
            _live(made)
        shutil.rmtree(folder, ignore_errors=True)
        _write(root, folder)
        (folder / "portals").mkdir()
        shutil.copyfile(file, folder / "portals" / "sample.toml")


def _live(made: ArchivedCounty) -> None:
    home = made.home
    (home.overrides / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
    (home.overrides / "bounds.csv").write_text(BOUNDS, encoding="utf-8")
    (home.root / "gongkai.toml").write_text('[night]\nbegin = "22:15"\n', encoding="utf-8")
    layout = ListLayout(rows=("ul.list > li",), title="a", date="span", learned_from="pages")
    items = ItemLayout(title="h1", learned_from="items")
    _night(made, "complete", [RULE, AGAIN, OLD], REPORTS, NEWS, layouts=(layout, items))
    (home.packages / "nightly-damaged.dt.0001").mkdir()
    edited = replace(RULE, page=told("zfwj/1.html", "关于印发财政管理办法的通知(修订)", "2017-05-05").page)
    known = [replace(item, page=None) for item in (AGAIN, OLD)]
    reports = [replace(item, page=None) for item in REPORTS[:-1]]
    news = [replace(item, page=None) for item in NEWS]
    _night(made, "partial", [edited, *known], reports, news, unread=["日期读不懂"])
    _night(made, "complete", [replace(edited, page=None), *known], reports, news)
    backfill = made.begin("backfill", Years(2015, 2016))
    made.tell("nb", reports, None)
    made.load()
    made.run_id = ""
    _night(made, "complete", [replace(edited, page=None), *known], reports, news)
    query.run(made.ledger, "runs/announce", run_id=backfill)  # killed while it came to its end
    made.run_id = backfill
    made.tell("zfwj", [replace(edited, page=None), *known], None)  # and one package waits
    made.run_id = ""
    seal(home, 2017, None, made.now, made.payload)
    began = made.now - timedelta(days=1)
    note(
        home,
        "nightly",
        JournalEntry(began, began + timedelta(minutes=9), "complete", "", {"portal": "sample"}),
    )
    note(home, "backfill", JournalEntry(made.now, wanted={"first": 2015, "last": 2016, "portal": "sample"}))
    cause = ToldCause(level=2, mark="dt", sentence="政务动态 没有读全", since=began)
    last = LastNight(began=began)
    keep_memory(
        home, Memory(told={"dt": cause}, last_night=last, sent_night="2018-01-24", month="2018-01"), made.now
    )


def _night(
    made: ArchivedCounty,
    outcome: str,
    files: list[Told],
    reports: list[Told],
    news: list[Told],
    layouts: tuple[ListLayout | ItemLayout, ...] = (),
    unread: list[str] | None = None,
) -> None:
    """One night of all four sections, loaded, ended and published; the next is a day later."""
    made.begin()
    made.tell("zfwj", files, ground="total")
    made.tell("nb", reports, ground="pager_end", learned=layouts, links=(30, len(reports), 0))
    if unread:
        made.tell(
            "dt", news, "partial", reason="有读不出的行", unread=unread, declared=(2, 5), links=(30, 4, 1)
        )
    else:
        made.tell("dt", news, ground="single_page")
    made.tell("yj", [], "empty")
    made.load()
    end_run(made.ledger, made.run_id, outcome, made.now + timedelta(minutes=6))
    made.publish()
    made.next_night()


def _write(root: Path, folder: Path) -> None:
    """Every file of the home that a program would find again."""
    for file in sorted(root.rglob("*")):
        place = folder / file.relative_to(root)
        is_left_out = file.name.startswith(("empty-", "lock")) or file.suffix in (".sha256", ".lock", ".wal")
        if file.is_dir() or is_left_out or "rejected" in file.parts:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".duckdb":
            place.with_name(f"{file.name}.sql").write_text("".join(_dumped(file)), encoding="utf-8")
        elif file.suffix == ".gz":
            lines = base64.encodebytes(file.read_bytes())
            place.with_name(f"{file.name}.b64").write_bytes(lines)
        else:
            shutil.copyfile(file, place)


def _dumped(file: Path) -> Iterator[str]:
    """The statements that make a database again: its program's own, and a row a line."""
    made = ["ledger/schema", "ledger/taken_out"]
    if file.name != "ledger.duckdb":
        made = [name for name in MAKING if "comments" not in name]
        made += ["seal/schema"] if file.parent.name == "sealed" else []
    for name in made:
        yield f"{sql.statement(name).strip()}\n\n"
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        tables = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_oid").fetchall()
        for (table,) in tables:
            but = "WHERE name NOT LIKE 'sql/%'" if table == "rule_files" else ""
            rows = connection.execute(
                f"SELECT COLUMNS(*)::VARCHAR FROM {table} {but} ORDER BY ALL"
            ).fetchall()
            if rows:
                yield f"INSERT INTO {table} VALUES\n" + ",\n".join(map(_row, rows)) + ";\n\n"


def _row(cells: tuple[str | None, ...]) -> str:
    quoted = ("NULL" if cell is None else "'" + cell.replace("'", "''") + "'" for cell in cells)
    return f"({', '.join(quoted)})"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
