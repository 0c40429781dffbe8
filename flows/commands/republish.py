"""`gongkai republish`: applies people's decisions and today's rules again, without a request."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from flows.commands.options import EXIT_INCOMPLETE, EXIT_USE, fail, home_option, portals_option


@click.command("republish", help="按人工决定(overrides/decisions.csv)和现行规则重新统计并公布,不重新抓取。")
@home_option
@portals_option
def command(home: Path, portals: tuple[str, ...]) -> int:
    """Exit code 0 published (decisions that did nothing are told on stderr), 3 published while something in
    people's files, or one of several portal files, cannot be read (told on stderr; what could be read before
    stays in force), 2 when the home
    holds no data, 4 when another run holds the home."""
    from warehouse.home import Home

    if not Home(home).ledger.is_file() and not Home(home).published.is_file():
        raise fail(f"{home} 中还没有数据;请先运行 gongkai nightly 或 gongkai backfill", EXIT_USE)
    from flows.republish import republish

    report = republish(home, partial(click.echo, err=True), portals)
    for note in report.notes:
        click.echo(note, err=True)
    click.echo(
        f"已公布 {report.file}:条目 {report.items},数字 {report.figures},待核的检查结果 {report.findings}"
    )
    return EXIT_INCOMPLETE if report.unreadable else 0
