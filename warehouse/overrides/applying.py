"""Applies decisions while a file is being published, set by set, and settles what came of each.

The steps follow those of publishing: `stage` after the published values are settled, `apply_counted` before
the tables are written, `apply_categories` after the rules have classified, `apply_units` after titles have
named theirs, `apply_merges` once the keys of merging are made, `settle` after the findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from duckdb import DuckDBPyConnection

from scrapers.address import item_id
from warehouse import query
from warehouse.decision_log import Entry
from warehouse.overrides.reading import Decision
from warehouse.portal_names import first_ids
from warehouse.rulebook import CATEGORIES


def stage(ledger: DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    """Makes the temporary table `decided`: each row with the items it names, or with what is wrong with it.

    Needs `placed`. The state of a row is `open` until it is settled, or at once `invalid`, `unknown_item`,
    `contradicts`, or `no_effect` for one that repeats another.
    """
    if not decisions:
        query.run(ledger, "overrides/nothing_staged")
        return
    portals = list(first_ids(ledger).values())
    query.run(
        ledger,
        "overrides/stage",
        lines=[row.line for row in decisions],
        ids=[row.id for row in decisions],
        portals=[row.portal for row in decisions],
        missing=[row.missing_since.isoformat() if row.missing_since else None for row in decisions],
        settled_states=[row.settled[0] if row.settled else None for row in decisions],
        settled_notes=[row.settled[1] if row.settled else None for row in decisions],
        kinds=[row.kind for row in decisions],
        items=[row.item for row in decisions],
        values=[row.value for row in decisions],
        parts=[row.parts for row in decisions],
        who=[row.who for row in decisions],
        days=[row.when.isoformat() if row.when else None for row in decisions],
        why=[row.why for row in decisions],
        rules=[row.rule for row in decisions],
        faults=[row.fault for row in decisions],
        item_ids=[_ids(row.item, portals) for row in decisions],
        value_ids=[_ids(row.value, portals) for row in decisions],
    )
    query.run(ledger, "overrides/judge_values", categories=CATEGORIES)
    query.run(ledger, "overrides/judge_pairs")


def apply_counted(ledger: DuckDBPyConnection) -> None:
    """Takes excluded items out of what counts and included ones in; changes `placed`."""
    _apply(ledger, "overrides/counted", "exclude", "include")


def apply_units(ledger: DuckDBPyConnection) -> None:
    """Gives decided items their unit in `published.items`."""
    _apply(ledger, "overrides/units", "unit")


def apply_categories(ledger: DuckDBPyConnection) -> None:
    """Gives decided items their categories in `published.classifications`, instead of those of the rules."""
    _apply(ledger, "overrides/categories", "category")


def note_copies(ledger: DuckDBPyConnection) -> None:
    """Tells at excluded items which copies of the same document still count, and takes their keys out of
    `merge_keys`, where they stand for this only."""
    if "exclude" in query.column(ledger, "overrides/applied_kinds"):
        query.run(ledger, "overrides/excluded_copies")


def apply_merges(ledger: DuckDBPyConnection) -> None:
    """Takes the keys of split items out of `merge_keys`, and gives joined items one of their own."""
    _apply(ledger, "overrides/merge_keys", "merge", "split")


def settle(ledger: DuckDBPyConnection, decisions: Sequence[Decision], found_at: datetime) -> None:
    """Writes verdicts to the findings, then the staged `decisions` to `published.decisions`, their rules, and
    findings about them."""
    if not decisions:
        return
    query.run(ledger, "overrides/finding_keys")
    query.run(ledger, "overrides/verdicts")
    query.run(ledger, "overrides/write")
    query.run(ledger, "overrides/findings", found_at=found_at)


def tell_unreadable(
    ledger: DuckDBPyConnection, problems: Sequence[tuple[str, str]], found_at: datetime
) -> None:
    """Writes a finding for each problem (subject, sentence) of people's files."""
    if problems:
        subjects, messages = [subject for subject, _ in problems], [message for _, message in problems]
        query.run(ledger, "overrides/unreadable", subjects=subjects, messages=messages, found_at=found_at)


def tell_missing(ledger: DuckDBPyConnection, missing: Sequence[tuple[str, str]], found_at: datetime) -> None:
    """Writes a finding for each row (id, sentence) in force that is not in its file any more."""
    if missing:
        subjects, messages = [subject for subject, _ in missing], [message for _, message in missing]
        query.run(ledger, "overrides/missing", subjects=subjects, messages=messages, found_at=found_at)


def write_log(
    ledger: DuckDBPyConnection, entries: Sequence[Entry], faults: Sequence[str], found_at: datetime
) -> None:
    """Writes the log of decisions to `published.decision_log`, and findings about it."""
    if not (entries or faults):
        return
    query.run(
        ledger,
        "overrides/log",
        numbers=[number for number, _ in enumerate(entries, 1)],
        instants=[one.logged_at for one in entries],
        files=[one.file for one in entries],
        ids=[one.id for one in entries],
        changes=[one.change for one in entries],
        who=[one.cells[5] for one in entries],
        contents=[one.cells[6] for one in entries],
        notes=[one.cells[7] for one in entries],
        sums=[one.sha256 for one in entries],
    )
    query.run(ledger, "overrides/log_faults", faults=list(faults), found_at=found_at)


def mark_since(ledger: DuckDBPyConnection) -> None:
    """Says in those findings since when each stands; after `checks/first_found`."""
    query.run(ledger, "overrides/unreadable_since")


def notes(ledger: DuckDBPyConnection) -> tuple[str, ...]:
    """A sentence with the line number for every decision that did not apply, or did otherwise than one may
    think, in the file's order."""
    return tuple(query.column(ledger, "overrides/notes"))


def _apply(ledger: DuckDBPyConnection, statement: str, *kinds: str) -> None:
    """Runs a statement if a decision of these kinds is open: without one a million rows need no looking."""
    if set(kinds).intersection(query.column(ledger, "overrides/open_kinds")):
        query.run(ledger, statement)


def _ids(written: str, portals: Sequence[str]) -> list[str]:
    """The ids that an item's id or address may stand for: an address gives one per portal of the home."""
    if "://" not in written:
        return [written.lower()] if written else []
    try:
        return [item_id(portal, written) for portal in portals]
    except ValueError:
        return []
