"""Progress on stderr: a bar per section where a person looks, a line per finished section elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.markup import escape

from scrapers.package import Proof
from scrapers.portalfile import Section
from scrapers.vocabulary.outcomes import OUTCOME_WORDS

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Reporter(Protocol):
    """Told what a run does; a context manager around the sections."""

    def __enter__(self) -> Reporter: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def begin(self, section: Section) -> None:
        """A section begins."""

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """A section went on: `doing` 列表 or 条目, `done` of `total`."""

    def end(self, section: Section, proof: Proof) -> None:
        """A section is done."""


def section_words(proof: Proof) -> str:
    """What came of a section, in words: outcome, rows read of those declared."""
    declared = f"/{proof.records_declared}" if proof.records_declared is not None else ""
    return f"{OUTCOME_WORDS[proof.outcome]} {proof.records_read}{declared} 条"


def section_line(proof: Proof) -> str:
    """The same, with the reason."""
    return f"{section_words(proof)} {proof.reason}".rstrip()


class Bars:
    """A bar per section for a terminal; plain lines when stderr is none."""

    def __init__(self, sections: Sequence[Section], console: Console | None = None, whose: str = "") -> None:
        """`whose`: the portal's name, where several are crawled at a time: lines alone then, each with it."""
        self._console = console or Console(stderr=True, highlight=False)
        self._live = _bars(self._console) if self._console.is_terminal and not whose else None
        self._whose = f"{whose} " if whose else ""
        self._order = {section.id: number for number, section in enumerate(sections, 1)}
        self._count = len(sections)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def begin(self, section: Section) -> None:
        """Adds the section's bar."""
        if self._live:
            self._tasks[section.id] = self._live.add_task(self._name(section), total=None, state="")

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """Moves the section's bar."""
        if self._live and section_id in self._tasks:
            state = f"{doing} {done}/{total or '?'}"
            self._live.update(self._tasks[section_id], completed=done, total=total, state=state)

    def end(self, section: Section, proof: Proof) -> None:
        """Fills the section's bar and says what came of it."""
        state = section_words(proof)
        if self._live and section.id in self._tasks:
            self._live.update(self._tasks[section.id], completed=1, total=1, state=state)
        else:
            self._console.print(f"{self._name(section)} {section_line(proof)}", soft_wrap=True)

    def _name(self, section: Section) -> str:
        place = f"{self._order.get(section.id, 0)}/{self._count}"
        return escape(f"{self._whose}[{place}] {section.name}")


def _bars(console: Console) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
        console=console,
    )


class Named:
    """Another reporter, told of sections by their portal's name and their own."""

    def __init__(self, told: Reporter, portal: str) -> None:
        self._told, self._portal = told, portal

    def __enter__(self) -> Named:
        self._told.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._told.__exit__(kind, error, trace)

    def begin(self, section: Section) -> None:
        """A section begins."""
        self._told.begin(self._named(section))

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """A section went on."""
        self._told(section_id, doing, done, total)

    def end(self, section: Section, proof: Proof) -> None:
        """A section is done."""
        self._told.end(self._named(section), proof)

    def _named(self, section: Section) -> Section:
        return section.model_copy(update={"name": f"{self._portal} {section.name}"})
