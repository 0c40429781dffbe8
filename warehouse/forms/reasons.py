"""Why figures that do not agree may still be right, as real reports taught (domain/README.md, 勾稽关系)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from warehouse.forms import saying
from warehouse.forms.expressions import STATED, Term
from warehouse.forms.findings import Looked, Sides, total
from warehouse.forms.identities import CARRIED, NOT_ALL_LISTED, Cause


def reason(causes: Sequence[Cause], relation: str, sides: Sides, looked: Callable[[Term], Looked]) -> str:
    """The likely reason (Chinese) why an identity that fails may be no fault: what `identities.csv` names
    beside it, a text that quotes one cell for the whole, a blank that should hold a figure. Empty: none."""
    for cause in causes:
        if _explains(cause, sides.difference, looked):
            return cause.words
    return _one_cell(sides) or _blank(sides, relation)


def _explains(cause: Cause, difference: Decimal, looked: Callable[[Term], Looked]) -> bool:
    if cause.kind == NOT_ALL_LISTED:
        return difference > 0
    if cause.kind == CARRIED:
        return True
    cells = tuple(map(looked, cause.terms))
    return all(cell.entry.is_counted for cell in cells) and abs(difference) == total(cells)


def _one_cell(sides: Sides) -> str:
    if not sides.left[0].code.startswith(STATED) or len(sides.right) < 2:
        return ""
    stated = total(sides.left)
    one = next((cell for cell in sides.right if stated and cell.entry.number == stated), None)
    return f"正文所说可能只是其中一格：{saying.cell(one)}" if one else ""


def _blank(sides: Sides, relation: str) -> str:
    """A blank on the lesser side, or one taken off on the other: a figure there would make them agree."""
    short, long = (sides.right, sides.left) if sides.difference > 0 else (sides.left, sides.right)
    lacking = [cell for cell in short if cell.sign > 0] + [cell for cell in long if cell.sign < 0]
    blanks = [cell for cell in lacking if cell.entry.state == "blank"]
    if not blanks:
        return ""
    if len(blanks) > 1:
        return f"空白按 0 计，有 {len(blanks)} 格空白，可能漏填"
    at_least = "" if relation == "=" else "至少"
    needed = saying.number(abs(sides.difference))
    return f"空白按 0 计，「{blanks[0].name}」空白，若是漏填，应{at_least}为 {needed}"
