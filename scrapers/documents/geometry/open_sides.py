"""Tables without lines at their sides: a row that goes over the whole width touches no line downwards, and
would part the table in two. Its text stands between two lines of the table's width, as far apart as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scrapers.documents.geometry.edges import NEAR, Edge, Mesh
from scrapers.documents.geometry.records import Glyph

_ROW = 1.6
"""Heights of the highest other row beyond which what stands between two lines is no row of the table."""
_MOST = 300
"""Blocks of a page that are compared: more are a drawing."""


@dataclass(slots=True)
class _Block:
    """A part of a table, or a single line."""

    across: list[Edge]
    down: list[Edge] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(edge.at for edge in self.across)

    @property
    def bottom(self) -> float:
        return max(edge.at for edge in self.across)

    @property
    def start(self) -> float:
        return min(edge.start for edge in self.across)

    @property
    def end(self) -> float:
        return max(edge.end for edge in self.across)

    def is_open(self) -> bool:
        """Whether no line goes down its sides."""
        return all(self.start + NEAR < edge.at < self.end - NEAR for edge in self.down)

    def highest(self) -> float:
        """The height of its highest row."""
        places = sorted({edge.at for edge in self.across})
        return max((low - high for high, low in pairwise(places)), default=0.0)


def with_wide_rows(meshes: Sequence[Mesh], lone: Iterable[Edge], glyphs: Sequence[Glyph]) -> list[Mesh]:
    """The tables of a page, those that rows over the whole width part being one; `lone`: lines across that
    touch none downwards."""
    blocks = [_Block(list(mesh.across), list(mesh.down)) for mesh in meshes]
    if not any(block.is_open() for block in blocks):
        return list(meshes)
    blocks += [_Block([edge]) for edge in lone]
    if len(blocks) > _MOST:
        return list(meshes)
    blocks.sort(key=lambda block: block.top)
    found: list[_Block] = []
    for block in blocks:
        above = next((other for other in reversed(found) if _as_wide(other, block)), None)
        if above is not None and _is_row(above, block, glyphs):
            above.across += block.across
            above.down += block.down
        else:
            found.append(block)
    return [Mesh(block.across, block.down) for block in found if block.down]


def _as_wide(block: _Block, other: _Block) -> bool:
    return abs(block.start - other.start) <= NEAR and abs(block.end - other.end) <= NEAR


def _is_row(above: _Block, below: _Block, glyphs: Sequence[Glyph]) -> bool:
    """Whether a row of one table stands between both."""
    gap = below.top - above.bottom
    if not (above.down or below.down) or not (above.is_open() and below.is_open()):
        return False
    if not NEAR < gap <= _ROW * max(above.highest(), below.highest()) or not _same_columns(above, below):
        return False
    return any(
        above.bottom < (glyph.y0 + glyph.y1) / 2 < below.top
        and above.start < (glyph.x0 + glyph.x1) / 2 < above.end
        for glyph in glyphs
    )


def _same_columns(above: _Block, below: _Block) -> bool:
    """Whether all columns of one are among the other's."""
    fewer, more = sorted(([edge.at for edge in block.down] for block in (above, below)), key=len)
    return all(any(abs(at - other) <= NEAR for other in more) for at in fewer)
