"""Rows of figures whose cell borders are lost (81010010), cut by the identities where these leave one way.

A row's digits can be cut into its cells in so many ways; a number has no leading zero. Of these ways those
stay that fulfil the row's own identity (the total is the sum of the six before), then those whole tables that
fulfil the identities of the columns. What all of them have in common is decided, the rest is not, and is
never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice

APART = "|"
"""In a run: figures that are set apart, though not in which cells they stand."""
Cut = tuple[str | None, ...]
"""Texts of the cells of a row; None for a cell that is blank."""
_KINDS = {
    "int": re.compile(r"0|[1-9]\d*"),
    "signed": re.compile(r"[-+−－]?(?:0|[1-9]\d*)"),
    "decimal": re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?(?:[万亿]?元)?"),
}
_MOST = 20_000
"""Ways of one row that are looked at."""
_STEPS = 20_000
"""Rows that are tried on one another; a table that needs more is not decided."""


@dataclass(frozen=True, slots=True)
class Equation:
    """The sum of `left` is the sum of `right`; a blank cell counts as 0 (domain/README, identities 1 to
    4)."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    def codes(self) -> frozenset[str]:
        """All cells that it is about."""
        return frozenset((*self.left, *self.right))

    def excess(self, values: Mapping[str, int]) -> int:
        """Left less right, of the cells that `values` has."""
        left = sum(values.get(code, 0) for code in self.left)
        return left - sum(values.get(code, 0) for code in self.right)


@dataclass(frozen=True, slots=True)
class Run:
    """Figures of a row that run together."""

    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    text: str
    """Without spaces; '' where nothing stands in the row; APART between figures that are known to be two."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the identities leave of a table."""

    cells: Mapping[str, str | None]
    """Cells that are the same in every way that is left."""
    open: Mapping[str, tuple[Cut, ...]]
    """Cells that are not, with the ways of their row that are left; (): none at all, or more than are looked
    at."""
    broken: int
    """Identities that no way fulfils: the report's own faults."""


def decide(runs: Sequence[Run], equations: Sequence[Equation], fixed: Mapping[str, int]) -> Decided:
    """What all cuts that fulfil the identities have in common. Where none fulfils them all, the report
    itself is at fault, and those stand that break the fewest. `fixed`: cells of other rows of the table;
    identities that are about cells of neither are not asked."""
    blanks = any(sum(map(str.isdigit, run.text)) < len(run.codes) for run in runs)
    tried = [_cuts(run, equations, blanks) for run in runs]
    broken, left = _Joint(runs, tried, equations, fixed).fewest()
    cells: dict[str, str | None] = {}
    open_: dict[str, tuple[Cut, ...]] = {}
    for run, cuts in zip(runs, left, strict=True):
        broken += _broken(run, cuts[0], equations) if cuts else 0
        for place, code in enumerate(run.codes):
            texts = {cut[place] for cut in cuts}
            if len(texts) == 1:
                cells[code] = texts.pop()
            else:
                open_[code] = tuple(cuts)
    return Decided(cells, open_, broken)


def _own(run: Run, equations: Sequence[Equation]) -> list[Equation]:
    """The identities that are about this row only."""
    return [each for each in equations if each.codes() <= set(run.codes)]


def _cuts(run: Run, equations: Sequence[Equation], blanks: bool) -> list[Cut]:
    """The ways to cut a row: those that break the fewest of its own identities. Empty where there are
    none, or more than are looked at."""
    own = _own(run, equations)
    for kept in range(len(own), -1, -1):
        found: dict[Cut, None] = {}
        for asked in combinations(own, kept):
            ways = _places(run, asked) if APART in run.text else _ways(run, asked, blanks)
            found |= dict.fromkeys(islice(ways, _MOST + 1))
        if found:
            return [*found] if len(found) <= _MOST else []
    return []


def _places(run: Run, own: Sequence[Equation]) -> Iterator[Cut]:
    """The ways in which figures that are set apart may stand in the cells of a row."""
    texts = run.text.split(APART)
    for places in combinations(range(len(run.codes)), len(texts)):
        cut: Cut = tuple(texts[places.index(at)] if at in places else None for at in range(len(run.codes)))
        if all(_KINDS[run.kinds[at]].fullmatch(cut[at] or "0") for at in places):
            numbers = _numbers(run, cut)
            if not any(each.excess(numbers) for each in own):
                yield cut


def _broken(run: Run, cut: Cut, equations: Sequence[Equation]) -> int:
    numbers = _numbers(run, cut)
    return sum(each.excess(numbers) != 0 for each in _own(run, equations))


def _ways(run: Run, own: Sequence[Equation], blanks: bool) -> Iterator[Cut]:
    """Cuts of a row, cell by cell from the right, where totals stand: what is left of a total for the cells
    before it is never less than nothing, and nothing when all of them are there."""
    sums = [_Sum(run, each) for each in own]

    def onward(place: int, end: int, left: tuple[int, ...], done: Cut) -> Iterator[Cut]:
        if place < 0:
            if end == 0:
                yield done
            return
        starts = range(end - 1, -1 if blanks else place - 1, -1)
        for start in [*starts, *([end] if blanks else [])]:
            text = run.text[start:end] or None
            if text is None or _KINDS[run.kinds[place]].fullmatch(text):
                number = _number(text) if sums else 0
                rest = tuple(
                    total + each.signs[place] * number for total, each in zip(left, sums, strict=True)
                )
                if all(each.may_be(place, start, total) for total, each in zip(rest, sums, strict=True)):
                    yield from onward(place - 1, start, rest, (text, *done))

    yield from onward(len(run.codes) - 1, len(run.text), (0,) * len(sums), ())


