"""What people keep in the home: their decisions and bounds, read together before a crawl and a publication.

Never a reason for a night without publication: what cannot be read is a problem that is told, and what could
be read before stays in force (`kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from warehouse import bounds, overrides, query
from warehouse.handwritten import Line, read_table
from warehouse.home import Home
from warehouse.kept import InForce, Kept, Problem, R, in_force, read_kept, write_kept
from warehouse.read_only import StrayLog, open_read_only


@dataclass(frozen=True, slots=True)
class HomeDecisions:
    """Every row of both files that is to be gone by, and what of the files cannot be read now."""

    decisions: Sequence[overrides.Decision] = ()
    bounds: Sequence[bounds.BoundRow] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each problem, but for decisions that are new: what comes of those is told with all
        others that did nothing."""
        return tuple(sentence for _, sentence in self.findings)

    @property
    def findings(self) -> tuple[tuple[str, str], ...]:
        """The same, with what each is about, which is the same from night to night."""
        told = (problem for problem in self.problems if not _is_new_decision(problem))
        return tuple((problem.subject, problem.sentence) for problem in told)


def read_home_decisions(home: Home) -> HomeDecisions:
    """What both files say now; one that was never there has no rows. Raises nothing and writes nothing."""
    kept = read_kept(home.decided)
    before = _published(home) if kept is None else kept
    decided = _in_force(home, overrides.FILE_NAME, overrides.HEADER, overrides.decision_of, before)
    bounded = _in_force(home, bounds.FILE_NAME, bounds.HEADER, bounds.row_of, before)
    problems = (*decided.problems, *bounded.problems)
    return HomeDecisions(decided.rows, bounds.without_doubles(bounded.rows), problems)


def take_home_decisions(home: Home) -> HomeDecisions:
    """As `read_home_decisions`, and keeps what could be read. The caller holds the home's lock.

    Raises OSError where the copy cannot be written.
    """
    people = read_home_decisions(home)
    write_kept(home.decided, {overrides.FILE_NAME: people.decisions, bounds.FILE_NAME: people.bounds})
    return people


def _in_force(
    home: Home, name: str, header: Sequence[str], read: Callable[[Line], R], before: Kept
) -> InForce[R]:
    kept = [line for line in before.get(name, ()) if len(line.cells) == len(header)]
    table = read_table(home.overrides / name, header, expected=bool(kept))
    return in_force(name, table, read, kept)


def _published(home: Home) -> Kept:
    """The decisions that the standing file rests on, for a home of which no copy was kept yet; none where it
    cannot be asked."""
    if not home.published.is_file():
        return {}
    try:
        with open_read_only(home.published, of_any_form=True) as reader:
            rows = query.rows(reader, "overrides/standing")
    except (duckdb.Error, StrayLog):
        return {}
    return {overrides.FILE_NAME: [Line(row["line"], tuple(row["cells"])) for row in rows]}


def _is_new_decision(problem: Problem) -> bool:
    return problem.file == overrides.FILE_NAME and problem.line > 0 and not problem.kept
