"""What `nightly` and `backfill` share: checks before Prefect is started, the run, the closing table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_INCOMPLETE, EXIT_STOPPED, fail

if TYPE_CHECKING:
    from flows.run import Surroundings
    from flows.summary import Kind, Summary
    from scrapers.crawl.years import Years
    from scrapers.portalfile import Portal, Section


def run_and_tell(
    kind: Kind,
    home: Path,
    portals: tuple[str, ...],
    plain: bool,
    years: Years | None = None,
    sections: Sequence[str] = (),
) -> Summary:
    """Runs, over a Prefect server where one can be reached and not `plain`; prints the completeness table.

    Raises click's Exit for an unfinished run; troubles go on their way (flows/cli.py says them).
    """
    from flows.run import Surroundings
    from flows.stopping import listen
    from flows.table import completeness_table, stopped_words

    listen()
    chosen = check(kind, home, portals, sections)
    work = partial(_run, kind, home, portals, years, sections)
    server = None if plain else _server(home)
    summary = _in_flow(kind, home, server, years, work) if server else work(Surroundings())
    if summary.interrupted:
        tonight = ",或由 gongkai serve 今晚接着抓" if kind == "nightly" else ""
        said = f"{stopped_words(summary)}。重新运行同一命令即可继续{tonight}。"
        raise fail(said, EXIT_STOPPED)
    click.echo(completeness_table(summary))
    if chosen is not None:
        click.echo(f"\n{_by_month(summary, *chosen)}")
    return summary


def exit_code(summary: Summary) -> int:
    """0 all complete, 3 some section is not."""
    return 0 if summary.complete else EXIT_INCOMPLETE


def check(
    kind: Kind, home: Path, portals: tuple[str, ...], sections: Sequence[str]
) -> tuple[Portal, Sequence[Section]] | None:
    """Finds what can be found wrong before Prefect is started, which takes seconds; of a backfill the portal
    and the sections that will be read.

    Raises PortalFileError, HomeBusy, HomeError.
    """
    from flows.night import trouble_of
    from flows.portals import asked_portals, chosen_sections, find_portal
    from flows.renaming import finish_rename
    from flows.run import now
    from warehouse.home import Home

    finish_rename(Home(home), partial(click.echo, err=True))
    chosen = None
    if kind == "nightly":
        asked, unread = asked_portals(Home(home), portals)
        if not asked:
            raise trouble_of(unread)
    else:
        found = find_portal(Home(home), portals[0] if portals else None)
        chosen = found, chosen_sections(found, sections)
    with Home(home).locked(now()):
        pass
    return chosen


def _by_month(summary: Summary, portal: Portal, sections: Sequence[Section]) -> str:
    """The completeness table by month and section."""
    from flows.forecasting import closing_words

    return closing_words(summary, portal, sections)


def _in_flow(
    kind: Kind, home: Path, server: str, years: Years | None, work: Callable[[Surroundings], Summary]
) -> Summary:
    """The run, shown over that server as a flow of its kind; plainly where it does not answer."""
    from flows.environment import prepare_prefect
    from flows.run import Surroundings
    from warehouse.home import Home

    os.environ["GONGKAI_HOME"] = str(home.absolute())
    prepare_prefect(Home(home), server)
    from flows.outcomes import run_state
    from flows.shown import run_name, shown_in_prefect
    from flows.steps import Tasks, quiet_screen, server_is_well

    quiet_screen()

    if not server_is_well():
        click.echo(f"Prefect 服务 {server} 没有应答,本次不经 Prefect 直接运行", err=True)
        return work(Surroundings())
    name = run_name("夜间抓取" if years is None else f"补抓 {years.text} 年")
    return Tasks(kind).whole(name, lambda: shown_in_prefect(kind, work), run_state)


def _run(
    kind: Kind,
    home: Path,
    portals: tuple[str, ...],
    years: Years | None,
    sections: Sequence[str],
    around: Surroundings,
) -> Summary:
    if kind == "nightly":
        from flows.night import run_night

        return run_night(home, portals, around)
    from flows.filling import run_backfill

    assert years is not None
    return run_backfill(home, years, portals[0] if portals else None, sections, around)


def _server(home: Path) -> str | None:
    """The server over which the run is to be shown. None: there is none, and none is started."""
    from flows.environment import reachable_server
    from warehouse.home import Home

    server = reachable_server(Home(home))
    if server is None and os.environ.get("PREFECT_API_URL"):
        click.echo(
            f"Prefect 服务 {os.environ['PREFECT_API_URL']} 连接不上,本次不经 Prefect 直接运行", err=True
        )
    return server
