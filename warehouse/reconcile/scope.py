"""What of a category a count of the text is: all of its year on the portal, or only a part, another year's,
another channel's. Such a count is set beside no figure. The words are data: `scope.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.reconcile.lexicon import lexicon
from warehouse.reconcile.placing import category_of
from warehouse.reconcile.records import Counted
from warehouse.reconcile.whole import narrowed

_REMARK = re.compile(r"[(（]([^()（）]*)")
WORDS = Path(__file__).with_name("scope.toml")


@dataclass(frozen=True, slots=True)
class Scope:
    """Why a count is not the category's figure of the year on the portal."""

    why: str
    """In words (Chinese)."""
    is_open: bool = False
    """It may be that figure all the same (截至…): then an equal number is equal, another says nothing."""


@dataclass(frozen=True, slots=True)
class _Rule:
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    """Said later than `words`, it takes them back (微信188条,网站1301条)."""
    scope: Scope
    but: frozenset[str]
    """Categories of which it says nothing."""

    def holds(self, text: str) -> bool:
        said = [match.start() for match in self.words.finditer(text)]
        back = [match.start() for match in self.unless.finditer(text)] if self.unless else []
        return bool(said) and max(said) > max(back, default=-1)


def scope_of(count: Counted, counts: Mapping[int, Counted], year: int, organ: str | None) -> Scope | None:
    """None where the count may be all of its category. `counts`: the report's by their place in the text;
    `year`: that of the comparison; `organ`: whose report it is, no part of itself."""
    category = category_of(count)
    whole = counts.get(count.whole) if count.whole is not None else None
    if whole is not None and category_of(whole) == category:
        return Scope(_words()["part"])
    before = count.segment.partition(count.raw)[0] if count.raw else count.segment
    text = _without(f"{count.lead}{before if count.what in before else before + count.what}", organ)
    if (named := _year_behind(count)) and named != str(year):
        return Scope(_words()["year"].format(year=named))
    if (named := _year_of(text)) and named != str(year):
        return Scope(_words()["year"].format(year=named))
    for rule in _rules():
        if category not in rule.but and rule.holds(text):
            return rule.scope
    part = narrowed(count, category, _own(organ)) if category else None
    if part and not part.is_open:
        return Scope(part.why)
    if whole is not None and whole.at < count.at:
        return scope_of(whole, counts, year, organ)
    if part:
        return Scope(part.why, True)
    return Scope(_words()["siblings"], True) if _has_siblings(count, counts, category) else None


def _year_behind(count: Counted) -> str:
    """The year in a remark behind the number that counts nothing itself: 39条(2016年)."""
    remark = _REMARK.match(count.segment.partition(count.raw)[2]) if count.raw else None
    return "" if remark is None or lexicon().count.search(remark[1]) else _year_of(remark[1])


def planned_under(head: str) -> Scope | None:
    """What a count under the head of a part is, where all of the part is of what is to come (三、下一步工作
    计划)."""
    plan = _words()["plan"]
    return Scope(plan["why"]) if re.search(plan["heads"], head) else None


def is_called_otherwise(title: str) -> bool:
    """Whether a page's title is that of a plan, a notice or the like: what it counts was not published."""
    page = _words()["page"]
    return bool(re.search(page["no_report"], title)) and not re.search(page["unless"], title)


def _has_siblings(count: Counted, counts: Mapping[int, Counted], category: str | None) -> bool:
    """Whether another number of the category stands in the same sentence (规范性文件10件、其他文件24件)."""
    return any(
        abs(other.at - count.at) <= len(count.sentence)
        and other.sentence == count.sentence
        and other.number != count.number
        and other.whole is None
        and category_of(other) == category
        and not _is_said_otherwise(other)
        for other in counts.values()
        if other is not count
    )


def _is_said_otherwise(count: Counted) -> bool:
    """Whether a rule takes the count away, so that it is no part beside another."""
    before = count.segment.partition(count.raw)[0] if count.raw else count.segment
    text = f"{count.lead}{before if count.what in before else before + count.what}"
    category = category_of(count)
    return any(category not in rule.but and rule.holds(text) for rule in _rules())


def _without(text: str, organ: str | None) -> str:
    """The text without the report's own organ, which may stand without its place (市财政局)."""
    for name in _own(organ):
        text = text.replace(name, "")
    return text


def _own(organ: str | None) -> list[str]:
    """How a report calls its organ: whole, and without its place."""
    return [organ, *re.findall(r"[省市县区旗州](.+)$", organ)] if organ else []


def _year_of(text: str) -> str:
    """The year that is named last before the count; not one that says of what the items are."""
    years = re.findall(_words()["years"], text)
    return str(years[-1]) if years else ""


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            re.compile(each["words"]),
            re.compile(each["unless"]) if "unless" in each else None,
            Scope(each["why"], each.get("open", False)),
            frozenset(each.get("but", ())),
        )
        for each in _words()["rule"]
    )


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
