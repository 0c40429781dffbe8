"""Reading list pages on one core by a section's layout, against the rules alone, as a ratio of one run."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import replace

from scrapers.layout import ListLayout
from scrapers.parsing import parse_list
from scrapers.records import ListPage, Page
from tests.bench.table import Bar, Result
from tests.bench.turns import by_turns, middle, took
from tests.shared import SHARED

MIRROR = SHARED / "portals" / "mirrors" / "www.zhecheng.gov.cn.tar.gz"
HOST = "www.zhecheng.gov.cn"
A_THIRD = 1 / 3


def measure() -> list[Result]:
    """The saved portal's list pages, each by its section's layout and by the rules in turns; nothing where
    the portal is absent."""
    pages = list(_with_layouts()) if MIRROR.is_file() else []
    if not pages:
        return []
    rounds = by_turns(
        lambda: took(lambda: [parse_list(page) for page, _ in pages]),
        lambda: took(lambda: [parse_list(page, layout=layout) for page, layout in pages]),
    )
    milliseconds = 1000 / len(pages)
    by_rules = [rules.processor * milliseconds for rules, _ in rounds]
    by_layout = [layout.processor * milliseconds for _, layout in rounds]
    return [
        middle("list pages by rules: saved portal", by_rules, "ms", note=f"{len(pages)} pages"),
        middle("list pages by layout: saved portal", by_layout, "ms"),
        middle(
            "by layout / by rules",
            [layout.processor / rules.processor for rules, layout in rounds],
            bar=Bar("at most", A_THIRD),
        ),
    ]


def _with_layouts() -> Iterator[tuple[Page, ListLayout]]:
    """List pages of the saved portal with the layout of the first page of their folder, where that fits."""
    layouts: dict[str, ListLayout] = {}
    with tarfile.open(MIRROR) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            file = tar.extractfile(member) if member.name.endswith(".html") else None
            if file is None:
                continue
            path = member.name.partition(f"{HOST}/")[2]
            page = Page(f"http://{HOST}/{path}", file.read(), None)
            folder = path.rpartition("/")[0]
            listing = parse_list(page)
            if not isinstance(listing, ListPage) or listing.layout is None:
                continue
            layout = layouts.setdefault(folder, replace(listing.layout, learned_from="pages"))
            read = parse_list(page, layout=layout)
            if isinstance(read, ListPage) and read.layout is layout:
                yield page, layout
