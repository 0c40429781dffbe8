"""Wherever a portal puts personal data: outside the archive (and the ledger's own addresses, which have to be
asked) no file of the home and no command's words hold it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from flows.cli import cli
from flows.night import run_night
from flows.run import Surroundings
from scrapers.privacy import is_id_number
from tests.flows.laid_out import HOST, TEXT, _through
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import FAST, Quiet, opened
from tests.scrapers.http.server import Server, answer
from tests.warehouse.redaction.leak import holding
from warehouse.home import Home

WHERE = (
    *(
        "title",
        "row",
        "query",
        "path",
        "file",
        "file_name",
        "unit",
        "document",
        "index",
        "no_link",
        "no_host",
    ),
    *("day", "elsewhere", "column", "source", "tag", "failing", "side", "head"),
)
"""Names of the places; addresses are `query`, `path`, `file`, `no_host`, `elsewhere`."""

PAGE = (
    "<html><head><meta charset=utf-8>{tags}</head><body><h2 class=bt>{name}</h2><p class=fb>"
    "发布日期:2017-12-10 {more}</p><div class=content><p>{text}</p></div></body></html>"
)
ITEMS = {
    "/nb/1.html": {"name": "关于张三{title}的公示"},
    "/nb/view.html?id=11&sfz={query}": {"name": "关于查询结果的公示"},
    "/nb/{path}.html": {"name": "关于路径的公示"},
    "/nb/2.html": {
        "name": "关于附件的公示",
        "text": TEXT + '<a href="/f/{file}.pdf">{file_name}名单.pdf</a>',
    },
    "/nb/3.html": {"name": "关于单位的公示", "more": "发布机构:李四{unit} 文号:张{document} 索引号:{index}"},
    "/nb/4.html": {
        "name": "关于栏目的公示",
        "tags": '<meta name="ColumnName" content="栏目{column}"><meta name="ContentSource" '
        'content="来源{source}"><meta name="ArticleTitle" content="关于栏目的公示{tag}">',
    },
}
ROWS = (
    '<a href="/nb/1.html">关于张三{row}的公示</a><span>2017-12-10</span>',
    '<a href="javascript:void(0)">没有网址{no_link}</a><span>2017-12-04</span>',
    '<a href="http:///{no_host}">坏网址</a><span>2017-12-04</span>',
    '<a href="/nb/5.html">公示五</a><span>昨天{day}</span>',
    '<a href="http://www.other.example/x?id={elsewhere}">外站</a><span>2017-12-01</span>',
    '<a href="/nb/6.html">公示六</a><span>2017-12-01</span>',
)
LIST = (
    "<meta charset=utf-8><title>{{head}}</title><div class=side><a href='/zc/1.html'>侧栏{{side}}</a>"
    "<a href='/zc/2.html'>其他</a></div><ul class=list>{rows}</ul><div>共{count}条</div>"
)


def numbers() -> dict[str, str]:
    """An ID number of nobody's for each place."""
    bare = {where: f"41142419900101{100 + n}" for n, where in enumerate(WHERE)}
    return {
        where: next(digits + last for last in "0123456789X" if is_id_number(digits + last))
        for where, digits in bare.items()
    }


def site(told: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """A section whose rows and pages hold one number each: address and answer."""
    for path, parts in ITEMS.items():
        page = PAGE.format(**{"tags": "", "more": "", "text": TEXT, **parts})
        yield HOST + path.format(**told), answer(page.format(**told).encode())
    rows = [f'<a href="{path}">公示{n}</a><span>2017-12-10</span>' for n, path in enumerate(ITEMS)]
    rows += ROWS
    listed = LIST.format(rows="".join(f"<li>{row}</li>" for row in rows), count=len(rows))
    yield f"{HOST}/nb/", answer(listed.format(**told).encode())
    yield f"{HOST}/nb/5.html", answer(PAGE.format(tags="", name="公示五", more="", text=TEXT).encode())
    yield f"{HOST}/nb/6.html", answer(told["failing"].encode(), status="500 Internal Server Error")


def test_personal_data_is_masked_wherever_a_portal_puts_it(tmp_path: Path) -> None:
    told, home = numbers(), Home(tmp_path / "home")
    file = tmp_path / "yun.toml"
    file.write_text(
        f'[portal]\nid = "yun"\nname = "云县人民政府"\nhome = "{HOST}/"\n'
        f'[[section]]\nid = "nb"\nname = "公示"\nurl = "{HOST}/nb/"\ncategory = "政府文件"\n',
        encoding="utf-8",
    )
    around = Surroundings(lambda _: FAST, NightClock(FIRST_NIGHT), threading.Event(), Quiet)
    with Server(dict(site(told))) as server, _through(server):
        run_night(home.root, str(file), around)
    with opened(home.published) as reader:
        items = [item for (item,) in reader.execute("SELECT item_id FROM items").fetchall()]
    assert len(items) >= 8
    asked = [["status"], ["status", "--json"], ["report", "--year", "2017"], ["seal", "--year", "2017"]]
    asked += [["why", "sections", "2017", "政府文件"], *(["why", item] for item in items)]
    said = "".join(CliRunner().invoke(cli, [*one, "--home", str(home.root)]).output for one in asked)
    assert "公示" in said and "****" in said
    assert [where for where, number in told.items() if number in said] == []
    held = {where: holding(home, number) for where, number in told.items()}
    archived = {where for where, files in held.items() if any(name.startswith("archive/") for name in files)}
    assert archived == set(WHERE), "the archive holds bytes as answered"
    outside = {where: [name for name in files if name[:8] != "archive/"] for where, files in held.items()}
    addresses = ("query", "path", "file", "no_host", "elsewhere")
    expected = {where: ["work/ledger.duckdb"] for where in addresses}
    assert {where: files for where, files in outside.items() if files} == expected
