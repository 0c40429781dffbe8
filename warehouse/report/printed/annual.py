"""The annual report as a Word file: title, preamble, sections, tables; its sentences drafted from the
figures, what people have to write or check marked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from scrapers.vocabulary import CATEGORIES
from warehouse.forms import Form
from warehouse.report.draft import codes_named, forms_of_figures, other_paragraphs, our_place, seed_specs
from warehouse.report.escaping import typeset
from warehouse.report.form import SHANGHAI, moment_words
from warehouse.report.printed.filled import FilledForm
from warehouse.report.printed.tables import grid_of
from warehouse.report.word import Block, Heading, Run, Signature, Text, Title
from warehouse.report.wording import Fact, Writer, Written, pieces

WORDING = Path(__file__).with_name("annual.toml")
SHARED = Path(__file__).with_name("annual_paragraphs.toml")
"""Paragraphs that forms share, by name."""
BESIDE = "website-annual"
"""The form whose figures the text of the others tells too, as `website-annual:V1`."""
_SEED = "seed"


def blocks_of(filled: FilledForm, beside: Mapping[str, Fact]) -> Iterator[Block]:
    """The report from title to signature. `beside`: for the text, figures by category and those of the
    website form (`facts_beside`). A form without sections of text is its title and tables."""
    words = _wording().get(filled.form.name)
    yield Title(_title(filled))
    if words is None:
        for table in filled.form.tables:
            yield grid_of(filled, table)
        return
    told = _words(filled)
    yield _text(words["preamble"].format(**told) + _unfinished(filled) + words["contact"])
    under = {part["heading"].format(**told): part for part in words["under"]}
    writer = _writer(filled, beside, words)
    for heading, name in _headings(filled.form, under):
        yield Heading(heading)
        yield from _parts(under.get(heading, {}), writer)
        if name:
            yield grid_of(filled, filled.form.table(name))
    yield Signature((Run(filled.organ), Run(_wording()["words"]["day"], to_fill=True)))


def text_of(filled: FilledForm, beside: Mapping[str, Fact]) -> tuple[Heading | Text, ...]:
    """The report's text without its tables, for pages that show these elsewhere: headings that have text
    under them, and paragraphs. Nothing for a form without text."""
    blocks = [block for block in blocks_of(filled, beside) if isinstance(block, Heading | Text)]
    return tuple(
        block
        for block, after in zip_longest(blocks, blocks[1:])
        if isinstance(block, Text) or isinstance(after, Text) or _is_below(after, block)
    )


def _is_below(block: Heading | Text | None, heading: Heading) -> bool:
    return isinstance(block, Heading) and block.level > heading.level


def facts_beside(filled: FilledForm) -> dict[str, Fact]:
    """The figures of a form as the text of another one names them."""
    return {f"{filled.form.name}:{code}": figure.fact for code, figure in filled.figures.items()}


def wording_version() -> int:
    """Of the sentences."""
    version: int = _wording()["version"]
    return version


def _title(filled: FilledForm) -> tuple[str, ...]:
    if filled.form.name in _wording():
        return filled.organ, f"{filled.year}年政府信息公开工作年度报告"
    return filled.organ, filled.title


def _unfinished(filled: FilledForm) -> str:
    """A mark where the year was not over when its figures were read: they are not of the whole period."""
    instants = [figure.as_of for figure in filled.figures.values() if figure.as_of is not None]
    last = max(instants, default=None)
    if last is None or last.astimezone(SHANGHAI).year > filled.year:
        return ""
    unfinished: str = _wording()["words"]["unfinished"]
    return unfinished.format(moment=moment_words(last), year=filled.year)


def _words(filled: FilledForm) -> dict[str, str]:
    return {"year": str(filled.year), "organ": filled.organ, "our": our_place(filled.organ)}


def _writer(filled: FilledForm, beside: Mapping[str, Fact], words: Mapping[str, Any]) -> Writer:
    """With the form's own figures under their codes, and the sums that its wording names."""
    facts = {**beside, **{code: figure.fact for code, figure in filled.figures.items()}}
    writer = Writer(facts, _words(filled), forms_of_figures())
    sums = {name: writer.fact(slot) for name, slot in words.get("sums", {}).items()}
    return Writer(facts | sums, writer.words, writer.forms)


def _headings(form: Form, under: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """As the form prints them; of the older layout those of the wording."""
    if form.headings:
        return [(heading.text, heading.table) for heading in form.headings]
    return [(heading, part.get("table")) for heading, part in under.items()]


def _parts(under: Mapping[str, Any], writer: Writer) -> Iterator[Block]:
    for part in under.get("part", ()):
        if "heading" in part:
            yield Heading(part["heading"], 2)
        written = [each for spec in part["paragraph"] for each in _paragraphs(spec, writer)]
        yield from (_text(each.text) for each in written if each.text)
        if left_out := _left_out(written):
            yield _text(left_out)


def _paragraphs(spec: Mapping[str, Any], writer: Writer) -> Iterator[Written]:
    """What stands for an entry of a part: one paragraph, or those that it names."""
    if "text" in spec:
        yield Written(spec["text"].format(**writer.words))
        return
    specs = used(spec)
    named = {code for each in specs for code in codes_named(each)}
    for each in specs:
        if each.get("others"):
            yield from other_paragraphs(writer, each, [code for code in CATEGORIES if code not in named])
        else:
            yield writer.paragraph(each)


def used(spec: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The paragraphs that an entry of the wording stands for; those of other categories at their end."""
    name = spec.get("use")
    if name is None:
        return (spec,)
    return seed_specs() if name == _SEED else _shared()[name]


def _left_out(written: Sequence[Written]) -> str:
    """A mark with what the paragraphs of a part do not say; empty where that is nothing."""
    words = _wording()["words"]
    said = [
        words[name].format(labels="、".join(dict.fromkeys(labels)))
        for name, labels in (
            ("zero", [label for each in written for label in each.zero]),
            ("listed", [label for each in written for label in each.listed]),
        )
        if labels
    ]
    return words["left_out"].format(said=";".join(said)) if said else ""


def _text(text: str) -> Text:
    """A paragraph; what stands in 【】 is for a person to write."""
    return Text(tuple(Run(piece, to_fill) for piece, to_fill in pieces(typeset(text))))


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))


@cache
def _shared() -> dict[str, Any]:
    return tomllib.loads(SHARED.read_text(encoding="utf-8"))
