"""`gongkai portal list|rename|retire|resume`: the portals of a home."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from flows.commands.onward import again, onward
from flows.commands.options import home_option


@click.group("portal", help="数据目录中的门户:列出、改名、停用、恢复;数据和数字都保留。")
def command() -> None:
    """The portals of a home."""


@command.command("list", help="列出各门户:在用、停用、文件读不懂或文件不在。")
@home_option
def list_command(home: Path) -> int:
    """Reads the portal files and the published file; exit code 0, 2 when the home holds no portal."""
    from flows.commands.options import EXIT_USE, fail
    from flows.holding import portals_told
    from warehouse.home import Home

    lines = portals_told(Home(home))
    if not lines:
        raise fail(f"{home}: 数据目录中还没有门户;请用 gongkai nightly --portal 门户文件", EXIT_USE)
    for line in lines:
        click.echo(line)
    return 0


@command.command("rename", help="给门户改 id:改文件、台账和目录,重新公布;条目编号、存档、已封存的年度不变。")
@click.argument("old", metavar="旧id")
@click.argument("new", metavar="新id")
@home_option
def rename_command(old: str, new: str, home: Path) -> None:
    """Exit code 2 for an id that will not do, 4 while a night or a backfill is under way."""
    from flows.holding import lost_words
    from flows.renaming import rename_portal
    from warehouse.home import Home

    rename_portal(home, old, new, partial(click.echo, err=True))
    click.echo(f"门户 {old} 已改名为 {new};条目编号、存档和已封存的年度不变")
    for words in lost_words(Home(home)):
        click.echo(words, err=True)
    onward(f"核对一遍:{again('verify', 'home')}")


@command.command("retire", help="停用门户:不再抓取;文件移入 portals/retired/,数据和已有的数字保留。")
@click.argument("portal", metavar="门户id")
@home_option
def retire_command(portal: str, home: Path) -> None:
    """Exit code 2 for a portal that is not there, 4 when another run holds the home."""
    from flows.renaming import retire_portal

    place = retire_portal(home, portal, partial(click.echo, err=True))
    moved = f",文件移到 {place}" if place else ""
    click.echo(f"门户 {portal} 已停用{moved};数据和已有的数字保留,此后的年度不再统计为完整")
    onward(f"恢复抓取:{again(f'portal resume {portal}', 'home')}")


@command.command("resume", help="恢复停用的门户,从下一晚起照常抓取。")
@click.argument("portal", metavar="门户id")
@home_option
def resume_command(portal: str, home: Path) -> None:
    """Exit code 2 for a portal that is not retired, 4 when another run holds the home."""
    from flows.renaming import resume_portal

    place = resume_portal(home, portal, partial(click.echo, err=True))
    click.echo(f"门户 {portal} 已恢复,文件在 {place};下一晚照常抓取")
