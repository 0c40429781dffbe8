"""`gongkai config`: every setting in force, its value, and where it is from."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import EXIT_USE, fail, home_option


@click.command("config", help="数据目录的设置(gongkai.toml):各项现值和来历;密钥只显示是否已设置。")
@home_option
def command(home: Path) -> None:
    """Needs no data and no Prefect; exit code 2 for a gongkai.toml that cannot be used."""
    from flows.table import settings_table
    from warehouse.in_force import in_force
    from warehouse.settings import SettingsError, load_settings

    try:
        settings = load_settings(home)
    except SettingsError as error:
        raise fail(str(error), EXIT_USE) from error
    there = "" if settings.file.exists() else "(还没有这个文件,全部为默认值)"
    click.echo(f"设置文件 {settings.file}{there}")
    click.echo(settings_table(in_force(settings)))