class _Sum:
    """An identity of one row's cells, as it is asked while they are cut from the right."""

    def __init__(self, run: Run, equation: Equation) -> None:
        self.signs = [(code in equation.left) - (code in equation.right) for code in run.codes]
        places = [place for place, sign in enumerate(self.signs) if sign]
        self._first = places[0]
        # One total at the right of its parts, which stand side by side and have no sign.
        self._adds = len(places) == places[-1] - places[0] + 1 and [s for s in self.signs if s > 0] == [1]
        self._adds = (
            self._adds and self.signs[places[-1]] > 0 and all(run.kinds[at] == "int" for at in places)
        )

    def may_be(self, place: int, start: int, total: int) -> bool:
        """Whether what is left of a total behind the cell `place`, which begins at `start`, can still be
        made of the cells before it."""
        if place == self._first:
            return total == 0
        if not self._adds or place < self._first or not self.signs[place]:
            return True
        least, most = _made_of(start, place) if self._first == 0 else (0, total)
        return least <= total <= most


@cache
def _made_of(digits: int, cells: int) -> tuple[int, int]:
    """The least and the most that so many digits make in so many cells, some of which may be blank."""
    each, longer = divmod(digits, cells)
    least = (
        longer * 10**each + (cells - longer) * 10 ** (each - 1) if each > 1 else longer * 10 if each else 0
    )
    return least, 10**digits


def _numbers(run: Run, cut: Cut) -> dict[str, int]:
    return {code: _number(text) for code, text in zip(run.codes, cut, strict=True)}


def _number(text: str | None) -> int:
    """The number of a whole one; identities are about those only."""
    if not text or not text[-1].isdigit() or "." in text:
        return 0
    return -int(text[1:]) if text[0] in "-−－" else int(text.lstrip("+"))


class _Joint:
    """The rows of a table together: which of their cuts stand in a table that breaks the fewest
    identities."""

    def __init__(
        self,
        runs: Sequence[Run],
        tried: list[list[Cut]],
        equations: Sequence[Equation],
        fixed: Mapping[str, int],
    ) -> None:
        self._tried = tried
        rows = [frozenset(run.codes) for run in runs]
        cut = {code for row, cuts in zip(rows, tried, strict=True) if cuts for code in row}
        # What is about one row only was asked of its cuts.
        across = [
            each for each in equations if each.codes() & cut and not any(each.codes() <= row for row in rows)
        ]
        self._about = [each for each in across if each.codes() <= cut | set(fixed)]
        self._begin = [each.excess(fixed) for each in self._about]
        self._order = sorted((i for i, cuts in enumerate(tried) if cuts), key=lambda i: len(tried[i]))
        self._excess = {
            i: [[each.excess(_numbers(runs[i], cut)) for each in self._about] for cut in tried[i]]
            for i in self._order
        }
        """Of each row what each of its cuts adds to each identity."""
        self._bounds = self._of_the_rest()
        self._steps = 0

    def _of_the_rest(self) -> list[list[tuple[int, int]]]:
        """What the rows from each on can add to each identity at least and at most."""
        bounds = [[(0, 0)] * len(self._about)]
        for i in reversed(self._order):
            columns = [*zip(*self._excess[i], strict=True)] or [()] * len(self._about)
            bounds.insert(
                0, [(low + min(c), high + max(c)) for (low, high), c in zip(bounds[0], columns, strict=True)]
            )
        return bounds

    def fewest(self) -> tuple[int, list[list[Cut]]]:
        """How many identities the best tables break, and of each row the cuts that stand in one of those."""
        for allowed in range(len(self._about) + 1):
            chosen: list[set[int]] = [set() for _ in self._tried]
            self._search(0, self._begin, allowed, [], chosen)
            if self._steps > _STEPS:
                return 0, self._tried
            if all(chosen[i] for i in self._order):
                return allowed, [
                    [cut for at, cut in enumerate(cuts) if at in chosen[i]]
                    for i, cuts in enumerate(self._tried)
                ]
        return 0, self._tried

    def _search(
        self, at: int, sums: list[int], allowed: int, picked: list[int], chosen: list[set[int]]
    ) -> None:
        self._steps += 1
        rest = self._bounds[at]
        lost = sum(not low <= -total <= high for total, (low, high) in zip(sums, rest, strict=True))
        if lost > allowed or self._steps > _STEPS:
            return
        if at == len(self._order):
            for row, cut in zip(self._order, picked, strict=True):
                chosen[row].add(cut)
            return
        row = self._order[at]
        for cut, excess in enumerate(self._excess[row]):
            self._search(
                at + 1, [a + b for a, b in zip(sums, excess, strict=True)], allowed, [*picked, cut], chosen
            )
