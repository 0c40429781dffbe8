"""Ruling lines as people see them: dashes, edges drawn cell by cell and double lines are one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scrapers.documents.geometry.records import Rule

NEAR = 2.6
"""Lines as near as this are one: double lines, edges of neighbouring cells, the two sides of a thick line."""
DOUBLE = 4.6
"""Between two lines that are one border drawn double."""
_ALONG = 0.8
"""Part of the shorter one along which both run."""
_DASH = 4.0
"""Gap between dashes of one line; lines of dashes are those whose gaps are no longer than this."""
_THICK = 4.5
"""A box thicker than this is no line."""
_LEAST = 4.0
"""Shorter lines are dots and corners."""
MOST = 4_000
"""Lines after joining: more are a drawing, not a table."""


class Edge(NamedTuple):
    """A line along one axis: where it is across, from where to where along."""

    at: float
    start: float
    end: float
    broad: float = 0.0
    """How far from there others lie that it is one with: lines that meet a double one end at the nearer."""


@dataclass(slots=True)
class Mesh:
    """Lines that touch one another."""

    across: list[Edge]
    """Horizontal ones."""
    down: list[Edge]


def meshes_of(rules: Iterable[Rule]) -> tuple[list[Mesh], list[Edge]]:
    """Groups of joined lines that could be tables: those with lines both ways, from top to bottom; and lines
    across that touch none downwards."""
    across, down = _edges(rules)
    if not across or not down or len(across) + len(down) > MOST:
        return [], []
    groups = _Groups(len(across) + len(down))
    down_sorted = sorted(range(len(down)), key=lambda index: down[index].at)
    for a, edge in enumerate(across):
        for d in down_sorted:
            other = down[d]
            if other.at > edge.end + NEAR + DOUBLE / 2:
                break
            aside, along = NEAR + other.broad, NEAR + edge.broad
            if edge.start - aside <= other.at <= edge.end + aside and (
                other.start - along <= edge.at <= other.end + along
            ):
                groups.join(a, len(across) + d)
    found: dict[int, Mesh] = {}
    for index, edge in enumerate([*across, *down]):
        mesh = found.setdefault(groups.of(index), Mesh([], []))
        (mesh.across if index < len(across) else mesh.down).append(edge)
    meshes = [mesh for mesh in found.values() if mesh.across and mesh.down]
    lone = [edge for mesh in found.values() if not mesh.down for edge in mesh.across]
    return sorted(meshes, key=lambda mesh: min(edge.start for edge in mesh.down)), lone


def _edges(rules: Iterable[Rule]) -> tuple[list[Edge], list[Edge]]:
    """Lines across and lines down, whole."""
    across: list[Edge] = []
    down: list[Edge] = []
    for x0, y0, x1, y1 in rules:
        wide, high = x1 - x0, y1 - y0
        if min(wide, high) > _THICK:
            continue
        if wide >= high:
            across.append(Edge((y0 + y1) / 2, x0, x1))
        if high >= wide:
            down.append(Edge((x0 + x1) / 2, y0, y1))
    return _whole(_single(_whole(across))), _whole(_single(_whole(down)))


def _single(edges: list[Edge]) -> list[Edge]:
    """Two lines side by side as one between them: no text has room there. The shorter one may be a piece:
    double borders are also drawn as a box in a box."""
    edges.sort()
    places = [edge.at for edge in edges]
    found = list(edges)
    for index, edge in enumerate(edges):
        for other in range(index + 1, len(edges)):
            beside = edges[other]
            if beside.at - edge.at > DOUBLE:
                break
            shared = min(edge.end, beside.end) - max(edge.start, beside.start)
            if shared > _ALONG * min(edge.end - edge.start, beside.end - beside.start):
                middle = (edge.at + beside.at) / 2
                for each in (index, other):
                    if places[each] == edges[each].at:
                        found[each] = edges[each]._replace(at=middle, broad=(beside.at - edge.at) / 2)
                        places[each] = middle
    return found


def _whole(edges: list[Edge]) -> list[Edge]:
    """Near edges at one place, pieces that touch or nearly so as one, dots gone."""
    edges.sort()
    found: list[Edge] = []
    begin = 0
    for index in range(1, len(edges) + 1):
        if index == len(edges) or edges[index].at - edges[begin].at > NEAR:
            found.extend(_along(edges[begin:index]))
            begin = index
    return found


def _along(edges: list[Edge]) -> list[Edge]:
    """Pieces of one line, joined where they touch. Where a line is, its own longest piece says: a line
    elsewhere on the page that is nearly at the same place may be another table's."""
    joined: list[Edge] = []
    pieces: list[Edge] = []
    end = 0.0
    for edge in sorted(edges, key=lambda edge: edge.start):
        if pieces and edge.start > end + _DASH:
            joined.append(_one(pieces, end))
            pieces = []
        end = max(end, edge.end) if pieces else edge.end
        pieces.append(edge)
    if pieces:
        joined.append(_one(pieces, end))
    return [edge for edge in joined if edge.end - edge.start >= _LEAST]


def _one(pieces: list[Edge], end: float) -> Edge:
    """The line that pieces are, from the first one's start."""
    at = max(pieces, key=lambda edge: edge.end - edge.start).at
    return Edge(at, pieces[0].start, end, max(abs(edge.at - at) + edge.broad for edge in pieces))


class _Groups:
    """Which lines belong together (union-find)."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def of(self, index: int) -> int:
        parents = self._parents
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    def join(self, one: int, other: int) -> None:
        self._parents[self.of(one)] = self.of(other)
