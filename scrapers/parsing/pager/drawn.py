"""Pagers that a plugin draws from a call: `$(".M-box").pagination({totalData: 163, callback: …})`.

The page's scripts are started in the engine, which keeps the calls of functions that the page does not
define. The functions that such a call was given are called for pages 2 and 3, in each form in which plugins
do; the first whose addresses count pages tells the numbering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scrapers.parsing.page.markup import Markup
from scrapers.parsing.pager.controls import resolved
from scrapers.parsing.pager.engine.questions import Effect, Scripts, Turn
from scrapers.parsing.pager.numbering import expand, number_of
from scrapers.parsing.pager.pager import Pager
from scrapers.parsing.pager.pressing import numbering_of
from scrapers.parsing.words.pager import (
    ADDRESS_PARTS,
    CURRENT_NAMES,
    DRAWING_NAMES,
    PAGE_NAMES,
    RECORD_NAMES,
    SIZE_NAMES,
)
from scrapers.records import Numbering, Request

_FORMS = ("object", "number", "event", "typed")
"""What plugins hand to the functions that they are given: an object with the number (laypage, M-box), the
number (jqPaginator, kkpager), an event and the number (twbs), a type and the number (bootstrap-paginator)."""
_TRIED = (2, 3)
"""Pages that are asked for: two make a numbering."""
_MOST = 6
"""Functions of one call that are tried."""

Call = Mapping[str, Any]


def follow_call(scripts: Scripts, markup: Markup, pager: Pager) -> Pager | None:
    """The pager with totals, next page and numbering by the page's paging call; None where it has none."""
    loaded = scripts.starts([[]])[0]
    calls = [(at, call) for at, call in enumerate(loaded.plugins if loaded else ()) if _draws_pager(call)]
    for at, call in calls:
        told = _with_totals(pager, call)
        if told.pages == 1:
            return replace(told, unfollowed="")
        numbering, is_still = _by_parts(markup, call), False
        if numbering is None:
            numbering, is_still = _by_functions(scripts, at, call)
        if numbering is not None:
            return _followed(markup, told, numbering)
        if is_still:
            return replace(told, unfollowed="")
    return _with_totals(pager, calls[0][1]) if calls else None


def _draws_pager(call: Call) -> bool:
    values = _lower(call["values"])
    counts = any(name.lower() in values for name in (*RECORD_NAMES, *PAGE_NAMES))
    return bool(DRAWING_NAMES.search(call["name"])) or (counts and bool(call["functions"]))


def _with_totals(pager: Pager, call: Call) -> Pager:
    """The pager with what the call states, where the page itself states nothing."""
    values = _lower(call["values"])
    records, pages, size, current = (
        _stated(values, names) for names in (RECORD_NAMES, PAGE_NAMES, SIZE_NAMES, CURRENT_NAMES)
    )
    records = records or (_number(call["first"]) if call["functions"] else None)
    if pages is None and records and size:
        pages = -(-records // size)
    total = _number(values.get("total"))
    if pages is None and records and total and total < records:
        pages = total  # the pages' where the records have a name of their own, as kkpager has it
    if pager.pages is None and pager.records is None:
        pager = replace(pager, pages=pages, records=records)
    is_index = _is_index(call)
    first = None if current is None else current + is_index
    return replace(pager, pages=pager.pages or pages, current=pager.current or first or None)


def _by_functions(scripts: Scripts, at: int, call: Call) -> tuple[Numbering | None, bool]:
    """The numbering; and whether the functions surely lead nowhere, as where all rows stand in the page."""
    forms = ("index",) if _is_index(call) else _FORMS
    keys = call["functions"][:_MOST]
    turns = [Turn(at, key, form, number) for key in keys for form in forms for number in _TRIED]
    start = scripts.starts([turns])[0] if turns else None
    if start is None:
        return None, False
    effects = start.effects
    for place in range(0, len(turns), len(_TRIED)):
        numbering = _counting(effects[place : place + len(_TRIED)])
        if numbering is not None:
            return numbering, False
    first = [effect for turn, effect in zip(turns, effects, strict=True) if turn.form == forms[0]]
    return None, all(effect.nothing for effect in first)


def _counting(effects: Sequence[Effect]) -> Numbering | None:
    pairs = [(number, found.request) for number, found in zip(_TRIED, effects, strict=True)]
    if any(request is None for _, request in pairs):
        return None
    return numbering_of(((number, request) for number, request in pairs if request is not None), None)


def _by_parts(markup: Markup, call: Call) -> Numbering | None:
    """The numbering of a call that is given what stands before and behind the number."""
    values = call["values"]
    for before, between, behind in ADDRESS_PARTS:
        if isinstance(values.get(before), str) and values[before]:
            written = (f"{values[before]}{between}{page}{values.get(behind) or ''}" for page in _TRIED)
            pairs = [
                (page, Request(resolved(markup, url))) for page, url in zip(_TRIED, written, strict=True)
            ]
            return numbering_of(pairs, None)
    return None


def _followed(markup: Markup, told: Pager, numbering: Numbering) -> Pager:
    current = told.current or number_of(numbering, markup.url) or 1
    numbering = replace(numbering, last=told.pages)
    more = told.pages is None or current < told.pages
    following = expand(numbering, current + 1) if more else None
    return replace(told, current=current, next=following, numbering=numbering, unfollowed="")


def _is_index(call: Call) -> bool:
    """Whether the call counts pages from 0, as jquery.pagination with the total in front does."""
    return call["name"] == ".pagination" and _number(call["first"]) is not None


def _lower(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in values.items()}


def _stated(values: Mapping[str, Any], names: Sequence[str]) -> int | None:
    numbers: Iterator[int | None] = (_number(values.get(name.lower())) for name in names)
    return next((number for number in numbers if number is not None), None)


def _number(value: object) -> int | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if value == int(value) and value >= 0 else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
