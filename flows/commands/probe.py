"""`gongkai probe`: looks at a portal never seen, prints a portal file that works, with comments."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.onward import onward
from flows.commands.options import (
    EXIT_INCOMPLETE,
    EXIT_STOPPED,
    EXIT_UNREACHABLE,
    EXIT_USE,
    fail,
    home_option,
)

if TYPE_CHECKING:
    from scrapers.probe.capped import CappedClient
    from scrapers.probe.records import Trial


@click.command("probe", help="查看一个从未见过的门户,输出可用的门户文件(TOML),注明所见和须人工确认之处。")
@click.argument("url", metavar="URL")
@click.option("--section", is_flag=True, help="只试一个栏目:URL 为栏目地址,输出它的 [[section]]")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), default=1.0, show_default=True,
              help="每秒请求数;只应在本机试验时调高")  # fmt: skip
@click.option(
    "--requests", "cap", type=click.IntRange(6, 2000), default=60, show_default=True, help="请求总数上限"
)
@click.option("--contact", default="", help="写入 User-Agent 的联系方式,如 mailto:…")
@home_option
def command(url: str, section: bool, rate: float, cap: int, contact: str, home: Path) -> int:
    """Exit code 0; 5 when the host gives no answer; 2 when it refuses, challenges or has nothing that can be
    crawled; 3 when a challenge came on the way and the rest is untried."""
    from scrapers.address import host_of
    from scrapers.http.client import Stopped
    from scrapers.http.manners import Manners
    from scrapers.probe.capped import REDIRECTS, CappedClient
    from scrapers.probe.survey import NothingSeen

    if not url.startswith(("http://", "https://")) or not host_of(url):
        raise fail(f"{url}: 不是完整网址;须以 http:// 或 https:// 开头", EXIT_USE)
    manners = Manners(
        requests_per_second=rate, tries=1, max_redirects=REDIRECTS, user_agent_contact=contact, connections=1
    )
    asker = CappedClient(host_of(url), manners, lambda line: click.echo(line, err=True), cap)
    try:
        return _section(url, asker, home) if section else _portal(url, asker)
    except NothingSeen as error:
        raise fail(str(error), EXIT_USE if error.challenged else EXIT_UNREACHABLE) from error
    except (Stopped, KeyboardInterrupt) as error:
        raise fail("已停止,没有生成门户文件", EXIT_STOPPED) from error
    finally:
        asker.close()


def _portal(url: str, asker: CappedClient) -> int:
    from scrapers.probe.portal_toml import portal_file, verdict_words
    from scrapers.probe.survey import survey

    findings = survey(url, asker)
    try:
        text = portal_file(findings)
    except ValueError as error:
        for trial in findings.trials:
            click.echo(f"{trial.name} {trial.url}: {verdict_words(trial)}", err=True)
        raise fail(f"{url}: {error};用了 {findings.requests} 次请求,没有生成门户文件", EXIT_USE) from error
    click.echo(text)
    _tell_used(asker)
    _next_for_portal(text)
    return EXIT_INCOMPLETE if findings.challenged else 0


def _tell_used(asker: CappedClient) -> None:
    click.echo(f"共用 {asker.spent} 次请求(上限 {asker.cap})", err=True)


def _next_for_portal(text: str) -> None:
    written = tomllib.loads(text)
    file = "门户文件" if not sys.stdout.isatty() else f"{written['portal']['id']}.toml"
    kept = "打开存成的门户文件" if not sys.stdout.isatty() else f"把上面的内容存成 {file}"
    doubts = sum("请人工确认：" in line for line in text.splitlines())
    trial = f"gongkai nightly --dry-run --section {written['section'][0]['id']} --portal {file}"
    onward(f"{kept},改好标有“请人工确认”的 {doubts} 处,再逐个试读栏目,例如 {trial}")


def _section(url: str, asker: CappedClient, home: Path) -> int:
    from scrapers.probe.portal_toml import section_block, verdict_words
    from scrapers.probe.survey import survey_section

    trial = survey_section(url, asker)
    if not trial.crawlable:
        raise fail(f"{trial.url}: {verdict_words(trial)};没有生成 [[section]]", EXIT_USE)
    text = section_block(trial, set(), asker.hosts[0])
    click.echo(text)
    _show_layouts(trial, home)
    _tell_used(asker)
    section_id = tomllib.loads(text)["section"][0]["id"]
    trial_of_it = f"gongkai nightly --dry-run --section {section_id} --portal 门户文件"
    onward(
        "把上面的 [[section]] 加到门户文件末尾(已有同一网址的,替换那一段;已在使用的门户文件在数据目录的 "
        f"portals/ 中),再试读:{trial_of_it}"
    )
    return 0


def _show_layouts(trial: Trial, home: Path) -> None:
    """The layouts in force of that section, where the home holds it, and what the reader finds itself; files
    that cannot be read are said."""
    from flows.layouts import UnknownSection, layouts_beside
    from scrapers.portalfile import PortalFileError
    from warehouse.home import Home, HomeError

    try:
        beside = layouts_beside(Home(home), trial.url, trial.page, trial.listing)
    except (PortalFileError, HomeError, UnknownSection) as error:
        click.echo(f"没有列出现行的版式:{error}", err=True)
        return
    if beside:
        click.echo(beside)
