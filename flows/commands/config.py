"""`gongkai config`: every setting in force, its value, and where it is from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import home_option

if TYPE_CHECKING:
    from warehouse.settings import Settings


@click.command("config", help="数据目录的设置(gongkai.toml):各项现值和来历;密钥只显示是否已设置。")
@home_option
def command(home: Path) -> None:
    """Needs no data and no Prefect; exit code 2 for a gongkai.toml that cannot be used."""
    from flows.table import settings_table
    from warehouse.in_force import in_force
    from warehouse.settings import load_settings, strange_portals

    settings = load_settings(home)
    there = "" if settings.file.exists() else "(还没有这个文件,全部为默认值)"
    click.echo(f"设置文件 {settings.file}{there}")
    click.echo(settings_table(in_force(settings)))
    for why in strange_portals(home, settings):
        click.echo(why, err=True)
    _next(settings)


def _next(settings: Settings) -> None:
    from flows.commands.onward import again, onward
    from flows.telling import channels_of
    from scrapers.delivery.channels import UnreadyChannel

    channels = channels_of(settings)
    unready = [channel.why for channel in channels if isinstance(channel, UnreadyChannel)]
    test = again("message --test", "home")
    if not channels:
        onward(
            f"没有设置收消息的人,出了问题没有人知道;请在 {settings.file} 写 [message.email] 或 "
            f"[[message.webhook]](例子见 warehouse/GUIDE.md),再运行 {test}"
        )
    elif unready:
        onward(f"{unready[0]};再运行 {test}")
    else:
        onward(f"发一条测试消息:{test}")
