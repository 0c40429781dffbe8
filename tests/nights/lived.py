"""A case lived through, as a value: what each night came to, for the tests and for the table of faults."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.nights.faults import SECTIONS, Case
from tests.nights.house import Compared, House, Night, Row, Visit, compare, figure_items, figures
from tests.portal import Portal, running_portal

CODES = {"zwyw": "动态信息", "gknb": "信息公开年报"}
"""Section → the category that it alone feeds in the small county's portal file as used here."""


@dataclass(frozen=True, slots=True)
class Lived:
    """The struck night, with what the file said after the good night before it (if any), and the well
    night after."""

    case: Case
    good: Night | None
    struck: Night
    well: Night | None
    seconds: float
    """Real time of the struck night."""
    compared: Compared
    """The struck night's file beside the truth of that night."""
    after: Compared | None
    """The well night's file beside the truth."""
    true: dict[int, int]
    """Year → documents that the section struck has published."""

    @property
    def outcome(self) -> str:
        """Outcome of the section struck."""
        return self.struck.outcomes[self.case.target]


@dataclass(frozen=True, slots=True)
class Struck:
    """A section crawled and loaded under a fault after a good night, and what of it is accepted."""

    visit: Visit
    fetched: list[str]
    """Outcomes of this run's questions where the fault strikes, without repetition, sorted."""
    before: list[Row]
    after: list[Row]
    """The rows and page versions that figures rest on, before and after."""
    seconds: float


def struck(case: Case, good: House, root: Path) -> Struck:
    """A copy of a home after a good night; then a day with a new item, on which the fault strikes the section
    while it is crawled and loaded as a night does. No publication."""
    with running_portal(edition="small") as portal:
        house = good.copy_to(root, portal)
        before = accepted(house, case.target)
        new_item(portal, case.target)
        case.plant(portal)
        begun = time.monotonic()
        visit = house.visit(case.target)
        seconds = time.monotonic() - begun
    fetched = house.ledger_rows(
        "SELECT DISTINCT outcome FROM fetches WHERE run_id = ? AND regexp_matches(url, ?) ORDER BY ALL",
        visit.run_id,
        case.struck_addresses,
    )
    told = [str(outcome) for (outcome,) in fetched]
    return Struck(visit, told, before, accepted(house, case.target), seconds)


def accepted(house: House, section_id: str) -> list[Row]:
    """All of a section that figures rest on: its accepted rows, those that left it, the accepted versions of
    their pages, and what was withdrawn."""
    return house.ledger_rows(
        "SELECT item_id, COLUMNS('accepted.*'), left_at, version, title, published_on, withdrawals.removed_at"
        " FROM item_sections LEFT JOIN (FROM item_versions WHERE accepted_at IS NOT NULL) AS versions"
        " USING (item_id) LEFT JOIN withdrawals USING (item_id)"
        " WHERE section_id = ? AND item_sections.accepted_at IS NOT NULL ORDER BY ALL",
        section_id,
    )


def new_item(portal: Portal, section_id: str) -> None:
    """A day after the newest item of the section another one comes up."""
    rows = portal.world.rows(section_id)
    newest = max(rows, key=lambda item: item.published)
    model = next(row for row in rows if row.home == section_id and row.kind == "page")
    portal.world.add_like(model.key, "新发布的一条消息", newest.published + timedelta(days=1))


def later(case: Case, good: House, root: Path, *, well: bool = True) -> Lived:
    """A copy of a home after a good night; then a day with a new item, a night with the fault, and a well
    night, if wanted."""
    return _live(case, root, good, well)


def first(case: Case, root: Path, *, well: bool = True) -> Lived:
    """A new home: its very first night has the fault; then a well night, if wanted."""
    return _live(case, root, None, well)


def _live(case: Case, root: Path, good: House | None, then_well: bool = True) -> Lived:
    with ExitStack() as stack:
        portal = stack.enter_context(running_portal(edition="small"))
        house = House(portal, root, SECTIONS) if good is None else good.copy_to(root, portal)
        before = house.last
        if good is not None:
            new_item(portal, case.target)
        case.plant(portal)
        begun = time.monotonic()
        struck = house.night()
        seconds = time.monotonic() - begun
        compared = compare(house, struck)
        portal.faults.clear()
        well = house.night() if then_well else None
        after = compare(house, well) if well else None
        true = Counter(item.year for item in portal.world.items.values() if case.target in item.sections)
        return Lived(case, before, struck, well, seconds, compared, after, dict(true))


def standing(night: Night, target: str) -> tuple[object, ...]:
    """What a file says on account of one section: its figures with their age, the items behind them, the
    values of each item that counts."""
    code = CODES[target]
    told: dict[object, Row] = {key: value for key, value in figures(night).items() if key[1] == code}
    # The total is as old as the oldest reading behind it, so its instant may move among those of the good
    # night.
    told |= {key: value[:2] for key, value in figures(night).items() if key[1] == "合计"}
    behind = [row for row in figure_items(night) if row[2] == code]
    return told, behind, values(night, target)


def values(night: Night, target: str) -> list[Row]:
    """The published values of the items that count in a section."""
    return night.rows(
        "SELECT item_id, items.url, title, unit, published_on, list_title, listed_on FROM item_sections"
        " JOIN items USING (item_id) WHERE section_id = ? AND counted ORDER BY item_id",
        target,
    )
