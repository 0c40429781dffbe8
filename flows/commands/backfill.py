"""`gongkai backfill --year Y`: everything published in that year, resumable."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import home_option, plain_option, portal_option


@click.command("backfill", help="补抓某一年发布的全部内容;可中断后继续,结束时给出完整性表。")
@click.option("--year", type=click.IntRange(1990, 2100), required=True, help="年度,如 2017")
@click.option("--section", "sections", multiple=True, metavar="ID", help="只补抓这个栏目(可重复)")
@home_option
@portal_option
@plain_option
def command(home: Path, portal: str | None, plain: bool, year: int, sections: tuple[str, ...]) -> int:
    """Exit code 0 all complete, 3 some section is not, 2 or 4 as promised."""
    from flows.commands.running import exit_code, run_and_tell

    return exit_code(run_and_tell("backfill", home, portal, plain, year, sections))
