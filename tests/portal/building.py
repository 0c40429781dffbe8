"""Builds the county of an edition from a seed: every item with its address, dates, unit and oddities.

The same edition and seed give the same county, item for item; no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from tests.portal import naming, specials
from tests.portal.addresses import item_url
from tests.portal.editions import HOSTS, Edition, Plan
from tests.portal.model import SHANGHAI, Item, Section, Unit, World
from tests.portal.titles import worded

TITLED = {"信息公开年报", "信息公开指南", "预决算公开"}
"""Categories whose titles begin with the unit: where a page prints none, it is that one."""

_SPANS = {2016: (date(2016, 1, 5), 361), 2017: (date(2017, 1, 2), 363), 2018: (date(2018, 1, 2), 80)}
"""First day and number of days over which a year's items are spread; the edges are set by hand."""
_PRECISION = {"trs": "minute", "ucap": "minute", "empire": "second", "hanweb": "day"}
_EDGES = {
    (2016, 0): datetime(2016, 12, 31, 23, 59, tzinfo=SHANGHAI),
    (2017, 0): datetime(2017, 1, 1, 0, 1, tzinfo=SHANGHAI),
    (2017, 1): datetime(2017, 12, 31, 23, 59, tzinfo=SHANGHAI),
    (2018, 0): datetime(2018, 1, 1, 0, 1, tzinfo=SHANGHAI),
}
"""(year, place among the section's items of that year) → instant, in sections with edges."""


def build(edition: Edition, seed: int) -> World:
    """The county of `edition`; equal seeds give equal counties."""
    return _Builder(edition, seed).world()


@dataclass
class _Spot:
    """Where in a plan an item stands."""

    plan: Plan
    section: Section
    year: int
    place: int
    """Counted from 0 among the plan's items of the year."""
    published: datetime


