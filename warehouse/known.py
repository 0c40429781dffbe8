"""What the ledger knows of a section, as the value that a crawl starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.address import canonical, item_id
from scrapers.known import Known, KnownItem, LinkTold, Stored
from scrapers.layout import LAYOUT_VERSION
from scrapers.package import Ground, Proof
from scrapers.portalfile import Portal
from warehouse import query
from warehouse.bounds import BoundRow, bound_of
from warehouse.changes import NOTHING_OPEN, suspect_sections, to_settle
from warehouse.clock import believed_until
from warehouse.layouts import item_layout_of, list_layout_of

_FAR = datetime(9999, 1, 1, tzinfo=UTC)


class _Readings(NamedTuple):
    """What the readings of a section say: as the fields of Known, and its next package's number."""

    complete_rows: int | None
    complete_at: datetime | None
    ground: Ground | None
    not_shown: int
    short_declared: int | None
    short_read: int | None
    records_declared: int | None
    next_part: int


class _Asked(NamedTuple):
    """When a question was last answered in a run."""

    asked_at: datetime


class _Layout(NamedTuple):
    layout: str


def known_of_section(
    ledger: DuckDBPyConnection,
    section_id: str,
    run_id: str,
    bounds: Sequence[BoundRow] = (),
    now: datetime | None = None,
) -> Known:
    """Rows, answers and the last whole reading of a section of the run's portal; what people expect of it.
    Readings dated after `now` were made under a wrong clock: none of them is the last.

    Raises LookupError when the run was never begun.
    """
    return known_of_sections(ledger, [section_id], run_id, bounds, now)[section_id]


def known_of_sections(
    ledger: DuckDBPyConnection,
    section_ids: Sequence[str],
    run_id: str,
    bounds: Sequence[BoundRow] = (),
    now: datetime | None = None,
) -> dict[str, Known]:
    """As `known_of_section`, of several sections by their ids: together they cost little more than one."""
    portal_id = _portal_of(ledger, run_id)
    asked: dict[str, Any] = {"portal_id": portal_id, "section_ids": list(section_ids)}
    until = believed_until(ledger, now or _FAR)
    items = _items_of(ledger, asked, run_id, until)
    answers = query.by_keys(ledger, "known/answers", ("section_id", "question"), Stored, **asked, until=until)
    told = query.by_keys(
        ledger, "known/told_this_run", ("section_id", "question"), _Asked, **asked, run_id=run_id
    )
    readings = query.by_key(
        ledger, "known/readings", "section_id", _Readings, **asked, run_id=run_id, until=until
    )
    layouts = layouts_known(ledger, portal_id, section_ids)
    suspect = suspect_sections(ledger, portal_id, section_ids)
    redacted = frozenset(query.column(ledger, "redact/redacted_items", portal_id=portal_id))
    found = {}
    for section_id in section_ids:
        open_ = NOTHING_OPEN
        if section_id in suspect:
            open_ = to_settle(ledger, {"portal_id": portal_id, "section_id": section_id})
        good, read = answers.get(section_id, {}), readings[section_id]
        layout = layouts.get(section_id, {})
        found[section_id] = Known(
            items=items.get(section_id, {}),
            answers=good,
            this_run={
                key: replace(good[key], asked_at=at.asked_at)
                for key, at in told.get(section_id, {}).items()
                if key in good
            },
            complete_rows=read.complete_rows,
            complete_at=read.complete_at,
            ground=read.ground,
            not_shown=read.not_shown,
            fell_short=_fell_short(read),
            records_declared=read.records_declared,
            left=open_.pages,
            missing=open_.read_whole,
            redacted=redacted,
            bound=bound_of(ledger, bounds, portal_id, section_id, until),
            list_layout=list_layout_of(layout.get("list")),
            item_layout=item_layout_of(layout.get("item")),
            next_part=read.next_part,
        )
    return found


def _fell_short(read: _Readings) -> tuple[int, int] | None:
    if read.short_declared is None or read.short_read is None:
        return None
    return read.short_declared, read.short_read


