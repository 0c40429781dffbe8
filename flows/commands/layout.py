"""`gongkai layout`: what was learned of a section's pages, as the TOML a person may paste and correct."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import home_option, portal_option


@click.command(
    "layout", help="一个栏目的版式:学到条目行、标题、日期等在页面的什么位置,可改正后写入门户文件。"
)
@click.argument("section", metavar="栏目id")
@portal_option
@home_option
def command(section: str, portal: str | None, home: Path) -> None:
    """Reads only the published file and the home's portal files; exit code 2 for a section that is not
    there."""
    from flows.layouts import layout_text, portal_file_of, section_layouts
    from warehouse.home import Home

    place = Home(home)
    found = section_layouts(place, portal, section)
    click.echo(layout_text(found, portal_file_of(place, portal, found)))
