"""Sentences from figures: a clause names its figures in braces, and each stands there by what is known of it:
the number; in 【】, marked for a person, a lower bound or a gap. Nothing is written as 0 that is not known to
be 0.

A clause, which names one figure at least (`phrases.toml`, `printed/annual.toml`):

    text     with figures in braces: {政府文件} a category, {3.R1.C7} a cell of the form, {website-annual:V1}
             one of another form, {4.G2.5 + 4.G3.5} a sum; further words as they are ({our}, {year})
    zero     stands instead where all its figures are known to be 0, and none of their parts is more; without
             it the clause is then left out
    missing  "list": where none of its figures is known it is left out and its label listed, not marked
    label    what it is called in such a list; else the labels of its figures
    joint    before it, where it is not the first; else the paragraph's
    parts    what makes up its figure: written in brackets only where all are known and add up to it
    among    one part of it, written in brackets where it is not 0; never more than the whole
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from warehouse.report.form import Origin

_SLOT = re.compile(r"\{([^{}]+)\}")
_TO_WRITE = re.compile(r"(【[^】]*】)")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure as a sentence needs it; without a value nothing is known of it (a blank, 不适用 are no 0)."""

    label: str
    measure: str
    value: Decimal | None
    origin: Origin

    @property
    def standing(self) -> Origin:
        """Its origin; a lower bound of 0 says nothing, so it is missing."""
        if self.value is None or (self.origin == "lower_bound" and not self.value):
            return "missing"
        return self.origin

    @property
    def is_known(self) -> bool:
        """Whether it is the whole figure: computed or declared."""
        return self.standing in ("computed", "declared")

    @property
    def is_zero(self) -> bool:
        """Whether it is known that there is none."""
        return self.is_known and not self.value


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph, and what it does not say."""

    text: str
    """Empty where nothing is to be said."""
    zero: tuple[str, ...] = ()
    """Labels of clauses left out because their figures are 0."""
    listed: tuple[str, ...] = ()
    """Labels of clauses left out because nobody knows their figures."""


@dataclass(frozen=True)
class Writer:
    """Writes paragraphs by the rules above. A figure that `facts` has not is missing."""

    facts: Mapping[str, Fact]
    words: Mapping[str, str]
    """our, year, organ, …"""
    forms: Mapping[str, str]
    """How a figure is written, by origin: `{value}{measure}`, 【请填写:…{measure}】; parts_missing and
    parts_differ stand for parts that cannot be written."""

    def paragraph(self, spec: Mapping[str, Any]) -> Written:
        """`lead`, clauses, `end`; where all figures are 0 and it has a `zero`, that alone. {labels} in the
        lead are the labels of the clauses that have a figure."""
        clauses: Sequence[Mapping[str, Any]] = spec["clause"]
        if "zero" in spec and all(self._is_none(clause) for clause in clauses):
            return Written(self._put(spec["zero"]))
        said: list[tuple[str, str]] = []
        zero: list[str] = []
        listed: list[str] = []
        for clause in clauses:
            facts = self._facts_of(clause)
            if self._is_none(clause):
                if "zero" not in clause:
                    zero.append(self._label(clause))
                    continue
                text = self._put(clause["zero"])
            elif clause.get("missing") == "list" and all(fact.standing == "missing" for fact in facts):
                listed.append(self._label(clause))
                continue
            else:
                text = self._put(clause["text"]) + self._parts(clause, facts) + self._among(clause, facts)
            said.append((clause.get("joint", spec.get("joint", ",")) if said else "", text))
        if not said:
            return Written("", tuple(zero), tuple(listed))
        labels = {"labels": "、".join(self._labels(clauses)) or self.forms["labels_missing"]}
        body = "".join(joint + text for joint, text in said)
        lead, end = (_put(spec.get(name, ""), {**self.words, **labels}) for name in ("lead", "end"))
        return Written(f"{lead}{body}{end}", tuple(zero), tuple(listed))

    def _is_none(self, clause: Mapping[str, Any]) -> bool:
        """Whether there is none of what the clause tells, of its parts neither: 洪泽 2023 printed 10 cases
        upheld and 0 in all, which is no county without cases."""
        parts = [self.fact(slot) for _, slot in clause.get("parts", {}).get("of", ())]
        parts += self._facts_of(clause["among"]) if "among" in clause else []
        return all(fact.is_zero for fact in self._facts_of(clause)) and not any(fact.value for fact in parts)

    def _labels(self, clauses: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        for clause in clauses:
            if any(fact.value and fact.standing != "missing" for fact in self._facts_of(clause)):
                yield self._label(clause)

    def _label(self, clause: Mapping[str, Any]) -> str:
        return str(clause.get("label") or "、".join(fact.label for fact in self._facts_of(clause)))

    def _facts_of(self, clause: Mapping[str, Any]) -> list[Fact]:
        return [self.fact(slot) for slot in slots_of(clause["text"]) if slot not in self.words]

    def fact(self, slot: str) -> Fact:
        """Of a code, or of a sum of codes: that is known where all are, and a lower bound where some are."""
        found = [self.facts.get(code, Fact(code, "", None, "missing")) for code in codes_of(slot)]
        if len(found) == 1:
            return found[0]
        standing = {fact.standing for fact in found}
        origin: Origin = next(each for each in _WORST_FIRST if each in standing)
        value = None if origin == "missing" else sum((fact.value or Decimal(0) for fact in found), Decimal(0))
        return Fact("、".join(fact.label for fact in found), found[0].measure, value, origin)

    def _put(self, text: str) -> str:
        """The text with words and figures in place of what stands in braces."""
        return _SLOT.sub(lambda match: self._said(match[1]), text)

    def _said(self, slot: str) -> str:
        return self.words[slot] if slot in self.words else self._figure(self.fact(slot))

    def _figure(self, fact: Fact) -> str:
        number = "" if fact.value is None else plain(fact.value)
        return self.forms[fact.standing].format(value=number, measure=fact.measure)

    def _parts(self, clause: Mapping[str, Any], facts: Sequence[Fact]) -> str:
        """In brackets what the clause's figure is made up of; a mark where that is not known or does not
        add up to it; nothing while the figure itself is not known."""
        parts = clause.get("parts")
        if not parts or not facts[0].is_known:
            return ""
        found = [(name, self.fact(slot)) for name, slot in parts["of"]]
        if not all(fact.is_known for _, fact in found):
            return self.forms["parts_missing"].format(what=parts["what"])
        if sum((fact.value or Decimal(0) for _, fact in found), Decimal(0)) != facts[0].value:
            return self.forms["parts_differ"].format(what=parts["what"])
        return "(" + "、".join(name + self._figure(fact) for name, fact in found if fact.value) + ")"

    def _among(self, clause: Mapping[str, Any], facts: Sequence[Fact]) -> str:
        if "among" not in clause:
            return ""
        among, whole = clause["among"], facts[0]
        (part,) = self._facts_of(among)
        if part.is_zero:
            return ""
        if part.is_known and whole.is_known and (part.value or 0) > (whole.value or 0):
            return self.forms["among_more"].format(what=among["what"])
        return f"({self._put(among['text'])})"


_WORST_FIRST: tuple[Origin, ...] = ("missing", "lower_bound", "declared", "computed")


def slots_of(text: str) -> list[str]:
    """What stands in braces, in order."""
    return _SLOT.findall(text)


def codes_of(slot: str) -> list[str]:
    """The codes of a slot: one, or those of a sum."""
    return [code.strip() for code in slot.split(" + ")]


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text cut at its marks: each piece, and whether it is a mark (【…】) for a person."""
    return [(piece, piece.startswith("【")) for piece in _TO_WRITE.split(text) if piece]


def plain(number: Decimal) -> str:
    """Digits without separators or needless zeros (447228, 96171.6): as the forms print numbers."""
    said = f"{number:f}"
    return (said.rstrip("0").rstrip(".") if "." in said else said) or "0"


def _put(text: str, words: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda match: words[match[1]], text)
