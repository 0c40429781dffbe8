"""What the ledger knows of a section, as the value that a crawl starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.address import canonical, item_id
from scrapers.known import Known, KnownItem, LinkTold, Stored
from scrapers.layout import LAYOUT_VERSION
from scrapers.package import Ground, Proof
from scrapers.portalfile import Portal
from warehouse import query
from warehouse.bounds import BoundRow, bound_of
from warehouse.changes import to_settle
from warehouse.clock import believed_until
from warehouse.layouts import item_layout_of, list_layout_of

_FAR = datetime(9999, 1, 1, tzinfo=UTC)


class _Whole(NamedTuple):
    """The last complete reading of a section's whole list."""

    records_read: int
    finished_at: datetime
    ground: Ground | None
    not_shown: int


class _Short(NamedTuple):
    """A reading of the whole list that brought fewer rows than this says it holds."""

    records_declared: int
    records_read: int


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
    whose = {"portal_id": _portal_of(ledger, run_id), "section_id": section_id}
    of_run = {**whose, "run_id": run_id}
    until = believed_until(ledger, now or _FAR)
    answers = query.by_key(ledger, "known/answers", "question", Stored, **whose, until=until)
    told = query.pairs(ledger, "known/told_this_run", "question", "asked_at", **of_run)
    whole = query.at_most_one(ledger, "known/last_whole", _Whole, **whose, until=until)
    short = query.at_most_one(ledger, "known/fell_short", _Short, **of_run, until=until)
    open_ = to_settle(ledger, whose)
    layouts = query.pairs(ledger, "known/layouts", "kind", "layout", **whose, layout_version=LAYOUT_VERSION)
    return Known(
        items=known_items(ledger, of_run, until),
        answers=answers,
        this_run={key: replace(answers[key], asked_at=at) for key, at in told.items() if key in answers},
        complete_rows=whole.records_read if whole else None,
        complete_at=whole.finished_at if whole else None,
        ground=whole.ground if whole else None,
        not_shown=whole.not_shown if whole else 0,
        fell_short=(short.records_declared, short.records_read) if short else None,
        records_declared=next(iter(query.column(ledger, "known/last_declared", **whose, until=until)), None),
        left=open_.pages,
        missing=open_.read_whole,
        redacted=frozenset(query.column(ledger, "redact/redacted_items", portal_id=whose["portal_id"])),
        bound=bound_of(ledger, bounds, whose["portal_id"], section_id, until),
        list_layout=list_layout_of(layouts.get("list")),
        item_layout=item_layout_of(layouts.get("item")),
        next_part=query.value(ledger, "known/next_part", **of_run),
    )


def known_items(
    ledger: DuckDBPyConnection, of_run: Mapping[str, str], until: datetime | None = None
) -> dict[str, KnownItem]:
    """The rows that a section held when it was last read, by item id; `of_run` has portal_id, section_id, and
    run_id: the run under way, whose own visits are not among the nights on which a page did not come."""
    return query.by_key(ledger, "known/section_items", "item_id", KnownItem, **of_run, until=until or _FAR)


def section_proof(ledger: DuckDBPyConnection, run_id: str, section_id: str) -> Proof | None:
    """The final proof, complete or empty, of a section in this run; None while it is still to be read."""
    return query.at_most_one(ledger, "known/section_proof", Proof, run_id=run_id, section_id=section_id)


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