def layouts_known(
    ledger: DuckDBPyConnection, portal_id: str, section_ids: Sequence[str]
) -> dict[str, dict[str, str]]:
    """What was last learned of each section's pages by the present rules, by kind; of some nothing was."""
    found = query.by_keys(
        ledger,
        "known/layouts",
        ("section_id", "kind"),
        _Layout,
        portal_id=portal_id,
        section_ids=list(section_ids),
        layout_version=LAYOUT_VERSION,
    )
    return {
        section_id: {kind: one.layout for kind, one in kinds.items()} for section_id, kinds in found.items()
    }


def known_items(
    ledger: DuckDBPyConnection, of_run: Mapping[str, str], until: datetime | None = None
) -> dict[str, KnownItem]:
    """The rows that a section held when it was last read, by item id; `of_run` has portal_id, section_id, and
    run_id: the run under way, whose own visits are not among the nights on which a page did not come."""
    section_id = of_run["section_id"]
    asked = {"portal_id": of_run["portal_id"], "section_ids": [section_id]}
    return _items_of(ledger, asked, of_run["run_id"], until or _FAR).get(section_id, {})


def _items_of(
    ledger: DuckDBPyConnection, asked: Mapping[str, Any], run_id: str, until: datetime
) -> dict[str, dict[str, KnownItem]]:
    keys = ("section_id", "item_id")
    return query.by_keys(ledger, "known/section_items", keys, KnownItem, **asked, run_id=run_id, until=until)


def rows_held(ledger: DuckDBPyConnection, portal_id: str) -> dict[str, int]:
    """How many rows each section of a portal holds that holds any."""
    return query.pairs(ledger, "known/rows_held", "section_id", "held", portal_id=portal_id)


def section_proof(ledger: DuckDBPyConnection, run_id: str, section_id: str) -> Proof | None:
    """The final proof, complete or empty, of a section in this run; None while it is still to be read."""
    return section_proofs(ledger, run_id).get(section_id)


def section_proofs(ledger: DuckDBPyConnection, run_id: str) -> dict[str, Proof]:
    """The final proof, complete or empty, of each section in this run that has one."""
    return query.by_key(ledger, "known/section_proofs", "section_id", Proof, run_id=run_id)


def checked_items(ledger: DuckDBPyConnection, portal_id: str) -> dict[str, datetime]:
    """By item id, when the item's page was last asked in whatever section; not those that failed for now."""
    return query.pairs(ledger, "known/checked_items", "item_id", "checked_at", portal_id=portal_id)


def home_is_read(ledger: DuckDBPyConnection, portal_id: str, run_id: str) -> bool:
    """Whether this run has read the portal's home page already, or knows that it could not."""
    return bool(query.value(ledger, "known/home_is_read", portal_id=portal_id, run_id=run_id))


def link_outcomes(
    ledger: DuckDBPyConnection, portal: Portal, run_id: str, urls: Sequence[str], since: datetime
) -> dict[str, LinkTold]:
    """By address what came of asking for it, in this run or since that instant; of those never asked there is
    none."""
    forms = [(url, form) for url in urls for form in _forms(url)]
    ids = {form: item_id(portal.first_id, form) for _, form in forms}
    return query.by_key(
        ledger,
        "known/link_outcomes",
        "url",
        LinkTold,
        portal_id=portal.id,
        run_id=run_id,
        urls=[url for url, _ in forms],
        forms=[form for _, form in forms],
        ids=[ids[form] for _, form in forms],
        since=since,
    )


def _forms(url: str) -> list[str]:
    """The ways in which an address may have been asked: as written, and in the canonical form by either
    scheme. None where it is no address."""
    try:
        form = canonical(url)
    except ValueError:
        return []
    return list(dict.fromkeys((url, form, f"https{form.removeprefix('http')}")))


def _portal_of(ledger: DuckDBPyConnection, run_id: str) -> str:
    found = query.column(ledger, "known/portal_of_run", run_id=run_id)
    if not found:
        raise LookupError(f"run {run_id!r} was never begun in this ledger")
    return str(found[0])
