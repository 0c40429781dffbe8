"""What the published file says of a section's layouts: which are in force, what was last learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from scrapers.layout import LAYOUT_VERSION, ItemLayout, LayoutKind, LearnedFrom, ListLayout
from warehouse import query
from warehouse.faults import unreadable
from warehouse.home import FileUnreadable
from warehouse.layouts import item_layout_of, list_layout_of
from warehouse.ledger import prepare
from warehouse.read_only import open_read_only


class PublishedSection(NamedTuple):
    """A section as the file names it: where two portals share an id, the second is `portal/section`."""

    section_id: str
    portal_id: str
    name: str
    url: str

    def is_called(self, section_id: str, portal_id: str | None) -> bool:
        """Whether a person means this section; the portal's own name for it will do where he names that."""
        if portal_id is None:
            return self.section_id == section_id
        return self.portal_id == portal_id and self.section_id in (section_id, f"{portal_id}/{section_id}")


class LayoutVersion(NamedTuple):
    """One version of a section's layout; `layout` is JSON, None where the rules alone read on."""

    kind: LayoutKind
    version: int
    layout: str | None
    learned_from: LearnedFrom
    learned_at: datetime
    reason: str | None

    @property
    def read(self) -> ListLayout | ItemLayout | None:
        """The layout itself; None where there is none, or where this program cannot read it."""
        return list_layout_of(self.layout) if self.kind == "list" else item_layout_of(self.layout)

    @property
    def is_of_present_rules(self) -> bool:
        """Whether today's rules read by it: one of other rules is learned anew."""
        return self.read is not None and self.read.version == LAYOUT_VERSION


@dataclass(frozen=True, slots=True)
class LearnedLayouts:
    """The sections of a published file, and of the one asked for what was last learned of each kind of
    page."""

    sections: tuple[PublishedSection, ...] = ()
    section: PublishedSection | None = None
    learned: tuple[LayoutVersion, ...] = ()

    def last_learned(self, kind: LayoutKind) -> LayoutVersion | None:
        """What was last learned of that kind of page; None before anything was."""
        return next((told for told in self.learned if told.kind == kind), None)


def learned_layouts(published: Path, section_id: str, portal_id: str | None = None) -> LearnedLayouts:
    """What a published file has of a section's layouts; nothing where there is no file, or where it has no
    such section. Raises FileUnreadable for a file that cannot be read."""
    if not published.is_file():
        return LearnedLayouts()
    try:
        with open_read_only(published) as connection:
            prepare(connection)
            sections = tuple(query.records(connection, "layouts/sections", PublishedSection))
            asked = next((told for told in sections if told.is_called(section_id, portal_id)), None)
            if asked is None or not query.value(connection, "layouts/is_kept"):
                return LearnedLayouts(sections, asked)
            told = query.records(connection, "layouts/versions", LayoutVersion, section_id=asked.section_id)
    except duckdb.Error as error:
        raise FileUnreadable(unreadable(published, error)) from error
    learned = {
        version.kind: version for version in told if version.learned_from != "person" and version.layout
    }
    return LearnedLayouts(sections, asked, tuple(learned.values()))
