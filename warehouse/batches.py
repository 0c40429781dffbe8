"""Packages that are loaded together: a statement costs far more to plan than to run over one package's rows,
and of a large ledger more to run, too.

Together they leave the ledger as one after the other would: what could tell the difference is taken in steps,
one after the other (`load/kept_apart` says what that is).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from warehouse.packages import Package

TOGETHER = 8_000_000
"""Bytes of packages, answers apart, that are loaded together: some four thousand pages. One alone may hold
more."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Packages of one run, in the order in which they are loaded; each is known by its place among them."""

    packages: tuple[Package, ...]
    first: int = 0
    """Place of the first of them."""

    @property
    def of_run(self) -> dict[str, Any]:
        """Portal and run of all of them, as parameters of a statement."""
        return self.packages[0].values("portal_id", "run_id")

    @property
    def is_read_again(self) -> bool:
        """Whether it was made from the archive, and is no sighting."""
        return self.packages[0].is_read_again

    def part(self, first: int, end: int) -> Batch:
        """Those from one place up to another, each at its place."""
        return Batch(self.packages[first:end], first)

    def at(self, place: int) -> Package:
        """The package at a place."""
        return self.packages[place - self.first]

    def manifests(self) -> list[dict[str, Any]]:
        """What `load/stage_packages` takes of each."""
        named = ("package_id", "section_id", "part", "reader_version")
        return [
            {
                "package": place,
                **package.values(*named),
                "finished_at": package.head["finished_at"].isoformat(),
                **(package.proof or {}),
            }
            for place, package in enumerate(self.packages, self.first)
        ]


def batches(packages: Iterable[Package]) -> Iterator[Batch]:
    """The packages, in their order: those of one run together, but none that is made from the archive, none
    with an earlier one that has proven its section, and no more than are read into memory at a time."""
    together: list[Package] = []
    room = TOGETHER
    for package in packages:
        size = sum(file.stat().st_size for file in package.folder.glob("*.jsonl"))
        if together and (size > room or not _fits(together, package)):
            yield Batch(tuple(together))
            together, room = [], TOGETHER
        together.append(package)
        room -= size
    if together:
        yield Batch(tuple(together))


def _fits(together: list[Package], package: Package) -> bool:
    named = ("portal_id", "run_id", "kind")
    return (
        package.values(*named) == together[0].values(*named)
        and not package.is_read_again
        and not any(
            one.proof is not None and one.head["section_id"] == package.head["section_id"] for one in together
        )
    )
