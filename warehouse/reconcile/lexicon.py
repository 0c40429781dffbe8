"""The words of `sentences.toml`: which units count, which words say a part, a total, a bound, none."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from warehouse.reconcile.records import Precision


@dataclass(frozen=True, slots=True)
class Subject:
    """What none of can be said in words."""

    words: re.Pattern[str]
    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a table that a text may state as well."""

    name: str
    words: re.Pattern[str]
    without: re.Pattern[str]

    def fits(self, what: str) -> bool:
        """Whether what is counted is this figure."""
        return bool(self.words.search(what)) and not self.without.search(what)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The file, read."""

    groups: dict[str, frozenset[str]]
    """Unit to the names of its groups."""
    count: re.Pattern[str]
    """A number with such a unit."""
    articles: frozenset[str]
    rates: re.Pattern[str]
    bounds: tuple[tuple[Precision, tuple[str, ...]], ...]
    empty: re.Pattern[str]
    """Matches words that say nothing of what is counted, where they make up all of a text."""
    leading: re.Pattern[str]
    """Such words at the beginning."""
    open: re.Pattern[str]
    other: re.Pattern[str]
    closed: re.Pattern[str]
    unfinished: tuple[str, ...]
    rest: re.Pattern[str]
    lead: re.Pattern[str]
    total: re.Pattern[str]
    none: re.Pattern[str]
    subjects: tuple[Subject, ...]
    stated: tuple[Stated, ...]

    def alike(self, one: str, other: str) -> bool:
        """Whether counts in these units may be added."""
        return one == other or bool(self.groups[one] & self.groups[other])


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words in force."""
    data = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
    words, parts, none = data["words"], data["parts"], data["none"]
    groups: dict[str, set[str]] = {}
    for group, units in data["units"].items():
        for unit in units:
            groups.setdefault(unit, set()).add(group)
    empty = _any(words["empty"])
    bounds: tuple[tuple[Precision, tuple[str, ...]], ...] = (
        ("at_most", tuple(words["at_most"])),
        ("at_least", tuple(words["at_least"])),
        ("about", tuple(words["about"])),
    )
    return Lexicon(
        groups={unit: frozenset(names) for unit, names in groups.items()},
        count=re.compile(rf"\d[\d.,]*[万千百]?[余多]?{_any([*groups])}"),
        articles=frozenset(words["articles"]),
        rates=re.compile(_any(words["rates"])),
        bounds=bounds,
        empty=re.compile(rf"(?:{empty}|\d{{4}}年度?|[、,，\"“”])*"),
        leading=re.compile(r"(?:(?:其中|以及|及(?!时)|和|与|并|、)[,，]?)*"),
        open=re.compile("|".join(parts["open"])),
        other=re.compile(_any(parts["other"])),
        closed=re.compile("|".join(parts["whole"])),
        unfinished=tuple(parts["unfinished"]),
        rest=re.compile(_any(parts["rest"])),
        lead=re.compile(_any(parts["lead"])),
        total=re.compile(_any(parts["total"])),
        none=re.compile(none["said"]),
        subjects=tuple(
            Subject(re.compile(each["words"]), each["what"], each["unit"]) for each in none["subject"]
        ),
        stated=tuple(
            Stated(each["name"], re.compile(each["words"]), re.compile(each["without"]))
            for each in data["stated"]
        ),
    )


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
