"""What stands in a cell, as a figure of a form: its number, unit and remark, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from scrapers.documents import DOUBTS
from scrapers.documents.numbers import Number, blank_of, in_unit, number_of
from warehouse.forms import Value
from warehouse.reconcile.records import By, Printed, Problem, State, Where

_CHANGES = re.compile(r"(增加?|减少?)\s*(?=\d)")
_NO_NUMBERS = frozenset({"text", "bool", "choice", "choices"})
_MONEY = "万元"
ABOUT = "约数"
"""The remark of a figure that is not exact."""
_BY_EYE = "recognised"
"""A doubt with which a number still stands: read off a picture."""


def printed(
    value: Value, form: str, text: str | None, where: Where, by: By, *, unit: str = "", doubt: str = ""
) -> tuple[Printed, tuple[Problem, ...]]:
    """The cell that a text is, and what is wrong with it.

    `unit`: what head, label or table say, '' where they say none; `doubt`: a word of `DOUBTS`. 0, nothing and
    不适用 stay three things; 22（其中修订16件） is 22 with a remark; what is no single number is unreadable.
    """
    if text is None:
        return Printed(value.code, form, None, None, "missing", value.measure, where=where, by="none"), ()
    if value.kind in _NO_NUMBERS:
        state: State = "given" if text.strip() else "blank"
        return Printed(value.code, form, text, None, state, where=where, by=by), ()
    empty = blank_of(unicodedata.normalize("NFKC", text)) or blank_of(text)
    if empty:
        state = "not_applicable" if empty == "not_applicable" else "blank"
        return Printed(value.code, form, text, None, state, unit or value.measure, where=where, by=by), ()
    number = None if doubt not in ("", _BY_EYE) else _number(text, value.kind)
    if number is None:
        why = DOUBTS.get(doubt, "不是一个数字")
        cell = Printed(value.code, form, text, None, "unreadable", unit or value.measure, why, where, by)
        return cell, (Problem("cell", f"{value.name} 印的是“{_short(text)}”,{why}", where, (value.code,)),)
    cell = Printed(
        value.code,
        form,
        text,
        number.value,
        "given",
        number.unit or unit or value.measure,
        where=where,
        by=by,
    )
    doubted = DOUBTS[doubt] if doubt else ""
    cell = replace(cell, remark=number.remark or (ABOUT if number.approximate else doubted))
    return cell, tuple(_doubtful(value, cell, number))


def _number(text: str, kind: str) -> Number | None:
    """The number that a text is; of a change (本年增/减) with its sign also where it is a word."""
    if kind == "signed" and (match := _CHANGES.match(text.strip())):
        text = ("-" if match[1].startswith("减") else "+") + text.strip()[match.end() :]
    return number_of(text)


def _doubtful(value: Value, cell: Printed, number: Number) -> list[Problem]:
    """What a figure's kind and unit do not allow."""
    found: list[Problem] = []
    if cell.value is not None and not _allowed(cell.value, value.kind):
        found.append(
            Problem(
                "cell",
                f"{value.name} 印的是 {_short(cell.text or '')},不应是这样的数",
                cell.where,
                (value.code,),
            )
        )
    if value.measure == _MONEY and cell.unit != _MONEY:
        same = in_unit(replace(number, unit=cell.unit), _MONEY)
        means = f"折合 {same.value:f} 万元" if same else "无法折算"
        said = f"{value.name} 以{cell.unit}为单位,表式为万元:{_short(cell.text or '')} {means}"
        found.append(Problem("unit", said, cell.where, (value.code,)))
    return found


def _allowed(number: Decimal, kind: str) -> bool:
    if kind == "signed":
        return number == number.to_integral_value()
    return number >= 0 and (kind == "decimal" or number == number.to_integral_value())


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:40] + "…"
