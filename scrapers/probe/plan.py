"""Which column to ask next: the columns found so far, the most telling first. Pure and deterministic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from urllib.parse import urlsplit

from scrapers.address import host_of
from scrapers.probe import columns, names
from scrapers.probe.records import PageLink, Surface
from scrapers.probe.units import is_unit

UNIT_PAGES = 2
"""So many pages that list units are asked at most."""


MISSES = 2
"""After so many columns of one folder that are no lists, the others in it come behind those of other folders
that promise as much."""


class Rank(IntEnum):
    """How much a column promises; lower is asked earlier."""

    LANDING = 0
    OVERVIEW = 1
    """Site maps and lists of units: one request that shows many names."""
    CATEGORY = 2
    NEAR = 3
    """By its name near a category."""
    DISCLOSURE = 4
    """In the menus of a landing page, or beside sections of a known category in the tree."""
    UNNAMED = 5
    """A picture without words in the disclosure part of the tree."""
    BELOW = 6
    """Below a list that was read, whose rows usually hold these too."""
    OTHER = 7
    """Nothing speaks for disclosure; listed, asked only where little else was found."""
    UNIT = 8
    NEVER = 9


SWITCHED = "首页上由脚本切换的菜单项（地址按其参数推定）"
"""Said of a column whose address only the parameter of a menu entry tells."""

ASKED = Rank.BELOW
"""The last rank that is asked without need."""


@dataclass(slots=True)
class _Column:
    """A column as known so far: every link to it."""

    order: int
    links: list[PageLink]
    on_landing: bool = False


@dataclass
class ProbePlan:
    """Columns found and what has been asked of them."""

    hosts: tuple[str, ...]
    place: str = ""
    _columns: dict[str, _Column] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _home: set[str] = field(default_factory=set)
    _branches: set[str] = field(default_factory=set)
    _lists: set[str] = field(default_factory=set)
    _headings: dict[str, Counter[str]] = field(default_factory=dict)
    _unit_pages: int = 0
    _switches: list[PageLink] = field(default_factory=list)
    _misses: Counter[str] = field(default_factory=Counter)

    def learn(self, surface: Surface, home: bool = False, landing: bool = False) -> None:
        """Takes in the links of a page; those of a landing page that the home page lacks are its own."""
        for link in surface.links:
            if columns.kind_of(link.url) != "column" or (link.name and names.is_boilerplate(link.name)):
                continue
            key = columns.key_of(link.url)
            if names.is_landing(link.name) and columns.switched_folder(link.url):
                self._switches.append(link)
            if home:
                self._home.add(key)
            column = self._columns.setdefault(key, _Column(len(self._columns), []))
            column.links.append(link)
            column.on_landing = column.on_landing or (landing and key not in self._home)
            self._learn_heading(link)
            if names.meaning(link.name, self.place).certain or names.is_landing(link.name):
                self._branches.add(columns.branch_of(link.url))
        self._branches.discard("")

    def add_unnamed(self, urls: Iterable[str]) -> None:
        """Takes in addresses of a site map for machines, which has no names."""
        self.learn(Surface("", tuple(PageLink(url, "", "", "sitemap") for url in urls)))

    def mark_asked(self, url: str) -> None:
        """Notes that an address was asked, also one reached by a redirect."""
        self._asked.add(columns.key_of(url))

    def mark_list(self, url: str) -> None:
        """Notes that an address is a list that can be read; columns below it can wait."""
        self._lists.add(columns.folder_of(url))

    def mark_miss(self, url: str) -> None:
        """Notes that an address is no list: its neighbours wait for columns of other folders then."""
        self._misses[_beside(url)] += 1

    def next(self, last: Rank = ASKED) -> PageLink | None:
        """The most telling column not asked yet, marked as asked; None when none is left that promises as
        much as `last`."""
        self._learn_switched()
        waiting = [entry for entry in self._ranked() if entry[0] <= last]
        if not waiting:
            return None
        key = waiting[0][2]
        self._asked.add(key)
        link = self._best(key)
        self._unit_pages += names.is_unit_list(link.name)
        return link

    def left(self, *ranks: Rank) -> tuple[PageLink, ...]:
        """Columns of these ranks that were not asked, the most telling first."""
        return tuple(self._best(key) for rank, _, key in self._ranked() if rank in ranks)

    def elsewhere(self) -> tuple[PageLink, ...]:
        """Columns on other hosts with names of disclosure, or on hosts of the portal's own domain."""
        return tuple(link for link in self._foreign() if link.name and self._concerns(link))

    def other_hosts(self) -> tuple[str, ...]:
        """Hosts of further links to other portals."""
        return tuple(
            sorted(
                {host_of(link.url) for link in self._foreign() if not (link.name and self._concerns(link))}
            )
        )

    def off_portal(self) -> tuple[PageLink, ...]:
        """Columns of categories that are not counted on a portal (依申请公开 …)."""
        best = (self._best(key) for key in self._columns)
        return tuple(link for link in best if names.is_off_portal(link.name))

    def _learn_switched(self) -> None:
        """Takes in the folders of menu entries that a script switches on the home page. `/?link=hdjl` leads
        nowhere, but where columns lie in `/ywdt/` beside `?link=ywdt`, there may be `/hdjl/`, whose
        columns nothing else on the home page shows. Only where no page has the entry's name."""
        folders = {columns.switched_folder(link.url): link for link in self._switches}
        known = {columns.first_folder(column.links[0].url) for column in self._columns.values()}
        if folders.keys() & known:
            for folder in folders.keys() - known:
                link = folders[folder]
                url = f"{urlsplit(link.url).scheme}://{folder}"
                if not self._has_page(names.tidy(link.name)):
                    found = replace(link, url=url, group=SWITCHED)
                    self._columns[columns.key_of(url)] = _Column(len(self._columns), [found])

    def _has_page(self, name: str) -> bool:
        """Whether a column of that name has an address of its own."""
        links = (link for column in self._columns.values() for link in column.links)
        return any(names.tidy(link.name) == name and not columns.is_root(link.url) for link in links)

    def _foreign(self) -> list[PageLink]:
        best = (self._best(key) for key in self._columns)
        return [link for link in best if host_of(link.url) not in self.hosts]

    def _concerns(self, link: PageLink) -> bool:
        domain = self.hosts[0].partition(".")[2]
        sister = domain.count(".") > 0 and host_of(link.url).endswith(f".{domain}")
        return sister or names.meaning(link.name, self.place).certain or names.is_landing(link.name)

    def _ranked(self) -> list[tuple[Rank, int, str]]:
        """Every column as (rank, order, key), the most telling first."""
        ranked = (
            (self._rank(key, column), self._misses[_beside(key)] // MISSES, column.order, key)
            for key, column in self._columns.items()
        )
        return [(rank, order, key) for rank, _, order, key in sorted(ranked)]

    def _learn_heading(self, link: PageLink) -> None:
        """Counts the headings over the columns of one folder: they name the folder's own column."""
        if link.group:
            above = columns.folder_of(link.url).rstrip("/").rpartition("/")[0]
            self._headings.setdefault(above, Counter())[link.group] += 1

    def _best(self, key: str) -> PageLink:
        """The link whose name says most: a category's, then any; a picture without words gets the heading
        under which the columns below it stand."""
        links = self._columns[key].links
        best = min(links, key=lambda link: (not names.meaning(link.name, self.place).certain, not link.name))
        if best.name:
            return best
        below = self._headings.get(columns.folder_of(best.url).rstrip("/"))
        return replace(best, name=min(below, key=lambda name: (-below[name], name))) if below else best

    def _rank(self, key: str, column: _Column) -> Rank:
        link = self._best(key)
        if key in self._asked or host_of(link.url) not in self.hosts or names.is_off_portal(link.name):
            return Rank.NEVER
        if columns.is_root(link.url):
            return Rank.OTHER if link.name else Rank.NEVER
        if names.is_landing(link.name):
            return Rank.LANDING
        if names.is_unit_list(link.name):
            return Rank.OVERVIEW if self._unit_pages < UNIT_PAGES else Rank.UNIT
        if names.is_site_map(link.name):
            return Rank.OVERVIEW
        if names.meaning(link.name, self.place).certain:
            return Rank.CATEGORY
        return self._rank_by_place(column, link)

    def _rank_by_place(self, column: _Column, link: PageLink) -> Rank:
        """Of a column whose name is no category's."""
        if is_unit(link.name):
            return Rank.UNIT
        folder = columns.folder_of(link.url)
        if any(folder.startswith(parent) and folder != parent for parent in self._lists):
            return Rank.BELOW
        in_branch = columns.branch_of(link.url) in self._branches
        if not link.name:
            return Rank.UNNAMED if column.on_landing or in_branch else Rank.NEVER
        if names.is_suggestive(link.name):
            return Rank.NEAR
        return Rank.DISCLOSURE if column.on_landing or in_branch else Rank.OTHER


def _beside(url: str) -> str:
    """The folder that a column's folder lies in."""
    return columns.folder_of(url).rstrip("/").rpartition("/")[0]


def named(link: PageLink, name: str) -> PageLink:
    """The link under the name that its page gives itself, where the link had none; a bare year gets its
    group's name before it."""
    if names.YEAR.fullmatch(link.name) and link.group:
        return replace(link, name=f"{link.group}{link.name}")
    return link if link.name else replace(link, name=name)
