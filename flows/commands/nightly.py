"""`gongkai nightly`: tonight's run, now, once; with `--dry-run`, a trial of one section."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import (
    EXIT_INCOMPLETE,
    EXIT_STOPPED,
    EXIT_USE,
    fail,
    home_option,
    plain_option,
    portals_option,
)
from scrapers.vocabulary.outcomes import READ, WHOLE

if TYPE_CHECKING:
    from flows.trying import Tried

SHOWN = 20
"""Items that a trial prints."""


@click.command("nightly", help="立即执行一次今晚的增量抓取:新增、变化和轮到复查的内容,随后公布。")
@click.option("--dry-run", is_flag=True, help="只试读一个栏目(--section):打印读到的条目,不保存,不公布")
@click.option("--section", metavar="栏目id", help="试读哪个栏目(与 --dry-run 同用)")
@click.option(
    "--pages", type=click.IntRange(1, 2000), default=60, show_default=True, help="试读最多约这么多页"
)
@home_option
@portals_option
@plain_option
def command(
    home: Path, portals: tuple[str, ...], plain: bool, dry_run: bool, section: str | None, pages: int
) -> int:
    """Exit code 0 all complete, 3 some section is not, or some portal was not read, 2 or 4 as promised."""
    from flows.commands.running import exit_code, run_and_tell

    if dry_run != (section is not None):
        raise fail("--dry-run 和 --section 要一起用:试读一个栏目;不带二者则抓取全部栏目", EXIT_USE)
    if section is not None:
        if len(portals) > 1:
            raise fail("--dry-run 试读一个栏目,--portal 只写一次", EXIT_USE)
        return _try(home, portals[0] if portals else None, section, pages)
    summary = run_and_tell("nightly", home, portals, plain)
    _next_after_night(home, portals)
    return exit_code(summary)


def _next_after_night(home: Path, portals: tuple[str, ...]) -> None:
    from flows.commands.onward import again, onward

    status = f"待人工处理的事项看 {again('status', 'home')}"
    if (home / "work" / "serve").is_dir():
        onward(status)
        return
    kept = f"门户文件已存入 {home / 'portals'},以后改那里的一份;" if portals else ""
    onward(
        f"{kept}{status};填写 {home / 'gongkai.toml'}(每晚几点、消息发给谁;{again('config', 'home')} 看现值),"
        f"再运行 {again('serve', 'home')},此后每晚自动抓取"
    )


def _try(home: Path, portal: str | None, section: str, pages: int) -> int:
    from flows.run import Surroundings
    from flows.stopping import STOP, listen
    from flows.table import tried_table
    from flows.trying import try_section

    listen()
    tried = try_section(home, portal, section, pages, SHOWN, Surroundings())
    if STOP.is_set():
        raise fail("已停止;没有保存,也没有公布", EXIT_STOPPED)
    click.echo(tried_table(tried))
    _next_after_trial(tried)
    whole = tried.proof is not None and tried.proof.outcome in WHOLE
    return 0 if whole else EXIT_INCOMPLETE


def _next_after_trial(tried: Tried) -> None:
    from flows.commands.onward import again, onward

    if tried.paused:
        onward("到允许访问的时段再运行同一命令,或改门户文件 [manners] 的 night_window")
    elif tried.proof is not None and tried.proof.outcome not in READ:
        onward(f"在浏览器中打开 {tried.section.url} 看是否正常;网址不对的,改门户文件后再运行同一命令")
    else:
        night = again("nightly", "home", "portals")
        onward(f"与网站上的栏目对照;不符的改门户文件后再试读,相符的试读下一个栏目,都相符后正式抓取:{night}")
