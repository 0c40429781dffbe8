"""Which category of the warehouse a count of a report's text is of: by the words before the number, else by
the part of the sentence that it stands in. The words are data: `placing.toml`, beside the names
and synonyms of categories."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from scrapers.vocabulary import CATEGORIES
from warehouse.reconcile.records import Counted

WORDS = Path(__file__).with_name("placing.toml")
TOTAL = "合计"


def category_of(count: Counted) -> str | None:
    """A category's name, or 合计; None where it counts nothing that was published, or the words name none, or
    two alike."""
    before = count.segment.partition(count.raw)[0] if count.raw else count.segment
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
