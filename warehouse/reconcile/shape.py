"""The forms as a reader needs them: rows by what is printed at their left, heads by what is printed above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from warehouse.forms import Form, Value, form_named, normalised, without_number, without_remark


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form that holds figures."""

    form: str
    table: str
    place: int
    """Its row in the form's grid."""
    path: tuple[str, ...]
    """Labels from the widest to its own."""
    values: tuple[Value, ...]
    """From left to right."""

    @property
    def label(self) -> str:
        """Its own label as printed."""
        return self.path[-1] if self.path else ""


@lru_cache(maxsize=8192)
def exact(label: str) -> frozenset[str]:
    """The ways in which a label is compared: as `normalised`, and without its remark."""
    return frozenset({normalised(label), without_remark(label)}) - {""}


@lru_cache(maxsize=8192)
def loose(label: str) -> frozenset[str]:
    """The same without its number (1.) and 其中, which reports leave out."""
    return frozenset({without_number(label)}) - {""}


@dataclass(frozen=True)
class Shape:
    """A form's table."""

    form: str
    table: str
    rows: tuple[Row, ...]
    exactly: dict[str, tuple[Row, ...]]
    loosely: dict[str, tuple[Row, ...]]
    heads: frozenset[str]
    """Everything printed above figures, compared as `exact`."""
    words: frozenset[str]
    """Every label, so compared."""

    def named(self, label: str) -> tuple[Row, ...]:
        """Rows whose own label this is; first as printed, then without numbers."""
        for index, keys in ((self.exactly, exact(label)), (self.loosely, loose(label))):
            found = {row.place: row for key in keys for row in index.get(key, ())}
            if found:
                return tuple(found[place] for place in sorted(found))
        return ()

    def knows(self, text: str) -> bool:
        """Whether the text is one of the table's labels, of a head or of a group of rows."""
        return bool(exact(text) & self.words)

    def is_head(self, text: str) -> bool:
        """Whether the text stands above figures."""
        return bool(exact(text) & self.heads)


@cache
def shape(form: str, table: str) -> Shape:
    """The table of a form. Raises KeyError where there is none such."""
    printed = form_named(form).table(table)
    by_row: dict[int, list[Value]] = {}
    for value in printed.values:
        by_row.setdefault(value.row, []).append(value)
    rows = tuple(
        Row(form, table, place, values[0].row_path, tuple(sorted(values, key=lambda each: each.column)))
        for place, values in sorted(by_row.items())
    )
    labels = [cell.text for cell in printed.cells if cell.is_label]
    above = {head for value in printed.values for head in value.column_path}
    paths = {label for row in rows for label in row.path}
    heads = [label for label in labels if label in above or label not in paths]
    return Shape(
        form,
        table,
        rows,
        _index(rows, exact),
        _index(rows, loose),
        frozenset(key for head in heads for key in exact(head)),
        frozenset(key for label in labels for key in exact(label)),
    )


def _index(rows: tuple[Row, ...], keys_of: Callable[[str], frozenset[str]]) -> dict[str, tuple[Row, ...]]:
    index: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        for key in keys_of(row.label) if row.path else ():
            index[key] = (*index.get(key, ()), row)
    return index


def shapes(forms: tuple[Form, ...], table: str) -> tuple[Shape, ...]:
    """The tables of this name of several forms, in their order."""
    return tuple(shape(form.name, table) for form in forms if any(each.name == table for each in form.tables))
