"""A row of the book as text and as a record, both ways."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from scrapers.privacy import mask
from warehouse.declared.records import STATE_WORDS, Declaration, State
from warehouse.forms import Entry, Value, form_named
from warehouse.handwritten import Line, day_of, quoted

HEADER = ("form", "year", "code", "state", "value", "who")
"""Columns that a book must have."""
MORE = ("value_text", "remark", "declared_at", "file", "file_sha256", "portal")
"""Columns that it may have."""
COLUMNS = (*HEADER[:5], "value_text", "remark", "who", "declared_at", "file", "file_sha256", "portal")
"""Both, as they stand in a new book."""

_STATES: dict[str, State] = {word: state for state, word in STATE_WORDS.items()} | {
    "given": "given",
    "blank": "blank",
    "not_applicable": "not_applicable",
    "missing": "missing",
}


def cells_of(one: Declaration) -> list[str]:
    """Its cells, in the order of HEADER and MORE."""
    from warehouse.report.wording import plain

    number = "" if one.value is None else plain(one.value)
    must = [one.form, str(one.year), one.code, one.state, number, one.who]
    return [*must, one.text, one.remark, one.declared_at, one.file, one.file_sha256, one.portal]


def key_of(line: Line) -> tuple[str, str, str]:
    """Whose cell a row is of, as it is written: portal, form, code."""
    told = _told(line)
    return told["portal"], told["form"], told["code"]


def declaration_of(line: Line, year: int) -> tuple[Declaration | None, str]:
    """The row of the book of that year; None and why not (Chinese, with the column) where it cannot be
    read."""
    told = _told(line)
    try:
        return _read(line, told, year), ""
    except ValueError as fault:
        return None, str(fault)


def _told(line: Line) -> dict[str, str]:
    more = line.more or ("",) * len(MORE)
    return dict(zip((*HEADER, *MORE), (*line.cells, *more), strict=True))


def _read(line: Line, told: dict[str, str], year: int) -> Declaration:
    """Raises ValueError with what is wrong."""
    if line.fault:
        raise ValueError(line.fault)
    try:
        value = form_named(told["form"]).value(told["code"])
    except KeyError as error:
        raise ValueError(f"{error.args[0]};请核对 form 和 code 两列") from error
    if unicodedata.normalize("NFKC", told["year"]) != str(year):
        raise ValueError(f"year 是{quoted(told['year'])},这个文件只记 {year} 年的;请改正,或移到那一年的文件")
    state = _STATES.get(told["state"])
    if state is None:
        raise ValueError(f"state 是{quoted(told['state'])},应为 {'、'.join(STATE_WORDS.values())}")
    if not told["who"]:
        raise ValueError("who 是空的;请写明填报人")
    entry = _entry(told, state, value)
    return Declaration(
        told["form"],
        year,
        told["code"],
        state,
        entry.value,
        entry.text,
        mask(told["remark"]),
        mask(told["who"]),
        _instant(told["declared_at"]),
        told["file"],
        told["file_sha256"],
        told["portal"],
    )


def _entry(told: dict[str, str], state: State, value: Value) -> Entry:
    # Imported where a figure was declared: every night reads the book, which mostly holds none.
    from warehouse.declared.entries import number_answer, word_answer

    if state != "given":
        if told["value"] or told["value_text"]:
            raise ValueError(f"state 是 {STATE_WORDS[state]},value 和 value_text 应留空")
        return Entry(state)
    if value.kind in ("int", "signed", "decimal"):
        answer, name, other = number_answer(told["value"], value), "value", "value_text"
    else:
        answer, name, other = word_answer(told["value_text"], told["form"], value), "value_text", "value"
    if told[other]:
        raise ValueError(f"{other} 应留空,这一格填在 {name}")
    if answer.entry is None or answer.fault or not told[name]:
        raise ValueError(f"{name} {answer.fault or '是空的;请填写,或把 state 改为 空白、不适用、撤回'}")
    return answer.entry


def _instant(written: str) -> str:
    """As it is written, where it says a day at least. Raises ValueError."""
    if not written:
        return ""
    try:
        return datetime.fromisoformat(written).isoformat()
    except ValueError:
        if day := day_of(written):
            return day.isoformat()
    raise ValueError(f"declared_at 是{quoted(written)},请写成 2022-01-20 的样子")
