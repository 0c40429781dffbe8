"""Checking what stands: a plain function, for the command line and the Prefect flow.

It begins to read soon: nothing of a crawl is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flows.published import Names, portals_meant
from scrapers.rereading import Rereaders
from warehouse.home import Home
from warehouse.verify import How, Sample, Verification, verify_published, verify_sealed


def verify_home(
    root: Path,
    year: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    sample: Sample | None = None,
    names: Names = None,
) -> list[Verification]:
    """Checks the published file, or every closing of `year`, by all processors; of the archived records only
    a `sample` where one is given; of several portals those named, where some are. Changes nothing. Raises
    VerifyError, PortalFileError for a name that is none."""
    home = Home(root)
    meant = portals_meant(home, names)
    with Rereaders() as reader:
        how = How(datetime.now(UTC), reader, progress or (lambda done, total: None), sample)
        if year is None:
            return [verify_published(home, how, [one.portal_id for one in meant] if names else ())]
        return verify_sealed(home, year, how, [one.names for one in meant])
