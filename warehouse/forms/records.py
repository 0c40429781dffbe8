"""The printed forms as frozen records: cells in reading order, and the cells that hold a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from types import MappingProxyType

from warehouse.forms.labels import normalised, without_number, without_remark

KINDS = {
    "int": "非负整数",
    "signed": "可带正负号的整数",
    "decimal": "非负数，可有小数",
    "text": "文字",
    "bool": "是或否",
    "choice": "选一项",
    "choices": "可选多项",
}
"""What a cell that is filled in may hold → how that is called."""

LABEL, MEASURE, NONE = "", "measure", "none"
"""Of a printed cell that nobody fills in: a label; it prints the unit of measure of its row; it says that no
figure belongs here (——)."""


class FormError(Exception):
    """A form's file that cannot be used; the message is a Chinese sentence with file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: its place (from 0) and spans in its table's grid; `text` as printed, "" where a
    figure goes (then `code` says which)."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    code: str
    measure: str
    """Unit of measure, of the figures under (or right of) this cell where it is a label."""
    kind: str
    """A key of KINDS, of the figures under it where it is a label; or MEASURE, NONE."""
    level: int | None
    """Depth of indentation; None where the table indents nothing."""

    @property
    def is_label(self) -> bool:
        """Whether it is a head or a row's label."""
        return not self.code and self.kind not in (MEASURE, NONE)


@dataclass(frozen=True, slots=True)
class Value:
    """A cell that holds a figure, with what is printed left of it and above it."""

    code: str
    table: str
    row: int
    column: int
    rows: int
    columns: int
    row_path: tuple[str, ...]
    """Labels of its row as printed, from the widest to its own: 三、本年度办理结果, （三）不予公开,
    1.属于国家秘密."""
    column_path: tuple[str, ...]
    """Heads above it, from the outermost to its own (申请人情况 · 法人或其他组织 · 商业企业)."""
    measure: str
    """条, 件, 万元, …; empty where none is printed."""
    kind: str
    """A key of KINDS."""

    @property
    def row_label(self) -> str:
        """The label of its row as printed; of a table whose rows have none (表四) the head of its group."""
        if self.row_path:
            return self.row_path[-1]
        return self.column_path[-2] if len(self.column_path) > 1 else ""

    @property
    def column_head(self) -> str:
        """The head of its column as printed; empty where the form prints none."""
        return self.column_path[-1] if self.column_path else ""

    @property
    def name(self) -> str:
        """For people: `（三）不予公开·1.属于国家秘密·自然人`, line breaks taken out."""
        rows = self.row_path[-2:] if self.row_path else self.column_path[-2:-1]
        head = () if self.column_head in ("", "统计数") else (self.column_head,)
        return "·".join(label.replace("\n", "") for label in (*rows, *head))


@dataclass(frozen=True)
class Table:
    """One printed table: a grid of `rows` × `columns`, filled by its cells' spans without gap or overlap."""

    name: str
    """`2`, `3`, `4` of the annual report (表二…表四); `1` where a form is one table."""
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    """In reading order."""
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of the annual report: its heading as printed, the table that stands under it or None."""

    text: str
    table: str | None


@dataclass(frozen=True, eq=False)
class Form:
    """One printed form; `first_year` to `last_year` (None: still in use) are years of report."""

    name: str
    title: str
    """As printed, `{year}` standing for the year of report."""
    first_year: int
    last_year: int | None
    document: str
    """The document that prescribes it: 国办公开办函〔2021〕30号."""
    version: str
    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every cell that holds a figure, in reading order."""
        return tuple(value for table in self.tables for value in table.values)

    @cached_property
    def by_code(self) -> Mapping[str, Value]:
        """Code → cell."""
        return MappingProxyType({value.code: value for value in self.values})

    def value(self, code: str) -> Value:
        """The cell of this code. Raises KeyError (form and code in a sentence) where the form has none."""
        try:
            return self.by_code[code]
        except KeyError:
            raise KeyError(f"{self.name} 没有编号为 {code} 的格") from None

    def table(self, name: str) -> Table:
        """The table of this name. Raises KeyError."""
        return next(table for table in self.tables if table.name == name)

    def title_of(self, year: int) -> str:
        """The title as printed for a year of report."""
        return self.title.format(year=year)

    def covers(self, year: int) -> bool:
        """Whether a report of this year is made on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def find(self, row: str, column: str = "", table: str | None = None) -> tuple[Value, ...]:
        """Cells by the labels that a reader met: of its row (alone, or with those it stands under before it,
        joined by `/`: `(三)不予公开/1.属于国家秘密`) and of its column, both compared as `normalised`, else
        without their remarks, else without their numbers. More than one where the form prints the same labels
        twice, as （二）被依法纠错数; empty where it has none such. `column` empty: any."""
        for compared, index in zip(_COMPARED, self._by_labels, strict=True):
            found = index.get((_joined(row.split("/"), compared), compared(column)), ())
            if table is not None:
                found = tuple(value for value in found if value.table == table)
            if found:
                return found
        return ()

    @cached_property
    def _by_labels(self) -> tuple[Mapping[tuple[str, str], tuple[Value, ...]], ...]:
        return tuple(_index(self.values, compared) for compared in _COMPARED)


_COMPARED = (normalised, without_remark, without_number)
"""How labels are compared, the strictest first."""


def _index(
    values: tuple[Value, ...], compared: Callable[[str], str]
) -> Mapping[tuple[str, str], tuple[Value, ...]]:
    index: dict[tuple[str, str], dict[str, Value]] = {}
    for value in values:
        for labels in _paths(value):
            for head in {"", value.column_head}:
                key = _joined(labels, compared), compared(head)
                index.setdefault(key, {})[value.code] = value
    return {key: tuple(found.values()) for key, found in index.items()}


def _paths(value: Value) -> Iterator[tuple[str, ...]]:
    """Its row's label alone, and behind any of those that it stands under."""
    *outer, own = value.row_path or value.column_path[:-1]
    for count in range(len(outer) + 1):
        for chosen in combinations(outer, count):
            yield (*chosen, own)


def _joined(labels: Iterable[str], compared: Callable[[str], str]) -> str:
    return "".join(map(compared, labels))
