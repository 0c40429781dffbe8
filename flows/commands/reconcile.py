"""`gongkai reconcile`: a published report's figures beside the warehouse's, with likely causes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.commands.options import EXIT_USE, fail, home_option, portal_option


@click.command(
    "reconcile",
    help="把已公布的年度报告(PDF、Word、网页、文本)逐个数字与本库比较:一致、相差多少和可能的原因;也核对报告自身。",
)
@click.argument("source", metavar="文件|网址")
@click.option("--year", type=click.IntRange(1990, 2100), help="与哪一年的数字比较;默认为报告所写的年度")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@portal_option
@home_option
def command(source: str, year: int | None, as_json: bool, portal: str | None, home: Path) -> None:
    """Exit code 0 whatever the report says; 2 for a file that is not there or not to be read, 5 for none."""
    from flows.reconciling import reconcile_source
    from warehouse.reconcile.telling import json_of, text_of
    from warehouse.report.escaping import json_text

    found = reconcile_source(home, source, year, portal)
    if isinstance(found, str):
        raise fail(found, EXIT_USE)
    told = (
        json_text(json.dumps(json_of(found), ensure_ascii=False, indent=2))
        if as_json
        else text_of(found).rstrip("\n")
    )
    click.echo(told)
