"""The official page tags (政府网站发展指引, 国办发〔2017〕47号) and script variables in their place.

Spelling varies (case, ColumnKeywods), sets are repeated, values are empty or unfilled placeholders. PubDate
is none where it equals the stamp of the page's regeneration (UCAP `页面生成时间`, Hanweb Maketime).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

from scrapers.parsing.page import limits
from scrapers.parsing.page.dates import find_moment, parse_moment
from scrapers.parsing.page.dom import Element, fold
from scrapers.parsing.words.item import (
    DATE_TAGS,
    DATE_VARIABLES,
    REGENERATED,
    REGENERATING,
    UNFILLED,
    UNIT_VARIABLES,
)
from scrapers.parsing.words.labels import LABELS, NO_UNIT
from scrapers.records import Moment

_TAGS = re.compile(r"</?(?:font|b|strong|span|br|p|i|u|em|sup|sub|a)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
"""Formatting that an editor left in a title, and no words: titles hold <帮扶> too. Any other tag that is
written out is what the reader sees printed."""

_NO_NAME = re.compile(r"[。！？；]|https?:|www\.")
_LETTER = re.compile("[\u4e00-\u9fffa-z]")


@dataclass(frozen=True, slots=True)
class Metas:
    """Values of the page's meta tags by lower-case name, in page order; empty ones are left out."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, name: str) -> str | None:
        """The first stated value that is no unfilled placeholder."""
        return next((v for v in self.values.get(name.lower(), ()) if not UNFILLED.match(v)), None)

    def last(self, name: str) -> str | None:
        """The last such value: a set that an included header brings comes before the page's own."""
        return next((v for v in reversed(self.values.get(name.lower(), ())) if not UNFILLED.match(v)), None)

    def title(self) -> str | None:
        """ArticleTitle, unless it only repeats the site's or the column's name."""
        title = self.last("ArticleTitle")
        return title if title and title not in (self.first("SiteName"), self.last("ColumnName")) else None

    def published(self) -> tuple[Moment, str] | None:
        """The publish date that a tag states and the tag's name; never the time of regeneration."""
        stamps = self._regenerated()
        for name in DATE_TAGS:
            moment = parse_moment(self.last(name) or "")
            if moment and not any(_same_instant(moment, stamp) for stamp in stamps):
                return moment, f"meta:{name}"
        return None

    def regenerates(self) -> bool:
        """Whether the system stamps the time of regeneration, so that its PubDate is not to be trusted."""
        return bool(self._regenerated()) or any(tag in self.values for tag in REGENERATING)

    def unit(self) -> str | None:
        """ContentSource where it names somebody."""
        source = self.last("ContentSource")
        return source if source and names_somebody(source) else None

    def _regenerated(self) -> list[Moment]:
        stamps = [
            found[1]
            for tag, stamp in REGENERATED.items()
            for value in self.values.get(tag, ())
            for found in stamp.finditer(value)
        ]
        return [moment for moment in map(find_moment, stamps) if moment]


def metas_of(root: Element) -> Metas:
    """All named meta tags of the page (`name` or `property`), entities and stray markup resolved."""
    values: dict[str, tuple[str, ...]] = {}
    for meta in root.node.iter_elements("meta", include_self=True):
        name = (meta.attr("name") or meta.attr("property") or "").strip().lower()
        content = (name and meta.attr("content")) or ""
        value = fold(_TAGS.sub("", content) if "<" in content else content)
        if value:
            values[name] = (*values.get(name, ()), value)
    return Metas(values)


def names_somebody(name: str) -> bool:
    """Whether a unit field names a body: not 本网, 无, a date, an address, a label, a sentence."""
    bare = "".join(name.split()).lower()
    if bare in NO_UNIT or bare in LABELS or not limits.SHORTEST_NAME <= len(bare) <= limits.LONGEST_NAME:
        return False
    if _NO_NAME.search(bare) or parse_moment(name):
        return False
    return bool(_LETTER.search(bare))


def scripted_date(root: Element) -> tuple[Moment, str] | None:
    """A publish date that stands only in an inline script (`var pubdata='2020-12-24'`), with its variable."""
    return next(
        (
            (moment, f"script:{m['name']}")
            for m in _scripted(root, DATE_VARIABLES)
            if (moment := parse_moment(m["value"]))
        ),
        None,
    )


def scripted_unit(root: Element) -> tuple[str, str] | None:
    """A source that stands only in an inline script, with its variable."""
    found = _scripted(root, UNIT_VARIABLES)
    han = re.compile("[\u4e00-\u9fff]{2}")
    return next(
        (
            (m["value"], f"script:{m['name']}")
            for m in found
            if han.search(m["value"]) and names_somebody(m["value"])
        ),
        None,
    )


def _scripted(root: Element, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Matches in the page's short scripts; one of half a megabyte is data, no template's variables."""
    scripts = (script.text or "" for script in root.iter("script"))
    return [match for text in scripts if len(text) < limits.SCRIPT for match in pattern.finditer(text)]


def _same_instant(one: Moment, other: Moment) -> bool:
    """Within two minutes: both stamps are taken while one page is being written."""
    if one.at is None or other.at is None:
        return False
    return abs(one.at - other.at) <= timedelta(minutes=limits.SAME_MINUTES)
