"""The identities (勾稽) of each form, from `identities.csv`: a row a rule, in words and as an expression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from warehouse.forms.expressions import PREDICATES, Expression, Term, expressions, sum_of
from warehouse.forms.reading import ROOM, read_rows
from warehouse.forms.records import Form, FormError

HEADER = (
    "forms",
    "rule",
    "version",
    "when",
    "over",
    "expression",
    "severity",
    "cause",
    "cause_words",
    "words",
    "source",
)
IDENTITIES = ROOM / "identities.csv"

BELOW_CITY, IN_TEXT = "below_city", "正文"
"""`when` a rule is asked: of organs below the city only; where the report's text states the figure."""
CARRIED, NOT_ALL_LISTED = "上年", "未列全"
"""`cause` without a sum: what last year left over may explain it; parts may be fewer than the whole."""

Severity = Literal["error", "warning"]
_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning"}


@dataclass(frozen=True, slots=True)
class Cause:
    """A known innocent reason for a difference: `kind` CARRIED or NOT_ALL_LISTED, else the difference is
    exactly this sum."""

    words: str
    kind: str = ""
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """A rule of one form and the cells of each of its instances."""

    rule: str
    version: int
    when: str
    severity: Severity
    words: str
    """What should hold, for people (Chinese)."""
    source: str
    """The document or table that says so."""
    expressions: tuple[Expression, ...]
    causes: tuple[Cause, ...]

    @property
    def id(self) -> str:
        """`table3-balance@1`."""
        return f"{self.rule}@{self.version}"

    @property
    def predicate(self) -> str:
        """What single cells must be; empty where sums are compared."""
        relation = self.expressions[0].relation if self.expressions else ""
        return relation if relation in PREDICATES else ""


@cache
def identities_of(form: Form) -> tuple[Identity, ...]:
    """The rules of one form, in the order of their file. Raises FormError with file and line."""
    return read_identities(IDENTITIES, form)


def read_identities(path: Path, form: Form) -> tuple[Identity, ...]:
    """The rules that a file has of one form. Raises FormError."""
    return tuple(
        _identity(f"{path.name} 第 {line} 行", row, form)
        for line, row in read_rows(path, HEADER)
        if form.name in row["forms"].split()
    )


def _identity(place: str, row: dict[str, str], form: Form) -> Identity:
    severity = _SEVERITIES.get(row["severity"])
    if severity is None:
        raise FormError(f"{place}:severity 应是 {'、'.join(_SEVERITIES)}")
    if row["when"] not in ("", BELOW_CITY, IN_TEXT):
        raise FormError(f"{place}:when 应留空,或写 {BELOW_CITY}、{IN_TEXT}")
    try:
        found = expressions(row["expression"], row["over"], form)
        causes = _causes(row, form)
    except FormError as fault:
        raise FormError(f"{place}:{fault}") from None
    return Identity(
        row["rule"],
        int(row["version"]),
        row["when"],
        severity,
        row["words"],
        row["source"],
        found,
        causes,
    )


def _causes(row: dict[str, str], form: Form) -> tuple[Cause, ...]:
    written = row["cause"].split(" | ") if row["cause"] else []
    words = row["cause_words"].split(" | ")
    if len(written) not in (0, len(words)):
        raise FormError("cause 和 cause_words 应一样多,用 | 隔开")
    return tuple(
        Cause(said, one) if one in (CARRIED, NOT_ALL_LISTED) else Cause(said, "", sum_of(one, form))
        for one, said in zip(written, words, strict=False)
    )
