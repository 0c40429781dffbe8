"""`gongkai status`: last good night of each section, nights missed, what waits for a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_INCOMPLETE, EXIT_USE, fail, home_option

if TYPE_CHECKING:
    from warehouse.home import Home


@click.command("status", help="各栏目最近一次完整抓取、缺失的夜晚、待人工处理的事项。")
@home_option
@click.option("--check", is_flag=True, help="只核对最近一晚是否按时发布;缺失或失败时退出码为 3")
@click.option(
    "--message", is_flag=True, help="与 --check 同用:把缺失、失败和恢复发给已设置的渠道,同一情况只发一次"
)
def command(home: Path, check: bool, message: bool) -> int:
    """Reads only the published file, so it works while a run is under way; exit code 2 when there is none.
    With `--check`: 3 when the last due night is missing or failed, also where there is no file."""
    from flows.run import now
    from flows.table import status_table
    from warehouse.decisions import read_home_decisions
    from warehouse.home import Home, HomeError
    from warehouse.status import read_status

    if message and not check:
        raise fail("--message 须与 --check 同用:gongkai status --check --message", EXIT_USE)
    place = Home(home)
    if check:
        return _check(place, message)
    try:
        status = read_status(place.published, now())
    except HomeError as error:
        _tell_why_no_night(place)
        _tell_waiting(place)
        raise fail(str(error), EXIT_USE) from error
    click.echo(status_table(status))
    for problem in read_home_decisions(place).problems:
        click.echo(problem.sentence)
    _tell_why_no_night(place)
    _tell_waiting(place)
    if status.waiting:
        onward(
            f"逐项核对;更正和结论写入 {place.overrides / 'decisions.csv'}(文件里有每一列的说明),"
            f"再运行 {again('republish', 'home')}"
        )
    return 0


def _check(home: Home, message: bool) -> int:
    """The verdict on stdout, deliveries on stderr. Needs neither Prefect nor the lock nor a writable home."""
    from flows.run import now
    from flows.telling import tell_check
    from warehouse.settings import SettingsError, load_settings
    from warehouse.watch import check_nights

    try:
        settings = load_settings(home.root)
    except SettingsError as error:
        raise fail(str(error), EXIT_USE) from error
    found = check_nights(home, settings, now())
    click.echo(found.sentence)
    if message:
        for delivery in tell_check(home, settings, found, now()):
            what = "已送达" if delivery.ok else "没有送达,下次再发"
            click.echo(f"{delivery.channel}: {what}" + (f";{delivery.why}" if delivery.why else ""), err=True)
    _tell_why_no_night(home)
    _tell_waiting(home)
    return 0 if found.is_well else EXIT_INCOMPLETE


def _tell_why_no_night(home: Home) -> None:
    """That the schedule is paused, or nobody keeps it."""
    from flows.serving.places import no_night_because

    for why in no_night_because(home):
        click.echo(why)


def _tell_waiting(home: Home) -> None:
    """Messages that a channel has not taken yet."""
    from warehouse.messages.memory import read_memory

    for channel, waiting in read_memory(home).pending.items():
        click.echo(f"{channel} 有 {len(waiting)} 条消息没有送达,下一晚再发;{waiting[-1].why}")
