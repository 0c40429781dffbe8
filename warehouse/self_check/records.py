"""The indicators of the self-check, and how each is judged, as frozen records out of their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scrapers.vocabulary import CATEGORIES
from warehouse.forms.reading import read_rows
from warehouse.forms.records import FormError

ROOM = Path(__file__).parent
INDICATORS = ROOM / "indicators.csv"
JUDGING = ROOM / "judging.csv"
CYCLES = ROOM / "cycles.csv"
OUTCOMES = ROOM / "outcomes.csv"

FORM = "self-check"
TITLE = "政府网站检查指标自查表（{year}年）"
VERDICT, SCORE = "单项否决", "扣分"
"""Codes of the figures on all indicators together."""

KINDS = ("suspect", "veto", "deduct", "cycle")
"""What a fault comes to: a lead for a person, a veto of the whole site, points lost, nothing but a word."""
STATE_WORDS = {
    "breach": "有问题",
    "suspect": "待核实",
    "due": "即将到期",
    "in_order": "正常",
    "not_assessable": "无法判断",
    "not_seen": "看不到",
}
"""How a state of `check_evidence` is called where people read, the worst first."""
UNITS = ("day", "month")
STATES = ("breach", "in_order", "not_assessable")

_INDICATOR_COLUMNS = (
    "id",
    "regime",
    "part",
    "object",
    "indicator",
    "rule",
    "threshold",
    "window",
    "aggregation",
    "score_effect",
    "computable_by_crawler",
    "confidence",
)
_OF_INDICATOR = ("id", "regime", "part", "object", "rule", "threshold", "window", "confidence")
_JUDGING_COLUMNS = (
    "code",
    "indicator",
    "label",
    "measure",
    "kind",
    "statement",
    "rule",
    "limit",
    "least",
    "score",
    "max_score",
    "first_year",
    "last_year",
    "current_only",
    "why_unseen",
)
_CYCLE_COLUMNS = ("code", "categories", "count", "unit", "soon_days", "back_months")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the inspection documents."""

    id: str
    regime: str
    """2015 (普查), 2019 (检查指标), 2017- (抽查), local."""
    part: str
    """单项否决, 扣分, 更新周期, 抽查."""
    object: str
    """政府网站, 政务新媒体; empty where the document does not say."""
    rule: str
    threshold: str
    window: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Judged:
    """How an indicator, or a part of one (O3 has three counts), is judged: one row of the form."""

    code: str
    indicator: str
    """`id` of the indicator."""
    label: str
    measure: str
    kind: str
    """One of KINDS."""
    statement: str
    """Of `sql/figures/`, that finds what is at fault."""
    rule: str
    """Of `rules/counting.csv`, without its version."""
    limit: int | None
    """Faults from which on a veto stands."""
    least: int | None
    """Element classes a guide has to lack, entries a section has to have."""
    score: int | None
    max_score: int | None
    """Points that a fault takes, and that all of them take at most where that is known."""
    first_year: int | None
    last_year: int | None
    is_current_only: bool
    """Whether the present alone shows it: of a year that is over it cannot be judged."""
    why_unseen: str
    """Why a crawl cannot see it (Chinese); empty where it can."""

    def covers(self, year: int) -> bool:
        """Whether this year is judged by it."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often sections of these categories have to be updated, as an indicator has it."""

    code: str
    categories: tuple[str, ...]
    """Empty where the indicator does not go by categories."""
    count: int
    unit: str
    """day or month: months are those of the calendar."""
    soon_days: int
    """So many days before its day a section is told to fall due."""
    back_months: int | None
    """How far back letters are looked at."""


@dataclass(frozen=True, slots=True)
class LinkOutcome:
    """What the outcome of a link says of it."""

    outcome: str
    state: str
    words: str


def regime_of(year: int) -> str:
    """By which inspection a year is judged: 2015 (普查) until 2018, 2019 (检查指标) from then on."""
    return "2015" if year <= 2018 else "2019"


def read_indicators(path: Path = INDICATORS) -> tuple[Indicator, ...]:
    """The indicators in their order. Raises FormError."""
    return tuple(
        Indicator(*(row[name] for name in _OF_INDICATOR)) for _, row in read_rows(path, _INDICATOR_COLUMNS)
    )


def read_judging(path: Path = JUDGING) -> tuple[Judged, ...]:
    """The rows of the form in their order. Raises FormError with file and line."""
    return tuple(_judged(path, line, row) for line, row in read_rows(path, _JUDGING_COLUMNS))


def read_cycles(path: Path = CYCLES) -> tuple[Cycle, ...]:
    """The cycles. Raises FormError with file and line."""
    found = []
    for line, row in read_rows(path, _CYCLE_COLUMNS):
        categories = tuple(row["categories"].split("|")) if row["categories"] else ()
        unknown = [name for name in categories if name not in CATEGORIES]
        if unknown or row["unit"] not in UNITS:
            raise FormError(f"{path.name} 第 {line} 行:{'、'.join(unknown) or row['unit']} 不认得")
        count = _number(path, line, row, "count")
        soon = _number(path, line, row, "soon_days")
        if count is None or soon is None:
            raise FormError(f"{path.name} 第 {line} 行:count 和 soon_days 都要写")
        back = _number(path, line, row, "back_months")
        found.append(Cycle(row["code"], categories, count, row["unit"], soon, back))
    return tuple(found)


def read_outcomes(path: Path = OUTCOMES) -> tuple[LinkOutcome, ...]:
    """What outcomes of links say. Raises FormError with file and line."""
    rows = list(read_rows(path, ("outcome", "state", "words")))
    for line, row in rows:
        if row["state"] not in STATES:
            raise FormError(f"{path.name} 第 {line} 行:state 应是 {'、'.join(STATES)} 之一")
    return tuple(LinkOutcome(**row) for _, row in rows)


def _judged(path: Path, line: int, row: dict[str, str]) -> Judged:
    problems = list(_problems(row))
    if problems:
        raise FormError(f"{path.name} 第 {line} 行:{problems[0]}")
    limit, least, score, max_score, first_year, last_year = (
        _number(path, line, row, name)
        for name in ("limit", "least", "score", "max_score", "first_year", "last_year")
    )
    return Judged(
        row["code"],
        row["indicator"],
        row["label"],
        row["measure"],
        row["kind"],
        row["statement"],
        row["rule"],
        limit,
        least,
        score,
        max_score,
        first_year,
        last_year,
        row["current_only"] == "yes",
        row["why_unseen"],
    )


def _problems(row: dict[str, str]) -> Iterator[str]:
    """What cannot be, in Chinese."""
    if row["kind"] not in KINDS:
        yield f"kind 应是 {'、'.join(KINDS)} 之一"
    if row["current_only"] not in ("", "yes"):
        yield "current_only 应是 yes 或空"
    if row["statement"] == "check_unseen" and not row["why_unseen"]:
        yield "看不到的指标要写 why_unseen"


def _number(path: Path, line: int, row: dict[str, str], name: str) -> int | None:
    if not row[name]:
        return None
    if not row[name].isdecimal():
        raise FormError(f"{path.name} 第 {line} 行:{name} 应是整数")
    return int(row[name])
