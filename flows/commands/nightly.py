"""`gongkai nightly`: tonight's run, now, once."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import home_option, plain_option, portal_option


@click.command("nightly", help="立即执行一次今晚的增量抓取:新增、变化和轮到复查的内容,随后发布。")
@home_option
@portal_option
@plain_option
def command(home: Path, portal: str | None, plain: bool) -> int:
    """Exit code 0 all complete, 3 some section is not, 2 or 4 as promised."""
    from flows.commands.running import exit_code, run_and_tell

    return exit_code(run_and_tell("nightly", home, portal, plain))
