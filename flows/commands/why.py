"""`gongkai why`: every rule that counted or excluded an item; the items and the SQL behind a figure."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import EXIT_USE, fail, home_option, portal_option


@click.command(
    "why", help="为什么:条目由哪些规则计入或排除(编号或网址);数字由哪些条目和规则得出(报表 年度 行号)。"
)
@click.argument("what", nargs=-1, required=True, metavar="条目 | 报表 年度 行号")
@click.option(
    "--file",
    "sealed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="读这个文件(如 sealed/2017.duckdb),而不是数据目录中的公布文件",
)
@home_option
@portal_option
def command(home: Path, portal: str | None, sealed: Path | None, what: tuple[str, ...]) -> None:
    """Reads only the published file; exit code 2 for an item or figure that is not there, with near ones."""
    from flows.published import portal_meant
    from warehouse.home import Home
    from warehouse.why import explain_figure, explain_item

    file = sealed or Home(home).published
    if len(what) == 1:
        click.echo(explain_item(file, what[0]))
    elif len(what) == 3 and what[1].isdecimal():
        portal_id = None if sealed else portal_meant(Home(home), portal)
        click.echo(explain_figure(file, what[0], int(what[1]), what[2], portal_id))
    else:
        raise fail("请写一个条目编号或网址,或者 报表 年度 行号(如 why sections 2017 政府文件)", EXIT_USE)
