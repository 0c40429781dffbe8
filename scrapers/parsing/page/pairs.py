"""A printed label with its value, and what is a label."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scrapers.parsing.page.dom import REPEATED, SHORT, Element
from scrapers.parsing.page.lines import MARK
from scrapers.parsing.words.labels import LABELS, Kind

BLANKS = re.compile(rf"[\s{MARK}\u00a0\u3000\u200b\ufeff|｜]+")


class Pair(NamedTuple):
    """One printed label with what stands after it ('' where nothing does)."""

    kind: Kind
    label: str
    value: str
    """All text up to the next label, folded and without tool words."""
    first: str
    """The part of it that stands in the first inline element, where the template splits nodes."""
    line: int
    """Number of the line that holds the label."""
    boxed: bool = False
    """Whether label and value stand in cells of their own (a property box)."""


def label_of(text: str) -> str | None:
    """The label that the whole of `text` is (inner blanks, brackets and a colon aside), or None."""
    bare = text.strip()
    return _label_before(bare) if len(bare) <= SHORT else None


@lru_cache(maxsize=REPEATED)
def _label_before(text: str) -> str | None:
    bare = BLANKS.sub("", text).strip("【】[]［］：:")
    return bare if bare in LABELS else None


def two_sides(one: Element, other: Element) -> tuple[Element, Element] | None:
    """The children of the nearest common ancestor that hold each; None when one element holds the other."""
    chain = [one, *one.iterancestors()]
    places = {node: index for index, node in enumerate(chain)}
    right = other
    for node in [other, *other.iterancestors()]:
        if node in places:
            index = places[node]
            return (chain[index - 1], right) if index and node is not other else None
        right = node
    return None
