"""What a person declared of one cell, and what was found wrong where it was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scrapers.privacy import mask
from warehouse.forms import Entry

State = Literal["given", "blank", "not_applicable", "missing"]

STATE_WORDS: dict[State, str] = {
    "given": "已填",
    "blank": "空白",
    "not_applicable": "不适用",
    "missing": "撤回",
}
"""What a state is called on the sheet, and may be called in the book."""

WORDS: dict[str, State] = {"空白": "blank", "不适用": "not_applicable", "撤回": "missing"}
"""What may be written into a cell in place of what it asks → the state that it says. Of 撤回 nothing stands
any more: the cell is as if nobody had declared it."""

DIGITS, PLACES = 12, 6
"""Digits before the point and behind it that `figures.value` holds; real fees have up to six places."""


class DeclareError(Exception):
    """A file that cannot be taken as a whole, or a wrong use; a Chinese sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One row of the book: what somebody declared of one cell, when, in which file."""

    form: str
    year: int
    code: str
    state: State
    value: Decimal | None
    """The number; None where none is given."""
    text: str
    """What a cell holds that is no number."""
    remark: str
    who: str
    declared_at: str
    """ISO 8601 in Shanghai's time; of a row written by hand as it is written there."""
    file: str
    """Name of the file that it came in; empty of a row written by hand."""
    file_sha256: str
    portal: str
    """Id of the portal; empty: the only one of the home."""

    @property
    def key(self) -> tuple[str, str, int, str]:
        """Whose cell it is: portal, form, year, code."""
        return self.portal, self.form, self.year, self.code

    @property
    def entry(self) -> Entry:
        """As the identities take it."""
        return Entry(self.state, self.value, self.text)

    @property
    def said(self) -> tuple[State, Decimal | None, str, str]:
        """What it says, whoever says it."""
        return self.state, self.value, self.text, self.remark


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing found in a sheet: where, what stands there, what is to be done."""

    sheet: str
    """Empty: the file as a whole."""
    cell: str
    """`H12`, `A5:B7`; empty: the sheet as a whole."""
    what: str
    """What was found and what to do, a Chinese sentence."""
    code: str = ""
    """Of the form's cell where it is known."""

    @property
    def sentence(self) -> str:
        """With the place before it; personal data masked."""
        place = f"工作表“{self.sheet}”" if self.sheet else "文件"
        place += f" {self.cell}" if self.cell else ""
        return mask(f"{place}{f'({self.code})' if self.code else ''}:{self.what}")
