"""`gongkai redact ITEM --why …`: takes out what must not be kept; leaves its sum, the day and the reason."""

from __future__ import annotations

import getpass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_USE, fail, home_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.redaction import Plan, Redacted


@click.command(
    "redact",
    help="依规删除不该公开的条目(如误公开的身份证号):从存档、台账、公布文件和封存文件中删去其网页、附件名"
    "(以及标题),只留下校验和、日期和原因;数字不变,此后不再抓取。删除不可恢复,请先用 --dry-run 看。",
)
@click.argument("items", nargs=-1, required=True, metavar="条目编号或网址...")
@click.option("--why", required=True, help="原因,如“误公开身份证号,某局 2018-02-01 来函”;写入公布文件,不可空")
@click.option("--who", help="谁决定删除(默认:当前系统用户)")
@click.option(
    "--title",
    "with_titles",
    is_flag=True,
    help="标题也删(代之以“〔已依规删除〕”),存档的列表页里也一并抹去;标题里有身份证号等个人信息的,不写也删",
)
@click.option("--dry-run", is_flag=True, help="只列出会删去什么,什么都不改")
@home_option
def command(
    home: Path, items: tuple[str, ...], why: str, who: str | None, with_titles: bool, dry_run: bool
) -> int:
    """Exit code 0 taken out (or told what would be), 2 for an unknown item or no reason, 4 when a night, a
    backfill or another command holds the home."""
    from flows.redacting import redact_items, would_redact
    from warehouse.redaction import Asked, RedactError

    asked = Asked(items, why.strip(), who or getpass.getuser(), with_titles)
    say = partial(click.echo, err=True)
    try:
        if dry_run:
            _tell_plan(*would_redact(home, asked, say))
            return 0
        _tell(redact_items(home, asked, say))
    except RedactError as error:
        raise fail(str(error), EXIT_USE) from error
    onward(f"核对:{again('verify', 'home')};通知发布单位撤下,并处理上面列出的备份和文件")
    return 0


def _tell_plan(plan: Plan, records: Mapping[str, int]) -> None:
    from warehouse.report.escaping import visible

    for item in plan.items:
        title = "标题也删" if item.item_id in plan.titled else "标题保留"
        click.echo(visible(f"会删去条目 {item.item_id} {item.masked_url}({title})"))
    known = plan.known
    click.echo(
        f"台账和公布文件:{known.versions} 个版本的附件 {known.attachments} 个,所在栏目 {known.places} 行"
    )
    for name, number in records.items():
        click.echo(f"存档 {name}:{number} 条记录")
    for copy in plan.copies:
        click.echo(visible(f"网址或正文完全相同、不会删去的条目:{copy}"))
    click.echo("什么都没有改动;去掉 --dry-run 即删除,不可恢复")


def _tell(done: Redacted) -> None:
    from warehouse.report.escaping import visible

    words = f",别的网页上的标题 {done.words} 处" if done.words else ""
    sealed = f";封存文件 {'、'.join(done.sealed)} 已改写,数字不变" if done.sealed else ""
    click.echo(
        f"已删除 {len(done.plan.items)} 个条目:存档 {done.files} 个文件中的 {done.records} 条记录{words}"
        f"{f',标题 {len(done.plan.titled)} 个' if done.plan.titled else ''}{sealed};公布文件已重新生成"
    )
    for sentence in done.left:
        click.echo(visible(sentence))
