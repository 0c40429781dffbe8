"""`gongkai serve`: stays up; Prefect's server and pages, the nightly schedule, what staff can start."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from flows.commands.options import EXIT_BUSY, EXIT_FAULT, EXIT_USE, fail, home_option


@click.command(
    "serve",
    help="常驻运行:Prefect 服务和界面(只在本机监听)、每晚自动抓取,补抓、统计表、封存、核对可在界面上启动。",
)
@home_option
def command(home: Path) -> None:
    """Exit code 0 when told to stop, 2 for settings that cannot be used, 4 home already served."""
    from flows.serving.places import ServeError, Serving
    from flows.serving.supervisor import Supervisor
    from scrapers.flock import Taken, flocked
    from warehouse.home import Home, HomeError, clear_errors
    from warehouse.settings import SettingsError, load_settings

    place = Home(home)
    try:
        settings = load_settings(home)
        serving = Serving.of(place, settings)
        place.create()
        with clear_errors(home):
            serving.lock.parent.mkdir(exist_ok=True)
            with flocked(serving.lock, datetime.now(UTC)):
                Supervisor(serving, settings, lambda line: click.echo(line, err=True)).run()
    except Taken as taken:
        raise fail(f"数据目录 {home} 已有一个 gongkai serve 在运行({taken})", EXIT_BUSY) from taken
    except (SettingsError, ServeError) as error:
        raise fail(str(error), EXIT_USE) from error
    except HomeError as error:
        raise fail(str(error), EXIT_FAULT) from error
