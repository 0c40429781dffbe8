"""Where the figure of each cell of the office's forms comes from: `sources.csv`, one row a cell or a
pattern of cells (`3.R*`: every code that begins so).

`origin` is what a figure can be at best: computed (the website tells it), lower_bound (the website shows
only a part, however well it was read), declared (a person gives it). `categories`: those of
`scrapers/vocabulary/categories.csv` that feed the cell, joined by |; 合计 stands for all of them.
`also_read`: categories whose sections, too, must have been read whole for the figure to be complete.
`statement`: of `sql/figures/`, in the file of the form. `rule`: of `warehouse/rules/counting.csv`, whose
version is raised when one of its rows changes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scrapers.vocabulary import CATEGORIES
from warehouse.forms import FORMS
from warehouse.forms.reading import ROOM, read_rows
from warehouse.forms.records import FormError

FILE = ROOM / "sources.csv"
HEADER = ("form", "code", "origin", "categories", "also_read", "statement", "rule")
ORIGINS = ("computed", "lower_bound", "declared")
TOTAL = "合计"
"""Stands for all categories that are counted on a portal."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figure of one cell comes from; of a declared one only the rule that says so."""

    form: str
    code: str
    origin: str
    categories: tuple[str, ...]
    also_read: tuple[str, ...]
    statement: str
    rule: str

    @property
    def sql_file(self) -> str | None:
        """The statement that counts it, as `figures.sql_file` has it; None where nothing does."""
        return f"figures/{self.form.replace('-', '_')}.sql#{self.statement}" if self.statement else None


def read_sources(path: Path = FILE) -> tuple[Source, ...]:
    """The source of every cell of every form, in the order of the forms.

    Raises FormError where a cell has none or several, a row stands for no cell, or says what cannot be.
    """
    rows = {(row["form"], row["code"]): _source(path, line, row) for line, row in read_rows(path, HEADER)}
    used = set()
    found = []
    for form in FORMS:
        for value in form.values:
            key = _row_of(path, rows, form.name, value.code)
            used.add(key)
            found.append(replace(rows[key], code=value.code))
    idle = [" ".join(key) for key in rows if key not in used]
    if idle:
        raise FormError(f"{path.name}:{'、'.join(idle)} 不是任何一张表的格")
    return tuple(found)


def _row_of(path: Path, rows: Mapping[tuple[str, str], Source], form: str, code: str) -> tuple[str, str]:
    """The row of a cell: its own, else the pattern that it fits."""
    if (form, code) in rows:
        return form, code
    patterns = [key for key in rows if key[0] == form and key[1].endswith("*")]
    fitting = [key for key in patterns if code.startswith(key[1][:-1])]
    if len(fitting) != 1:
        told = "没有一行说明来源" if not fitting else f"有 {len(fitting)} 行说明来源"
        raise FormError(f"{path.name}:{form} 的 {code} {told}")
    return fitting[0]


def _source(path: Path, line: int, row: Mapping[str, str]) -> Source:
    categories, also_read = (tuple(_parts(row[name])) for name in ("categories", "also_read"))
    for problem in _problems(row, (*categories, *also_read)):
        raise FormError(f"{path.name} 第 {line} 行:{problem}")
    return Source(
        row["form"], row["code"], row["origin"], categories, also_read, row["statement"], row["rule"]
    )


def _parts(joined: str) -> list[str]:
    return joined.split("|") if joined else []


def _problems(row: Mapping[str, str], categories: Sequence[str]) -> Iterator[str]:
    """What cannot be, in Chinese."""
    if row["origin"] not in ORIGINS:
        yield f"origin 应是 {'、'.join(ORIGINS)} 之一"
    for name in categories:
        if name != TOTAL and not (name in CATEGORIES and CATEGORIES[name].on_portal):
            yield f"“{name}”不是可由网站统计的类别"
    if (row["origin"] == "declared") == bool(row["categories"] or row["statement"]):
        yield "须单位填报的格不写 categories 和 statement,其余的格都要写"
    if not row["rule"]:
        yield "没有写 rule"
