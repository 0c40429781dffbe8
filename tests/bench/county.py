"""The sample county as a thing to measure against: served by a process of its own, every page rendered once
before the clock starts, no rate limit, item pages asked for in all sections."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.portal.addresses import PROXY, column, list_url, page_file
from tests.portal.building import build
from tests.portal.editions import EDITIONS
from tests.portal.model import Section, Truth
from tests.portal.render_hanweb import BLOCK, unit_id

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(edition: str, scratch: Path) -> Iterator[str]:
    """Serves an edition as an HTTP proxy; gives its address. Its portal file is `scratch/portal.toml`."""
    file = scratch / "county.toml"
    command = [sys.executable, "-m", "tests.portal", "--edition", edition, "--portal-file", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = f"http://127.0.0.1:{int(server.stdout.readline())}"
            (scratch / "portal.toml").write_text(
                _unbridled(file.read_text(encoding="utf-8")), encoding="utf-8"
            )
            yield address
        finally:
            server.terminate()


def _unbridled(portal_file: str) -> str:
    """The county's portal file without a rate limit and with every section's item pages."""
    return portal_file.replace("requests_per_second = 2000", "requests_per_second = 1000000").replace(
        "details = false\n", ""
    )


def truth_of(edition: str) -> Truth:
    """What is true of an edition; the same in every process."""
    return build(EDITIONS[edition], 2017).truth()


def item_pages(truth: Truth) -> list[str]:
    """The address of every item page."""
    return [item.address for item in truth.items if item.kind == "page"]


def list_pages(truth: Truth) -> list[str]:
    """The address of every list page, and of every further block of those that fetch their rows by script."""
    return [
        address for section in truth.sections for address in _list(section, truth.section_rows[section.id])
    ]


def _list(section: Section, rows: int) -> list[str]:
    if section.family == "hanweb":
        own, size = column(section), section.per_page * BLOCK
        asking = f"http://{section.host}{PROXY}?columnid={own}&unitid={unit_id(section)}"
        blocks = range(2, 1 + -(-rows // size))
        return [list_url(section), *(f"{asking}&page={number}" for number in blocks)]
    folder = list_url(section).rpartition("/")[0]
    pages = range(1, 1 + max(1, -(-rows // section.per_page)))
    return [f"{folder}/{page_file(section, number)}" for number in pages]


def warm(proxy: str, truth: Truth) -> None:
    """Asks for every page once, so that rendering is not part of what is measured."""
    session = requests.Session()
    session.proxies = {"http": proxy}
    with ThreadPoolExecutor(2) as threads:
        for answer in threads.map(session.get, [*item_pages(truth), *list_pages(truth)]):
            answer.raise_for_status()
