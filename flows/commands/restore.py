"""`gongkai restore`: a home made of a backup, where there is none."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.onward import onward
from flows.commands.options import home_option
from flows.commands.sizes import megabytes


@click.command(
    "restore",
    help="把备份恢复成一个数据目录(--home,须为空或还不存在):先核对每个文件的校验和,写完再核对一遍,"
    "全部无误才换入。",
)
@click.argument("source", metavar="备份目录", type=click.Path(path_type=Path))
@click.option("--snapshot", metavar="名称", help="哪一次备份,例如 20180510-220000;默认最近一次")
@home_option
def command(home: Path, source: Path, snapshot: str | None) -> int:
    """Exit code 0; 1 with one sentence that names the file where the backup is damaged, nothing changed."""
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
    onward(f"gongkai verify --home {home};没有差异再运行 gongkai nightly --home {home}")
    return 0
