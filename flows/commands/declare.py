"""`gongkai declare --year Y template` and `… import FILE.xlsx`: figures that only a person can give."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import onward, shown
from flows.commands.options import EXIT_INCOMPLETE, EXIT_USE, F, fail, home_option, portal_option

if TYPE_CHECKING:
    from flows.declaring import Imported


def year_option(function: F) -> F:
    """`--year Y`, of the group and of each command in it."""
    return click.option("--year", type=click.IntRange(2014, 2100), help="年度,如 2021")(function)


def year_meant(before: int | None, behind: int | None) -> int:
    """The year, wherever it was written. Raises click.UsageError."""
    if before and behind:
        raise click.UsageError("--year 写了两次;请只写一次")
    if year := before or behind:
        return year
    raise click.UsageError("没有写 --year;请写明年度,如 gongkai declare --year 2021 template")


@click.group("declare", help="只有人能给的数字(须单位填报):template 生成填报的 Excel 表,import 核对后记下。")
@year_option
@click.pass_context
def command(context: click.Context, year: int | None) -> None:
    """Figures of one year, which may be written before what is done with them or behind it."""
    context.obj = year


@command.command("template", help="生成填报表(.xlsx):只列出网站上得不出的格,附网站上看到的下限和上年的数。")
@click.option("--form", metavar="表式", help="只要一张表,如 report-2021、website-annual;默认该年度的各表")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件")
@year_option
@home_option
@portal_option
@click.pass_obj
def template_command(
    before: int | None,
    home: Path,
    portal: str | None,
    year: int | None,
    form: str | None,
    out: Path | None,
) -> None:
    """Prints the path written; exit code 2 for an unknown form or portal, or where it cannot be written."""
    from flows.declaring import write_template
    from warehouse.declared import DeclareError

    meant = year_meant(before, year)
    try:
        path = write_template(home, meant, form, out, portal)
    except DeclareError as error:
        raise fail(str(error), EXIT_USE) from error
    click.echo(str(path))
    onward(f"填好“填报”一栏后:{shown('declare', '--year', str(meant), 'import', str(path))}")


@command.command("import", help="核对填好的表,没有错才记入 declared/年度.csv;有错的一次全部列出。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
@click.option("--who", help="填报人(默认:当前系统用户)")
@click.option("--only-good", is_flag=True, help="有错也记下没有错的各格")
@year_option
@home_option
@portal_option
@click.pass_obj
def import_command(
    before: int | None,
    home: Path,
    portal: str | None,
    year: int | None,
    file: Path,
    who: str | None,
    only_good: bool,
) -> int:
    """Exit code 0 imported, 2 refused (every fault on stderr, nothing kept), 3 imported but for the faults
    (`--only-good`)."""
    from flows.declaring import import_sheet
    from flows.run import PORTAL_ZONE, now
    from warehouse.declared import DeclareError
    from warehouse.rewriting import HeldOpen

    meant = year_meant(before, year)
    try:
        at = now().astimezone(PORTAL_ZONE)
        done = import_sheet(home, meant, file, who or getpass.getuser(), at, portal, only_good)
    except (DeclareError, HeldOpen) as error:
        raise fail(f"{file.name}:{error}", EXIT_USE) from error
    _tell(done)
    faults = len(done.checked.faults)
    if faults and not only_good:
        raise fail(f"有 {faults} 处错误,没有导入;改正后再导入,或加 --only-good 只导入没有错的", EXIT_USE)
    same = len(done.checked.good) - done.added
    told = f"已记入 {done.book}:{done.added} 格" + (f",另有 {same} 格与已填报的相同" if same else "")
    click.echo(told + (f",{faults} 处有错没有导入" if faults else ""))
    onward(f"公布:{shown('republish')}")
    return EXIT_INCOMPLETE if faults else 0


def _tell(done: Imported) -> None:
    """Every fault, what was taken otherwise, and what does not agree, a line each."""
    from warehouse.report.escaping import visible

    lines = [f"错误 {one.sentence}" for one in done.checked.faults]
    lines += [f"说明 {one.sentence}" for one in done.checked.notes]
    lines += [f"提醒 {one}" for one in done.checked.warnings]
    for line in lines:
        click.echo(visible(" ".join(line.split())), err=True)
