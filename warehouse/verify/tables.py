"""A file table by table, row by row, against the same file built anew: generic over the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.contentsum import SUM_TABLES
from warehouse.query import Row
from warehouse.verify.pairing import Pair, paired
from warehouse.verify.records import Difference
from warehouse.verify.wording import Wording, apart

BOOKKEEPING: Mapping[tuple[str, str], str] = {
    ("meta", "built_at"): "生成时刻是写成文件的那一刻,不由台账得出",
}
"""(table, column) that may differ between a publication and the same one made anew, and why."""

GROWING: Mapping[str, frozenset[str]] = {
    "archive_changes": frozenset(),
    "archive_files": frozenset(),
    "fetches": frozenset(),
    "section_layouts": frozenset(),
    # A page read again by `reparse` adds these to the version that it found.
    "item_versions": frozenset({"text_length", "body_digest", "read_from"}),
    "redactions": frozenset(),
}
"""Tables whose rows, once published, stand in every later publication, and the columns of theirs that may be
filled in later: what can be compared with a ledger that has gone on since."""

MADE = "made"
"""Under this name the file made anew is attached."""

SHOWN = 20
"""Differing rows of one table that are named; of the others it is said how many they are."""

_LOOKED_UP = 4
"""Columns by which a row is looked up, at most."""

_MOST = 1000
"""Differing rows of one table that are looked at on each side: more are not paired, only counted."""


class Table(NamedTuple):
    """A table as the catalog has it: see `verify/tables`."""

    name: str
    place: str
    called: str
    names: list[str]
    types: list[str]
    required: list[str]
    declared: list[str]

    @property
    def typed(self) -> dict[str, str]:
        """Type by column."""
        return dict(zip(self.names, self.types, strict=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tables are compared, and what of them is left out."""

    growing: bool = False
    """Only the tables that grow, and of these only whether what stands is still there."""
    by_rules: bool = True
    """Also tables that rules decide: not where other rules are in force than when they were made."""
    by_portals: bool = True
    """Also tables that portal files decide: not where these were changed since."""
    forms: bool = True
    """Also how tables and views are made: not where another program or another DuckDB made them."""
    but: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(table, column) left out besides the book-keeping."""
    checks_but: frozenset[str] = frozenset()
    """Checks whose findings are not compared."""

    @property
    def is_part(self) -> bool:
        """Whether tables are left out."""
        return self.growing or not (self.by_rules and self.by_portals)

    def by_another(self, columns: Mapping[tuple[str, str], str]) -> Wanted:
        """The same for a file that another DuckDB made, without those columns."""
        return replace(self, forms=False, but={**self.but, **columns})


FREE_OF_RULES = frozenset(
    {
        *GROWING,
        "attachments",
        "item_changes",
        "item_sections",
        "items",
        "observations",
        "portal_names",
        "portals",
        "rejects",
        "runs",
        "section_runs",
        "sections",
        "units",
    }
)
"""Tables that no rule decides; a new one is taken for one that rules decide until it is named here."""


DECLARED = frozenset({"portals", "sections", "units"})
"""Tables that say what portal files say; these have a word in those that rules decide, too."""


class _Said(NamedTuple):
    """How a view is made, or the comment on a table, a view or a column."""

    name: str
    kind: str
    said: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it."""

    differences: tuple[Difference, ...]
    tables: int
    rows: int


def compare(connection: DuckDBPyConnection, wanted: Wanted) -> Comparison:
    """Every row that stands in the connection's file and not in `made`, attached to it, or the other way
    round; with what stands in its columns and what should."""
    here, made = tables_of(connection), tables_of(connection, MADE)
    found = list(_forms(connection, here, made)) if wanted.forms and not wanted.growing else []
    tables = [name for name in made if name in here and _is_wanted(name, wanted)]
    for name in tables:
        found += compare_table(connection, here[name], made[name], wanted)
    rows = sum(query.value(connection, "verify/row_count", name=here[name].place) for name in tables)
    return Comparison(tuple(found), len(tables), rows)


def compare_table(
    connection: DuckDBPyConnection, here: Table, made: Table, wanted: Wanted
) -> list[Difference]:
    """The same of one table: up to SHOWN of its rows, each a difference; one more that says how many others
    there are."""
    return _Compared(connection, here, made, wanted).differences()


def tables_of(connection: DuckDBPyConnection, catalog: str = "") -> dict[str, Table]:
    """The tables of an attached file by name; of the connection's own where none is named."""
    catalog = catalog or _catalog(connection)
    return query.by_key(connection, "verify/tables", "name", Table, catalog=catalog)


def lacking(connection: DuckDBPyConnection) -> list[str]:
    """Tables and columns that `made` has and the connection's file has not."""
    here, made = tables_of(connection), tables_of(connection, MADE)
    tables = [name for name in made if name not in here]
    columns = [
        f"{name}.{column}"
        for name, table in made.items()
        if name in here
        for column in table.names
        if column not in here[name].names
    ]
    return [*tables, *columns]


