"""`gongkai message --test`: sends a test message to every channel that is set up."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.onward import again, onward
from flows.commands.options import EXIT_UNREACHABLE, EXIT_USE, fail, home_option

_HOW = (
    "还没有设置消息渠道;请在 {file} 中写 [message.email](host、sender、to)或 [[message.webhook]](kind),"
    "密钥写进 [secrets] file 所指的文件或环境变量(例子见 warehouse/GUIDE.md),再用 gongkai config 核对"
)


@click.command("message", help="消息渠道(邮件、企业微信、钉钉、webhook):--test 向每个渠道发一条测试消息。")
@home_option
@click.option("--test", is_flag=True, help="向每个已设置的渠道发一条测试消息")
def command(home: Path, test: bool) -> int:
    """One line per channel. Exit code 0 all delivered, 2 nothing set up (says how), 5 when one could not be
    reached or refused."""
    from flows.run import now
    from flows.telling import tell_test
    from warehouse.home import Home
    from warehouse.settings import load_settings

    if not test:
        raise fail("请写 gongkai message --test:向每个已设置的渠道发一条测试消息", EXIT_USE)
    settings = load_settings(home)
    deliveries = tell_test(Home(home), settings, now())
    if not deliveries:
        raise fail(_HOW.format(file=settings.file), EXIT_USE)
    for delivery in deliveries:
        what = "已送达" if delivery.ok else "没有送达"
        click.echo(f"{delivery.channel}: {what}" + (f";{delivery.why}" if delivery.why else ""))
    well = all(delivery.ok for delivery in deliveries)
    if well:
        onward(f"请收消息的人确认收到;再运行 {again('serve', 'home')},此后每晚自动抓取")
    else:
        onward(f"照上面的说明改 {settings.file} 或密钥,再运行 {again('message --test', 'home')}")
    return 0 if well else EXIT_UNREACHABLE
