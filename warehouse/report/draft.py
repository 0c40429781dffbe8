"""Drafts the sentences of the yearly report's text from the figures by category, in the wording of
`phrases.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from scrapers.vocabulary import CATEGORIES
from warehouse.report.form import Row, SectionsForm
from warehouse.report.wording import Fact, Writer, Written, codes_of, slots_of

PHRASES_FILE = Path(__file__).parent / "phrases.toml"


@dataclass(frozen=True, slots=True)
class Draft:
    """Drafted paragraphs, what people must write or check in 【】, and the labels of what is not in them."""

    paragraphs: tuple[str, ...]
    missing: tuple[str, ...]
    """Categories of the template without a figure: a mark stands in the figure's place (缺)."""
    zero: tuple[str, ...]
    """Categories whose figure is 0; a sentence that something was published would be untrue."""
    repeated: tuple[str, ...]
    """Categories that more than one clause names: one set of items, counted once in the total."""
    version: int
    """Of the wording."""


def draft(form: SectionsForm) -> Draft:
    """The report's sentences for `form`; none where no category has a figure. A figure that is only a lower
    bound, or not known, says so in the sentence, in 【】."""
    phrases, facts = _phrases(), facts_of(form)
    writer = Writer(facts, {"our": our_place(form.portal_name)}, phrases["figure"])
    named = draft_codes()
    written = [writer.paragraph(spec) for spec in phrases["paragraph"]]
    others = [code for code in facts if code not in named and code != form.total.code]
    written += other_paragraphs(writer, phrases["others"], others)
    is_known = any(fact.value for fact in facts.values())
    return Draft(
        paragraphs=tuple(each.text for each in written if each.text) if is_known else (),
        missing=tuple(code for code in dict.fromkeys(named) if writer.fact(code).standing == "missing"),
        zero=tuple(row.label for row in form.rows if facts[row.code].is_zero),
        repeated=tuple(
            code for code in dict.fromkeys(named) if _stands(facts, code) and named.count(code) > 1
        ),
        version=phrases["version"],
    )


def draft_codes() -> list[str]:
    """The categories that the sentences name, in their order, each as often as it is named."""
    return list(chain.from_iterable(map(codes_named, _phrases()["paragraph"])))


def facts_of(form: SectionsForm) -> dict[str, Fact]:
    """The figures by category, those of the wording that the form lacks as missing, then the total's."""
    lacking = {code: Fact(code, CATEGORIES[code].measure, None, "missing") for code in draft_codes()}
    return lacking | {row.code: _fact(row) for row in (*form.rows, form.total)}


def _fact(row: Row) -> Fact:
    return Fact(row.label, row.measure, None if row.value is None else Decimal(row.value), row.origin)


def _stands(facts: Mapping[str, Fact], code: str) -> bool:
    return bool(facts[code].value) and facts[code].standing != "missing"


def codes_named(spec: Mapping[str, Any]) -> Iterator[str]:
    """Codes of the figures that a paragraph's clauses name, in order; other words in braces among them are
    none."""
    for clause in spec.get("clause", ()):
        for slot in slots_of(clause["text"]):
            if slot not in _WORDS:
                yield from codes_of(slot)


_WORDS = frozenset({"our", "year", "organ", "labels"})


def seed_specs() -> list[Mapping[str, Any]]:
    """The paragraphs of the report of 2017 as data, that on all other categories (`others`) last."""
    phrases = _phrases()
    return [*phrases["paragraph"], {**phrases["others"], "others": True}]


def other_paragraphs(writer: Writer, spec: Mapping[str, Any], codes: Iterable[str]) -> list[Written]:
    """A paragraph on the categories that no sentence names (`codes`), and one mark for those without a
    figure; what never stands on a portal is not asked for. `spec`: lead, joint, end, unknown."""
    called = _phrases()["called"]
    clauses = [
        {"text": f"{called.get(code, writer.fact(code).label)}{{{code}}}", "missing": "list"}
        for code in codes
        if code not in CATEGORIES or CATEGORIES[code].on_portal or writer.fact(code).value
    ]
    if not clauses:
        return []
    written = writer.paragraph({**spec, "clause": clauses})
    if not written.listed:
        return [written]
    unknown = spec["unknown"].format(labels="、".join(written.listed))
    return [Written(written.text, written.zero), Written(unknown)]


def forms_of_figures() -> Mapping[str, str]:
    """How a figure stands in a sentence, by origin."""
    forms: Mapping[str, str] = _phrases()["figure"]
    return forms


def our_place(portal_name: str) -> str:
    """我县, 我市, 我区 … by the last word of the portal's name (柘城县人民政府 → 我县).

    A name that ends in no known kind of place gives 本地区.
    """
    words = _phrases()["our"]
    name = portal_name.strip()
    while ending := next((e for e in words["endings"] if name.endswith(e) and name != e), ""):
        name = name.removesuffix(ending)
    place = next((place for place in words["places"] if name.endswith(place)), "")
    return f"我{place}" if place else str(words["otherwise"])


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads(PHRASES_FILE.read_text(encoding="utf-8"))
