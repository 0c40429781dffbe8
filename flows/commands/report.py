"""`gongkai report --year Y`: the forms of a year from the published file."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_USE, fail, home_option, portal_option

FORMATS = ("md", "html", "csv", "json")


@click.command("report", help="由公布文件生成某一年的统计表(不联网,不重新抓取)。")
@click.option("--year", type=click.IntRange(1990, 2100), required=True, help="年度,如 2017")
@click.option("--form", type=click.Choice(["sections"]), default="sections", show_default=True, help="表式")
@click.option("--format", "formats", default=",".join(FORMATS), show_default=True, help="格式,逗号分隔")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录,默认 reports/年度")
@home_option
@portal_option
def command(home: Path, portal: str | None, year: int, form: str, formats: str, out: Path | None) -> None:
    """Prints the table and the paths written; exit code 2 when there is no such year or format."""
    from flows.writing import write_report

    wanted = [part.strip() for part in formats.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise fail(
            f"--format {formats}: 没有格式 {'、'.join(unknown) or '(空)'};可用: {'、'.join(FORMATS)}",
            EXIT_USE,
        )
    text, paths = write_report(home, year, wanted, out, portal)
    click.echo(text)
    for path in paths:
        click.echo(str(path))
    why, seal = (
        again(f"{what} {year}{rest}", "home", "portal")
        for what, rest in ((f"why {form}", " 政府文件"), ("seal --year", ""))
    )
    onward(f"某个数字由哪些条目得出:{why};核对无误后封存:{seal}")
