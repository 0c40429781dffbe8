"""Findings in words: cells by their printed labels, their figures, both sides, the difference (Chinese)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from warehouse.forms.findings import Looked, total

_NAMED, _LISTED = 4, 8
"""So many cells of a sum, and of a list, are named each."""

_STATES = {"blank": "空白", "not_applicable": "不适用", "missing": "缺"}


def number(value: Decimal) -> str:
    """Plain digits: no exponent, no separators."""
    return f"{value:f}"


def listed(names: Sequence[str]) -> str:
    """「甲」「乙」; of a long list the first, and how many."""
    if len(names) > _LISTED:
        return f"「{names[0]}」等 {len(names)} 格"
    return "".join(f"「{name}」" for name in names)


def cell(one: Looked) -> str:
    """「（七）总计·自然人」2; a blank and 不适用 say so."""
    shown = one.entry.text if one.entry.value is None else number(one.entry.value)
    return f"「{one.name}」{_STATES.get(one.entry.state, shown)}"


def side(cells: tuple[Looked, ...]) -> str:
    """A sum: its cells with their signs, and what they come to; of many only those that are not 0 are named,
    the rest is counted."""
    if len(cells) < 2:
        return cell(cells[0]) if cells else "0"
    named = cells
    if len(cells) > _NAMED:
        named = tuple(one for one in cells if one.entry.number) or cells[:1]
    parts = "".join(f" {'+' if one.sign > 0 else '-'} {cell(one)}" for one in named).removeprefix(" + ")
    rest = [one for one in cells if one not in named]
    zeros = "为 0 或空白" if any(one.entry.value is None for one in rest) else "为 0"
    return f"{parts}{f'（其余 {len(rest)} 格{zeros}）' if rest else ''} = {number(total(cells))}"


def verdict(relation: str, difference: Decimal, is_held: bool) -> str:
    """How the sides stand to each other; `difference` is left less right."""
    if is_held:
        return "相等" if difference == 0 else "符合"
    words = {"=": "相差", "<=": "多出", ">=": "少了"}
    return f"{words[relation]} {number(abs(difference))}"


def sentence(words: str, *parts: str) -> str:
    """The rule and what was found of it, as one sentence."""
    return f"{words}：{'；'.join(part for part in parts if part)}。"
