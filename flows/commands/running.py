"""What `nightly` and `backfill` share: checks before Prefect is started, the run, the closing table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import EXIT_BUSY, EXIT_FAULT, EXIT_INCOMPLETE, EXIT_STOPPED, EXIT_USE, fail

if TYPE_CHECKING:
    from flows.run import Kind, Step, Summary


def run_and_tell(
    kind: Kind,
    home: Path,
    portal: str | None,
    plain: bool,
    year: int | None = None,
    sections: Sequence[str] = (),
) -> Summary:
    """Runs with Prefect, or without when `plain`; prints the completeness table on stdout.

    Raises click's Exit with the promised code for every known error and for an unfinished run.
    """
    from flows.stopping import listen
    from flows.table import completeness_table
    from scrapers.portalfile import PortalFileError
    from warehouse.home import HomeBusy, HomeError
    from warehouse.overrides import DecisionsError

    listen()
    try:
        check(home, portal, sections)
        summary = (
            _plain(kind, home, portal, year, sections) if plain else _flow(kind, home, portal, year, sections)
        )
    except PortalFileError as error:
        raise fail(str(error), EXIT_USE) from error
    except HomeBusy as error:
        raise fail(str(error), EXIT_BUSY) from error
    except DecisionsError as error:
        raise fail(str(error), EXIT_USE) from error
    except HomeError as error:
        raise fail(str(error), EXIT_FAULT) from error
    if summary.interrupted:
        raise fail("已停止;已抓取的部分已保存,发布文件未动。重新运行同一命令即可继续。", EXIT_STOPPED)
    click.echo(completeness_table(summary))
    return summary


def exit_code(summary: Summary) -> int:
    """0 all complete, 3 some section is not."""
    return 0 if summary.complete else EXIT_INCOMPLETE


def check(home: Path, portal: str | None, sections: Sequence[str]) -> None:
    """Finds what can be found wrong before Prefect is started, which takes seconds.

    Raises PortalFileError, HomeBusy, HomeError.
    """
    from flows.run import chosen_sections, find_portal, now
    from warehouse.home import Home

    chosen_sections(find_portal(Home(home), portal), sections)
    with Home(home).locked(now()):
        pass


def _flow(kind: Kind, home: Path, portal: str | None, year: int | None, sections: Sequence[str]) -> Summary:
    from flows.environment import prepare_prefect
    from warehouse.home import Home

    prepare_prefect(Home(home).work)
    if kind == "nightly":
        from flows.nightly import nightly

        return nightly(portal=portal, home=str(home))
    from flows.backfill import backfill

    assert year is not None
    return backfill(year=year, portal=portal, home=str(home), sections=list(sections))


def _plain(kind: Kind, home: Path, portal: str | None, year: int | None, sections: Sequence[str]) -> Summary:
    from flows.progress import Bars
    from flows.run import execute, open_run, plainly

    step: Step = plainly
    with open_run(home, portal, kind, Bars, year, sections) as run:
        return execute(run, step)
