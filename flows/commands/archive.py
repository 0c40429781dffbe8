"""`gongkai archive`: room on the disk: what of the archive may go, and what may lie elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_INCOMPLETE, home_option
from flows.commands.sizes import megabytes

if TYPE_CHECKING:
    from warehouse.compaction import Compacted


@click.group(
    "archive", help="存档占用的磁盘:看能腾出多少,取出过了保留期、不再作为依据的应答,把旧文件移到别的磁盘。"
)
def command() -> None:
    """The archive of a home."""


@command.command("show", help="磁盘还能用多久,按 [retention] 能取出、能移走多少;什么都不改。")
@home_option
def show_command(home: Path) -> int:
    """Exit code 0."""
    from flows.archiving import room_of

    room = room_of(home, _say)
    click.echo(room.forecast)
    click.echo(f"过了保留期、不再作为依据、可以取出的:{_words(room.removable)}")
    size = sum(one.bytes for one in room.movable)
    click.echo(f"可以移到别的磁盘的:{len(room.movable)} 个文件,占 {megabytes(size)}")
    _skipped(room.removable)
    onward(f"{again('archive compact --dry-run', 'home')} 或 {again('archive move --dry-run', 'home')}")
    return 0


@command.command(
    "compact",
    help="取出存档中过了保留期(raw_days)、不再作为依据的应答:各版网页、封存年度所依据的文件、证明列表读全的读取都不动。"
    "其余记录的位置不变;每个文件改写前后的校验和记入 archive_changes。",
)
@click.option("--dry-run", is_flag=True, help="只说会取出多少,什么都不改")
@home_option
def compact_command(home: Path, dry_run: bool) -> int:
    """Exit code 0; 3 when files were left alone because something is wrong with them."""
    from flows.archiving import compact_archive

    done = compact_archive(home, _say, dry_run)
    if dry_run:
        click.echo(f"会取出 {_words(done)};什么都没有改动")
    else:
        click.echo(f"已取出 {_words(done)},磁盘腾出 {megabytes(done.freed)}")
    _skipped(done)
    if not dry_run and done.files:
        onward(f"{again('verify', 'home')};以前的备份里还有取出的内容")
    return EXIT_INCOMPLETE if done.skipped else 0


@command.command(
    "move",
    help="把存档中早于 archive_after_days 天的文件移到 archive_to 所写的目录;原处留符号链接,一切照常。",
)
@click.option("--dry-run", is_flag=True, help="只说会移走多少,什么都不改")
@home_option
def move_command(home: Path, dry_run: bool) -> int:
    """Exit code 0."""
    from flows.archiving import move_archive

    moved = move_archive(home, _say, dry_run)
    size = megabytes(sum(one.bytes for one in moved))
    did = "会移走" if dry_run else "已移走"
    click.echo(f"{did} {len(moved)} 个文件,共 {size}" + (";什么都没有改动" if dry_run else ""))
    if not moved:
        onward("没有可移的;要移走旧存档,在 gongkai.toml 的 [retention] 写 archive_to(见经办人指南“磁盘快满”)")
    return 0


def _words(found: Compacted) -> str:
    return f"{found.files} 个文件中的 {found.answers} 条应答,共 {megabytes(found.bytes)}"


def _skipped(found: Compacted) -> None:
    for why in found.skipped:
        click.echo(why, err=True)


def _say(line: str) -> None:
    click.echo(line, err=True)
