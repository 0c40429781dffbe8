"""`gongkai verify`: the published file, or a sealed year, against its sum, the ledger and the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_FAULT, EXIT_USE, fail, home_option, portals_option

if TYPE_CHECKING:
    from warehouse.verify import Verification

_SEEDS = Random()
"""Seeded by the system."""


@click.command(
    "verify",
    help="核对公布文件(或封存的某一年)、校验和、台账与存档:逐个数字重新统计,逐表逐行与台账比较,逐条重读存档,"
    "列出每处差异。",
)
@click.option("--year", type=click.IntRange(1990, 2100), help="核对这一年的封存文件(各版都核对)")
@click.option("--sample", type=click.IntRange(1), help="只抽查这么多条存档(各表仍全部比较);不能代替全部核对")
@click.option("--seed", type=click.IntRange(0), help="重复以前的一次抽查:那一次给出的种子")
@home_option
@portals_option
def command(
    home: Path,
    year: int | None,
    sample: int | None = None,
    seed: int | None = None,
    portals: tuple[str, ...] = (),
) -> int:
    """Exit code 0 when nothing differs, 1 when something does (also where only today's reader reads
    otherwise: the figures that stand are not those that it would give), 2 when there is nothing to verify."""
    from flows.verifying import verify_home
    from warehouse.verify import Sample, VerifyError

    if seed is not None and sample is None:
        raise fail("--seed 只用于抽查,请同时给出 --sample", EXIT_USE)
    drawn = None if sample is None else Sample(sample, _SEEDS.randrange(10**6) if seed is None else seed)
    try:
        found = verify_home(home, year, _progress, drawn, portals)
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
    click.echo(f"{verification.file}:{verification.checked};{verification.words}")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done % 50 == 0 or done == total):
        click.echo(f"\r重读存档 {done}/{total}" + ("\n" if done == total else ""), err=True, nl=False)
