"""What may be chosen in cells of kinds bool, choice and choices; of the latter two as `choices.csv` says."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from warehouse.forms import Value
from warehouse.spreadsheet import text_of

CHOICES = Path(__file__).with_name("choices.csv")
"""form, code, options joined by |, where they are printed."""

YES, NO = "是", "否"


def options_of(form: str, value: Value) -> tuple[str, ...]:
    """What may be chosen, in the order of the form; empty where anything may be written."""
    return (YES, NO) if value.kind == "bool" else _choices().get((form, value.code), ())


@cache
def _choices() -> dict[tuple[str, str], tuple[str, ...]]:
    rows = csv.DictReader(text_of(CHOICES.read_bytes()).splitlines())
    return {(row["form"], row["code"]): tuple(row["options"].split("|")) for row in rows}
