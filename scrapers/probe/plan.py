"""Which column to ask next: the columns found so far, the most telling first. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from scrapers.address import canonical, host_of
from scrapers.probe import columns, names
from scrapers.probe.records import Link, Surface
from scrapers.probe.units import is_unit

UNIT_PAGES = 2
"""So many pages that list units are asked at most."""


class Rank(IntEnum):
    """How much a link promises; lower is asked earlier."""

    LANDING = 0
    OVERVIEW = 1
    """Site maps and lists of units: one request that shows many names."""
    CATEGORY = 2
    DISCLOSURE = 3
    """In the menus of a landing page, or by its name near a category."""
    UNNAMED = 4
    """A picture without words in the disclosure part of the tree."""
    SIBLING = 5
    """Beside sections of a known category in the tree."""
    OTHER = 6
    """Nothing speaks for disclosure; listed, not asked."""
    NEVER = 7


@dataclass(slots=True)
class _Column:
    """A column as known so far: every name under which it was linked."""

    order: int
    links: list[Link]
    on_landing: bool = False

    @property
    def best(self) -> Link:
        """The link whose name says most: a category's, then any name, then none."""
        return min(self.links, key=lambda link: (not names.meaning(link.name).certain, not link.name))


@dataclass
class Plan:
    """Columns found and what has been asked of them."""

    hosts: tuple[str, ...]
    place: str = ""
    _columns: dict[str, _Column] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _home: set[str] = field(default_factory=set)
    _branches: set[str] = field(default_factory=set)
    _unit_pages: int = 0

    def learn(self, surface: Surface, home: bool = False, landing: bool = False) -> None:
        """Takes in the links of a page; those of a landing page that the home page lacks are its own."""
        for link in surface.links:
            if columns.kind_of(link.url) != "column" or names.is_boilerplate(link.name or "?"):
                continue
            key = canonical(link.url)
            if home:
                self._home.add(key)
            column = self._columns.setdefault(key, _Column(len(self._columns), []))
            column.links.append(link)
            column.on_landing = column.on_landing or (landing and key not in self._home)
            if names.meaning(link.name, self.place).certain or names.is_landing(link.name):
                self._branches.add(columns.branch_of(link.url))
        self._branches.discard("")

    def add_unnamed(self, urls: Iterable[str]) -> None:
        """Takes in addresses of a site map for machines, which has no names."""
        self.learn(Surface("", tuple(Link(url, "", "", "sitemap") for url in urls)))

    def mark_asked(self, url: str) -> None:
        """Notes that an address was asked, also one reached by a redirect."""
        self._asked.add(canonical(url))

    def next(self, patient: bool = False) -> Link | None:
        """The most telling column not asked yet, marked as asked; None when none is left that promises
        disclosure. `patient`: also those for which nothing speaks but that they are columns."""
        open_ = [(self._rank(key, column), column.order, key) for key, column in self._columns.items()]
        open_ = [entry for entry in open_ if entry[0] <= (Rank.OTHER if patient else Rank.SIBLING)]
        if not open_:
            return None
        _, _, key = min(open_)
        self._asked.add(key)
        link = self._columns[key].best
        self._unit_pages += names.is_unit_list(link.name)
        return link

    def left(self) -> tuple[Link, ...]:
        """Columns that promise disclosure and were not asked, the most telling first."""
        return self._with_rank(lambda rank: Rank.CATEGORY <= rank <= Rank.SIBLING or rank == Rank.LANDING)

    def others(self) -> tuple[Link, ...]:
        """Columns for which nothing speaks, units' own pages among them."""
        return self._with_rank(lambda rank: rank in (Rank.OTHER, Rank.OVERVIEW))

    def elsewhere(self) -> tuple[Link, ...]:
        """Columns on other hosts whose names are those of disclosure."""
        found = (column.best for column in self._columns.values())
        return tuple(
            link
            for link in found
            if host_of(link.url) not in self.hosts
            and (names.meaning(link.name, self.place).certain or names.is_landing(link.name))
        )

    def off_portal(self) -> tuple[Link, ...]:
        """Columns of categories that are not counted on a portal (依申请公开 …)."""
        return tuple(
            column.best for column in self._columns.values() if names.is_off_portal(column.best.name)
        )

    def _with_rank(self, wanted: Callable[[Rank], bool]) -> tuple[Link, ...]:
        ranked = sorted((self._rank(key, column), column.order, key) for key, column in self._columns.items())
        return tuple(self._columns[key].best for rank, _, key in ranked if wanted(rank))

    def _rank(self, key: str, column: _Column) -> Rank:
        link = column.best
        if key in self._asked or host_of(link.url) not in self.hosts or names.is_off_portal(link.name):
            return Rank.NEVER
        if columns.is_root(link.url):
            return Rank.OTHER if link.name else Rank.NEVER
        if names.is_landing(link.name):
            return Rank.LANDING
        if names.is_site_map(link.name) or (names.is_unit_list(link.name) and self._unit_pages < UNIT_PAGES):
            return Rank.OVERVIEW
        if names.meaning(link.name, self.place).certain:
            return Rank.CATEGORY
        return self._rank_by_place(column, link)

    def _rank_by_place(self, column: _Column, link: Link) -> Rank:
        """Of a column whose name is no category's."""
        if is_unit(link.name) or names.is_unit_list(link.name):
            return Rank.OTHER
        in_branch = columns.branch_of(link.url) in self._branches
        if not link.name:
            return Rank.UNNAMED if column.on_landing or in_branch else Rank.NEVER
        if column.on_landing or names.is_suggestive(link.name):
            return Rank.DISCLOSURE
        return Rank.SIBLING if in_branch else Rank.OTHER


def named(link: Link, name: str) -> Link:
    """The link under the name that its page gives itself, where the link had none; a bare year gets its
    group's name before it."""
    if names.YEAR.fullmatch(link.name) and link.group:
        return replace(link, name=f"{link.group}{link.name}")
    return link if link.name else replace(link, name=name)
