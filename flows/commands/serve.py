"""`gongkai serve`: stays up; Prefect's server and pages, the nightly schedule, what staff can start."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_BUSY, EXIT_USE, fail, home_option

if TYPE_CHECKING:
    from flows.serving.places import Serving
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
    from warehouse.settings import load_settings

    settings = load_settings(home)
    try:
        if install:
            _install(home, settings, into)
        else:
            _serve(home, settings)
    except Taken as taken:
        raise fail(f"数据目录 {home} 已有一个 gongkai serve 在运行({taken}),不必再启动", EXIT_BUSY) from taken


def _serving(home: Path, settings: Settings) -> Serving:
    from flows.serving.places import ServeError, Serving
    from warehouse.home import Home

    try:
        return Serving.of(Home(home), settings)
    except ServeError as error:
        raise fail(str(error), EXIT_USE) from error


def _serve(home: Path, settings: Settings) -> None:
    from flows.serving.supervisor import Supervisor
    from scrapers.flock import flocked

    serving = _serving(home, settings)
    serving.home.create()
    serving.lock.parent.mkdir(exist_ok=True)
    with flocked(serving.lock, datetime.now(UTC)):
        _say_where(serving)
        Supervisor(serving, settings, lambda line: click.echo(line, err=True)).run()


def _say_where(serving: Serving) -> None:
    """What a person does while the server comes up, which takes about half a minute."""
    from flows.portals import held_portals
    from scrapers.portalfile import PortalFileError

    with suppress(PortalFileError):  # the night says what is wrong with it
        if not held_portals(serving.home):
            onward(
                "数据目录里还没有门户,到时没有可抓取的;另开一个窗口运行 "
                f"{again('nightly --portal 门户文件', 'home')}"
            )
    onward(f"约半分钟后在浏览器打开 {serving.pages} ,左边点 Deployments")
    if sys.stderr.isatty():
        onward(f"关掉这个窗口服务就停;要一直运行,停下它(Ctrl-C)再用 {again('serve --install', 'home')}")


def _install(home: Path, settings: Settings, into: Path | None) -> None:
    from flows.serving.units import units_of

    serving = _serving(home, settings)
    serving.home.create()
    units = units_of(home, settings.night)
    for path in units.write(into):
        click.echo(f"已写出 {path}")
    click.echo("接着运行下面的命令,服务就会随机器启动,缺夜检查每天自动进行:")
    if into is not None:
        click.echo(f"  cp {shlex.quote(str(into))}/{units.name}* {shlex.quote(str(units.folder))}/")
    for line in units.commands:
        click.echo(f"  {line}")
    _warn_of_variables(settings)
    onward(f"运行上面的命令后,在浏览器打开 {serving.pages} ,左边点 Deployments")


def _warn_of_variables(settings: Settings) -> None:
    """Says which secrets a service of systemd would not have: it knows nothing of this shell's variables."""
    names = [
        name for name in settings.secret_names if (settings.secrets.origin(name) or "").startswith("环境")
    ]
    if names:
        click.echo(
            f"密钥 {'、'.join(names)} 只在这个窗口的环境变量里,systemd 启动的服务读不到;"
            f"请写进密钥文件(每行 名称=值,chmod 600),并在 {settings.file} 写 [secrets] file",
            err=True,
        )
