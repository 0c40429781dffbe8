"""Runs in whose midst something happens: reporters and shows that act, and a show that keeps what is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from flows.showing import Plain
from scrapers.portalfile import Section
from tests.nights.house import Quiet

T = TypeVar("T")


@dataclass
class Hearing(Plain):
    """Keeps what is said; `before` is called with the name of each step, `at_portal` before each portal."""

    lines: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda name: None
    at_portal: Callable[[], None] = lambda: None

    def portal(self, portal: object, crawl: Callable[[], T]) -> T:
        self.at_portal()
        return crawl()

    def step(self, name: str, function: Callable[[], T]) -> T:
        self.before(name)
        return function()

    def say(self, line: str) -> None:
        self.lines.append(line)


class Acting(Quiet):
    """Does something once, after so many steps of sections."""

    def __init__(self, sections: Sequence[Section], action: Callable[[], None], after: int) -> None:
        super().__init__(sections)
        self._action, self._left = action, after

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        self._left -= 1
        if self._left == 0:
            self._action()


def acting(action: Callable[[], None], after: int = 3) -> Callable[[Sequence[Section]], Quiet]:
    """A maker of reporters of which the first acts, once; later ones are quiet."""
    made: list[Quiet] = []

    def make(sections: Sequence[Section]) -> Quiet:
        made.append(Quiet(sections) if made else Acting(sections, action, after))
        return made[-1]

    return make
