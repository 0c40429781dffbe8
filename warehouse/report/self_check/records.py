"""A self-check as values: its indicators, and what stands behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from warehouse.report.form import Origin
from warehouse.report.printed.filled import plain
from warehouse.self_check import SCORE, STATE_WORDS, TITLE, VERDICT, Judged

FAULTS = ("breach", "suspect")
OPEN = ("not_assessable", "not_seen")
PENDING = ("due", "in_order")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A section, an item or an address that an indicator looked at; the columns of
    `report/self_check_evidence`."""

    code: str
    state: str
    section_id: str | None
    section_name: str | None
    item_id: str | None
    title: str | None
    url: str | None
    since: date | None
    due_on: date | None
    words: str

    @property
    def about(self) -> str:
        """What it is called: the section's name, the item's title, else the address; '' of the whole site."""
        return self.section_name or self.title or self.url or ""

    @property
    def state_words(self) -> str:
        """The state in Chinese."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of the form with its figure."""

    code: str
    label: str
    measure: str
    value: Decimal | None
    verdict: str
    """As the figure says it; '' where it has none."""
    origin: Origin
    rule: str
    rule_text: str
    sql_file: str
    as_of: datetime | None
    judged: Judged | None
    """How it is judged; None of the lines on all indicators together."""
    evidence: tuple[Evidence, ...]

    @property
    def faults(self) -> tuple[Evidence, ...]:
        """What is at fault, or may be."""
        return tuple(one for one in self.evidence if one.state in FAULTS)

    @property
    def is_unseen(self) -> bool:
        """Whether no crawl can see it."""
        return bool(self.evidence) and all(one.state == "not_seen" for one in self.evidence)

    @property
    def found(self) -> str:
        """`3 个`, `至少 3 个`; '' without a number."""
        if self.value is None:
            return ""
        least = "至少 " if self.origin == "lower_bound" else ""
        return f"{least}{plain(self.value)} {self.measure}".rstrip()

    @property
    def said(self) -> str:
        """The verdict; of what has none whether it could not be seen or not be judged."""
        return self.verdict or STATE_WORDS["not_seen" if self.is_unseen else "not_assessable"]

    @property
    def since(self) -> date | None:
        """Since when the oldest fault stands."""
        return min((one.since for one in self.faults if one.since), default=None)

    @property
    def due_on(self) -> date | None:
        """The next day on which something that is in order falls due."""
        days = (one.due_on for one in self.evidence if one.state in PENDING and one.due_on)
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The self-check of one portal and year."""

    portal_name: str
    portal_home: str
    year: int
    lines: tuple[Line, ...]
    """Indicators in the order of the form, then those on all together."""
    data_as_of: datetime | None
    built_at: datetime | None
    rules_version: str

    @property
    def title(self) -> str:
        """政府网站检查指标自查表（2019年）."""
        return TITLE.replace("{year}", str(self.year))

    @property
    def verdict(self) -> Line:
        """What the vetoes come to."""
        return self._of(VERDICT)

    @property
    def score(self) -> Line:
        """What is lost at least."""
        return self._of(SCORE)

    @property
    def indicators(self) -> tuple[Line, ...]:
        """Without the lines on all together."""
        return tuple(line for line in self.lines if line.code not in (VERDICT, SCORE))

    def in_states(self, states: Sequence[str]) -> list[tuple[Line, Evidence]]:
        """What stands so, in the order of the form."""
        return [(line, one) for line in self.lines for one in line.evidence if one.state in states]

    def _of(self, code: str) -> Line:
        return next(line for line in self.lines if line.code == code)
