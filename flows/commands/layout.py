"""`gongkai layout`: what was learned of a section's pages, as the TOML a person may paste and correct."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import EXIT_USE, fail, home_option, portal_option


@click.command(
    "layout", help="一个栏目的版式:学到条目行、标题、日期等在页面的什么位置,可改正后写入门户文件。"
)
@click.argument("section", metavar="SECTION")
@portal_option
@home_option
def command(section: str, portal: str | None, home: Path) -> None:
    """Reads only the published file and the home's portal files; exit code 2 for a section that is not
    there."""
    from flows.layouts import UnknownSection, layout_text, portal_file_of, section_layouts
    from scrapers.portalfile import PortalFileError
    from warehouse.home import Home, HomeError

    place = Home(home)
    try:
        found = section_layouts(place, portal, section)
    except (UnknownSection, PortalFileError, HomeError) as error:
        raise fail(str(error), EXIT_USE) from error
    click.echo(layout_text(found, portal_file_of(place, portal, found)))
