"""`gongkai backfill --year Y | --from Y --to Y`: everything published in those years, resumable."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.onward import again, onward
from flows.commands.options import home_option, plain_option, portal_option


@click.command("backfill", help="补抓某一年(或某几年)发布的全部内容;可中断后继续,结束时给出完整性表。")
@click.option("--year", type=int, metavar="年度", help="补抓这一年,如 2017")
@click.option("--from", "first", type=int, metavar="年度", help="补抓几年时最早的一年,如 2014")
@click.option(
    "--to", "last", type=int, metavar="年度", help="补抓几年时最晚的一年,如 2017;几年在一次抓取中读完"
)
@click.option("--section", "sections", multiple=True, metavar="栏目id", help="只补抓这个栏目(可重复)")
@home_option
@portal_option
@plain_option
def command(
    home: Path,
    portal: str | None,
    plain: bool,
    year: int | None,
    first: int | None,
    last: int | None,
    sections: tuple[str, ...],
) -> int:
    """Exit code 0 all complete, 3 some section is not, 2 or 4 as promised."""
    from flows.commands.running import exit_code, run_and_tell
    from flows.forecasting import years_asked

    years = years_asked(year, first, last)
    summary = run_and_tell("backfill", home, (portal,) if portal else (), plain, years, sections)
    reports = "、".join(again(f"report --year {year}", "home") for year in years.each)
    if summary.complete:
        onward(f"生成统计表:{reports}")
    else:
        onward(f"照“未能证明完整的”各行处理,再运行同一命令(已读到的不重读);统计表随时可看:{reports}")
    return exit_code(summary)
