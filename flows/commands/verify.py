"""`gongkai verify`: the published file, or a sealed year, against its sum, its items and the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_FAULT, EXIT_USE, fail, home_option

if TYPE_CHECKING:
    from warehouse.verify import Verification


@click.command(
    "verify", help="核对公布文件(或封存的某一年)、校验和与存档:逐个数字重新统计,逐条重读存档,列出每处差异。"
)
@click.option("--year", type=click.IntRange(1990, 2100), help="核对这一年的封存文件(各版都核对)")
@home_option
def command(home: Path, year: int | None) -> int:
    """Exit code 0 when nothing differs, 1 when something does (also where only today's reader reads
    otherwise: the figures that stand are not those that it would give), 2 when there is nothing to verify."""
    from flows.sealing import verify_home
    from warehouse.verify import VerifyError

    try:
        found = verify_home(home, year, _progress)
    except VerifyError as error:
        raise fail(str(error), EXIT_USE) from error
    for verification in found:
        _tell(verification)
    return EXIT_FAULT if any(verification.differences for verification in found) else 0


def _tell(verification: Verification) -> None:
    from warehouse.report.escaping import visible

    for note in verification.notes:
        click.echo(visible(note), err=True)
    for difference in verification.differences:
        click.echo(visible(f"差异 [{difference.what}] {difference.message}"))
    checked = f"核对了 {verification.figures} 个数字,重读存档 {verification.records} 条"
    if verification.unarchived:
        checked += f",另有 {verification.unarchived} 版没有存档、无从重读"
    click.echo(f"{verification.file}:{checked};{verification.words}")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done % 50 == 0 or done == total):
        click.echo(f"\r重读存档 {done}/{total}" + ("\n" if done == total else ""), err=True, nl=False)
