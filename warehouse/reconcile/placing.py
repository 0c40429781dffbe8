"""Which category of the warehouse a count of a report's text is of: by the words before the number, else by
the part of the sentence that it stands in. The words are data: `placing.toml`, beside the names
and synonyms of categories."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.vocabulary import CATEGORIES
from warehouse.forms import normalised
from warehouse.reconcile.records import Counted

WORDS = Path(__file__).with_name("placing.toml")
TOTAL = "合计"


def category_of(count: Counted) -> str | None:
    """A category's name, or 合计; None where it counts nothing that was published, or the words name none, or
    two alike."""
    before = count.segment.partition(count.raw)[0] if count.raw else count.segment
    if count.what in list_heads().total and before == f"{list_heads().verb}{count.what}":
        return TOTAL  # the last row of a list: in a sentence 合计 says of what stood before it
    if count.unit not in _data()["units"] or not any(
        verb in before + count.what for verb in _data()["verbs"]
    ):
        return None
    return _longest(count.what) or (_last(before) if _is_general(count.what) else None)


def _is_general(what: str) -> bool:
    """Whether only a verb says what is counted (共发布消息188条): then what stood before it does."""
    return any(verb in what for verb in _data()["verbs"])


def _longest(text: str) -> str | None:
    """The category whose word is the longest in the text; None where two are."""
    found = {word: category for word, category in _words() if word in text}
    length = max(map(len, found), default=0)
    best = {category for word, category in found.items() if len(word) == length}
    return best.pop() if len(best) == 1 else None


def _last(text: str) -> str | None:
    """The category whose word ends last in the text, the longest of those; never the total."""
    found = [
        (text.rfind(word) + len(word), len(word), category)
        for word, category in _words()
        if word in text and category != TOTAL
    ]
    return max(found)[2] if found else None


def words_of(category: str) -> tuple[str, ...]:
    """The words of reports' texts that are said to be of a category, beside its own name."""
    return tuple(_data()["words"].get(category, ()))


class ListHeads(NamedTuple):
    """By which heads a table is known that lists categories with their numbers."""

    columns: Mapping[str, frozenset[str]]
    """`name`, `number`, `unit` to the heads that such a column has, as `normalised` gives them."""
    verb: str
    """What its rows say of each category."""
    default_unit: str
    """Of a number with which no unit stands."""
    total: frozenset[str]
    """What the row of all is called."""


@cache
def list_heads() -> ListHeads:
    """The heads of `placing.toml`."""
    told = _data()["list"]
    columns = {name: frozenset(map(normalised, words)) for name, words in told["columns"].items()}
    return ListHeads(columns, told["verb"], told["default_unit"], frozenset(told["total"]))


@cache
def _words() -> tuple[tuple[str, str], ...]:
    names = [(name, name) for name in CATEGORIES]
    synonyms = [(word, name) for name, category in CATEGORIES.items() for word in category.synonyms]
    told = [(word, name) for name, words in _data()["words"].items() for word in words]
    # What is said here of reports' texts goes before what sections of sites are called.
    return tuple({word: name for word, name in (*synonyms, *names, *told) if word}.items())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
