"""`gongkai serve`: stays up; Prefect's server and pages, the nightly schedule, what staff can start."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_BUSY, EXIT_FAULT, EXIT_USE, fail, home_option

if TYPE_CHECKING:
    from warehouse.settings import Settings


@click.command(
    "serve",
    help="常驻运行:Prefect 服务和界面(只在本机监听)、每晚自动抓取,补抓、统计表、封存、核对可在界面上启动。",
)
@home_option
@click.option("--install", is_flag=True, help="写出本机的 systemd 单元(常驻服务和缺夜检查的定时器),不启动")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), help="单元写到这个目录(与 --install 同用)"
)
def command(home: Path, install: bool, into: Path | None) -> None:
    """Exit code 0 when told to stop, 2 for settings that cannot be used, 4 when the home is served."""
    from scrapers.flock import Taken
    from warehouse.home import HomeError, clear_errors
    from warehouse.settings import SettingsError, load_settings

    try:
        with clear_errors(home):
            settings = load_settings(home)
            if install:
                _install(home, settings, into)
            else:
                _serve(home, settings)
    except Taken as taken:
        raise fail(f"数据目录 {home} 已有一个 gongkai serve 在运行({taken})", EXIT_BUSY) from taken
    except SettingsError as error:
        raise fail(str(error), EXIT_USE) from error
    except HomeError as error:
        raise fail(str(error), EXIT_FAULT) from error


def _serve(home: Path, settings: Settings) -> None:
    from flows.serving.places import ServeError, Serving
    from flows.serving.supervisor import Supervisor
    from scrapers.flock import flocked
    from warehouse.home import Home

    try:
        serving = Serving.of(Home(home), settings)
    except ServeError as error:
        raise fail(str(error), EXIT_USE) from error
    serving.home.create()
    serving.lock.parent.mkdir(exist_ok=True)
    with flocked(serving.lock, datetime.now(UTC)):
        Supervisor(serving, settings, lambda line: click.echo(line, err=True)).run()


def _install(home: Path, settings: Settings, into: Path | None) -> None:
    from flows.serving.units import units_of
    from warehouse.home import Home

    Home(home).create()
    units = units_of(home, settings.night)
    for path in units.write(into):
        click.echo(f"已写出 {path}")
    click.echo("接着运行下面的命令,服务就会随机器启动,缺夜检查每天自动进行:")
    for line in units.commands:
        click.echo(f"  {line}")
