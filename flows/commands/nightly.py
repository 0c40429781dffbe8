"""`gongkai nightly`: tonight's run, now, once; with `--dry-run`, a trial of one section."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import (
    EXIT_BUSY,
    EXIT_FAULT,
    EXIT_INCOMPLETE,
    EXIT_STOPPED,
    EXIT_USE,
    fail,
    home_option,
    plain_option,
    portal_option,
)

SHOWN = 20
"""Items that a trial prints."""


@click.command("nightly", help="立即执行一次今晚的增量抓取:新增、变化和轮到复查的内容,随后发布。")
@click.option("--dry-run", is_flag=True, help="只试读一个栏目(--section):打印读到的条目,不保存,不发布")
@click.option("--section", metavar="ID", help="试读哪个栏目(与 --dry-run 同用)")
@click.option(
    "--pages", type=click.IntRange(1, 2000), default=60, show_default=True, help="试读最多约这么多页"
)
@home_option
@portal_option
@plain_option
def command(
    home: Path, portal: str | None, plain: bool, dry_run: bool, section: str | None, pages: int
) -> int:
    """Exit code 0 all complete, 3 some section is not, 2 or 4 as promised."""
    from flows.commands.running import exit_code, run_and_tell

    if dry_run != (section is not None):
        raise fail("--dry-run 和 --section 要一起用:试读一个栏目;不带二者则抓取全部栏目", EXIT_USE)
    if section is not None:
        return _try(home, portal, section, pages)
    return exit_code(run_and_tell("nightly", home, portal, plain))


def _try(home: Path, portal: str | None, section: str, pages: int) -> int:
    from flows.run import Surroundings
    from flows.stopping import STOP, listen
    from flows.table import tried_table
    from flows.troubles import BUSY
    from flows.trying import try_section
    from scrapers.portalfile import PortalFileError
    from warehouse.home import HomeError

    listen()
    try:
        tried = try_section(home, portal, section, pages, SHOWN, Surroundings())
    except PortalFileError as error:
        raise fail(str(error), EXIT_USE) from error
    except BUSY as error:
        raise fail(str(error), EXIT_BUSY) from error
    except HomeError as error:
        raise fail(str(error), EXIT_FAULT) from error
    if STOP.is_set():
        raise fail("已停止;没有保存,也没有发布", EXIT_STOPPED)
    click.echo(tried_table(tried))
    whole = tried.proof is not None and tried.proof.outcome in ("complete", "empty")
    return 0 if whole else EXIT_INCOMPLETE
