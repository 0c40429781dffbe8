"""Expressions over cells as a clerk writes them in `identities.csv`, spaces between their parts:

3.R1.{C} + 3.R2.{C} = 3.R3.7.{C} + 3.R4.{C}     `{C}`: once for each that the column `over` lists (C=C1..7)
3.{R}.C7 = 3.{R}.C{1..6}                         `{1..6}`: the sum of these six cells
3.R2.{C} = 上年(3.R4.{C})                        the cell of last year's report
{X} 为非负整数                                    of one cell
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.forms.records import Form, FormError

STATED = "正文."
"""Begins the code of a figure that the report's text states; no cell of the form."""
RELATIONS = ("=", "<=", ">=")
PREDICATES = ("为非负整数", "为整数", "为非负数", "为十位数字")

_SUM = re.compile(r"\{(\d+)\.\.(\d+)\}")
_RANGE = re.compile(r"(.*?)(\d+)\.\.(\d+)")
_LAST_YEAR = re.compile(r"上年\((.+)\)")


@dataclass(frozen=True, slots=True)
class Term:
    """A cell in a sum; `sign` is 1 or -1."""

    sign: int
    code: str
    is_previous: bool = False
    """Whether it is the cell of last year's report."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Two sums and how they stand to each other; a sum without terms is 0. Of a rule on a single cell
    `relation` is the predicate and `right` empty."""

    left: tuple[Term, ...]
    relation: str
    right: tuple[Term, ...] = ()


def expressions(text: str, over: str, form: Form) -> tuple[Expression, ...]:
    """What one row of `identities.csv` says of a form: one expression for each that `over` lists. Raises
    FormError where a part is not understood or the form has no such cell."""
    if not over:
        return (_expression(text, form),)
    name, _, listed = over.partition("=")
    if "{" + name + "}" not in text:
        raise FormError(f"over 写了 {name},表达式里没有 {{{name}}}")
    return tuple(_expression(text.replace(f"{{{name}}}", one), form) for one in _listed(listed, form))


def sum_of(text: str, form: Form) -> tuple[Term, ...]:
    """The terms of one sum, ranges written out. Raises FormError."""
    terms: list[Term] = []
    sign = 1
    for token in text.split():
        if token in "+-":
            sign = 1 if token == "+" else -1
        elif token != "0":
            terms += _terms(token, sign, form)
    return tuple(terms)


def _listed(listed: str, form: Form) -> Iterator[str]:
    if listed.startswith("kind:"):
        yield from (value.code for value in form.values if value.kind == listed.removeprefix("kind:"))
        return
    for one in listed.split():
        found = _RANGE.fullmatch(one)
        numbers = range(int(found[2]), int(found[3]) + 1) if found else ()
        yield from [f"{found[1]}{number}" for number in numbers] if found else [one]


def _expression(text: str, form: Form) -> Expression:
    tokens = text.split()
    if len(tokens) == 2 and tokens[1] in PREDICATES:
        return Expression(sum_of(tokens[0], form), tokens[1])
    related = [token for token in tokens if token in RELATIONS]
    if len(related) != 1:
        raise FormError(f"“{text}”里应有且只有一个 {'、'.join(RELATIONS)},前后留空格")
    left, right = text.split(f" {related[0]} ")
    return Expression(sum_of(left, form), related[0], sum_of(right, form))


def _terms(token: str, sign: int, form: Form) -> Iterator[Term]:
    last_year = _LAST_YEAR.fullmatch(token)
    written = last_year[1] if last_year else token
    found = _SUM.search(written)
    numbers = range(int(found[1]), int(found[2]) + 1) if found else ()
    for code in [_SUM.sub(str(number), written, count=1) for number in numbers] or [written]:
        if code not in form.by_code and not code.startswith(STATED):
            raise FormError(f"{form.name} 没有编号为 {code} 的格")
        yield Term(sign, code, bool(last_year))