def _is_wanted(name: str, wanted: Wanted) -> bool:
    if wanted.growing:
        return name in GROWING
    return (wanted.by_rules or name in FREE_OF_RULES) and (wanted.by_portals or name not in DECLARED)


def _catalog(connection: DuckDBPyConnection) -> str:
    return str(query.value(connection, "verify/catalog"))


def _forms(
    connection: DuckDBPyConnection, here: Mapping[str, Table], made: Mapping[str, Table]
) -> Iterator[Difference]:
    """Tables, columns and views that are not made as they should be."""
    for name in sorted({*here, *made}):
        if name not in made or name not in here:
            yield Difference("表结构", name, f"{'多出' if name in here else '缺少'}表 {name}")
            continue
        there, types = here[name].typed, made[name].typed
        for column in [*types, *(extra for extra in there if extra not in types)]:
            if there.get(column) != types.get(column):
                kinds = f"{there.get(column, '没有')},应为 {types.get(column, '没有')}"
                yield Difference("表结构", name, f"{name}.{column}:这一列的类型是 {kinds}")
    stands = query.by_key(connection, "verify/said", "name", _Said, catalog=_catalog(connection))
    expected = query.by_key(connection, "verify/said", "name", _Said, catalog=MADE)
    for name, should in expected.items():
        told = stands.get(name)
        if told != should and (told is not None or should.kind == "视图"):
            said = "缺少" if told is None else "是 {},应为 {}".format(*apart(told.said, should.said))
            yield Difference("表结构", name, f"{should.kind} {name}:{said}")
    yield from (
        Difference("表结构", name, f"多出视图 {name}")
        for name, told in stands.items()
        if name not in expected and told.kind == "视图"
    )


class _Compared:
    """One table of both files."""

    def __init__(self, connection: DuckDBPyConnection, here: Table, made: Table, wanted: Wanted) -> None:
        self._connection, self._here, self._made, self._wanted = connection, here, made, wanted
        left_out = {column for table, column in {**BOOKKEEPING, **wanted.but} if table == made.name}
        if wanted.growing:
            left_out |= GROWING[made.name]
        self._columns = [name for name in made.names if name in here.names and name not in left_out]

    def differences(self) -> list[Difference]:
        """As `compare_table`."""
        surplus, above = self._rows(self._here, self._made)
        if not surplus and (self._wanted.growing or self._is_as_long()):
            return []
        lacking, below = self._rows(self._made, self._here)
        if not surplus and not lacking:
            return []
        key = self._key()
        pairs, only_here, only_made = paired(surplus, lacking, self._columns, key)
        if self._wanted.growing:
            only_made = []
        told = [*pairs, *(Pair(row, None) for row in only_here), *(Pair(None, row) for row in only_made)]
        total = len(told)
        if above > len(surplus) or below > len(lacking):
            total = max(above, 0 if self._wanted.growing else below, total)
        wording = Wording(self._connection, self._made.name, key, self._columns, told[:SHOWN])
        found = [Difference(self._made.called, wording.subject(one), wording.of(one)) for one in told[:SHOWN]]
        if total > SHOWN:
            rest = f"{self._made.name}:等 {total} 处,只列出 {SHOWN} 处"
            found.append(Difference(self._made.called, self._made.name, rest))
        return found

    def _rows(self, here: Table, there: Table) -> tuple[list[Row], int]:
        """Rows of the first table that are too many there, up to a bound, and how many they are in all."""
        names = {"here": here.place, "there": there.place}
        rows = query.rows(self._connection, "verify/surplus", **names, columns=self._columns, most=_MOST)
        total = int(rows[0]["surplus_rows"]) if rows else 0
        if self._made.name == "findings" and self._wanted.checks_but:
            rows = [row for row in rows if row["check_id"] not in self._wanted.checks_but]
            total = len(rows)
        return rows, total

    def _is_as_long(self) -> bool:
        """Whether both have as many rows: then none is lacking where none is too many."""
        counted = [
            query.value(self._connection, "verify/row_count", name=table.place)
            for table in (self._here, self._made)
        ]
        return bool(counted[0] == counted[1])

    def _key(self) -> Sequence[str]:
        """The columns by which a reader looks a row up: those declared, else of the first ones that are never
        null as few as tell all rows apart."""
        if self._made.name in SUM_TABLES:  # of one row
            return []
        if self._made.declared:
            return self._made.declared
        required = [name for name in self._made.required if name in self._columns]
        # Ids tell rows of all portals apart: whose a row is comes last.
        required = sorted(required, key=lambda name: name == "portal_id")[:_LOOKED_UP]
        for number in range(1, len(required)):
            columns = required[:number]
            if query.value(self._connection, "verify/is_key", name=self._made.place, columns=columns):
                return columns
        return required
