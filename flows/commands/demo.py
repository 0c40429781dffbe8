"""`gongkai demo`: the sample county on loopback, its 2017 crawled, published and reported."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from flows.commands.onward import onward
from flows.commands.options import EXIT_FAULT, fail, home_option, plain_option

YEAR = 2017
CHECKOUT = Path(__file__).resolve().parents[2]


@click.command("demo", help=f"示例:在本机启动自带的示例县门户,补抓其 {YEAR} 年,公布并生成统计表。不联网。")
@home_option
@plain_option
def command(home: Path, plain: bool) -> int:
    """Prints the seed's table and the paths of the report; exit codes as of `backfill`."""
    from flows.commands.running import exit_code, run_and_tell
    from flows.writing import write_report
    from scrapers.crawl.years import Years

    with tempfile.TemporaryDirectory(prefix="gongkai-demo-") as scratch:
        portal_file = Path(scratch) / "sample.toml"
        with sample_portal(portal_file) as address:
            os.environ["http_proxy"] = address
            summary = run_and_tell("backfill", home, (str(portal_file),), plain, Years(YEAR, YEAR))
    text, paths = write_report(home, YEAR)
    click.echo(text)
    click.echo("\n".join(f"已生成 {path}" for path in paths))
    click.echo(f"公布文件 {summary.published}")
    onward(
        f"{home} 里是示例数据,自己的门户请另用一个目录(--home);从 gongkai probe 门户网址 开始,"
        "步骤见 warehouse/GUIDE.md"
    )
    return exit_code(summary)


@contextmanager
def sample_portal(portal_file: Path) -> Iterator[str]:
    """Serves the sample portal in a process of its own and writes its portal file; gives its proxy address.

    The county's addresses are names that exist nowhere; the server answers for them as a proxy on loopback.
    """
    if not (CHECKOUT / "tests" / "portal").is_dir():
        raise fail("示例县门户只在源代码目录中提供(tests/portal);请在 git 克隆中运行 make demo", EXIT_FAULT)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.portal", "--port", "0", "--portal-file", str(portal_file)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        # Ctrl-C is for the run; the portal must answer until the run has stopped.
        start_new_session=True,
    )
    try:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        if not port:
            raise fail("示例县门户没有启动;请查看上面的错误", EXIT_FAULT)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)