class _Builder:
    def __init__(self, edition: Edition, seed: int) -> None:
        self.edition, self.seed = edition, seed
        self.random = Random(f"{edition.name}/{seed}")
        self.units = tuple(Unit(name, aliases) for name, aliases in naming.units())
        self.sections = {section.id: section for section in edition.sections}
        self.items: dict[int, Item] = {}
        self.next_key = 5000
        self.serial = 0

    def world(self) -> World:
        for plan in self.edition.plans:
            for spot in self._spots(plan):
                self._keep(self._made(spot))
            for number in range(plan.duplicates):
                self._second_address(plan, number)
        for listing in self.edition.listings:
            self._list_also(listing.source, listing.target, listing.category, listing.count)
        specials.sprinkle(self.items, self.sections, Random(f"specials/{self.seed}"))
        strays = tuple(self._strays())
        return World(self.units, self.sections, self.items, strays, HOSTS, self.seed)

    def _spots(self, plan: Plan) -> Iterator[_Spot]:
        section = self.sections[plan.section]
        for year, count in zip(_SPANS, plan.counts, strict=True):
            first, days = _SPANS[year]
            for place in range(count):
                day = first + timedelta(days=place * days // count)
                at = datetime(
                    day.year, day.month, day.day, self.random.randrange(8, 18), self.random.randrange(60),
                    self.random.randrange(60), tzinfo=SHANGHAI,
                )  # fmt: skip
                if plan.edges:
                    at = _EDGES.get((year, place), at)
                yield _Spot(plan, section, year, place, at)

    def _made(self, spot: _Spot) -> Item:
        key = self._key()
        kind = self._kind(spot)
        unit = self._unit(spot)
        words = worded(
            spot.plan.makes, spot.section, unit.name, spot.published.date(), spot.place, self.random
        )
        item = Item(
            key=key,
            address=self._address(spot, key, kind),
            home="" if kind == "external" else spot.section.id,
            sections=(spot.section.id,),
            title=words.title,
            published=spot.published,
            precision=self._precision(spot),  # type: ignore[arg-type]
            categories=(spot.plan.makes,),
            issued=words.issued,
            document_number=words.document_number,
            document_number_printed=words.document_number_printed,
            lead=words.lead,
            kind=kind,  # type: ignore[arg-type]
            pinned=spot.year == 2017 and kind == "page" and 2 <= spot.place < 2 + spot.plan.pinned,
            document=key,
            length=150 if key % 311 == 0 else self.random.randrange(8, 24),
        )
        return replace(self._with_unit(item, spot.section, unit), index_number=self._index(spot))

    def _precision(self, spot: _Spot) -> str:
        if spot.section.style == "table":
            return "day"
        edge = spot.plan.edges and (spot.year, spot.place) in _EDGES
        return "minute" if edge else _PRECISION[spot.section.family]

    def _key(self) -> int:
        self.next_key += self.random.randrange(1, 4)
        return self.next_key

    def _kind(self, spot: _Spot) -> str:
        # The two places after the edges are kept for pinned pages; other kinds follow them.
        if spot.year != 2017 or spot.place < 5:
            return "page"
        if spot.place < 5 + spot.plan.external:
            return "external"
        return "file" if spot.place < 5 + spot.plan.files else "page"

    def _address(self, spot: _Spot, key: int, kind: str) -> str:
        if kind == "external":
            host = "www.state-council.example" if spot.place % 2 else "mp.weixin.example"
            return f"http://{host}/content/{spot.published:%Y-%m}/{spot.published:%d}/content_{key}.htm"
        if kind == "file":
            return (
                f"http://{spot.section.host}/files/{spot.published:%Y%m}/W0{spot.published:%Y%m%d}{key}.pdf"
            )
        return item_url(spot.section, self._stamped(spot.published.date()), key)

    def _stamped(self, day: date) -> date:
        """The day in the address: mostly the day itself, else that of typing up or of a migration."""
        luck = self.random.random()
        if luck < 0.70:
            return day
        # The migration of February 2018 gave some older pages its own day.
        return (
            max(day, date(2018, 2, 11)) if luck > 0.85 else day + timedelta(days=self.random.randrange(1, 12))
        )

    def _unit(self, spot: _Spot) -> Unit:
        if spot.section.unit:
            return next(unit for unit in self.units if unit.name == spot.section.unit)
        if spot.plan.makes in ("信息公开年报", "信息公开指南"):
            # One a year of each unit; the reports come from the first 22 of the 31.
            return self.units[spot.place % len(self.units)]
        if spot.plan.makes == "政府文件":
            return self.units[0] if spot.section.id != "bmwj" else self.random.choice(self.units[1:23])
        return self.random.choice(self.units)

    def _with_unit(self, item: Item, section: Section, unit: Unit) -> Item:
        """Prints the unit by its name, by an alias, not at all, …; and says what that resolves to."""
        fallback = (section.unit, "section") if section.unit else (naming.DEFAULT_UNIT, "default")
        if not section.unit and TITLED & set(item.categories):
            fallback = (unit.name, "title")
        luck = self.random.random()
        if item.kind != "page" or not section.details or (section.unit and luck < 0.7):
            return replace(item, printed_unit=None, unit=fallback[0], unit_from=fallback[1])  # type: ignore[arg-type]
        if luck < 0.03 and not section.unit and item.document_number is None:
            printed = self.random.choice((None, "", "本网"))
            return replace(item, printed_unit=printed, unit=fallback[0], unit_from=fallback[1])  # type: ignore[arg-type]
        if luck > 0.5 and unit.aliases:
            alias = self.random.choice(unit.aliases)
            return replace(item, printed_unit=alias, unit=unit.name, unit_from="alias")
        return replace(item, printed_unit=unit.name, unit=unit.name, unit_from="printed")

    def _index(self, spot: _Spot) -> str | None:
        if spot.section.family != "hanweb" and spot.section.style != "table":
            return None
        if not spot.section.details:
            return None
        self.serial += 1
        return f"0115801{20 + len(spot.section.id)}/{spot.published.year}-{self.serial:05d}"

    def _second_address(self, plan: Plan, number: int) -> None:
        """The same document once more, in another section's folder and some days later."""
        first = [item for item in self.items.values() if item.home == plan.section and item.year == 2017][
            number + 3
        ]
        target = self.sections[plan.duplicates_in]
        key, published = self._key(), first.published + timedelta(days=number + 1)
        printed = (
            (first.document_number or "").replace("〔", "[").replace("〕", "]")
            if number
            else first.document_number
        )
        self._keep(replace(
            first, key=key, home=target.id, sections=(target.id,), published=published, document=first.key,
            address=item_url(target, published.date(), key), document_number_printed=printed, lead=(),
            index_number=None, precision="minute",
        ))  # fmt: skip

    def _list_also(self, source: str, target: str, category: str, count: int | None) -> None:
        found = [
            item for item in self.items.values()
            if source in item.sections and (count is None or (item.year == 2017 and item.home == source))
        ]  # fmt: skip
        if count is not None:
            # Spread over the year, so that they stand on different pages of the target's list.
            found = found[:: max(1, len(found) // count)][:count]
        for item in found:
            categories = tuple(dict.fromkeys((*item.categories, category)))
            self._keep(replace(item, sections=(*item.sections, target), categories=categories))

    def _strays(self) -> Iterator[Item]:
        """Pages in no section, at addresses that look like everybody else's."""
        for section in self.edition.sections:
            if section.style != "comment":
                key, day = self._key(), date(2017, 5, 19)
                published = datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI)
                title = naming.news_title(self.random, naming.COUNTY) + "（专题）"
                address = item_url(section, day, key)
                yield Item(
                    key, address, section.id, (), title, published, "minute", (),
                    unit=naming.DEFAULT_UNIT, document=key,
                )  # fmt: skip

    def _keep(self, item: Item) -> None:
        self.items[item.key] = item
