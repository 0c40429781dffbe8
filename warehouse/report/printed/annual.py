"""The annual report as a Word file: title, preamble, sections, tables, what people have to write marked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.forms import Form
from warehouse.report.escaping import typeset
from warehouse.report.printed.filled import FilledForm, plain
from warehouse.report.printed.tables import grid_of
from warehouse.report.word import Block, Heading, Run, Signature, Text, Title

WORDING = Path(__file__).with_name("annual.toml")
_TO_WRITE = re.compile(r"(【[^】]*】)")
_APPLICATIONS = {
    "report-2021": ("3.R1.C7", "3.R2.C7", "3.R3.7.C7", "3.R4.C7"),
    "report-2019": ("3.R1.C7", "3.R2.C7", "3.R3.7.C7", "3.R4.C7"),
}
"""Received, carried over, closed, left: the totals' cells."""


def blocks_of(filled: FilledForm, drafted: Sequence[str]) -> Iterator[Block]:
    """The report from title to signature. `drafted`: paragraphs on what was disclosed, from the figures of
    form `sections`. A form without sections of text is its title and tables."""
    words = _wording().get(filled.form.name)
    yield Title(_title(filled))
    if words is None:
        for table in filled.form.tables:
            yield grid_of(filled, table)
        return
    facts = _facts(filled)
    yield _text(words["preamble"].format(**facts) + words["contact"])
    under = {part["heading"].format(**facts): part for part in words["under"]}
    for heading, name in _headings(filled.form, under):
        yield Heading(heading)
        yield from _parts(under.get(heading, {}), filled, facts, drafted)
        if name:
            yield grid_of(filled, filled.form.table(name))
    yield Signature((Run(filled.organ), Run("【成文日期】", to_fill=True)))


def _title(filled: FilledForm) -> tuple[str, ...]:
    if filled.form.name in _wording():
        return filled.organ, f"{filled.year}年政府信息公开工作年度报告"
    return filled.organ, filled.title


def _facts(filled: FilledForm) -> dict[str, str]:
    return {"year": str(filled.year), "organ": filled.organ}


def _headings(form: Form, under: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """As the form prints them; of the older layout those of the wording."""
    if form.headings:
        return [(heading.text, heading.table) for heading in form.headings]
    return [(heading, part.get("table")) for heading, part in under.items()]


def _parts(
    part: Mapping[str, Any], filled: FilledForm, facts: Mapping[str, str], drafted: Sequence[str]
) -> Iterator[Block]:
    for heading, text in part.get("parts", ()):
        if heading:
            yield Heading(heading, 2)
        if text == "{draft}":
            yield from map(_text, drafted or [_wording()["words"]["nothing"]])
        elif text == "{applications}":
            yield _text(_applications(filled))
        else:
            yield _text(text.format(fees=_wording()["words"]["fees"], **facts))


def _applications(filled: FilledForm) -> str:
    """The sentence on applications; only from figures that are all given: a blank is not written as 0."""
    words = _wording()["words"]
    figures = [filled.figures[code] for code in _APPLICATIONS.get(filled.form.name, ())]
    if not figures or any(figure.to_fill or figure.number is None for figure in figures):
        return str(words["no_applications"])
    names = ("received", "carried", "closed", "left")
    numbers = [plain(figure.number) for figure in figures if figure.number is not None]
    return str(words["applications"]).format(**dict(zip(names, numbers, strict=True)))


def _text(text: str) -> Text:
    """A paragraph; what stands in 【】 is for a person to write."""
    pieces = _TO_WRITE.split(typeset(text))
    return Text(tuple(Run(piece, piece.startswith("【")) for piece in pieces if piece))


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))
