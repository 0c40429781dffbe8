"""From one reading of a person's file to the next: which row is which, whatever was sorted, retyped or lost.
Pure.

A row is known by its words, else by its id; and where one row is gone and one new row speaks of the
same, the new one is that row, reworded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from warehouse.handwritten import may_have_been

NAMING = 2
"""So many first cells say what a row is about."""

COMPARED = 40_000
"""So many pairs of a row that cannot be read and one that is gone are looked at, about a second, whatever a
spreadsheet did to a file of any length."""


class Written(Protocol):
    """A row of one of people's files, as its reader made it of a line."""

    @property
    def line(self) -> int:
        """1-based line of the file; below nought where it is not in it any more."""

    @property
    def fault(self) -> str | None:
        """Why it cannot apply (Chinese); None for a row that can."""

    @property
    def id(self) -> str:
        """Its id; '' where it has none that is one."""

    def cells(self) -> tuple[str, ...]:
        """Its cells in one form, whichever a spreadsheet printed; what says what it is about first."""

    def content(self) -> tuple[str, ...]:
        """The same, and what the further columns say."""

    def decided(self) -> tuple[str, ...]:
        """What figures rest on: all but who says so, when and why."""

    def about(self) -> tuple[str, ...]:
        """What no two rows speak of unless one of them is the other, reworded."""

    def is_unsure(self, place: int) -> bool:
        """Whether one of the cells that name it cannot be what was meant."""


R = TypeVar("R", bound=Written)


class Pairing(Generic[R]):
    """Rows of a file as it is, and the rows in force before: which of these each is."""

    def __init__(self, rows: Sequence[R], kept: Sequence[R], withdrawn: Collection[str] = ()) -> None:
        """`withdrawn`: ids of rows that ended."""
        self._rows, self._kept, self._withdrawn = rows, kept, withdrawn
        self.found: dict[int, int] = {}
        """Place of a row → place of the one that it was."""
        self._pair(lambda row: (row.id, row.content()), lambda row: True, is_single=False)
        self._pair(lambda row: row.content(), lambda row: True, is_single=False)
        self._pair_ids()
        self._pair(lambda row: row.about(), lambda row: not row.id, is_single=True)
        self._pair_spoilt()

    @property
    def lost(self) -> list[int]:
        """Places of the rows in force that none is any more."""
        taken = set(self.found.values())
        return [then for then in range(len(self._kept)) if then not in taken]

    def _open(self) -> list[int]:
        return [place for place, row in enumerate(self._rows) if place not in self.found and not row.fault]

    def _pair_ids(self) -> None:
        """By id: the first of those with the same one, copied from each other. Whoever sorts all columns but
        the ids gives each row the id of another: so what says the same words as before comes first. A row
        that was withdrawn and now decides something else is another one, written over it."""
        places: dict[str, int] = {}
        for place in self._open():
            if self._rows[place].id:
                places.setdefault(self._rows[place].id, place)
        for then in self.lost:
            was = self._kept[then]
            if (same := places.get(was.id)) is None:
                continue
            if was.id not in self._withdrawn or self._rows[same].decided() == was.decided():
                self.found[same] = then

    def _pair(self, key: Callable[[R], Hashable], may: Callable[[R], bool], *, is_single: bool) -> None:
        """By something else that both say; `is_single`: only where one row of each side says it."""
        now: dict[Hashable, list[int]] = {}
        for place in self._open():
            if may(self._rows[place]):
                now.setdefault(key(self._rows[place]), []).append(place)
        then: dict[Hashable, list[int]] = {}
        for place in self.lost:
            then.setdefault(key(self._kept[place]), []).append(place)
        for said, places in now.items():
            before = then.get(said, [])
            if not is_single or len(places) == len(before) == 1:
                self.found.update(zip(places, before, strict=False))

    def _pair_spoilt(self) -> None:
        """Rows that cannot be read, with those that they were: by id, else the likest pairs first."""
        spoilt = [place for place, row in enumerate(self._rows) if row.fault]
        by_id = {self._kept[then].id: then for then in self.lost if self._kept[then].id}
        for place in spoilt:
            if (then := by_id.pop(self._rows[place].id, None)) is not None:
                self.found[place] = then
        likeness = sorted(
            (-alike, abs(self._rows[place].line - self._kept[then].line), place, then)
            for place, then in self._to_compare([place for place in spoilt if place not in self.found])
            if (alike := _alike(self._rows[place], self._kept[then].cells()))
        )
        taken = set(self.found.values())
        for _, _, place, then in likeness:
            if place not in self.found and then not in taken:
                self.found[place] = then
                taken.add(then)

    def _to_compare(self, spoilt: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs that may be alike: of rows that name the same, and, where that is not too much, of all. What
        is not compared stays in force as it was, and is asked about."""
        lost = self.lost
        by_name: dict[tuple[str, ...], list[int]] = {}
        for then in lost:
            by_name.setdefault(self._kept[then].cells()[:NAMING], []).append(then)
        for place in spoilt:
            same = by_name.get(self._rows[place].cells()[:NAMING], ())
            others = lost if len(spoilt) * len(lost) <= COMPARED else same
            yield from ((place, then) for then in others[: COMPARED // len(spoilt) + 1])


def _alike(row: Written, was: tuple[str, ...]) -> int:
    """How many cells agree, 0 where it was another row: one that names something else, or of which too little
    is left."""
    cells = row.cells()
    for place in range(NAMING):
        differs = cells[place] != was[place]
        if differs and not (row.is_unsure(place) and may_have_been(cells[place], was[place])):
            return _shifted(row, was)
    same = sum(one == other for one, other in zip(cells, was, strict=True))
    is_that = same >= len(was) - NAMING or cells[:NAMING] == was[:NAMING]
    return same if is_that else _shifted(row, was)


def _shifted(row: Written, was: tuple[str, ...]) -> int:
    """How many cells agree in other columns, where a cell was put in or taken out before them: what the row
    is about is among them, and so is at least half of the rest."""
    cells, said = set(row.cells()), [cell for cell in was if cell]
    about = max(was[:NAMING], key=len)
    same = sum(cell in cells for cell in said)
    return same if row.is_unsure(0) and about in cells and 2 * same >= len(said) else 0
