"""`gongkai restore`: a home made of a backup, where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import onward, shown
from flows.commands.options import EXIT_INCOMPLETE, home_option
from flows.commands.sizes import megabytes

if TYPE_CHECKING:
    from warehouse.backup import Due


@click.command(
    "restore",
    help="把备份恢复成一个数据目录(--home,须为空或还不存在):先核对每个文件的校验和,写完再核对一遍,"
    "全部无误才换入。",
)
@click.argument("source", metavar="备份目录", type=click.Path(path_type=Path))
@click.option("--snapshot", metavar="名称", help="哪一次备份,例如 20180510-220000;默认最近一次")
@home_option
def command(home: Path, source: Path, snapshot: str | None) -> int:
    """Exit code 0; 3 where the snapshot is from before something was taken out for good: the commands that
    take it out again are printed; 1 with one sentence that names the file where the backup is
    damaged, nothing changed."""
    from flows.run import PORTAL_ZONE, now
    from warehouse.backup import restore

    done = restore(source, home, now(), snapshot, lambda line: click.echo(line, err=True))
    manifest = done.manifest
    made = manifest.made_at.astimezone(PORTAL_ZONE)
    click.echo(
        f"已恢复到 {home}:{made:%Y-%m-%d %H:%M} 的备份({manifest.snapshot}),"
        f"{len(manifest.files)} 个文件共 {megabytes(manifest.bytes)},校验和全部相符;"
        f"原来的数据目录是 {manifest.home}"
    )
    if done.others:
        click.echo(f"该目录里另有 {len(done.others)} 次备份,最近的:{'、'.join(done.others[-5:])}")
    for left in manifest.left_out:
        click.echo(f"备份里没有 {left.path}:{left.why}")
    click.echo("要手工做的:放回密钥文件(chmod 600);装上每晚的计划(gongkai serve --install)")
    if done.unknown:
        click.echo(f"{done.unknown};请问清楚之后再使用这个数据目录", err=True)
    if done.due:
        _tell_due(done.due, home)
    onward(f"{shown('verify', '--home', str(home))};没有差异再运行 {shown('nightly', '--home', str(home))}")
    return EXIT_INCOMPLETE if done.due or done.unknown else 0


def _tell_due(due: tuple[Due, ...], home: Path) -> None:
    """The sentence, and a command for each redaction, on lines of their own."""
    from flows.run import PORTAL_ZONE
    from warehouse.report.escaping import visible

    count = len({item for one in due for item in one.erasure.items})
    click.echo(
        f"这次备份早于依规删除:{count} 个条目删去的内容随备份回来了。"
        "在做任何别的事以前,先运行下面的命令再次删去(退出码 3):"
    )
    for one in sorted(due, key=lambda one: not one.is_known):
        told = one.erasure
        if not one.is_known:
            day = f"{told.at.astimezone(PORTAL_ZONE):%Y-%m-%d}"
            click.echo(f"备份的台账里还没有 {day} 删除的这几个条目;数据包载入或再次抓到以后才运行:")
        titles = ("--title",) if told.with_titles else ()
        words = (*told.items, "--why", told.why, "--who", told.who, *titles, "--home", str(home))
        click.echo(visible(shown("redact", *words)))
