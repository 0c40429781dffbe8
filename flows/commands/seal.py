"""`gongkai seal --year Y`: closes a year into a file that nobody changes any more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_INCOMPLETE, home_option, portals_option

if TYPE_CHECKING:
    from warehouse.seal import Sealed


@click.command(
    "seal",
    help="封存某一年:把该年的数字、条目、来历、规则和校验和写入 sealed/,此后不再改动;再次封存另存新版。",
)
@click.option("--year", type=click.IntRange(1990, 2100), required=True, help="年度,如 2017")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="只计到这一天(北京时间)为止已发现的条目,如 2017-12-31;默认为目前所知的全部",
)
@home_option
@portals_option
def command(home: Path, portals: tuple[str, ...], year: int, as_of: datetime | None) -> int:
    """Exit code 0 closed (or nothing changed since), 3 closed while archived pages cannot be read or one of
    several portals could not be closed, 2 when there is nothing to close, 4 when another run holds the
    home."""
    from flows.sealing import seal_year

    closed = seal_year(home, year, as_of.date() if as_of else None, portals)
    codes = [_tell(one) for one in closed.sealed]
    for line in closed.refused:
        click.echo(line, err=True)
    folder = closed.sealed[0].file.parent if len(closed.sealed) == 1 else home / "sealed"
    check = again(f"verify --year {year}", "home", "portals")
    onward(f"把 {folder} 复制到另一处保存;随时可核对:{check}")
    return EXIT_INCOMPLETE if closed.refused else max(codes)


def _tell(sealed: Sealed) -> int:
    from warehouse.report.escaping import visible

    if not sealed.is_new:
        click.echo(f"与上次封存 {sealed.file} 相同,没有另存新版")
        return 0
    for line in sealed.unreadable:
        click.echo(line, err=True)
    if sealed.version > 1:
        click.echo(f"与上一版的差异({len(sealed.differences)} 行,也在文件的 differences 表中):")
        for line in sealed.differences:
            click.echo(visible(line))
    click.echo(f"已封存 {sealed.file}(第 {sealed.version} 版,只读,校验和在同名 .sha256 文件中)")
    return EXIT_INCOMPLETE if sealed.unreadable else 0
