"""`gongkai report --year Y`: the forms of a year from the published file; `--form bulletin`: the 通报."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_USE, fail, home_option, portal_option

FORMATS = ("md", "html", "csv", "json", "docx", "xlsx")
BULLETIN, SELF_CHECK = "bulletin", "self-check"
FORMS = ("sections", "statistics-2014", "report-2019", "report-2021", "website-annual", SELF_CHECK)
"""Named here too, so that `--help` loads no form; a test holds them against the forms themselves."""
BULLETIN_FORMATS = ("xlsx", "docx", "html", "csv", "json")
_FORMAT_HELP = f"格式,逗号分隔,不写为全部:{','.join(FORMATS)};通报没有 md"


@click.command("report", help="由公布文件生成某一年的统计表和年度报表,或某一期间的通报(不联网,不重新抓取)。")
@click.option("--year", type=click.IntRange(1990, 2100), help="年度,如 2017;通报不必写")
@click.option(
    "--form",
    type=click.Choice([*FORMS, BULLETIN]),
    help="表式;不写则为栏目统计和这一年规定的各种报表;bulletin 是通报",
)
@click.option("--period", metavar="期间", help="通报的期间:2017-10、2017-Q4、2017-H1 或 2017")
@click.option("--rank", is_flag=True, help="通报按发布条数排名")
@click.option("--format", "formats", metavar="格式", help=_FORMAT_HELP)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录,默认 reports/年度")
@home_option
@portal_option
def command(
    home: Path,
    portal: str | None,
    year: int | None,
    form: str | None,
    period: str | None,
    rank: bool,
    formats: str | None,
    out: Path | None,
) -> None:
    """Prints the table and the paths written; exit code 2 when there is no such year, period or format."""
    if form == BULLETIN:
        _bulletin(home, portal, year, period, rank, _wanted(formats, BULLETIN_FORMATS), out)
        return
    if period is not None or rank:
        raise fail(f"{'--period' if period is not None else '--rank'} 只和 --form bulletin 同用", EXIT_USE)
    if year is None:
        context = click.get_current_context()
        asked = next(option for option in context.command.params if option.name == "year")
        raise click.MissingParameter(ctx=context, param=asked)
    _sections(home, portal, year, form, _wanted(formats, FORMATS), out)


def _wanted(formats: str | None, known: tuple[str, ...]) -> list[str]:
    """The formats asked for, all where none is; exit code 2 for one there is not."""
    if formats is None:
        return list(known)
    wanted = [part.strip() for part in formats.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in known]
    if unknown or not wanted:
        raise fail(
            f"--format {formats}: 没有格式 {'、'.join(unknown) or '(空)'};可用: {'、'.join(known)}", EXIT_USE
        )
    return wanted


def _sections(
    home: Path, portal: str | None, year: int, form: str | None, formats: list[str], out: Path | None
) -> None:
    from flows.writing import write_report

    _told(*write_report(home, year, formats, out, portal, form))
    if form == SELF_CHECK:
        onward(f"某一项的依据:{again(f'why {form} {year} 编号', 'home')}")
        return
    why, seal = (
        again(f"{what} {year}{rest}", "home", "portal")
        for what, rest in (("why sections", " 政府文件"), ("seal --year", ""))
    )
    onward(f"某个数字由哪些条目得出:{why};核对无误后封存:{seal}")


def _bulletin(
    home: Path,
    portal: str | None,
    year: int | None,
    period: str | None,
    rank: bool,
    formats: list[str],
    out: Path | None,
) -> None:
    from flows.writing import write_bulletin

    if period is None:
        raise fail("--form bulletin 要写期间 --period:2017-10、2017-Q4、2017-H1 或 2017", EXIT_USE)
    _told(*write_bulletin(home, period, formats, out, portal, year=year, with_ranks=rank))
    why, status = again("why 网址或编号", "home"), again("status", "home", "portal")
    onward(f"某一条为何计入或不计:{why};没有读全的栏目:{status}")


def _told(text: str, paths: list[Path]) -> None:
    click.echo(text)
    for path in paths:
        click.echo(str(path))
