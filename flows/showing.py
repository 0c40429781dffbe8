"""How the steps of a run are shown: as plain calls, or (flows/steps.py) as flows and tasks of Prefect."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol, TypeVar

from scrapers.package import Proof
from scrapers.portalfile import Portal, Section

T = TypeVar("T")


class Show(Protocol):
    """Runs each step it is handed, and shows it; what a step raises goes on its way."""

    def portal(self, portal: Portal, crawl: Callable[[], T]) -> T:
        """The sections of one portal."""
        ...

    def section(self, section: Section, crawl: Callable[[], Proof | None]) -> Proof | None:
        """One section; its proof, None where it is to go on another time."""
        ...

    def step(self, name: str, function: Callable[[], T]) -> T:
        """Any other step."""
        ...

    def say(self, line: str) -> None:
        """A line (Chinese) for whoever looks at the run."""
        ...


class Plain:
    """Plain calls; what there is to say goes to stderr. A `Show` without Prefect."""

    def portal(self, portal: Portal, crawl: Callable[[], T]) -> T:
        """Calls it."""
        return crawl()

    def section(self, section: Section, crawl: Callable[[], Proof | None]) -> Proof | None:
        """Calls it."""
        return crawl()

    def step(self, name: str, function: Callable[[], T]) -> T:
        """Calls it."""
        return function()

    def say(self, line: str) -> None:
        """Prints it on stderr."""
        print(line, file=sys.stderr, flush=True)
