"""`gongkai backup`: a consistent copy of a home, also while a night runs; incremental, read back."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.onward import onward, shown
from flows.commands.options import EXIT_INCOMPLETE, home_option
from flows.commands.sizes import megabytes


@click.command(
    "backup",
    help="备份整个数据目录到另一个目录(最好在另一块磁盘上):台账、存档、人工决定、封存、设置、公布文件。"
    "抓取进行中也可以;已备份过的不再复制;写完读回核对。密钥文件不进备份。",
)
@click.argument("target", metavar="目标目录", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--check",
    type=click.Choice(["sample", "all"]),
    default="sample",
    help="读回核对:sample 核对新写的全部和以前的 200 个(默认);all 全部核对",
)
@click.option("--keep", type=click.IntRange(1), metavar="N", help="只留最近的 N 次备份,更早的删去;默认都留")
@click.option("--new", is_flag=True, help="这个目录以前的备份已不在了,从头开始")
@home_option
def command(home: Path, target: Path, check: str, keep: int | None, new: bool) -> int:
    """Exit code 0; 3 when something of the home itself was found damaged or missing."""
    from flows.archiving import settled
    from flows.run import now
    from warehouse.backup import How, make_backup
    from warehouse.home import Home

    def say(line: str) -> None:
        click.echo(line, err=True)

    settled(Home(home), say)
    report = make_backup(Home(home), target, How(now(), check == "all", keep, new, say))
    manifest = report.manifest
    click.echo(
        f"备份完成 {report.place}:{len(manifest.files)} 个文件共 {megabytes(manifest.bytes)},"
        f"这次新写 {report.new_files} 个共 {megabytes(report.new_bytes)}"
    )
    click.echo(
        f"已读回核对 {report.read_back} 个,共 {report.objects} 个"
        + ("" if report.read_back >= report.objects else "(其余的用 --check all 核对)")
        + f";占用数据目录 {report.held_seconds:.1f} 秒"
    )
    for left in manifest.left_out:
        click.echo(f"没有备份 {left.path}:{left.why}")
    if report.dropped:
        click.echo(f"删去较早的备份 {len(report.dropped)} 次,腾出 {megabytes(report.freed_bytes)}")
    if report.before_erasures:
        click.echo(
            f"以前的备份中有 {report.before_erasures} 次早于最近一次依规删除,里面还有删去的内容;"
            "确认不再需要后加 --keep 1 再备份一次即删去"
        )
    for trouble in report.troubles:
        click.echo(trouble, err=True)
    onward(f"恢复用 {shown('restore', str(target))} --home 新的数据目录;密钥文件请另外妥善保存")
    return EXIT_INCOMPLETE if report.troubles else 0
