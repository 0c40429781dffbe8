"""Today's readers over the archive: what they read otherwise becomes versions; nothing looks fresher by it.

Rows pass through the files that packages have, so that they are folded and compared as on a night. When an
item was first and last seen, and what is accepted, stays; so does the instant that figures are as of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duckdb import DuckDBPyConnection

import sql
from scrapers.package import ItemRow, ListRow, to_json
from scrapers.reparse import Kept


@dataclass(slots=True)
class Reparsed:
    """What came of it: pages and list rows read again, and how they differ from what the ledger has."""

    pages: int = 0
    differing_pages: int = 0
    noted: int = 0
    """Pages that read as before and of which more is known now: length and sum of the text."""
    fields: list[tuple[str, int, str]] = field(default_factory=list)
    """Field (Chinese), pages that differ in it, one of their addresses."""
    rows: int = 0
    differing_rows: int = 0
    new_rows: int = 0
    not_met: int = 0
    """Rows of the ledger that no archived list shows to today's readers; they stay."""
    published: bool = False
    """Whether the file was published anew: for what differs, or for what a stopped reparse had kept."""
    notes: tuple[str, ...] = ()
    """What the publication says to people, in Chinese."""

    @property
    def differs(self) -> bool:
        """Whether anything was written."""
        return bool(self.differing_pages or self.noted or self.differing_rows or self.new_rows)


def reparse_pages(
    ledger: DuckDBPyConnection,
    whose: Mapping[str, str],
    aside: Path,
    read: Callable[[Kept], ItemRow | None],
    into: Reparsed,
) -> None:
    """Reads the portal's item pages again and adds a version of each that reads otherwise.

    `whose` has portal_id and run_id; `aside` is a folder for one file. The caller holds the transaction.
    """
    _run(ledger, "load/stage")
    _run(ledger, "reparse/pages", whose, "portal_id")
    told = [Kept(*row) for row in ledger.execute(sql.statement("reparse/told_pages")).fetchall()]
    into.pages += _through_file(ledger, "items", aside, (row for row in map(read, told) if row is not None))
    _run(ledger, "reparse/differing_pages")
    fields = ledger.execute(sql.statement("reparse/page_report")).fetchall()
    into.fields += fields
    [(differing,)] = ledger.execute(sql.statement("reparse/page_count")).fetchall()
    into.differing_pages += differing
    into.noted += len(ledger.execute(sql.statement("reparse/note_texts")).fetchall())
    _run(ledger, "reparse/add_versions", whose, "portal_id", "run_id")
    _run(ledger, "reparse/found_pages")


def reparse_section(
    ledger: DuckDBPyConnection,
    whose: Mapping[str, str],
    aside: Path,
    read: Callable[[Sequence[Kept]], list[ListRow]],
    into: Reparsed,
) -> None:
    """Walks the section's archived lists again, reading by reading; of each row the last one counts.

    `whose` has portal_id, section_id and run_id (of the reparse). The caller holds the transaction.
    """
    _run(ledger, "load/stage")
    section = {name: whose[name] for name in ("portal_id", "section_id")}
    runs = [row[0] for row in ledger.execute(sql.statement("reparse/readings"), section).fetchall()]
    if not runs:
        return
    _through_file(ledger, "rows", aside, _walked(ledger, section, runs, read))
    _run(ledger, "load/fold_package")
    _run(ledger, "reparse/differing_rows", whose, "portal_id", "section_id")
    [counts] = ledger.execute(sql.statement("reparse/row_report"), section).fetchall()
    into.rows += counts[0]
    into.differing_rows += counts[1]
    into.new_rows += counts[2]
    into.not_met += counts[3]
    _run(ledger, "reparse/update_rows", whose, "portal_id", "section_id")
    _run(ledger, "reparse/add_items", whose, "portal_id")
    _run(ledger, "reparse/add_rows", whose, "portal_id", "section_id", "run_id")


def _walked(
    ledger: DuckDBPyConnection,
    section: Mapping[str, str],
    runs: Sequence[str],
    read: Callable[[Sequence[Kept]], list[ListRow]],
) -> Iterator[ListRow]:
    """Each item's row as its last reading has it; of one reading, a dated row goes before an undated one."""
    latest: dict[str, list[ListRow]] = {}
    for run_id in runs:
        answers = ledger.execute(sql.statement("reparse/questions"), {**section, "run_id": run_id}).fetchall()
        again: dict[str, list[ListRow]] = {}
        for row in read([Kept(*answer) for answer in answers]):
            again.setdefault(row.item_id, []).append(row)
        latest |= again
    for rows in latest.values():
        yield from rows


def _through_file(
    ledger: DuckDBPyConnection, kind: str, aside: Path, rows: Iterable[ItemRow | ListRow]
) -> int:
    """Writes rows as a package does, reads them into the stage, removes the file; returns how many."""
    file = aside / f"reparse-{kind}.jsonl"
    count = 0
    try:
        with file.open("w", encoding="utf-8", errors="replace") as out:
            for row in rows:
                out.write(to_json(row) + "\n")
                count += 1
        if count:
            ledger.execute(sql.statement(f"load/read_{kind}"), {"file": str(file)})
    finally:
        file.unlink(missing_ok=True)
    return count


def _run(ledger: DuckDBPyConnection, name: str, whose: Mapping[str, str] | None = None, *values: str) -> None:
    told = {value: whose[value] for value in values} if whose else {}
    ledger.execute(sql.statement(name), told or None)
