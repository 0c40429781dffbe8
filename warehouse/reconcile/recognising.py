"""On which form a report was made: by the heads of its columns, not by its year (a bureau used the tables
of 2019 for 2021, a township was told in 2024 to send the form of 2014)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from warehouse.forms import FORMS, Form, forms_of, normalised
from warehouse.reconcile.records import Problem, Section
from warehouse.reconcile.shape import shape

_LABELS = 5
"""Labels of a form without column heads (the website's) that must stand there."""
_SHORTEST = 4
"""Signs of a head that is no other word in a running text (统计数 stands in 统计数据)."""


def recognised(
    text: str, cells: Iterable[str], sections: Sequence[Section], year: int | None
) -> tuple[str | None, tuple[Problem, ...]]:
    """The form's name, None where there is none, and what is odd about it. `cells`: texts of the tables'
    cells.

    Heads decide that only one form has; where no table is there, the six parts and the year say which form it
    should be."""
    written, alone = normalised(text), {normalised(cell) for cell in cells}
    heads = {form.name: _found_of(form.name, written, alone) for form in FORMS}
    least = {form.name: 1 if _has_heads(form.name) else _LABELS for form in FORMS}
    found = sorted((name for name in heads if heads[name] >= least[name]), key=lambda name: -heads[name])
    if len(found) > 1:
        named = "、".join(found)
        return found[0], (Problem("mixed", f"表头有几种表式的:{named};按表头较多的 {found[0]} 读"),)
    if found:
        return found[0], ()
    modern = [form for form in forms_of(year or 0) if form.headings]
    if modern and len({section.number for section in sections}) >= 4 and "收到和处理" in text:
        return modern[0].name, (Problem("no_form", f"没有表头,按六个部分和年份认作 {modern[0].name}"),)
    return None, (Problem("no_form", "没有任何一种表的表头,只读正文中的数字"),)


def _found_of(form: str, written: str, alone: set[str]) -> int:
    """How many of a form's heads stand there. The website's labels are words of any report's text
    (网站总访问量, 征集调查): where a document has tables, only their cells are that form."""
    prose = written if _has_heads(form) or not alone else ""
    return sum(_stands(key, prose, alone) for key in _only_in(form))


def _stands(key: str, written: str, alone: set[str]) -> bool:
    return key in alone or (len(key) >= _SHORTEST and key in written)


def _has_heads(form: str) -> bool:
    return any(value.column_path for each in FORMS if each.name == form for value in each.values)


@cache
def _only_in(form: str) -> frozenset[str]:
    """Heads of a form (its labels where it has no heads) that are in no label of another."""
    words = {each.name: _words(each, heads=each.name == form and _has_heads(form)) for each in FORMS}
    others = [key for name, keys in words.items() if name != form for key in keys]
    return frozenset(key for key in words[form] if len(key) > 2 and not any(key in other for other in others))


def _words(form: Form, heads: bool) -> set[str]:
    shapes = [shape(form.name, table.name) for table in form.tables]
    return {key for each in shapes for key in (each.heads if heads else each.words)}
