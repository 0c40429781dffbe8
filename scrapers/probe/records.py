"""What a probe finds, as frozen records; `survey` fills them, `portal_toml` writes them down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from scrapers.probe.names import Meaning
from scrapers.records import ItemPage, ListPage, Page

Verdict = Literal[
    "list",
    "empty",
    "landing",
    "article",
    "needs_script",
    "same_as_home",
    "failed",
    "challenged",
    "redirected",
]
"""What trying a column showed; only `list` and `empty` can be crawled as they are."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page: absolute address, the name a reader sees, the heading it stands under."""

    url: str
    name: str
    group: str = ""
    found_on: str = ""


@dataclass(frozen=True, slots=True)
class Surface:
    """What one page shows beside its rows."""

    url: str
    links: tuple[PageLink, ...] = ()
    units: tuple[str, ...] = ()
    """Names of units as printed, from lists and selectors of units."""
    site_names: tuple[str, ...] = ()
    """What the page calls the portal, the most reliable first."""
    column_name: str = ""
    """What the page calls itself: ColumnName, the end of the breadcrumb, its title."""
    addresses: frozenset[str] = frozenset()
    """Canonical addresses of everything that the page links to, items included."""
    families: tuple[tuple[str, str], ...] = ()
    """Recognised systems and what each was recognised by."""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ItemTrial:
    """One item of a section: asked, and what was read."""

    url: str
    item: ItemPage | None = None
    reason: str = ""
    """Why nothing was read, in Chinese; '' when it was."""
    doubts: tuple[str, ...] = ()
    """Where list row and item page disagree."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One column tried: what was asked, what it turned out to be, what was read."""

    link: PageLink
    url: str
    """The address that answered, after redirects and stubs."""
    name: str
    meaning: Meaning
    verdict: Verdict
    reason: str = ""
    listing: ListPage | None = None
    surface: Surface | None = None
    item: ItemTrial | None = None
    second_page: str = ""
    """What asking for page 2 showed, in Chinese; '' when it was not asked."""
    paged: bool = True
    """False where page 2 was asked for and brought no row of its own."""
    notes: tuple[str, ...] = ()
    page: Page | None = None
    """The list page as it came, where one section is tried alone."""

    @property
    def crawlable(self) -> bool:
        """Whether `nightly` can read it."""
        return self.verdict in ("list", "empty")


@dataclass(frozen=True, slots=True)
class PortalIdentity:
    """The portal itself."""

    home: str
    hosts: tuple[str, ...]
    name: str
    place: str = ""
    """County, city, district or banner, `柘城县`; '' when no name says it."""
    name_is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a probe has to say."""

    site: PortalIdentity
    trials: tuple[Trial, ...]
    untried: tuple[PageLink, ...] = ()
    """Columns that look like disclosure and were left for want of requests."""
    other_columns: tuple[PageLink, ...] = ()
    """Further columns, by their name or place none of disclosure."""
    unit_pages: tuple[PageLink, ...] = ()
    """Pages of single units."""
    below: tuple[PageLink, ...] = ()
    """Columns below a list that was read; their items usually stand in it too."""
    elsewhere: tuple[PageLink, ...] = ()
    """Columns on hosts that were not asked."""
    other_hosts: tuple[str, ...] = ()
    """Further hosts that the pages link to."""
    off_portal: tuple[PageLink, ...] = ()
    units: tuple[str, ...] = ()
    """As printed, in page order."""
    requests: int = 0
    cap: int = 60
    remarks: tuple[str, ...] = field(default=())
    """Of robots.txt, site map, challenge …, in Chinese."""
    challenged: bool = False
