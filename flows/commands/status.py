"""`gongkai status`: last good night of each section, nights missed, what waits for a person."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import EXIT_USE, fail, home_option


@click.command("status", help="各栏目最近一次完整抓取、缺失的夜晚、待人工处理的事项。")
@home_option
def command(home: Path) -> None:
    """Reads only the published file, so it works while a run is under way; exit code 2 when there is none."""
    from flows.run import now
    from flows.table import status_table
    from warehouse.home import Home, HomeError
    from warehouse.people import read_people
    from warehouse.status import read_status

    place = Home(home)
    try:
        status = read_status(place.published, now())
    except HomeError as error:
        raise fail(str(error), EXIT_USE) from error
    click.echo(status_table(status))
    try:
        read_people(place)
    except HomeError as error:
        click.echo(f"新的数字发布不了,直到改好为止: {error}")
