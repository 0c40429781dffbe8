"""Blocks of markup that a site repeats on its pages, and what of them is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import turbohtml

from scrapers.parsing.page import limits

if TYPE_CHECKING:
    from scrapers.parsing.page.lines import Line


@dataclass(slots=True)
class Name:
    """Blocks of one name on one level, as the boxes of a template are."""

    in_vain: int = 0
    """How often one was looked up in a row, and neither it nor a block in it had been seen before."""
    passed: int = 0
    """How many were not looked up since."""

    def is_fruitless(self) -> bool:
        """Whether it is better to walk through the next one: such blocks are an item's own. Of many one is
        looked up all the same."""
        if self.in_vain < limits.IN_VAIN:
            return False
        self.passed += 1
        if self.passed < limits.PASSED:
            return True
        self.passed = 0
        return False


@lru_cache(maxsize=limits.BLOCKS)
def name_before(level: int, tag: str, classes: str | None, identity: str | None) -> Name:
    """The blocks of a name, as they went so far."""
    return Name()


@dataclass(slots=True)
class Seen:
    """What a block gives: of its elements the number in it, of its lines the number in its first."""

    again: bool = False
    """Whether it was seen before: what stands on one page only is not worth keeping."""
    lines: tuple[Sequence[str], Sequence[int], Sequence[int], Sequence[str], Sequence[bool]] | None = None
    """Of all its lines the texts as written, numbers of their blocks, linked characters, their texts, whether
    they are hidden."""
    count: int = 0
    """How many those are."""
    told: dict[Callable[[Line], Any], list[tuple[int, Any]]] = field(default_factory=dict)
    """What readers made of its lines, behind the number of each."""
    elements: list[int] = field(default_factory=list)
    """Numbers of its elements that span lines; the last is its own."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Their spans, where its first line is the page's first."""

    def within(
        self, elements: Sequence[turbohtml.Element], start: int
    ) -> dict[turbohtml.Element, tuple[int, int]]:
        """The spans of its elements on a page where its first line has this number."""
        spans = [(first + start, end + start) for first, end in self.spans] if start else self.spans
        return dict(zip(map(elements.__getitem__, self.elements), spans, strict=True))


@lru_cache(maxsize=limits.BLOCKS)
def seen_before(markup: str) -> Seen:
    """What a block of this markup gives."""
    return Seen()
