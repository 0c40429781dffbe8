"""Item pages read by their section's layout, by the reader's rules where there is none or it does not fit."""

from __future__ import annotations

from typing import NamedTuple

from scrapers.layout import LAYOUT_VERSION, ItemLayout
from scrapers.parsing.items.item import Placed, reading_of
from scrapers.parsing.items.printed import Outline, outline_of
from scrapers.parsing.kind.deciding import Seen, kind_of
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.kind.kinds import Kind, other_page
from scrapers.parsing.kind.stub import stub_of
from scrapers.parsing.layouts.item_applying import Misfit, applied
from scrapers.parsing.layouts.item_samples import ItemSample, sample_of
from scrapers.parsing.observing.pages import observed_on
from scrapers.records import Expected, ItemPage, Listed, Observation, OtherPage, Page


class ItemRead(NamedTuple):
    """An item page as it was read."""

    page: ItemPage | OtherPage
    misfit: str = ""
    """What of the layout does not fit the page (Chinese); '' where it does, or where there is none."""
    sample: ItemSample | None = None
    """The page beside its row, where it was read by the rules and its row is known."""
    by_layout: bool = False
    """Whether the layout said where things stand."""
    observed: tuple[Observation, ...] = ()
    """What it says as a letter or a guide."""


def parse_item(page: Page, layout: ItemLayout | None = None) -> ItemPage | OtherPage:
    """What an item page states, or why it is none (challenge, redirect, soft 404, not HTML). Never raises.

    By a layout where it fits, else by the reader's rules; a person's layout is always in force, and a page
    that it does not fit is `unreadable`, with the selector in its reason.
    """
    return read_item_page(page, layout).page


def read_item_page(
    page: Page,
    layout: ItemLayout | None = None,
    listed: Listed | None = None,
    expected: Expected | None = None,
) -> ItemRead:
    """As `parse_item`, with what does not fit; beside its row, where that is given and the rules read, as a
    sample of its section. What is read of the page is the same with its row and without. `expected`: what the
    pages of its section are."""
    facts = PageFacts(page)
    read = _read(facts, layout, listed)
    if not isinstance(read.page, ItemPage):
        return read
    observed = observed_on(facts, read.page.title, expected)
    return read._replace(observed=observed) if observed else read


def _read(facts: PageFacts, layout: ItemLayout | None, listed: Listed | None) -> ItemRead:
    if layout is None or not _is_in_force(layout) or facts.bare is not None or facts.tangled:
        return _by_rules(facts, listed)
    outline = outline_of(facts)
    placed = applied(outline, layout)
    by_person = layout.learned_from == "person"
    if isinstance(placed, Misfit) and not by_person:
        return _by_rules(facts, listed, outline)._replace(misfit=placed.reason)
    kind = Kind("item", "") if _shows_item(placed) and not by_person else kind_of(Seen(stub_of(facts)))
    if kind.kind != "item":
        return ItemRead(other_page(kind, facts.encoding))
    if isinstance(placed, Misfit):
        return ItemRead(OtherPage("unreadable", placed.reason, encoding=facts.encoding), placed.reason)
    return ItemRead(reading_of(outline, placed).item, by_layout=True)


def _is_in_force(layout: ItemLayout) -> bool:
    return layout.learned_from == "person" or layout.version == LAYOUT_VERSION


def _shows_item(placed: Placed | Misfit) -> bool:
    """Whether title and day stand where the section's items have them: no other page looks so."""
    return isinstance(placed, Placed) and placed.headline is not None and bool(placed.fields)


def _by_rules(facts: PageFacts, listed: Listed | None, outline: Outline | None = None) -> ItemRead:
    kind = kind_of(Seen(stub_of(facts)))
    if kind.kind != "item":
        return ItemRead(other_page(kind, facts.encoding))
    outline = outline or outline_of(facts)
    reading = reading_of(outline)
    return ItemRead(reading.item, sample=sample_of(outline, reading, listed) if listed else None)
