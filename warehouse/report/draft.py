"""Drafts the sentences of the yearly report's text from the figures, in the wording of `phrases.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.report.form import Row, SectionsForm

PHRASES_FILE = Path(__file__).parent / "phrases.toml"


@dataclass(frozen=True, slots=True)
class Draft:
    """Drafted paragraphs, and the labels of what they could not or should not say."""

    paragraphs: tuple[str, ...]
    missing: tuple[str, ...]
    """Categories of the template without a figure; their clauses are left out (缺)."""
    zero: tuple[str, ...]
    """Categories whose figure is 0; a sentence that something was published would be untrue."""
    repeated: tuple[str, ...]
    """Categories that more than one clause names: one set of items, counted once in the total."""
    version: int
    """Of the wording."""


def draft(form: SectionsForm) -> Draft:
    """The report's sentences for `form`; a figure that is only a lower bound says so in the sentence."""
    phrases = _phrases()
    rows = {row.code: row for row in form.rows if row.value}
    our = our_place(form.portal_name)
    written = [_paragraph(paragraph, rows, our, phrases["figure"]) for paragraph in phrases["paragraph"]]
    named = [clause["category"] for paragraph in phrases["paragraph"] for clause in paragraph["clause"]]
    others = [row for row in rows.values() if row.code not in named]
    written.append(_others(phrases["others"], others, phrases["figure"]))
    return Draft(
        paragraphs=tuple(text for text in written if text),
        missing=_left_out(form, named, None),
        zero=_left_out(form, [row.code for row in form.rows], 0),
        repeated=tuple(code for code in dict.fromkeys(named) if code in rows and named.count(code) > 1),
        version=phrases["version"],
    )


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


def _paragraph(paragraph: dict[str, Any], rows: dict[str, Row], our: str, forms: dict[str, str]) -> str:
    """One paragraph of the clauses that have a figure; empty when none has."""
    clauses = [clause for clause in paragraph["clause"] if clause["category"] in rows]
    if not clauses:
        return ""
    text = paragraph["lead"].format(our=our, labels="、".join(rows[c["category"]].label for c in clauses))
    for place, clause in enumerate(clauses):
        joint = clause.get("joint", paragraph["joint"]) if place else ""
        text += joint + clause["text"].format(our=our, figure=_figure(rows[clause["category"]], forms))
    return f"{text}{paragraph['end']}"


def _others(others: dict[str, str], rows: list[Row], forms: dict[str, str]) -> str:
    texts = [others["text"].format(label=row.label, figure=_figure(row, forms)) for row in rows]
    return f"{others['lead']}{others['joint'].join(texts)}{others['end']}" if texts else ""


def _figure(row: Row, forms: dict[str, str]) -> str:
    return forms[row.origin].format(value=row.value, measure=row.measure)


def _left_out(form: SectionsForm, codes: list[str], value: int | None) -> tuple[str, ...]:
    """Labels of `codes` whose figure is `value`; a code that the form lacks altogether is missing too."""
    rows = {row.code: row for row in form.rows}
    there = {code: rows[code].label for code in codes if code in rows and rows[code].value == value}
    lacking = {code: code for code in codes if code not in rows and value is None}
    return tuple((there | lacking)[code] for code in dict.fromkeys(codes) if code in there or code in lacking)
