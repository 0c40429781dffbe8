"""Which row that should stand became which that does: rows of one table, paired by what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from warehouse.query import Row

_COMPARED = 200
"""Rows on each side up to which every row is held against every other."""


class Pair(NamedTuple):
    """A row as it stands and as it should stand; None where there is none."""

    here: Row | None
    made: Row | None


def paired(
    here: Sequence[Row], made: Sequence[Row], columns: Sequence[str], key: Sequence[str]
) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pairs of an altered row and what it was, and the rows left over on each side.

    By the key where that tells them apart, else as rows that differ in a single column (of the key, too),
    else the most alike that agree in more than half of their columns.
    """
    pairs: list[Pair] = []
    rest = list(here), list(made)
    others = [name for name in columns if name not in key]
    for shared in (list(key), *_all_but_one(columns, [*others, *key])):
        if shared and all(rest):
            rest = _by(shared, *rest, pairs)
    return pairs, *_alike(*rest, columns, pairs)


def _all_but_one(columns: Sequence[str], order: Iterable[str]) -> Iterable[list[str]]:
    return ([name for name in columns if name != without] for without in order)


def _by(
    shared: Sequence[str], here: list[Row], made: list[Row], pairs: list[Pair]
) -> tuple[list[Row], list[Row]]:
    """Pairs rows that agree in these columns, where on each side one alone has these values."""

    def values(row: Row) -> tuple[Any, ...]:
        return tuple(row[name] for name in shared)

    should = _alone(made, values)
    stands = _alone(here, values)
    both = {told for told in stands if told in should}
    pairs += [Pair(stands[told], should[told]) for told in stands if told in both]
    return [row for row in here if values(row) not in both], [row for row in made if values(row) not in both]


def _alone(rows: Iterable[Row], values: Callable[[Row], tuple[Any, ...]]) -> dict[tuple[Any, ...], Row]:
    found: dict[tuple[Any, ...], Row] = {}
    twice = set()
    for row in rows:
        told = values(row)
        if told in found:
            twice.add(told)
        found[told] = row
    return {told: row for told, row in found.items() if told not in twice}


def _alike(
    here: list[Row], made: list[Row], columns: Sequence[str], pairs: list[Pair]
) -> tuple[list[Row], list[Row]]:
    """Pairs the most alike first."""
    scored = [
        (sum(stands[name] == should[name] for name in columns), number, other)
        for number, stands in enumerate(here[:_COMPARED])
        for other, should in enumerate(made[:_COMPARED])
    ]
    taken_here, taken_made = set[int](), set[int]()
    for alike, number, other in sorted(scored, key=lambda score: (-score[0], score[1], score[2])):
        if 2 * alike > len(columns) and number not in taken_here and other not in taken_made:
            taken_here.add(number)
            taken_made.add(other)
            pairs.append(Pair(here[number], made[other]))
    return (
        [row for number, row in enumerate(here) if number not in taken_here],
        [row for number, row in enumerate(made) if number not in taken_made],
    )
