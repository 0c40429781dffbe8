"""`gongkai status`: what waits for a person, the last nights, how the sections stand, on one screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_INCOMPLETE, EXIT_USE, fail, home_option, portals_option

if TYPE_CHECKING:
    from warehouse.home import Home


@click.command("status", help="待人工处理的事项(先急后缓)、最近各晚、没有读全的栏目,共一屏。")
@home_option
@portals_option
@click.option("--json", "as_json", is_flag=True, help="同样的内容,全部列出,作为一个 JSON 对象")
@click.option("--check", is_flag=True, help="只核对最近一晚是否按时公布;缺失或失败时退出码为 3")
@click.option(
    "--message", is_flag=True, help="与 --check 同用:把缺失、失败和恢复发给已设置的渠道,同一情况只发一次"
)
def command(home: Path, portals: tuple[str, ...], as_json: bool, check: bool, message: bool) -> int:
    """Writes nothing, and needs nothing that a run holds: it works while one is under way. Exit code 2 when
    there is no published file; with `--check` 3 when the last due night is missing or failed, also then."""
    from flows.run import now
    from flows.standing import standing_of
    from flows.status_page import status_page
    from warehouse.home import Home

    if message and not check:
        raise fail("--message 须与 --check 同用:gongkai status --check --message", EXIT_USE)
    if as_json and check:
        raise fail("--json 和 --check 不能同用;--check 只说最近一晚", EXIT_USE)
    if check and portals:
        raise fail("--check 核对整个数据目录的最近一晚,不能与 --portal 同用", EXIT_USE)
    place = Home(home)
    if check:
        return _check(place, message)
    found = standing_of(place, now(), portals)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return 0 if found.status else EXIT_USE
    if found.status is None:
        for matter in found.matters:
            click.echo(matter.sentence)
        raise fail(found.unread, EXIT_USE)
    click.echo(status_page(found, found.status, again("", "home").removeprefix("gongkai").strip()))
    if any(matter.findings for matter in found.matters):
        onward(f"更正和结论写入 {place.overrides / 'decisions.csv'},再运行 {again('republish', 'home')}")
    return 0


def _check(home: Home, message: bool) -> int:
    """The verdict on stdout, deliveries on stderr. Needs neither Prefect nor the lock nor a writable home."""
    from flows.run import now
    from flows.telling import tell_check
    from warehouse.settings import load_settings
    from warehouse.watch import check_nights

    settings = load_settings(home.root)
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
