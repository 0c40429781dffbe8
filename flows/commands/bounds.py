"""`gongkai bounds propose`: bounds of every section for a person to review; copying the file accepts them."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from flows.commands.options import EXIT_USE, fail, home_option


@click.group("bounds", help="各栏目行数的上下限:低于下限的读取暂不采用,高于上限的提请核对。")
def command() -> None:
    """Bounds of sections, in `overrides/bounds.csv` of the home."""


@command.command(
    "propose", help="按公布文件提出上下限,写入 overrides/bounds.proposed.csv,并列出与现行文件的差异。"
)
@click.option("--who", help="写入 who 一列的姓名(默认:当前系统用户)")
@home_option
def propose_command(home: Path, who: str | None) -> None:
    """Exit code 0; 2 when there is no published file, the accepted bounds cannot be read, or a spreadsheet
    has the proposal open."""
    from flows.run import PORTAL_ZONE, now
    from warehouse import bounds
    from warehouse.decision_log import read_book
    from warehouse.decisions import read_home_decisions
    from warehouse.home import Home
    from warehouse.read_only import open_read_only
    from warehouse.report.escaping import visible
    from warehouse.rewriting import HeldOpen, rewrite

    place = Home(home)
    if not place.published.is_file():
        raise fail(f"{home} 中还没有公布文件;请先运行 gongkai nightly 或 gongkai backfill", EXIT_USE)
    accepted_in = place.overrides / bounds.FILE_NAME
    proposed_in = place.overrides / bounds.PROPOSED_NAME
    bounds.read_bounds(accepted_in)  # says what is wrong with it as a whole
    accepted = read_home_decisions(place, now()).bounds
    with open_read_only(place.published) as published:
        seen = bounds.observed(published)
    proposed = bounds.propose(accepted, seen, who or getpass.getuser(), now().astimezone(PORTAL_ZONE).date())
    given = read_book(place).ids
    try:
        rewrite(place, bounds.PROPOSED_NAME, lambda _: bounds.written(proposed, given), now())
    except HeldOpen as error:
        raise fail(str(error), EXIT_USE) from error
    lines = bounds.difference(accepted, proposed)
    for line in lines:
        click.echo(visible(line))
    click.echo(f"已写入 {proposed_in}({len(proposed)} 行,与现行文件相比 {len(lines)} 处不同)。")
    if lines:
        click.echo(f"核对后复制为 {accepted_in} 即为认可,下次运行生效:cp '{proposed_in}' '{accepted_in}'")
