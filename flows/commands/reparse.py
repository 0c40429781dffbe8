"""`gongkai reparse`: reads the archive again with today's rules, without a request."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_INCOMPLETE, EXIT_USE, fail, home_option, portals_option

if TYPE_CHECKING:
    from warehouse.archived import Reparsed


@click.command(
    "reparse", help="按现行规则重读存档(不发任何请求);读法有变的条目另存新版本并重新公布,原版本保留。"
)
@click.option("--dry-run", is_flag=True, help="只比较,不写入、不公布")
@home_option
@portals_option
def command(home: Path, portals: tuple[str, ...], dry_run: bool) -> int:
    """Exit code 0 done, 2 when the home holds no data, 3 when part of the archive is damaged or one of
    several portal files cannot be used, 4 when busy."""
    from warehouse.home import Home

    if not Home(home).ledger.is_file() and not Home(home).published.is_file():
        raise fail(f"{home} 中还没有数据;请先运行 gongkai nightly 或 gongkai backfill", EXIT_USE)
    from flows.reparse import reparse

    result, damage = reparse(home, apply=not dry_run, say=partial(click.echo, err=True), names=portals)
    _tell(result, dry_run)
    for note in (*result.notes, *result.left_out):
        click.echo(note, err=True)
    for name, records in sorted(damage.files.items()):
        click.echo(f"存档 {name} 有 {records} 条记录无法读取,已跳过;有关条目保持原样", err=True)
    return EXIT_INCOMPLETE if damage.files or result.left_out else 0


def _tell(result: Reparsed, dry_run: bool) -> None:
    from warehouse.report.escaping import visible

    same = result.pages - result.differing_pages
    click.echo(f"重读内容页 {result.pages} 个:{same} 个读法不变,{result.differing_pages} 个有变")
    if result.noted:
        click.echo(f"另为 {result.noted} 个版本补记了正文的长度和摘要(合并转载用),不算新版本")
    if result.observed:
        click.echo(f"留言或办事指南 {result.observed} 页的答复、日期或要素有变")
    for differing in result.fields:
        click.echo(visible(f"  {differing.field}:{differing.pages} 个,例如 {differing.example}"))
    click.echo(
        f"重读列表行 {result.rows} 行:{result.differing_rows} 行有变,新读出 {result.new_rows} 行,"
        f"{result.not_met} 行在存档的列表中没有再读到(保持原样)"
    )
    if result.published and not result.differs:
        click.echo("没有新的变化;上次重读后没有公布成的,已重新公布")
    elif not result.differs:
        click.echo("没有变化,公布文件未动")
    elif dry_run:
        click.echo("只作比较,没有写入")
    else:
        click.echo("有变的已另存新版本并重新公布;首次发现、最近发现和数据截至时刻不变")
